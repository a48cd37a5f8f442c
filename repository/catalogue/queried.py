"""What catalogue protocols ask of a dataset, from its record: lists of texts by name, areas, days, and keys to sort by.

The names are those of `harvest.records.queryables`; places and times are in the text forms of PostgreSQL.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain, pairwise
from typing import Any, Final

from repository.catalogue.boxes import Box, hull
from repository.catalogue.findable import Findable
from repository.catalogue.outlines import outline
from repository.catalogue.spans import Span
from repository.catalogue.words import fold
from repository.crosswalks.edition import Edition
from repository.record.languages import iso_639_2
from repository.record.model import Record

NO_DAY: Final = date(1, 1, 1)
NO_MOMENT: Final = datetime(1, 1, 1, tzinfo=UTC)
NO_DAYS: Final = -(2**62)
"""What sorts first where there is nothing to sort by."""

_LONGEST_KEY: Final = 200
_FOLDED: Final = ("type", "format", "language", "access", "pole", "topic")
"""Of controlled lists: kept in small letters."""


def queried_values(
    record: Record, found_by: Findable, edition: Edition, *, published: date | None, modified: datetime | None
) -> dict[str, Any]:
    """The columns of a `CatalogueEntry` that filters and sorting read."""
    texts = {name: told for name, values in _texts(record, found_by, edition).items() if (told := _told(name, values))}
    spans = found_by.spans
    return {
        "queried": texts,
        "any_text": any_text(found_by, texts),
        "hull": _box(hull(found_by.boxes)) if found_by.boxes else None,
        "areas": _areas(record, found_by),
        "days": _days(spans) if spans else None,
        "order_title": _key(texts.get("title")),
        "order_creator": _key(texts.get("creator")),
        "order_publisher": _key(texts.get("publisher")),
        "order_type": _key(texts.get("type")),
        "order_published": published or NO_DAY,
        "order_modified": modified or NO_MOMENT,
        "order_began": spans[0].first if spans else NO_DAYS,
        "order_ended": spans[-1].last if spans else NO_DAYS,
    }


def any_text(found_by: Findable, texts: dict[str, list[str]]) -> str:
    """All texts of a record without accents and in small letters, each on a line of its own."""
    told = [text for _language, text in chain(found_by.titles, found_by.terms, found_by.abstracts)]
    told += [*found_by.people, *found_by.identifiers, *chain.from_iterable(texts.values())]
    return "\n".join(dict.fromkeys(" ".join(fold(text).split()) for text in told if text.strip()))


def _texts(record: Record, found_by: Findable, edition: Edition) -> dict[str, Iterable[str | None]]:
    facets = found_by.facets
    licence = record.licence
    languages = [record.language, *record.data_languages]
    return {
        "identifier": (*found_by.identifiers, edition.doi_url, edition.url),
        "title": (record.main_title, *(text for _language, text in found_by.titles)),
        "abstract": (record.abstract.best(record.language), *record.abstract.values()) if record.abstract else (),
        "creator": (creator.name for creator in record.creators),
        "contributor": (contributor.party.name for contributor in record.contributors),
        "organisation": facets.get("organisation", ()),
        "publisher": (record.publication.publisher.name if record.publication else edition.publisher,),
        "subject": _subjects(record),
        "topic": record.topics,
        "type": (record.resource_type.general,),
        "format": facets.get("filetype", ()),
        "language": chain.from_iterable(_codes(tag) for tag in languages),
        "rights": (licence.spdx, licence.title, licence.address) if licence else (),
        "access": (edition.access.value,),
        "relation": chain.from_iterable((related.identifier, related.uri) for related in record.related),
        "coverage": (name for place in record.place.names for name in place.name.values()),
        "lineage": record.lineage.values() if record.lineage else (),
        "pole": record.poles,
        **{name: facets.get(name, ()) for name in ("variable", "instrument", "platform", "project")},
    }


def _subjects(record: Record) -> Iterator[str]:
    """What Dublin Core, CSW and the APIs tell as subjects and keywords."""
    for keyword in record.keywords:
        yield from keyword.term.values()
    yield from record.topics
    for variable in record.variables:
        yield from (variable.label or {}).values()
        yield from (name for name in (variable.standard_name, variable.name) if name)
    yield from (named.name for named in (*record.instruments, *record.platforms, *record.projects, *record.campaigns))


def _codes(tag: str) -> tuple[str, ...]:
    """A language as three letters, which catalogues use, as the other three letters, and as its tag."""
    return iso_639_2(tag), iso_639_2(tag, bibliographic=True), tag


def _told(name: str, values: Iterable[str | None]) -> list[str]:
    told = dict.fromkeys(value for value in values if value)
    return list(dict.fromkeys(value.lower() for value in told)) if name in _FOLDED else list(told)


def _key(values: list[str] | None) -> str:
    return " ".join(fold(values[0]).split())[:_LONGEST_KEY] if values else ""


def _areas(record: Record, found_by: Findable) -> str | None:
    """Boxes in their parts; areas by their line, or by the boxes around one that goes over the antimeridian."""
    if not found_by.boxes:
        return None
    parts = chain.from_iterable(box.parts for box in record.place.boxes)
    lines: list[Iterable[tuple[float, float]]] = [
        _corners(Box(part.west, part.south, part.east, part.north)) for part in parts
    ]
    for polygon in record.place.polygons:
        leaps = _leaps(polygon.exterior)
        lines += [_corners(box) for box in outline(polygon.exterior).boxes] if leaps else [polygon.exterior]
    return "{" + ",".join(f'"({",".join(f"({x!r},{y!r})" for x, y in line)})"' for line in lines) + "}"


def _leaps(ring: Iterable[tuple[float, float]]) -> bool:
    """Whether a line goes over the antimeridian: a step of more than half the Earth."""
    longitudes = [longitude for longitude, _latitude in ring]
    return any(abs(other - one) > 180 for one, other in pairwise(longitudes))


def _corners(box: Box) -> Iterator[tuple[float, float]]:
    yield box.west, box.south
    yield box.east, box.south
    yield box.east, box.north
    yield box.west, box.north


def _box(box: Box) -> str:
    return f"({box.east!r},{box.north!r}),({box.west!r},{box.south!r})"


def _days(spans: Iterable[Span]) -> str:
    return "{" + ",".join(f"[{span.first},{span.last}]" for span in spans) + "}"
