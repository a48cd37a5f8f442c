"""What the product writes in a dialect is read again: equal, but for the losses that are declared here."""

from datetime import date
from typing import Any, Final

from hypothesis import given

from repository.crosswalks import datacite, dublin_core
from repository.crosswalks.edition import Edition
from repository.crosswalks.readers.choice import read
from repository.crosswalks.xml_text import address
from repository.record.canonical import as_document
from repository.record.document import prune
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.records import records

EDITION: Final = Edition(
    doi="10.5072/7",
    url="https://x.example/datasets/7/",
    publisher="Varve",
    published=date(2026, 3, 5),
    updated=date(2026, 3, 5),
    number=2,
)

LOST_IN_DATACITE: Final = {
    "quality": "lines of vertical extents, reference systems, resolutions and units stand under it",
    "keywords": "variables, instruments, platforms, projects and campaigns are subjects like them; their kind is lost",
    "contributors": "contacts become contributors of the role ContactPerson",
    "time": "names lose their language; deep time and unnamed ends are words; own dates Collected and Coverage join it",
    "dates": "the edition's own; Issued, Updated, Available and Withdrawn of the record become Other",
    "related": "the DOI of a layer is two works; titles and citations; sources of a computation join them",
    "identifiers": "the edition's own join them",
    "language": "only as the language of the main title",
    "data_languages": "only the first",
    "use_limitations": "notes on access, and licences without an address, join them",
    "licence": "an address that cannot be spelled is lost; a name of a known licence becomes that licence",
    "publication": "number and dates of the record's versions",
    "other_titles": "a translation becomes part of the title where the title has none in that language",
    "title": "a translation among the other titles joins it",
}
"""Field -> what becomes of it; such fields are compared apart, or not at all. ``NOT_CARRIED`` has the others."""


def read_again(record: Record) -> dict[str, Any]:
    """The document that reading the DataCite document of a record gives."""
    return dict(read(datacite.render(record, EDITION)).document)


def party(value: dict[str, Any]) -> dict[str, Any]:
    """A creator without what DataCite has no place for: countries, and addresses of identifiers."""
    kept = {key: item for key, item in value.items() if key != "country"}
    for key, lost in (("affiliations", "country"), ("identifiers", "uri")):
        if key in kept:
            kept[key] = [{name: said for name, said in each.items() if name != lost} for each in kept[key]]
    return kept


@PATIENT
@given(records())
def test_datacite_gives_back_the_texts_and_the_creators(record: Record) -> None:
    said, document = read_again(record), as_document(record)
    for tag, text in document["title"].items():
        assert said["title"][tag] == text
    for field in ("abstract", "lineage"):
        assert said.get(field) == document.get(field), field
    unique = [party(each) for each in document.get("creators", [])]
    assert said.get("creators", []) == [each for at, each in enumerate(unique) if each not in unique[:at]]
    assert said.get("resource_type", {"general": "Dataset"}) == as_resource_type(document)
    assert said.get("topics", []) == list(dict.fromkeys(document.get("topics", [])))


def as_resource_type(document: dict[str, Any]) -> dict[str, Any]:
    """A text that only repeats the general kind says nothing more."""
    kind = dict(document["resource_type"])
    return {"general": kind["general"]} if kind.get("text") == kind["general"] else kind


@PATIENT
@given(records())
def test_datacite_gives_back_places_and_funding(record: Record) -> None:
    said, document = read_again(record), as_document(record)
    place = document.get("place", {})
    assert without_twins(said.get("place", {}).get("boxes", [])) == without_twins(place.get("boxes", []))
    outlines = [{"exterior": each["exterior"]} for each in place.get("polygons", [])]
    assert without_twins(said.get("place", {}).get("polygons", [])) == without_twins(outlines)
    names = {text for each in place.get("names", []) for text in each["name"].values()}
    assert {text for each in said.get("place", {}).get("names", []) for text in each["name"].values()} == names
    assert without_twins(said.get("funding", [])) == without_twins(
        [grant(each) for each in document.get("funding", [])]
    )


def without_twins(entries: list[Any]) -> list[Any]:
    """What is said twice is read once."""
    return [each for at, each in enumerate(entries) if each not in entries[:at]]


def grant(value: dict[str, Any]) -> dict[str, Any]:
    """An address is written percent-encoded; one that cannot be is lost, and a number that is only the address too."""
    kept = {key: said for key, said in value.items() if key != "award_uri"}
    spelled = address(value.get("award_uri", ""))
    if spelled:
        kept["award_uri"] = spelled
    if kept.get("award_number") == spelled:
        kept.pop("award_number")
    return prune(kept)  # type: ignore[no-any-return]


@PATIENT
@given(records())
def test_datacite_gives_back_contributors_identifiers_dates_and_relations(record: Record) -> None:
    said, document = read_again(record), as_document(record)
    helped = [{**each, "party": party(each["party"])} for each in document.get("contributors", [])]
    assert said.get("contributors", [])[: len(without_twins(helped))] == without_twins(helped)
    assert all(each in said["identifiers"] for each in document.get("identifiers", []) if each["kind"].upper() != "DOI")
    for each in document.get("dates", []):
        if each["kind"] not in {"Issued", "Updated", "Available", "Withdrawn", "Collected", "Coverage"}:
            assert each in said["dates"]
    works = [{key: each[key] for key in WORK if key in each} for each in document.get("related", [])]
    assert all(each in said["related"] for each in works if "#" not in each["identifier"])


WORK: Final = ("identifier", "identifier_type", "relation", "resource_type")


@PATIENT
@given(records())
def test_datacite_gives_back_periods_licences_and_keywords(record: Record) -> None:
    said, document = read_again(record), as_document(record)
    periods = said.get("time", {}).get("periods", [])
    for each in document.get("time", {}).get("periods", []):
        ends = {key: each[key] for key in ("begin", "end") if isinstance(each.get(key), str)}
        if ends and not any(isinstance(each.get(key), dict) for key in ("begin", "end")):
            assert any({key: one.get(key) for key in ends} == ends for one in periods)
    licence = document.get("licence", {})
    if "spdx" in licence:
        assert said["licence"] == licence
    elif address(licence.get("uri", "")):
        assert said["licence"].get("uri") == address(licence["uri"])
    terms = {text for each in said.get("keywords", []) for text in each["term"].values()}
    assert {text for each in document.get("keywords", []) for text in each["term"].values()} <= terms | TOPICS


TOPICS: Final = {"ISO 19115 Topic Category"}


@PATIENT
@given(records())
def test_datacite_loses_nothing_that_is_not_declared(record: Record) -> None:
    said = read_again(record)
    compared = {"abstract", "lineage", "creators", "resource_type", "topics", "place", "funding", "title"}
    allowed = {name.partition(".")[0] for name in datacite.NOT_CARRIED} | set(LOST_IN_DATACITE) | compared
    folded = {"variables", "instruments", "platforms", "projects", "campaigns", "vertical", "reference_systems"}
    folded |= {"spatial_resolution", "temporal_resolution", "contacts", "access_note", "provenance", "documents"}
    assert set(as_document(record)) - set(said) <= allowed | folded | {"schema_version"}
    assert set(said) - set(as_document(record)) <= {"publication", "identifiers", "dates", *LOST_IN_DATACITE}


@PATIENT
@given(records())
def test_whatever_dublin_core_says_is_read_without_a_wrong_value(record: Record) -> None:
    found = read(dublin_core.render(record, EDITION))
    assert found.dialect == "oai_dc"
    titles = {*record.title.values(), *(other.text for other in record.other_titles)}
    assert set(found.document["title"].values()) <= titles


def test_the_full_record_comes_back_from_datacite_with_its_keywords_and_dates() -> None:
    record = Record.model_validate(cast.FULL)
    said = read_again(record)
    assert said["keywords"][0]["term"] == {"en": "dissolved oxygen", "fr": "oxygène dissous"}
    assert said["licence"] == as_document(record)["licence"]
    assert {each["kind"] for each in said["dates"]} >= {"Issued"}
    assert said["publication"]["doi"] == EDITION.doi
    assert said["time"]["periods"][0]["begin"] == cast.FULL["time"]["periods"][0]["begin"]
