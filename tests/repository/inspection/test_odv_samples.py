"""The sample spreadsheets and tables are read as a person reads them: no value is wrong, none is invented."""

import json
from typing import Any

import pytest

from repository.inspection import table
from repository.inspection.reading import Reading, Unreadable
from repository.record.assess import assess
from tests.repository.inspection.truth_tables import TRUTH
from tests.services.components import shared_folder


def reading_of(name: str) -> Reading:
    return table.read(shared_folder("standards/files") / name, name=name)


def proposed(reading: Reading) -> dict[str, Any]:
    return {proposal.field: proposal.value for proposal in reading.proposals}


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_place_time_and_depth_are_those_of_the_file(name: str) -> None:
    truth, found = TRUTH[name], proposed(reading_of(name))
    box = found.get("place/boxes", [None])[0]
    period = found.get("time/periods", [None])[0]
    vertical = found.get("vertical", [None])[0]
    assert (box and (box["west"], box["south"], box["east"], box["north"])) == truth.box
    assert (period and (period["begin"], period["end"])) == truth.period
    assert (vertical and (vertical["minimum"], vertical["maximum"], vertical["positive"])) == truth.vertical


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_variables_campaigns_and_topics_are_those_of_the_file(name: str) -> None:
    truth, found = TRUTH[name], proposed(reading_of(name))
    variables = tuple(
        (
            each["name"],
            each.get("unit"),
            each["concepts"][0]["identifier"].rpartition(":")[2] if "concepts" in each else None,
        )
        for each in found.get("variables", ())
    )
    assert variables == truth.variables
    assert tuple(each["name"] for each in found.get("campaigns", ())) == truth.campaigns
    assert tuple(found.get("topics", ())) == truth.topics
    lines = found.get("lineage", {"und": ""})["und"].splitlines()
    assert (lines and (lines[0], lines[-1])) == (truth.lineage or [])


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_format_facts_and_problems_are_those_of_the_file(name: str) -> None:
    truth, reading = TRUTH[name], reading_of(name)
    assert reading.format == truth.format
    assert tuple(problem.code for problem in reading.problems) == truth.problems
    assert {key: reading.facts.get(key) for key in truth.facts} == truth.facts
    assert len(json.dumps(dict(reading.facts))) < 1_000


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_every_value_is_of_the_shape_of_a_record(name: str) -> None:
    draft: dict[str, Any] = {"title": {"en": "Nitrate of the Coral Sea, December 2001"}}
    for path, value in proposed(reading_of(name)).items():
        field, _, part = path.partition("/")
        draft[field] = {part: value} if part else value
    wrong = [
        each
        for each in assess(draft).findings
        if each.path[0] in ("place", "time", "vertical", "variables", "campaigns")
    ]
    assert [each.code for each in wrong] == [
        code for code in ("place-missing", "period-missing") if _absent(draft, code)
    ]


def _absent(draft: dict[str, Any], code: str) -> bool:
    return {"place-missing": "place", "period-missing": "time"}[code] not in draft


def test_an_empty_table_is_refused_in_words() -> None:
    path = shared_folder("standards/files") / "damaged/zero_bytes.csv"
    with pytest.raises(Unreadable) as refusal:
        table.read(path, name="zero_bytes.csv")
    assert refusal.value.problem.code == "table-no-rows"
