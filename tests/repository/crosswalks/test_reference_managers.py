"""RIS and CSL-JSON, as reference managers and citation processors read them."""

import json
from typing import Any

from hypothesis import given

from repository.crosswalks import bibtex, csl_json, ris
from repository.crosswalks.citation import cite
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.readers import read_ris
from tests.strategies import PATIENT
from tests.strategies.records import records


def item_of(record: Record) -> dict[str, Any]:
    item: dict[str, Any] = json.loads(csl_json.render(record, cast.edition()))
    return item


@PATIENT
@given(records())
def test_any_record_reads_back_from_ris(record: Record) -> None:
    tags = read_ris(ris.render(record, cast.edition()))
    assert [value for tag, value in tags if tag == "TI"] == [" ".join(record.main_title.split())]
    assert [value for tag, value in tags if tag == "AU"] == [" ".join(party.name.split()) for party in record.creators]
    keywords = [" ".join(word.split()) for word in bibtex.keywords_of(record)]
    assert [value for tag, value in tags if tag == "KW"] == keywords


def test_a_reference_begins_with_its_type_and_ends_with_er() -> None:
    tags = read_ris(ris.render(cast.minimal_record(), cast.edition()))
    assert tags[0] == ("TY", "DATA")
    assert tags[-1] == ("ER", "")


def test_software_is_not_called_data() -> None:
    record = cast.minimal_record(resource_type={"general": "Software"})
    assert read_ris(ris.render(record, cast.edition()))[0] == ("TY", "COMP")
    assert item_of(record)["type"] == "software"


def test_an_abstract_of_several_lines_stays_one_value() -> None:
    tags = dict(read_ris(ris.render(cast.full_record(), cast.edition())))
    assert tags["AB"] == "Monthly sections. Every metre, 5 < depth < 2000."


def test_the_date_has_slashes_and_four_digits_of_year() -> None:
    tags = dict(read_ris(ris.render(cast.minimal_record(), cast.edition())))
    assert (tags["PY"], tags["DA"]) == ("2025", "2025/03/05")


def test_a_layer_is_referred_to_by_its_fragment() -> None:
    tags = dict(read_ris(ris.write(cite(cast.minimal_record(), cast.edition(), 43871))))
    assert tags["UR"] == "https://doi.org/10.17882/42182#43871"
    assert tags["DO"] == "10.17882/42182"


@PATIENT
@given(records())
def test_any_record_reads_back_from_csl_json(record: Record) -> None:
    item = item_of(record)
    assert item["title"] == record.main_title
    assert len(item.get("author", [])) == len(record.creators)


def test_organisations_are_literal_and_people_have_two_parts() -> None:
    assert item_of(cast.full_record())["author"] == [
        {"family": "Marín", "given": "Clara"},
        {"literal": "Shelf Team, Nouméa"},
        {"literal": "Suharto"},
    ]


def test_the_date_of_issue_has_year_month_and_day() -> None:
    assert item_of(cast.minimal_record())["issued"] == {"date-parts": [[2025, 3, 5]]}


def test_a_withdrawal_is_noted() -> None:
    item = json.loads(csl_json.render(cast.minimal_record(), cast.withdrawn()))
    assert item["note"] == "Withdrawn on 2027-01-09. The sensor was <broken> & replaced."
