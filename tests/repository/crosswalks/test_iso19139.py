"""ISO 19139: valid by schema, with what INSPIRE asks for, and read by other people's readers."""

import pytest
from lxml import etree
from owslib.iso import MD_Metadata

from repository.crosswalks import iso19139
from repository.crosswalks.edition import Edition
from repository.crosswalks.schemas import faults
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.xml import elements

RECORDS = {**CASES, "everything": (everything(), cast.edition())}
GMD = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "xlink": "http://www.w3.org/1999/xlink",
}


def found(record: Record, path: str, edition: Edition | None = None) -> list[str]:
    """Texts and attributes at an XPath of the document of a record."""
    root = etree.fromstring(iso19139.render(record, edition or cast.edition()))
    values = root.xpath(path, namespaces=GMD)
    assert isinstance(values, list)
    return [str(value) for value in values]


@pytest.mark.parametrize("case", RECORDS)
def test_every_record_of_the_cast_is_valid_by_schema(case: str) -> None:
    document = etree.fromstring(iso19139.render(*RECORDS[case]))
    for schema in (iso19139.CHECK.schema, "drivers/iso19139-all.xsd"):
        assert faults(document, folder=cast.schemas_folder(), schema=schema) == ()


def test_a_theme_of_inspire_is_named_with_the_date_of_its_thesaurus() -> None:
    block = "//gmd:MD_Keywords[.//gmd:title/gmx:Anchor='GEMET - INSPIRE themes, version 1.0']"
    derived = cast.full_record()
    assert found(derived, f"{block}/gmd:keyword/gmx:Anchor/text()") == ["Oceanographic geographical features"]
    assert found(derived, f"{block}/gmd:keyword/gmx:Anchor/@xlink:href") == ["http://inspire.ec.europa.eu/theme/of"]
    assert found(derived, f"{block}//gco:Date/text()") == ["2008-06-01"]
    chosen = {"term": {"en": "Sea regions"}, "uri": "http://inspire.ec.europa.eu/theme/sr"}
    assert found(cast.full_record(keywords=[chosen]), f"{block}/gmd:keyword/gmx:Anchor/text()") == ["Sea regions"]


def test_conformity_with_inspire_is_said_not_to_have_been_evaluated() -> None:
    result = "//gmd:DQ_ConformanceResult"
    assert found(cast.full_record(), f"{result}/gmd:pass/@gco:nilReason") == ["unknown"]
    title = found(cast.full_record(), f"{result}//gmd:title/gco:CharacterString/text()")[0]
    assert title.startswith("Commission Regulation (EU) No 1089/2010")
    assert found(cast.full_record(), f"{result}//gco:Date/text()") == ["2010-12-08"]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (cast.edition(), "no limitations to public access"),
        (cast.embargoed(), "embargoed access until 2028-02-01"),
        (cast.withdrawn(), "closed access"),
    ],
)
def test_access_has_a_block_of_its_own(edition: Edition, said: str) -> None:
    access = "//gmd:MD_LegalConstraints[gmd:accessConstraints]/gmd:otherConstraints/gmx:Anchor"
    assert found(cast.minimal_record(), f"{access}/text()", edition) == [said]
    assert found(cast.minimal_record(), f"{access}/@xlink:href", edition)


def test_the_licence_is_a_condition_of_use_with_its_address() -> None:
    use = "//gmd:MD_LegalConstraints[gmd:useConstraints]/gmd:otherConstraints/gmx:Anchor"
    assert found(cast.full_record(), f"{use}/@xlink:href") == ["https://creativecommons.org/licenses/by/4.0/"]
    unknown = found(cast.full_record(licence=None), f"{use}/@xlink:href")
    assert unknown[0].endswith("ConditionsApplyingToAccessAndUse/conditionsUnknown")


def test_the_repository_answers_for_the_data_and_for_their_description() -> None:
    edition = cast.edition(contact_email="desk@data.example.org")
    for name in ("contact", "identificationInfo//gmd:pointOfContact"):
        party = f"/gmd:MD_Metadata/gmd:{name}/gmd:CI_ResponsibleParty[gmd:organisationName/gco:CharacterString='Varve']"
        mails = found(cast.full_record(), f"{party}//gmd:electronicMailAddress/gco:CharacterString/text()", edition)
        assert mails == ["desk@data.example.org"]
    assert b"help@example.org" not in iso19139.render(cast.full_record(), edition)


def test_owslib_reads_what_catalogues_show() -> None:
    record, edition = RECORDS["full"]
    read = MD_Metadata(etree.fromstring(iso19139.render(record, edition)))
    known = read.identification[0]
    assert (known.title, read.hierarchy, read.languagecode) == (record.main_title, "dataset", "eng")
    assert read.dataseturi == "https://doi.org/10.17882/42182"
    box = known.extent.boundingBox
    assert [float(side) for side in (box.minx, box.miny, box.maxx, box.maxy)] == [163.5, -23, -175.25, -18]
    assert (known.temporalextent_start, known.temporalextent_end) == ("2019-01-14", "2026-10-19")
    assert {(each.date, each.type) for each in known.date} >= {
        ("2025-03-05", "publication"),
        ("2026-11-18", "revision"),
    }
    words = {keyword.name: keyword.url for group in known.keywords for keyword in group.keywords}
    assert words["dissolved oxygen"] == "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/"
    links = {link.url: link.protocol for link in read.distribution.online}
    assert links["https://doi.org/10.17882/42182"] == "WWW:LINK-1.0-http--link"
    assert links[f"{cast.SITE}/datasets/42182/files/43871/ctd.nc"] == "WWW:DOWNLOAD-1.0-http--download"
    assert read.referencesystem.code == "WGS 84 (EPSG:4326)"


def test_languages_have_the_bibliographic_codes_that_inspire_asks_for() -> None:
    codes = [node.get("codeListValue") for node in elements(iso19139.render(*RECORDS["full"]), "LanguageCode")]
    assert codes[0] == "eng"
    assert "fre" in codes
    assert "fra" not in codes


def test_topics_that_came_later_are_keywords() -> None:
    record = cast.full_record(topics=["disaster", "oceans"])
    assert found(record, "//gmd:MD_TopicCategoryCode/text()") == ["oceans"]
    assert "disaster" in found(record, "//gmd:keyword/gco:CharacterString/text()")


def test_codes_that_the_old_lists_lack_come_from_the_newer_ones() -> None:
    lists = found(cast.full_record(), "//gmd:CI_RoleCode[@codeListValue='funder']/@codeList")
    assert set(lists) == {"http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml#CI_RoleCode"}
    old = found(cast.full_record(), "//gmd:CI_RoleCode[@codeListValue='author']/@codeList")
    assert set(old) == {"http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#CI_RoleCode"}
