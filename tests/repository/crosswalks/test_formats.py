"""The register of formats."""

from typing import get_args

import pytest
from lxml import etree

from repository.crosswalks import datacite
from repository.crosswalks.formats import EXPORTS, FORMATS, Format
from repository.crosswalks.xml_text import address, document
from repository.record import terms
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.xml import read

NAMES = {
    "titleType": terms.OtherTitleKind,
    "contributorType": terms.ContributorRole,
    "dateType": terms.DateKind,
    "relationType": terms.RelationType,
    "relatedIdentifierType": terms.RelatedIdentifierType,
    "funderIdentifierType": terms.FunderIdentifierType,
    "resourceType": terms.ResourceTypeGeneral,
}


def test_exports_have_the_names_that_stay_fixed() -> None:
    assert set(EXPORTS) == {
        "datacite-xml",
        "datacite-json",
        "oai-dc",
        "iso19115-3",
        "iso19139",
        "schema-org",
        "dcterms",
        "csw-record",
        "ro-crate",
        "croissant",
        "dcat-ap",
        "geodcat-ap",
        "dcat-ap-jsonld",
        "stac",
        "ogc-record",
        "bibtex",
        "ris",
        "csl-json",
        "citation-text",
    }


def test_harvesters_are_given_dublin_core_datacite_iso_and_dcat() -> None:
    assert {name for name, entry in FORMATS.items() if entry.harvested} == {
        "oai_dc", "datacite", "iso19115-3", "iso19139", "dcat_ap",
    }  # fmt: skip
    assert all(entry.stored for entry in FORMATS.values() if entry.harvested)


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_what_a_format_cannot_carry_are_real_fields_of_the_record(entry: Format) -> None:
    for field in entry.not_carried:
        assert field.split(".")[0] in Record.model_fields, field


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_a_field_is_said_not_to_be_carried_exactly_when_a_change_of_it_changes_nothing(entry: Format) -> None:
    whole = entry.render(cast.full_record(), cast.edition())
    fields = set(Record.model_fields) - {"schema_version", "title", "language", "publication"}
    assert fields <= set(cast.FULL)
    empty = {"resource_type": {"general": "Software"}, "place": {}, "time": {}, "distribution": {}}
    changed = {field: cast.full_record(**{field: empty.get(field, without(field))}) for field in fields}
    silent = {field for field in fields if entry.render(changed[field], cast.edition()) == whole}
    assert silent == {field for field in entry.not_carried if "." not in field}


def without(field: str) -> object:
    """A value that says nothing: an empty list where the full record has a list, else None."""
    return [] if isinstance(cast.FULL[field], list) else None


@pytest.mark.parametrize("kind", NAMES)
def test_every_term_a_record_can_hold_is_in_the_list_of_kernel_4_6(kind: str) -> None:
    folder = cast.schemas_folder() / "schema.datacite.org/meta/kernel-4.6/include"
    listed = etree.parse(str(folder / f"datacite-{kind}-v4.xsd")).iter("{*}enumeration")
    assert set(get_args(NAMES[kind])) <= {entry.get("value") for entry in listed}


@pytest.mark.parametrize("entry", FORMATS.values(), ids=lambda entry: entry.name)
def test_no_format_shows_where_a_contact_gets_mail(entry: Format) -> None:
    contacts = [{"name": "A", "uri": "mailto:secret@example.org"}, {"name": "B", "email": "secret@example.org"}]
    assert b"secret@" not in entry.render(cast.full_record(contacts=contacts), cast.edition())


def test_a_rendering_is_one_element_that_an_envelope_can_hold() -> None:
    for entry in FORMATS.values():
        if entry.extension == "xml":
            body = entry.render(cast.full_record(), cast.edition())
            envelope = read(b"<metadata>" + body + b"</metadata>")
            assert len(envelope) == 1


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/é%zz", "https://example.org/%C3%A9%25zz"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("urn:x-test:a", "urn:x-test:a"),
        ("not an address", ""),
        ("https://example.org:port/", ""),
        ("", ""),
    ],
)
def test_an_address_is_spelled_as_rfc_3986_wants_it(given: str, written: str) -> None:
    assert address(given) == written


def test_no_character_that_xml_forbids_is_ever_written() -> None:
    assert document("<a>\x00\t\n\x1f\ud800\ufffe\uffff\x85é</a>") == "<a>\t\n\x85é</a>".encode()


def test_the_renderers_never_change_a_record() -> None:
    record = cast.full_record()
    before = hash(record)
    datacite.render(record, cast.edition())
    assert hash(record) == before
