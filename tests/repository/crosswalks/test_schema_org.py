"""schema.org: what harvesters and search engines find in the whole document, and the short block in a page's head."""

import json
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from repository.crosswalks import schema_org
from repository.crosswalks.edition import Edition, EditionExport, EditionFile, EditionLayer
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records


def said(record: Record | None = None, edition: Edition | None = None) -> Any:
    return json.loads(schema_org.render(record or cast.full_record(), edition or cast.edition()))


def head(record: Record, edition: Edition) -> Any:
    return json.loads(schema_org.head_block(record, edition))


def test_a_box_over_the_antimeridian_keeps_its_west_above_its_east_and_latitudes_come_first() -> None:
    shapes = [place["geo"] for place in said()["spatialCoverage"] if "geo" in place]
    assert shapes[0] == {"@type": "GeoShape", "box": "-23 163.5 -18 -175.25"}
    assert shapes[1] == {"@type": "GeoCoordinates", "latitude": -22, "longitude": 166}
    assert shapes[2]["polygon"] == "-20 160 -20 165 -15 165 -20 160"


def test_creators_stay_in_order_with_their_identifiers() -> None:
    creators = said()["creator"]["@list"]
    assert [each["name"] for each in creators] == ["Clara Marín", "Shelf Team, Nouméa", "Suharto"]
    assert creators[0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert creators[0]["affiliation"][0] == {
        "@type": "Organization",
        "@id": "https://ror.org/044jxhp58",
        "name": "Ifremer",
    }


def test_what_a_contributor_did_is_the_name_of_a_role_and_no_e_mail_address_is_told() -> None:
    document = said()
    assert [each["roleName"] for each in document["contributor"]] == ["DataManager", "ContactPerson"]
    assert "help@example.org" not in json.dumps(document)


def test_a_variable_has_its_unit_and_the_address_of_its_concept() -> None:
    (variable,) = said()["variableMeasured"]
    assert (variable["name"], variable["unitText"]) == ("DOXY", "umol/kg")
    assert variable["propertyID"] == ["http://vocab.nerc.ac.uk/collection/P01/current/D/"]


def test_both_languages_are_told_the_record_s_own_first() -> None:
    assert [name["@language"] for name in said()["name"]] == ["en", "fr"]
    assert [text["@language"] for text in said()["description"]] == ["en", "ar"]


def test_a_licence_has_its_address_at_spdx_and_its_own() -> None:
    assert said()["license"] == [
        "https://spdx.org/licenses/CC-BY-4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ]
    named = cast.minimal_record(licence={"uri": "https://example.org/terms", "name": "Terms"})
    assert said(named)["license"] == {"@type": "CreativeWork", "name": "Terms", "url": "https://example.org/terms"}


def test_deep_time_is_told_in_words_and_in_millions_of_years() -> None:
    *calendar, words, interval = said()["temporalCoverage"]
    assert calendar == ["2019-01-14/2026-10-19", "2026-10/.."]
    assert words == "Maastrichtian: 72.1 Ma BP to 66 Ma BP"
    assert interval["time:hasBeginning"]["time:inTimePosition"]["time:numericPosition"] == 72.1


def test_a_file_has_its_address_size_type_and_sha256() -> None:
    assert said()["distribution"][1] == {
        "@type": "DataDownload",
        "name": "ctd.csv",
        "contentUrl": f"{cast.SITE}/datasets/42182/files/43871/ctd.csv",
        "encodingFormat": "text/csv",
        "contentSize": "20000 B",
        "sha256": "0" * 64,
    }


def of_many_files(count: int) -> Edition:
    files = (EditionFile(f"f{at}.csv", f"{cast.SITE}/f{at}", at, "0" * 64, "text/csv", "data") for at in range(count))
    layer = EditionLayer(1, f"{cast.SITE}/datasets/42182/layers/1/", date(2026, 1, 2), files=tuple(files))
    return cast.edition(layers=(layer,))


def test_of_many_files_the_first_are_told_and_where_the_list_of_all_is() -> None:
    told = said(edition=of_many_files(1_000))["distribution"]
    assert len(told) == 202
    assert [each["contentUrl"] for each in told[-2:]] == [
        f"{cast.SITE}/datasets/42182/layers/1/zip",
        f"{cast.SITE}/datasets/42182/manifest",
    ]
    assert len(head(cast.full_record(), of_many_files(1_000))["distribution"]) == 22


def test_the_other_formats_are_linked_with_their_media_types_and_standards() -> None:
    export = EditionExport("DataCite 4", f"{cast.SITE}/datasets/42182/export/datacite-xml", "application/xml")
    crate = EditionExport("RO-Crate", f"{cast.SITE}/x", "application/ld+json", "https://w3id.org/ro/crate")
    other, link = said(edition=cast.edition(exports=(crate, export)))["subjectOf"][-2:]
    assert (link["contentUrl"], link["encodingFormat"]) == (export.url, "application/xml")
    assert other["encodingFormat"] == ["application/ld+json", "https://w3id.org/ro/crate"]
    assert link["about"] == {"@id": "https://doi.org/10.17882/42182"}


def test_a_withdrawn_dataset_says_so_and_offers_no_file_or_service() -> None:
    document = said(edition=cast.withdrawn())
    assert document["creativeWorkStatus"].startswith("Withdrawn on 2027-01-09.")
    assert document["isAccessibleForFree"] is False
    assert not {"distribution", "potentialAction", "encodingFormat"} & document.keys()
    assert head(cast.full_record(), cast.withdrawn())["description"].startswith("Withdrawn on 2027-01-09.")


def test_an_embargo_is_told_with_its_end() -> None:
    document = said(edition=cast.embargoed())
    assert document["isAccessibleForFree"] is False
    assert document["conditionsOfAccess"][:2] == [
        "info:eu-repo/semantics/embargoedAccess",
        "info:eu-repo/date/embargoEnd/2028-02-01",
    ]


def test_a_test_doi_leads_to_this_site_and_is_said_not_to_resolve() -> None:
    document = said(cast.minimal_record(), cast.unresolved())
    assert document["@id"] == document["identifier"]["url"] == f"{cast.SITE}/doi/10.5072/7"
    assert "test DOI" in document["identifier"]["description"]
    assert "https://doi.org" not in json.dumps(document)


class Scripts(HTMLParser):
    """The blocks of a page as a browser would tell them apart."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("words", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a & b"])
def test_no_text_of_a_record_closes_the_block_in_the_head(words: str) -> None:
    record = cast.minimal_record(title={"en": words}, abstract={"en": words * 9})
    block = schema_org.head_block(record, cast.edition())
    assert not {"<", ">", "&"} & set(block)
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{block}</script>')
    assert page.tags == ["script"]
    assert json.loads(page.text)["name"] == words


def test_the_block_in_the_head_stays_short_whatever_a_record_holds() -> None:
    line = "x" * 3_990
    record = cast.full_record(
        creators=[{"family": f"{at} {line}"} for at in range(2_000)],
        variables=[{"name": f"{at} {line}", "unit": line} for at in range(200)],
        keywords=[{"term": {"en": f"{at} {line}"}} for at in range(200)],
        abstract={"en": line * 40},
    )
    block = schema_org.head_block(record, of_many_files(3_000))
    assert len(block.encode()) <= schema_org.HEAD_BYTES
    assert len(json.loads(block)["description"]) == 5_000


@PATIENT
@given(records(), editions())
def test_the_block_in_the_head_names_and_describes_any_dataset(record: Record, edition: Edition) -> None:
    values = head(record, edition)
    assert values["name"] == record.main_title
    assert 50 <= len(values["description"]) <= 5_000
    assert values["@id"] == edition.doi_url
