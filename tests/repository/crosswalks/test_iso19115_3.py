"""ISO 19115-3: valid by schema and rules, complete, and read by other people's readers."""

import pytest
from lxml import etree
from owslib.iso3 import MD_Metadata

from repository.crosswalks import iso19115_3
from repository.crosswalks.edition import EditionFile, EditionLayer
from repository.crosswalks.iso_terms import decimal, xsd_duration
from repository.crosswalks.schemas import faults
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.everything import everything
from tests.repository.crosswalks.golden import CASES
from tests.repository.crosswalks.iso_rules import broken
from tests.repository.crosswalks.xml import elements, texts

RECORDS = {**CASES, "everything": (everything(), cast.edition())}
RULES = {
    "schematron/gn-iso19115-3.2018-rules-iso.sch": 13,
    "standards.iso.org/iso/19115/-3/mdb/2.0/mdb.sch": 3,
    "standards.iso.org/iso/19115/-3/cit/2.0/cit.sch": 2,
    "standards.iso.org/iso/19115/-3/gex/1.0/gex.sch": 2,
    "standards.iso.org/iso/19115/-3/mri/1.0/mri.sch": 3,
    "standards.iso.org/iso/19115/-3/mco/1.0/mco.sch": 2,
    "standards.iso.org/iso/19115/-3/mmi/1.0/mmi.sch": 1,
}
"""File of Schematron rules -> how many of them have something to say of the full record."""


@pytest.mark.parametrize("case", RECORDS)
def test_every_record_of_the_cast_is_valid_by_schema_and_by_rules(case: str) -> None:
    folder = cast.schemas_folder()
    body = iso19115_3.render(*RECORDS[case])
    for schema in (iso19115_3.CHECK.schema, "drivers/iso19115-3-all.xsd"):
        assert faults(etree.fromstring(body), folder=folder, schema=schema) == ()
    for rules, count in RULES.items():
        failed, fired = broken(folder / rules, body)
        assert failed == set(), rules
        assert case != "full" or len(fired) >= count, rules


@pytest.mark.parametrize(
    ("taken", "rule"),
    [("creation", "mdb.create-date"), ("utf8", "mdb.defaultlocale"), ("topics", "mri.topicategoryfordsandseries")],
)
def test_the_rules_are_really_asked(taken: str, rule: str) -> None:
    folder = cast.schemas_folder()
    record = cast.full_record(topics=[]) if taken == "topics" else cast.full_record()
    body = iso19115_3.render(record, cast.edition()).replace(taken.encode(), b"")
    assert broken(folder / next(iter(RULES)), body)[0] == {f"rule.{rule}"}


def test_owslib_reads_what_catalogues_show() -> None:
    record, edition = RECORDS["full"]
    found = MD_Metadata(etree.fromstring(iso19115_3.render(record, edition)))
    known = found.identification[0]
    assert (known.title, found.hierarchy, found.languagecode) == (record.main_title, "dataset", "eng")
    assert record.abstract
    assert known.abstract == record.abstract["en"]
    box = known.extent.boundingBox
    assert [float(side) for side in (box.minx, box.miny, box.maxx, box.maxy)] == [163.5, -23, -175.25, -18]
    assert {(each.date, each.type) for each in known.date} >= {
        ("2025-03-05", "publication"),
        ("2026-11-18", "revision"),
    }
    words = {keyword.name: keyword.url for group in known.keywords for keyword in group.keywords}
    assert words["dissolved oxygen"] == "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/"
    assert "shelf" in words
    links = {link.url: link.function for link in found.distribution.online}
    assert links["https://doi.org/10.17882/42182"] == "information"
    assert links[f"{cast.SITE}/datasets/42182/files/43871/ctd.nc"] == "download"
    assert found.datestamp == "2025-03-05T00:00:00Z"
    assert found.referencesystem.code == "EPSG:4326"


def test_no_contact_is_shown_with_an_e_mail_address_but_the_repository() -> None:
    edition = cast.edition(contact_email="desk@data.example.org")
    assert set(texts_below(iso19115_3.render(cast.full_record(), edition), "electronicMailAddress")) == {
        "desk@data.example.org"
    }
    assert b"help@example.org" not in iso19115_3.render(everything(), edition)


def texts_below(body: bytes, name: str) -> list[str]:
    """The texts in these elements."""
    return ["".join(map(str, node.itertext())) for node in elements(body, name)]


def test_a_text_of_another_language_alone_is_shown_and_marked_with_its_language() -> None:
    record = cast.full_record(abstract={"fr": "Sections mensuelles."})
    node = elements(iso19115_3.render(record, cast.edition()), "abstract")[0]
    assert [each.text for each in node.iter() if each.text] == ["Sections mensuelles."] * 2
    assert [each.get("locale") for each in node.iter() if each.get("locale")] == ["#fr-10.17882_42182"]


def test_each_layer_is_a_part_under_the_doi_with_its_fragment() -> None:
    body = iso19115_3.render(*RECORDS["full"])
    codes = texts_below(body, "code")
    assert {"https://doi.org/10.17882/42182#43871", "https://doi.org/10.17882/42182#42350"} <= set(codes)


@pytest.mark.parametrize("case", ["embargoed", "withdrawn"])
def test_files_that_nobody_may_have_are_not_listed(case: str) -> None:
    assert "WWW:DOWNLOAD-1.0-http--download" not in texts(iso19115_3.render(*CASES[case]), "CharacterString")


def test_a_dataset_of_very_many_files_names_its_landing_page() -> None:
    files = tuple(EditionFile(f"{n}.nc", f"{cast.SITE}/{n}", 1, "0" * 64, "", "data") for n in range(201))
    edition = cast.edition(layers=(EditionLayer(7, f"{cast.SITE}/7/", cast.edition().updated, files=files),))
    body = iso19115_3.render(cast.full_record(), edition)
    assert len(elements(body, "onLine")) == 2
    assert b"The dataset has 201 files; its landing page lists them." in body


def test_every_id_ends_with_the_doi_so_that_a_list_has_each_once() -> None:
    body = iso19115_3.render(*RECORDS["full"])
    found = [value for node in etree.fromstring(body).iter() for key, value in node.items() if key.endswith("id")]
    assert found
    assert len(set(found)) == len(found)
    assert all(each.endswith("-10.17882_42182") for each in found)


@pytest.mark.parametrize(
    ("given", "written"),
    [("P2W", "P14D"), ("P1Y2W3DT4H", "P1Y17DT4H"), ("PT10M", "PT10M"), ("P1M", "P1M")],
)
def test_a_duration_has_no_weeks(given: str, written: str) -> None:
    assert xsd_duration(given) == written


@pytest.mark.parametrize(
    ("given", "written"), [(1e-5, "0.00001"), (-0.25, "-0.25"), (3.0, "3"), (1e22, "1" + "0" * 22)]
)
def test_a_decimal_has_no_exponent(given: float, written: str) -> None:
    assert decimal(given) == written


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        ("<gco:Decimal>163.5<", "<gco:Decimal>west<", "place"),
        ('indeterminatePosition="now"', 'indeterminatePosition="later"', "time"),
        (">oceans<", ">seas<", "topics"),
        ("<mri:MD_Keywords>", "<mri:MD_Keywords><mri:odd/>", "keywords"),
        ("<gco:TM_PeriodDuration>P1M<", "<gco:TM_PeriodDuration>a month<", "temporal_resolution"),
        ("<mrc:MD_Band>", "<mrc:MD_Band><mrc:odd/>", "variables"),
    ],
)
def test_the_check_names_the_field_where_a_schema_refuses(right: str, wrong: str, field: str) -> None:
    body = iso19115_3.render(*RECORDS["full"]).replace(right.encode(), wrong.encode(), 1)
    complaint = next(iter(iso19115_3.CHECK(body, cast.schemas_folder())))
    assert complaint.path == (field,)


def test_a_withdrawn_dataset_offers_no_formats_and_no_services() -> None:
    body = iso19115_3.render(*CASES["withdrawn"])
    assert elements(body, "MD_Format") == []
    assert len(elements(body, "onLine")) == 1
