"""The worked cases of the first book (R19-R21, R139): verdict, who else is asked, what is open, who decides, and why.

``pytest -s`` prints the reasons of each case in both languages.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from moderation.rules.facts import facts_of
from moderation.rules.first import first_book
from moderation.rules.routing import from_json, route
from tests.moderation.rules.printed import lines

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "worked.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_a_worked_case_is_routed_as_its_community_says(case: dict[str, Any]) -> None:
    book, expected = first_book(), case["expect"]
    result = route(facts_of(case["document"]), case["answers"], book)
    english, french = list(lines(result, book, "en")), list(lines(result, book, "fr"))
    print("", case["case"], *english, "--", *french, sep="\n  ")  # noqa: T201
    assert {each.pole: each.verdict for each in result.poles} == expected["poles"]
    assert [[each.pole, each.required] for each in result.concerns] == expected["concerns"]
    assert [each.group for each in result.advice] == expected["advice"]
    assert list(result.questions) == expected["questions"]
    assert result.deciding == expected["deciding"]
    for sentence in expected["says"]:
        assert any(sentence in line for line in english), sentence
    assert len(french) == len(english)
    assert from_json(json.loads(json.dumps(result.to_json()))) == result


def test_there_are_at_least_thirty_cases_for_every_first_discipline_and_every_verdict() -> None:
    assert len(CASES) >= 30
    seen = [(pole, verdict) for case in CASES for pole, verdict in case["expect"]["poles"].items()]
    assert {pole for pole, _verdict in seen} == {
        "atmosphere", "ocean", "solid-earth", "continental-surfaces", "biodiversity", "climate",
    }  # fmt: skip
    assert {verdict for _pole, verdict in seen} == {"in", "out", "open", "advice"}


def test_every_rule_of_the_first_book_is_the_reason_of_a_case() -> None:
    book, used = first_book(), set()
    for case in CASES:
        result = route(facts_of(case["document"]), case["answers"], book)
        used |= {reason.rule for reason in (*result.reasons, result.deciding_reason)}
    assert {rule.id for rule in book.every_rule} <= used
