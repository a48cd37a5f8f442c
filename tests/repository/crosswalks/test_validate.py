"""What is found before anything is sealed, with and without the official schemas."""

from pathlib import Path

import pytest
from lxml import etree

from repository.crosswalks import datacite, validate
from repository.crosswalks.formats import FORMATS
from repository.crosswalks.schemas import faults
from repository.record.findings import Severity, Step
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES

SCHEMA = datacite.CHECK.schema


@pytest.mark.parametrize("case", [case for case in CASES if case != "bare"])
def test_nothing_is_found_in_a_whole_record(case: str) -> None:
    record, edition = CASES[case]
    assert validate.findings(record, edition) == ()
    assert validate.findings(record, edition, schemas=cast.schemas_folder()) == ()


def test_a_record_without_authors_is_told_so_once_at_the_step_of_people() -> None:
    (finding,) = validate.findings(cast.bare_record(), cast.edition())
    assert finding.path == ("creators",)
    assert (finding.code, finding.severity, finding.step) == ("format-missing", Severity.ERROR, Step.PEOPLE)
    assert finding.english == '"Authors" is missing, and DataCite 4 cannot do without it. Fill it in.'
    assert (
        finding.french
        == "«\N{NO-BREAK SPACE}Auteurs\N{NO-BREAK SPACE}» manque, et DataCite 4 l'exige. Complétez ce champ."
    )


@pytest.mark.parametrize(("changes", "field"), [({"publisher": " \x07"}, "publisher"), ({"doi": ""}, "doi")])
def test_what_the_repository_itself_left_empty_is_found(changes: dict[str, str], field: str) -> None:
    found = validate.findings(cast.minimal_record(), cast.edition(**changes))
    assert ("publication", field) in {finding.path for finding in found}


def broken(path: str) -> etree._Element:
    """The full DataCite document with the first element at a path made invalid."""
    root = etree.fromstring(datacite.render(cast.full_record(), cast.edition()))
    (first, *_) = root.xpath(path, namespaces={"d": "http://datacite.org/schema/kernel-4"})
    etree.SubElement(first, "{http://datacite.org/schema/kernel-4}nonsense")
    return root


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("d:creators/d:creator[2]", ("creators", 1)),
        ("d:fundingReferences/d:fundingReference[1]", ("funding", 0)),
        ("d:geoLocations/d:geoLocation[1]", ("place",)),
        ("d:subjects", ("keywords",)),
        (".", ()),
    ],
)
def test_what_a_schema_refuses_is_found_at_the_field_it_came_from(path: str, field: tuple[str | int, ...]) -> None:
    body = etree.tostring(broken(path))
    found = list(validate.findings_in(FORMATS["datacite"], body, cast.schemas_folder()))
    assert {(finding.code, finding.path) for finding in found} == {("format-invalid", field)}
    assert all("more than that format has a place for" in finding.english for finding in found)
    assert not any("nonsense" in finding.english + finding.french for finding in found), "never the schema's own words"


def test_a_document_that_is_not_xml_is_found_without_any_schema() -> None:
    (finding,) = validate.findings_in(FORMATS["oai_dc"], b"<oai_dc:dc>", None)
    assert (finding.code, finding.path) == ("format-unreadable", ())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("bibtex", b"@misc{x,\n  title = {{a}\n}\n"),
        ("ris", b"TY  - DATA\r\nTI  - a\nb\r\nER  - \r\n"),
        ("csl-json", b"{}"),
        ("citation-text", b"a\nb\n"),
    ],
)
def test_a_citation_that_cannot_be_read_is_found(name: str, body: bytes) -> None:
    (finding,) = validate.findings_in(FORMATS[name], body, None)
    assert finding.code == "format-unreadable"


def test_a_folder_without_the_schema_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"metadata\.xsd"):
        validate.findings(cast.minimal_record(), cast.edition(), schemas=tmp_path)


def test_an_address_missing_from_the_catalogue_is_never_looked_up_on_the_network(tmp_path: Path) -> None:
    (tmp_path / "catalog.xml").write_text('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"/>')
    (tmp_path / "a.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<xs:import namespace="urn:x" schemaLocation="http://schemas.example.org/x.xsd"/></xs:schema>'
    )
    with pytest.raises(etree.XMLSchemaParseError, match=r"schemas\.example\.org"):
        faults(etree.fromstring("<a/>"), folder=tmp_path, schema="a.xsd")


def test_the_official_schema_does_refuse_what_is_wrong() -> None:
    assert faults(broken("d:titles"), folder=cast.schemas_folder(), schema=SCHEMA)
