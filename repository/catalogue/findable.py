"""What a dataset is found by, from its record: texts by language and weight, values of facets, boxes, days, depths."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from repository.catalogue.boxes import Box, boxes_between
from repository.catalogue.outlines import outline
from repository.catalogue.spans import Span, spans_of
from repository.record.model import Record
from repository.record.people import Organisation, Party, Person
from repository.record.subjects import Variable

_LONGEST_VALUE: Final = 200
_P02: Final = "P02"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the record does not say. ``forms``: the formats of its files in words; ``synonyms``: texts of concepts."""

    identifiers: tuple[str, ...]
    published: date | None
    origin: str = "local"
    access: str = "open"
    has_doi: bool = True
    forms: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Findable:
    """Texts are (language, text) pairs; ``depth`` metres downwards, (top, bottom), heights negative."""

    titles: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    abstracts: tuple[tuple[str, str], ...]
    identifiers: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    boxes: tuple[Box, ...] = ()
    spans: tuple[Span, ...] = ()
    depth: tuple[float, float] | None = None
    published: date | None = field(default=None)


def findable_of(record: Record, known: Circumstances) -> Findable:
    """What a public record is found by."""
    people = [*record.creators, *(contributor.party for contributor in record.contributors)]
    return Findable(
        titles=tuple(record.title.items()) + tuple((other.language or "", other.text) for other in record.other_titles),
        terms=tuple(dict.fromkeys([*_terms(record), *known.synonyms])),
        people=tuple(dict.fromkeys(_names(people))),
        abstracts=tuple(record.abstract.items()) if record.abstract else (),
        identifiers=tuple(dict.fromkeys([*known.identifiers, *_identifiers(record)])),
        facets={code: told for code, values in _facets(record, known).items() if (told := _told(values))},
        boxes=_boxes(record),
        spans=spans_of(record.time.periods),
        depth=_depth(record),
        published=known.published,
    )


def variable_name(variable: Variable) -> str:
    """The one name by which a variable is counted: that of its discovery parameter (P02), else its standard name."""
    for concept in variable.concepts:
        if _P02 in (concept.scheme or "") or f"/{_P02}/" in (concept.uri or ""):
            return concept.name
    if variable.standard_name:
        return variable.standard_name.replace("_", " ")
    return variable.label.best("en") if variable.label else variable.name


def _terms(record: Record) -> Iterator[tuple[str, str]]:
    for keyword in record.keywords:
        yield from keyword.term.items()
    for place in record.place.names:
        yield from place.name.items()
    for period in record.time.periods:
        yield from period.name.items() if period.name else ()
    for variable in record.variables:
        yield from variable.label.items() if variable.label else ()
        yield "", variable.name
        yield from (("en", concept.name) for concept in variable.concepts)
        yield "en", variable_name(variable)
    for named in (*record.instruments, *record.platforms, *record.projects, *record.campaigns):
        yield "", named.name


def _identifiers(record: Record) -> Iterator[str]:
    yield from (each.value for each in record.identifiers)
    yield from (person.orcid for person in record.creators if isinstance(person, Person) and person.orcid)


def _names(parties: Iterable[Party]) -> Iterator[str]:
    for party in parties:
        yield party.name
        yield from (affiliation.name for affiliation in party.affiliations)


def _facets(record: Record, known: Circumstances) -> dict[str, Iterable[str]]:
    return {
        "pole": record.poles,
        "variable": map(variable_name, record.variables),
        "platform": (platform.name for platform in record.platforms),
        "instrument": (instrument.name for instrument in record.instruments),
        "organisation": _organisations(record),
        "author": (creator.name for creator in record.creators),
        "project": (project.name for project in record.projects),
        "filetype": known.forms,
        "access": (known.access,),
        "licence": (record.licence.spdx or record.licence.title,) if record.licence else (),
        "year": (str(known.published.year),) if known.published else (),
        "origin": (known.origin,),
        "doi": ("yes" if known.has_doi else "no",),
    }


def _organisations(record: Record) -> Iterator[str]:
    for creator in record.creators:
        if isinstance(creator, Organisation):
            yield creator.name
        elif isinstance(creator, Person):
            yield from (affiliation.name for affiliation in creator.affiliations)


def _told(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip()[:_LONGEST_VALUE] for value in values if value.strip()))


def _boxes(record: Record) -> tuple[Box, ...]:
    drawn = [(box.west, box.south, box.east, box.north) for box in record.place.boxes]
    boxes = [part for sides in drawn for part in boxes_between(*sides)]
    boxes += [part for polygon in record.place.polygons for part in outline(polygon.exterior).boxes]
    return tuple(dict.fromkeys(boxes))


def _depth(record: Record) -> tuple[float, float] | None:
    ends = [
        end if extent.positive == "down" else -end
        for extent in record.vertical
        for end in (extent.minimum, extent.maximum)
    ]
    return (min(ends), max(ends)) if ends else None
