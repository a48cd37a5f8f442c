"""Record -> record of OGC API - Records 1.0 (OGC 20-004r1, clause 8), one GeoJSON feature.

What the standard has no member for, and programs look for, stands beside it under names of its own: instruments,
platforms, projects, campaigns.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from repository.crosswalks.checks import TextCheck
from repository.crosswalks.edition import Edition
from repository.crosswalks.json_text import in_full, without_empty
from repository.crosswalks.ogc_record_links import links
from repository.crosswalks.ogc_record_people import contacts
from repository.crosswalks.phrases import access_terms, media_types, withdrawal_sentence
from repository.crosswalks.stac_geometry import footprint
from repository.crosswalks.xml_text import address, language_tag
from repository.record.dates import Period, first_day, last_day
from repository.record.model import Record
from repository.record.subjects import Concept, Keyword, Named, Variable

RENDERER: Final = "1"
PROFILE: Final = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core"

TOPICS: Final = "http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml#MD_TopicCategoryCode"
CF_NAMES: Final = "http://vocab.nerc.ac.uk/collection/P07/current/"

NOT_CARRIED: Final = (
    "resource_type.text", "funding", "poles", "acquisition", "processing_level", "place.names", "vertical",
    "time.periods.name", "time.periods.uri", "reference_systems", "spatial_resolution", "temporal_resolution.note",
    "update_frequency", "lineage", "quality", "access_note", "forwarding", "variables.unit", "variables.unit_uri",
    "variables.uncertainty", "variables.method", "keywords.kind", "related.relation", "related.resource_type",
    "related.citation", "related.document_kind", "documents", "distribution.formats.version",
    "distribution.formats.uri", "distribution.services.kind", "dates", "provenance", "contacts.email",
    "contacts.affiliation.ror", "creators.country", "creators.identifiers.scheme", "creators.identifiers.value",
    "creators.affiliations.country", "contributors.party.country", "contributors.party.identifiers.scheme",
    "contributors.party.identifiers.value", "contributors.party.affiliations.country", "contacts.affiliation.country",
)  # fmt: skip
"""Fields of a record that this format has no place for."""

FOLDED: Final = (
    "creators.family", "creators.given", "creators.kind", "contributors.party.family", "contributors.party.given",
    "contributors.party.kind", "variables.name", "variables.label", "other_titles", "use_limitations", "place.boxes",
    "place.polygons", "related.identifier_type",
)  # fmt: skip
"""Fields whose words are there: labels of variables among keywords, boxes and polygons as one shape."""


def render(record: Record, edition: Edition) -> bytes:
    """One feature, UTF-8. Without a place its geometry is null, without a time its time."""
    geometry, bbox = footprint(record.place)
    feature = {
        "type": "Feature",
        "id": edition.doi.partition("/")[2] or edition.doi,
        "conformsTo": [PROFILE],
        "geometry": geometry,
        **({"bbox": bbox} if bbox else {}),
        "time": _time(record),
        "properties": without_empty(_properties(record, edition)),
        "links": without_empty(list(links(record, edition))),
    }
    return in_full(feature)


def _properties(record: Record, edition: Edition) -> dict[str, Any]:
    withdrawal = withdrawal_sentence(edition)
    abstract = record.abstract.best(record.language) if record.abstract else ""
    return {
        "created": f"{edition.published.isoformat()}T00:00:00Z",
        "updated": f"{edition.updated.isoformat()}T00:00:00Z",
        "type": record.resource_type.general,
        "title": record.main_title,
        "alternateTitles": list(_other_titles(record)),
        "description": "\n\n".join(part for part in (withdrawal, abstract) if part),
        "keywords": list(dict.fromkeys(_keywords(record))),
        "themes": list(_themes(record)),
        "language": _language(record.language),
        "resourceLanguages": [_language(tag) for tag in record.data_languages],
        "externalIds": list(_identifiers(record, edition)),
        "formats": _formats(record, edition),
        "contacts": list(contacts(record, edition)),
        "license": _licence(record),
        "rights": _rights(record, edition),
        "instruments": [_named(each) for each in record.instruments],
        "platforms": [_named(each) for each in record.platforms],
        "projects": [_named(each) for each in record.projects],
        "campaigns": [_named(each) for each in record.campaigns],
    }


def _time(record: Record) -> dict[str, Any] | None:
    """The whole time span of the data, an end that nobody knows or that is still to come as ``..`` (clause 8.2.6)."""
    periods = [period for period in record.time.periods if not period.is_deep_time and (period.begin or period.end)]
    if not periods:
        return None
    begins = [first_day(str(period.begin)).isoformat() for period in periods if period.begin]
    interval = [min(begins) if len(begins) == len(periods) else "..", _end(periods)]
    resolution = record.temporal_resolution.duration if record.temporal_resolution else None
    if interval[0] == interval[1]:
        return {"date": interval[0], **({"resolution": resolution} if resolution else {})}
    return {"interval": interval, **({"resolution": resolution} if resolution else {})}


def _end(periods: list[Period]) -> str:
    if any(period.end is None for period in periods):
        return ".."
    return max(last_day(str(period.end)) for period in periods).isoformat()


def _other_titles(record: Record) -> Iterator[str]:
    main = record.main_title_language
    yield from (text for tag, text in record.title.items() if tag != main)
    yield from (title.text for title in record.other_titles)


def _keywords(record: Record) -> Iterator[str]:
    for keyword in record.keywords:
        yield from keyword.term.values()
    for variable in record.variables:
        yield from (variable.label or {}).values()
        yield variable.name


def _themes(record: Record) -> Iterator[dict[str, Any]]:
    """Concepts of each vocabulary, under the vocabulary's address or name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for topic in record.topics:
        found.setdefault(TOPICS, []).append({"id": topic})
    for keyword in record.keywords:
        if scheme := keyword.scheme_uri or keyword.scheme:
            found.setdefault(scheme, []).append(_concept(keyword, record.language))
    for variable in record.variables:
        for scheme, concept in _of_variable(variable):
            found.setdefault(scheme, []).append(concept)
    named = _scheme_names(record)
    for scheme, concepts in found.items():
        yield {"scheme": scheme, "title": named.get(scheme), "concepts": concepts}


def _scheme_names(record: Record) -> dict[str, str]:
    """Address of a vocabulary -> its name, where both were given."""
    concepts = [concept for variable in record.variables for concept in variable.concepts]
    known: list[Keyword | Concept] = [*record.keywords, *concepts]
    return {each.scheme_uri: each.scheme for each in known if each.scheme_uri and each.scheme}


def _concept(keyword: Keyword, language: str) -> dict[str, Any]:
    term = keyword.term.best(language)
    return {"id": keyword.uri or term, "title": term, "url": address(keyword.uri or "")}


def _of_variable(variable: Variable) -> Iterator[tuple[str, dict[str, Any]]]:
    if name := variable.standard_name:
        yield CF_NAMES, {"id": name, "title": name, "url": address(variable.standard_name_uri or "")}
    for each in variable.concepts:
        if scheme := each.scheme_uri or each.scheme:
            known = {"id": each.identifier or each.uri or each.name, "title": each.name}
            yield scheme, {**known, "url": address(each.uri or "")}


def _language(tag: str) -> dict[str, str]:
    code = language_tag(tag)
    return {"code": code} if code else {}


def _identifiers(record: Record, edition: Edition) -> Iterator[dict[str, str]]:
    yield {"scheme": "doi", "value": edition.doi}
    for identifier in record.identifiers:
        yield {"scheme": identifier.kind, "value": identifier.value}


def _formats(record: Record, edition: Edition) -> list[dict[str, Any]]:
    named = [{"name": form.name, "mediaType": form.media_type} for form in record.distribution.formats]
    told = {said for form in named for said in form.values()}
    return [*named, *(_format(said) for said in media_types(record, edition) if said not in told)]


def _format(said: str) -> dict[str, str]:
    return {"mediaType" if "/" in said else "name": said}


def _licence(record: Record) -> str:
    """The short name of SPDX, else the standard's word for any other, which a link goes with."""
    return (record.licence.spdx or "other") if record.licence else ""


def _rights(record: Record, edition: Edition) -> str:
    """Who gets the files now, then the name of a licence that has no short one, then the limits of use."""
    said = [access_terms(edition)[1]]
    if record.licence and not record.licence.spdx:
        said.append(record.licence.title)
    if record.use_limitations:
        said.append(record.use_limitations.best(record.language))
    return ". ".join(part.rstrip(".") for part in said if part)


def _named(named: Named) -> dict[str, Any]:
    known = {"id": named.identifier, "title": named.name, "url": address(named.uri or "")}
    return {**known, "scheme": named.scheme_uri or named.scheme, "schemeTitle": named.scheme}


def _is_record(written: str) -> bool:
    try:
        read = json.loads(written)
    except json.JSONDecodeError:
        return False
    return isinstance(read, dict) and read.get("type") == "Feature" and bool(read.get("properties", {}).get("title"))


CHECK: Final = TextCheck(_is_record)
