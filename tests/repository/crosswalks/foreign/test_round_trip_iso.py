"""What the product writes as ISO is read again: equal, but for the losses that are declared here and by the formats."""

from typing import Any, Final

import pytest
from hypothesis import given, settings

from repository.crosswalks import iso19115_3, iso19139
from repository.crosswalks.readers.choice import read
from repository.crosswalks.readers.texts import is_unsaid
from repository.crosswalks.xml_text import address
from repository.record.canonical import as_document
from repository.record.model import Record
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.foreign.test_round_trip import EDITION, without_twins
from tests.strategies import PATIENT
from tests.strategies.records import records

FEW: Final = settings(PATIENT, max_examples=60)
BOTH: Final = {"iso19115-3": iso19115_3, "iso19139": iso19139}

LOST: Final = {
    "language": "the main language is that of the title; a text of no known language stands under `und`",
    "creators": "a family name alone may be read as family and given name; ISO 19139 has one employer for each person",
    "contributors": "as creators; contacts without a page, and the repository, join them",
    "contacts": "those without a page become contributors of the role ContactPerson",
    "time": "names of periods keep one language; ages before present lose how certain they are",
    "related": "layers join them; works of no title have none",
    "identifiers": "the DOI joins them",
    "dates": "the edition's own join them; those with a note, an end or a kind that ISO lacks are words",
    "keywords": "ISO 19139: themes of INSPIRE and names of variables join them",
    "distribution": "media types of files join the formats",
    "spatial_resolution": "a distance, a scale and a note are three entries",
    "use_limitations": "texts that say nothing (`-`) are none",
    "access_note": "as use_limitations",
    "lineage": "as use_limitations; ISO 19139: a computation joins it",
    "documents": "paths of files mean nothing elsewhere",
    "other_titles": "those of no language get the main one; one that is the title is none",
    "data_languages": "ISO 19139: the main language where none is given",
    "licence": "an address that cannot be spelled is lost; a name of a known licence becomes that licence",
    "topics": "ISO 19139: `disaster` and `extraTerrestrial`, which its schema does not list, are keywords",
    "instruments": "whose name says nothing (`-`) is nobody; so for platforms, campaigns, projects",
    "platforms": "as instruments",
    "campaigns": "as instruments",
    "projects": "as instruments",
    "place": "addresses are percent-encoded",
    "variables": "a label that is only the name is none",
}
"""Field -> what becomes of it, beside what the formats declare."""


def again(record: Record, dialect: str) -> dict[str, Any]:
    """The document that reading the ISO document of a record gives."""
    return dict(read(BOTH[dialect].render(record, EDITION)).document)


def lines(texts: dict[str, str] | None) -> dict[str, str]:
    """Texts as ISO readers keep them: no blanks around a line, nothing that says nothing."""
    stripped = {tag: "\n".join(each.strip() for each in text.split("\n")) for tag, text in (texts or {}).items()}
    return {tag: text for tag, text in stripped.items() if not is_unsaid(text)}


@pytest.mark.parametrize("dialect", BOTH)
def test_every_field_of_the_fullest_record_comes_back_but_for_what_is_declared(dialect: str) -> None:
    said, document = again(everything(), dialect), as_document(everything())
    whole = {field.partition(".")[0] for field in (*BOTH[dialect].NOT_CARRIED, *BOTH[dialect].FOLDED)} | set(LOST)
    for field in set(document) - whole - {"schema_version"}:
        assert said[field] == document[field], field
    for field in ("contacts", "related", "place", "instruments", "campaigns", "projects", "platforms"):
        kept = said[field][0] if isinstance(document[field], list) else said[field]
        full = document[field][0] if isinstance(document[field], list) else document[field]
        assert {key: full[key] for key in kept} == kept, field


@FEW
@given(records())
def test_texts_come_back_in_each_of_their_languages(record: Record) -> None:
    document = as_document(record)
    for dialect in BOTH:
        said = again(record, dialect)
        titles = lines(document["title"])
        assert said.get("title", {}) == titles
        for field in ("abstract", "quality"):
            assert lines(said.get(field)) == lines(document.get(field)), (dialect, field)
        if dialect == "iso19115-3":
            assert lines(said.get("lineage")) == lines(document.get("lineage"))


@FEW
@given(records())
def test_places_depths_and_systems_come_back(record: Record) -> None:
    document = as_document(record)
    for dialect in BOTH:
        said, place = again(record, dialect), document.get("place", {})
        for field in ("boxes", "polygons"):
            assert said.get("place", {}).get(field, []) == without_twins(place.get(field, [])), (dialect, field)
        names = [each["name"] for each in place.get("names", [])]
        assert [each["name"] for each in said.get("place", {}).get("names", [])] == without_twins(names) or names
        assert said.get("vertical", []) == without_twins(document.get("vertical", []))
        assert len(said.get("reference_systems", [])) <= len(document.get("reference_systems", []))
        assert said["resource_type"]["general"] == document["resource_type"]["general"]


@FEW
@given(records())
def test_periods_come_back_with_their_open_ends_and_ages(record: Record) -> None:
    expected = []
    for each in as_document(record).get("time", {}).get("periods", []):
        kept = {key: value for key, value in each.items() if key in ("begin", "end", "ongoing")}
        expected.append(kept)
    for dialect in BOTH:
        periods = again(record, dialect).get("time", {}).get("periods", [])
        bare = [{key: value for key, value in each.items() if key != "name"} for each in periods]
        assert [each for each in bare if each] == [each for each in without_named_twins(record, expected) if each]


def without_named_twins(record: Record, expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said twice, name included, is read once."""
    main = record.main_title_language
    names = [each.name.best(main) if each.name else "" for each in record.time.periods]
    pairs = without_twins(list(zip(names, expected, strict=True)))
    return [kept for _, kept in pairs]


@FEW
@given(records())
def test_who_made_it_comes_back_in_its_order(record: Record) -> None:
    names = without_twins([party_name(each) for each in as_document(record).get("creators", [])])
    for dialect in BOTH:
        said = [party_name(each) for each in again(record, dialect).get("creators", [])]
        assert without_twins(said) == [each for each in names if each]
    orcids = {each.get("orcid") for each in as_document(record).get("creators", [])}
    assert {each.get("orcid") for each in again(record, "iso19115-3").get("creators", [])} <= orcids


def party_name(party: dict[str, Any]) -> str:
    """The whole name of somebody, however it was split."""
    said = party.get("name") or " ".join(part for part in (party.get("given"), party["family"]) if part)
    words = sorted(str(said).replace(",", " ").split())
    return "" if is_unsaid(str(said)) else " ".join(words)


@FEW
@given(records())
def test_keywords_licences_and_works_come_back(record: Record) -> None:
    document = as_document(record)
    terms = [each["term"] for each in document.get("keywords", [])]
    works = {(each["identifier"], each["relation"]) for each in document.get("related", [])}
    for dialect in BOTH:
        said = again(record, dialect)
        found = [each["term"] for each in said.get("keywords", [])]
        assert all(term in found for term in terms), dialect
        assert works <= {(each["identifier"], each["relation"]) for each in said.get("related", [])}, dialect
        licence = document.get("licence", {})
        if "spdx" in licence:
            assert said["licence"] == licence
        elif address(licence.get("uri", "")):
            assert said["licence"].get("uri") == address(licence["uri"])


@FEW
@given(records())
def test_variables_and_instruments_come_back(record: Record) -> None:
    document = as_document(record)
    for dialect in BOTH:
        said = again(record, dialect)
        for field in ("variables", "instruments", "platforms", "campaigns", "projects"):
            names = {each["name"] for each in document.get(field, [])}
            assert {each["name"] for each in said.get(field, [])} == {each for each in names if not is_unsaid(each)}
        units = {each.get("unit") for each in document.get("variables", []) if not is_unsaid(each["name"])}
        assert {each.get("unit") for each in said.get("variables", [])} == units


@FEW
@given(records())
def test_nothing_is_lost_or_found_that_is_not_declared(record: Record) -> None:
    document = as_document(record)
    for dialect, form in BOTH.items():
        said = again(record, dialect)
        declared = {name.partition(".")[0] for name in (*form.NOT_CARRIED, *form.FOLDED)} | set(LOST)
        assert set(document) - set(said) <= declared | {"schema_version", "title"}
        assert set(said) - set(document) <= {"identifiers", "dates", "contributors", "related", *LOST}
