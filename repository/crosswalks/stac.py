"""Record -> STAC Item 1.1.0, one GeoJSON feature, with the extensions scientific 1.0, file 2.1 and version 1.2.

The whole dataset is one item; the files of its newest layer are the assets while everybody may have them.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from repository.crosswalks.checks import TextCheck
from repository.crosswalks.citation import cite, text
from repository.crosswalks.dcmi import reference
from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionStatus
from repository.crosswalks.json_text import in_full, without_empty
from repository.crosswalks.phrases import version_text, withdrawal_sentence
from repository.crosswalks.stac_geometry import footprint
from repository.crosswalks.xml_text import address, one_line
from repository.record.dates import DeepTime, Period, first_day, last_day
from repository.record.model import Record
from repository.record.people import Organisation
from repository.record.relations import RelatedResource

RENDERER: Final = "1"
VERSION: Final = "1.1.0"
ASSETS_LISTED: Final = 200
"""Of a layer with more files the first ones are assets; the list of all with their SHA256 is one more."""

NOT_CARRIED: Final = (
    "resource_type", "other_titles", "data_languages", "identifiers", "contributors", "contacts", "funding", "poles",
    "topics", "acquisition", "processing_level", "place.names", "vertical", "time.periods.name", "time.periods.uri",
    "time.periods.ongoing", "reference_systems", "spatial_resolution.distance", "spatial_resolution.unit",
    "spatial_resolution.scale", "spatial_resolution.note", "temporal_resolution", "update_frequency", "lineage",
    "quality", "use_limitations", "access_note", "forwarding", "variables.name", "variables.concepts",
    "variables.unit", "variables.unit_uri", "variables.uncertainty", "variables.method",
    "variables.standard_name_uri", "keywords.scheme", "keywords.scheme_uri", "keywords.uri", "keywords.kind",
    "related.resource_type", "related.document_kind", "documents.path", "documents.kind", "documents.title",
    "documents.language", "distribution", "dates", "provenance", "licence.name", "creators.orcid", "creators.country",
    "creators.identifiers", "creators.affiliations", "instruments.identifier", "instruments.scheme",
    "instruments.scheme_uri", "instruments.uri", "platforms.identifier", "platforms.scheme", "platforms.scheme_uri",
    "platforms.uri", "projects", "campaigns.identifier", "campaigns.scheme", "campaigns.scheme_uri", "campaigns.uri",
)  # fmt: skip
"""Fields of a record that a STAC Item has no place for, or only in part: a distance in metres is its `gsd`."""

FOLDED: Final = (
    "creators.family", "creators.given", "creators.kind", "variables.label", "variables.standard_name",
    "related.identifier_type", "place.boxes", "place.polygons",
)  # fmt: skip
"""Fields whose words are there: people in the citation, variables among keywords, boxes and polygons as one shape."""

_EXTENSIONS: Final = [
    "https://stac-extensions.github.io/scientific/v1.0.0/schema.json",
    "https://stac-extensions.github.io/file/v2.1.0/schema.json",
    "https://stac-extensions.github.io/version/v1.2.0/schema.json",
]
_MULTIHASH_SHA256: Final = "1220"
"""SHA2-256, 32 bytes."""

_METRES: Final = {"m": 1.0, "km": 1000.0}
_PUBLISHED_IN: Final = {
    "IsCitedBy",
    "IsDescribedBy",
    "IsDocumentedBy",
    "IsPublishedIn",
    "IsReferencedBy",
    "IsSupplementTo",
}
"""Relations to works that describe the data, which `sci:publications` lists."""


def render(record: Record, edition: Edition) -> bytes:
    """One feature, UTF-8. Without a place its geometry is null; a withdrawn dataset is `deprecated`, without assets."""
    geometry, bbox = footprint(record.place)
    item = {
        "type": "Feature",
        "stac_version": VERSION,
        "stac_extensions": _EXTENSIONS,
        "id": edition.doi.partition("/")[2] or edition.doi,
        "geometry": geometry,
        **({"bbox": bbox} if bbox else {}),
        "properties": _properties(record, edition),
        "links": without_empty(list(_links(record, edition))),
        "assets": without_empty(_assets(record, edition)),
    }
    return in_full(item)


def _properties(record: Record, edition: Edition) -> dict[str, Any]:
    withdrawal = withdrawal_sentence(edition)
    abstract = record.abstract.best(record.language) if record.abstract else ""
    said = {
        "title": record.main_title,
        "description": "\n\n".join(part for part in (withdrawal, abstract) if part),
        "keywords": list(dict.fromkeys(_keywords(record))),
        "license": _licence(record),
        "providers": list(_providers(record, edition)),
        "created": _instant(edition.published),
        "updated": _instant(edition.updated),
        "platform": ", ".join(platform.name for platform in record.platforms),
        "instruments": [instrument.name for instrument in record.instruments],
        "mission": ", ".join(campaign.name for campaign in record.campaigns),
        "gsd": _ground_distance(record),
        "version": version_text(record, edition),
        "deprecated": True if edition.status is EditionStatus.WITHDRAWN else None,
        "sci:doi": edition.doi if edition.doi_resolves else "",
        "sci:citation": text(cite(record, edition)),
        "sci:publications": [_publication(work) for work in record.related if _is_publication(work)],
    }
    return {**_when(record, edition), **without_empty(said)}


def _when(record: Record, edition: Edition) -> dict[str, str | None]:
    """The whole time span of the data; the day of publication where the data have none, since STAC wants one."""
    periods = [period for period in record.time.periods if not period.is_deep_time]
    starts = [first_day(begin) for period in periods if (begin := _calendar(period.begin))]
    ends = [end for period in periods if (end := _end(period, edition))]
    if starts and ends and min(starts) <= max(ends):
        return {
            "datetime": None,
            "start_datetime": _instant(min(starts)),
            "end_datetime": _instant(max(ends), end=True),
        }
    known = min(starts, default=None) or max(ends, default=None)
    return {"datetime": _instant(known or edition.published)}


def _end(period: Period, edition: Edition) -> date | None:
    """The last day; for data that still grow, the day of the newest layer."""
    end = _calendar(period.end)
    if end:
        return last_day(end)
    return edition.updated if period.ongoing else None


def _calendar(moment: str | DeepTime | None) -> str:
    return moment if isinstance(moment, str) else ""


def _instant(day: date, *, end: bool = False) -> str:
    """A day in UTC, at its beginning or at its last second."""
    return f"{day.isoformat()}T{'23:59:59' if end else '00:00:00'}Z"


def _keywords(record: Record) -> Iterator[str]:
    for keyword in record.keywords:
        yield from keyword.term.values()
    for variable in record.variables:
        yield from (variable.label or {}).values()
        yield variable.standard_name or variable.name


def _licence(record: Record) -> str:
    """The short name of SPDX, else STAC's word for any other, which a link goes with; nothing where nobody chose."""
    if record.licence is None:
        return ""
    return record.licence.spdx or "other"


def _providers(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    """Organisations among the creators, and the repository; people are in the citation."""
    for creator in record.creators:
        if isinstance(creator, Organisation):
            yield {"name": creator.name, "roles": ["producer"], "url": creator.ror_uri}
    if one_line(edition.publisher):
        yield {"name": one_line(edition.publisher), "roles": ["host"], "url": address(edition.site_url or edition.url)}


def _ground_distance(record: Record) -> float | None:
    metres = [(each.distance or 0) * _METRES.get(each.unit or "", 0) for each in record.spatial_resolution]
    return min((metre for metre in metres if metre), default=None)


def _is_publication(work: RelatedResource) -> bool:
    plain = work.identifier.partition("/")[0].removeprefix("10.").isalnum()
    return work.identifier_type == "DOI" and work.relation in _PUBLISHED_IN and plain


def _publication(work: RelatedResource) -> dict[str, Any]:
    return {"doi": work.identifier, "citation": work.citation or work.title}


def _links(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    yield {"rel": "self", "href": address(f"{edition.url}export/stac"), "type": "application/geo+json"}
    yield {"rel": "alternate", "href": address(edition.url), "type": "text/html", "title": record.main_title}
    yield {"rel": "cite-as", "href": address(edition.doi_url)}
    licence = address(record.licence.address or "") if record.licence else ""
    if licence:
        yield {"rel": "license", "href": licence}
    for work in record.related:
        target = address(reference(work))
        if target:
            relation = "derived_from" if work.relation == "IsDerivedFrom" else "related"
            said = {"title": work.title or work.relation, "description": work.citation}
            yield {"rel": relation, "href": target, **said}


def _assets(record: Record, edition: Edition) -> dict[str, Any]:
    """The first files of the newest layer under their paths, then all as a zip and the list of all."""
    layer = edition.newest_layer
    closed = edition.status is EditionStatus.WITHDRAWN or edition.access is not EditionAccess.OPEN
    if layer is None or closed:
        return {}
    titles = {document.path: document for document in record.documents}
    explained = {path: document.title.best(record.language) for path, document in titles.items() if document.title}
    found = {
        one_line(file.path) or str(number): _asset(file, explained.get(file.path, ""), is_document=file.path in titles)
        for number, file in enumerate(layer.files[:ASSETS_LISTED])
    }
    if layer.files:
        whole = {"href": address(f"{layer.url}zip"), "type": "application/zip", "title": "All files", "roles": ["data"]}
        listed = {"href": address(f"{edition.url}manifest"), "type": "text/plain", "roles": ["metadata"]}
        found.setdefault("all files", whole)
        found.setdefault("list of files", {**listed, "title": "Names and SHA256 of all files"})
    return found


def _asset(file: EditionFile, title: str, *, is_document: bool) -> dict[str, Any]:
    return {
        "href": address(file.url),
        "title": title or one_line(file.path),
        "type": one_line(file.media_type),
        "roles": ["metadata" if is_document or file.role == "document" else "data"],
        "file:size": file.size,
        "file:checksum": f"{_MULTIHASH_SHA256}{file.sha256}",
    }


def _is_item(written: str) -> bool:
    try:
        read = json.loads(written)
    except json.JSONDecodeError:
        return False
    return isinstance(read, dict) and read.get("type") == "Feature" and bool(read.get("id"))


CHECK: Final = TextCheck(_is_item)
