"""What harvesters of oai_dc read."""

from lxml import etree

from repository.crosswalks import dublin_core
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.xml import elements, language, read, texts

FIFTEEN = {
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier",
    "source", "language", "relation", "coverage", "rights",
}  # fmt: skip


def test_only_the_fifteen_elements_of_dublin_core_are_used_and_a_full_record_uses_them_all() -> None:
    root = read(dublin_core.render(cast.full_record(), cast.edition()))
    assert {etree.QName(node) for node in root} == {
        etree.QName("http://purl.org/dc/elements/1.1/", name) for name in FIFTEEN
    }


def test_the_first_identifier_is_the_address_of_the_doi() -> None:
    body = dublin_core.render(cast.minimal_record(), cast.edition())
    assert texts(body, "identifier") == ["https://doi.org/10.17882/42182", "https://data.example.org/datasets/42182/"]


def test_a_test_doi_is_never_given_an_address_at_the_doi_proxy() -> None:
    body = dublin_core.render(cast.minimal_record(), cast.unresolved())
    assert texts(body, "identifier")[0] == "https://data.example.org/doi/10.5072/7"
    assert b"doi.org" not in body


def test_a_title_in_two_languages_starts_with_the_language_of_the_record() -> None:
    record = cast.full_record(language="fr")
    titles = elements(dublin_core.render(record, cast.edition()), "title")
    assert [language(title) for title in titles] == ["fr", "en", None]


def test_markup_in_a_title_is_text() -> None:
    body = dublin_core.render(cast.full_record(), cast.edition())
    assert texts(body, "title")[0] == "Oxygen & salt of the <Pacific> shelf"


def test_a_box_across_the_antimeridian_keeps_its_west_limit_above_its_east_limit() -> None:
    body = dublin_core.render(cast.full_record(), cast.edition())
    assert "northlimit=-18; eastlimit=-175.25; southlimit=-23; westlimit=163.5" in texts(body, "coverage")


def test_a_box_without_width_is_a_point() -> None:
    assert "east=166; north=-22" in texts(dublin_core.render(cast.full_record(), cast.edition()), "coverage")


def test_depth_is_told_upwards_positive_and_its_datum_is_escaped() -> None:
    body = dublin_core.render(cast.full_record(), cast.edition())
    assert "uplimit=0; downlimit=-2340.5; zunits=m; name=sea level\\; mean" in texts(body, "coverage")


def test_periods_are_dcmi_periods_with_open_ends_and_deep_time() -> None:
    coverage = texts(dublin_core.render(cast.full_record(), cast.edition()), "coverage")
    assert coverage[-3:] == [
        "start=2019-01-14; end=2026-10-19; scheme=W3C-DTF",
        "start=2026-10; scheme=W3C-DTF",
        "name=Maastrichtian; start=72.1 Ma BP; end=66 Ma BP",
    ]


def test_an_embargo_is_told_with_its_end() -> None:
    body = dublin_core.render(cast.minimal_record(), cast.embargoed())
    assert texts(body, "date") == ["2025-03-05", "info:eu-repo/date/embargoEnd/2028-02-01"]
    assert texts(body, "rights")[-1] == "info:eu-repo/semantics/embargoedAccess"


def test_a_tombstone_says_when_and_why_and_names_no_format() -> None:
    body = dublin_core.render(cast.full_record(), cast.withdrawn())
    assert texts(body, "description")[0] == "Withdrawn on 2027-01-09. The sensor was <broken> & replaced."
    assert texts(body, "format") == []
    assert "info:eu-repo/semantics/closedAccess" in texts(body, "rights")


def test_the_licence_is_its_address_or_else_its_name() -> None:
    named = cast.minimal_record(licence={"name": "House rules"})
    assert texts(dublin_core.render(named, cast.edition()), "rights")[0] == "House rules"
    known = dublin_core.render(cast.minimal_record(), cast.edition())
    assert texts(known, "rights")[0].startswith("https://www.etalab.gouv.fr/")


def test_a_work_the_data_come_from_is_a_source_and_any_other_a_relation() -> None:
    body = dublin_core.render(cast.full_record(), cast.edition())
    assert texts(body, "source") == ["https://doi.org/10.17882/42182#76230"]
    assert texts(body, "relation")[:2] == ["https://doi.org/10.1234/paper", "arXiv:0706.0001"]


def test_a_work_of_text_has_the_dcmi_type_text() -> None:
    record = cast.minimal_record(resource_type={"general": "Report"})
    assert texts(dublin_core.render(record, cast.edition()), "type") == ["Text"]
