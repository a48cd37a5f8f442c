"""DataCite JSON says what the XML says that the registrar is sent, in the shape of DataCite's own JSON Schema."""

import json
from functools import lru_cache
from typing import Any, Final

import pytest
from hypothesis import given
from jsonschema import Draft201909Validator
from lxml import etree

from repository.crosswalks import datacite, datacite_json
from repository.crosswalks.edition import Edition
from repository.crosswalks.readers.choice import read
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

LISTS: Final = {
    "contributorType": "contributorType", "dateType": "dateType", "resourceTypeGeneral": "resourceType",
    "relatedIdentifierType": "relatedIdentifierType", "relationType": "relationType", "titleType": "titleType",
}  # fmt: skip
"""List of words in the JSON Schema -> that of the XSD; the JSON Schema ends with 4.5, the XSD has the words of 4.6."""


@lru_cache
def schema() -> Draft201909Validator:
    folder = cast.schemas_folder()
    values = json.loads((folder / "datacite-json" / "datacite-v4.5.json").read_text())
    for name, file in LISTS.items():
        words = etree.parse(folder / f"schema.datacite.org/meta/kernel-4.6/include/datacite-{file}-v4.xsd")
        values["definitions"][name]["enum"] = [each.get("value") for each in words.iter("{*}enumeration")]
    return Draft201909Validator(values)


def said(record: Record, edition: Edition) -> Any:
    return json.loads(datacite_json.render(record, edition))


def faults(values: Any) -> list[str]:
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in schema().iter_errors(values)]


@pytest.mark.parametrize("case", CASES)
def test_a_document_is_valid_by_the_json_schema_of_datacite(case: str) -> None:
    assert faults(said(*CASES[case])) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    values = said(*CASES["full"])
    assert faults(values | {"publicationYear": 2025})
    assert faults(values | {"colour": "blue"})
    assert faults({name: value for name, value in values.items() if name != "creators"})


@PATIENT
@given(records(), editions())
def test_any_record_is_valid_by_the_json_schema_of_datacite(record: Record, edition: Edition) -> None:
    assert faults(said(record, edition)) == []


@PATIENT
@given(records())
def test_the_json_is_read_as_the_same_record_as_the_xml(record: Record) -> None:
    edition = cast.edition()
    from_json = read(datacite_json.render(record, edition)).document
    from_xml = read(datacite.render(record, edition)).document
    assert from_json == _with_affiliations_once(from_xml)


def _with_affiliations_once(document: Any) -> Any:
    """The schema of the JSON wants no affiliation of a person twice; that of the XML lets it be."""
    if isinstance(document, dict):
        kept = {name: _with_affiliations_once(value) for name, value in document.items()}
        said = kept.get("affiliations", [])
        return kept | ({"affiliations": [a for n, a in enumerate(said) if a not in said[:n]]} if said else {})
    return [_with_affiliations_once(each) for each in document] if isinstance(document, list) else document


def test_places_are_numbers_and_people_have_their_identifiers() -> None:
    values = said(*CASES["full"])
    assert values["geoLocations"][0]["geoLocationBox"]["eastBoundLongitude"] == -175.25
    assert values["geoLocations"][1]["geoLocationPoint"] == {"pointLongitude": 166, "pointLatitude": -22}
    assert values["creators"][0]["nameIdentifiers"][0] == {
        "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
        "nameIdentifierScheme": "ORCID",
        "schemeUri": "https://orcid.org",
    }
    assert values["url"] == f"{cast.SITE}/datasets/42182/"


def test_what_cannot_be_known_is_said_in_the_words_of_datacite() -> None:
    assert said(*CASES["bare"])["creators"] == [{"name": "(:unav)"}]
