"""The summary in the manner of SeaDataNet's CDI: valid by schema, with its vocabularies, for the sea alone."""

from pathlib import Path

import pytest
from lxml import etree

from repository.crosswalks import cdi
from repository.crosswalks.edition import Edition
from repository.crosswalks.schemas import faults
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.golden import CASES, FOLDER

RECORDS = {**CASES, "everything": (everything(), cast.edition())}
GMD = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "xlink": "http://www.w3.org/1999/xlink",
}


def found(record: Record, path: str, edition: Edition | None = None) -> list[str]:
    root = etree.fromstring(cdi.render(record, edition or cast.edition()))
    values = root.xpath(path, namespaces=GMD)
    assert isinstance(values, list)
    return [str(value) for value in values]


@pytest.mark.parametrize("case", RECORDS)
def test_every_record_of_the_cast_is_valid_by_schema(case: str) -> None:
    document = etree.fromstring(cdi.render(*RECORDS[case]))
    for schema in (cdi.CHECK.schema, "drivers/iso19139-all.xsd"):
        assert faults(document, folder=cast.schemas_folder(), schema=schema) == ()


@pytest.mark.parametrize("case", ["full", "embargoed"])
def test_the_bytes_are_those_that_were_looked_at(case: str) -> None:
    path: Path = FOLDER.parent / "cdi" / f"{case}.xml"
    assert cdi.render(*CASES[case]) == path.read_bytes()


def test_it_calls_itself_a_record_of_the_common_data_index() -> None:
    record = cast.full_record()
    assert found(record, "/gmd:MD_Metadata/gmd:hierarchyLevelName/gmx:Anchor/@xlink:href") == [
        "http://vocab.nerc.ac.uk/collection/L23/current/CDI/"
    ]
    assert found(record, "/gmd:MD_Metadata/gmd:metadataStandardName//text()") == ["ISO 19115/SeaDataNet profile"]
    assert found(record, "/gmd:MD_Metadata/gmd:fileIdentifier//text()") == [
        f"urn:SDN:CDI:LOCAL:{cast.edition().doi.partition('/')[2]}"
    ]


def test_terms_of_seadatanet_stand_as_anchors_of_their_vocabulary_and_no_other_does() -> None:
    place = "http://vocab.nerc.ac.uk/collection/"
    record = cast.full_record(
        keywords=[
            {"term": {"en": "Dissolved oxygen"}, "uri": f"{place}P02/current/DOXY/"},
            {"term": {"en": "Oxygen"}, "uri": "https://example.org/oxygen"},
        ],
        variables=[],
        instruments=[{"name": "CTD", "uri": f"{place}L05/current/130/"}, {"name": "A bottle"}],
        platforms=[{"name": "research vessel", "uri": f"{place}L06/current/31/"}],
        projects=[],
    )
    shown = "//gmd:keyword/gmx:Anchor/@xlink:href"
    assert found(record, shown) == [
        f"{place}P02/current/DOXY/", f"{place}L05/current/130/", f"{place}L06/current/31/"
    ]  # fmt: skip
    kinds = found(record, "//gmd:MD_KeywordTypeCode/@codeListValue")
    assert kinds == ["parameter", "instrument", "platform_class"]


@pytest.mark.parametrize(
    ("edition", "code"), [(cast.edition(), "CB"), (cast.embargoed(), "MO")], ids=["open", "embargoed"]
)
def test_the_access_is_said_in_the_words_of_l08(edition: Edition, code: str) -> None:
    record = cast.full_record(licence={"spdx": "CC-BY-4.0"})
    said = found(record, "//gmd:otherConstraints/gmx:Anchor/@xlink:href", edition)
    assert f"http://vocab.nerc.ac.uk/collection/L08/current/{code}/" in said


def test_it_is_for_data_of_the_sea_with_a_place() -> None:
    sea = cast.full_record(poles=["ocean"])
    assert cdi.applies(sea)
    assert not cdi.applies(cast.full_record(poles=["solid-earth"]))
    assert not cdi.applies(cast.full_record(poles=["ocean"], place={"not_applicable": True}))
