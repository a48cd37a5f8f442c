"""A question is understood as it is meant, or refused; the same question has the same text and identifier."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.subsets.question import (
    MOST_VARIABLES,
    BadQuestion,
    SubsetQuestion,
    folded,
    question_from,
    read_question,
)

WHOLE = {"west": "3", "south": "42.1", "east": "5.3", "north": "43.5"}


def test_the_text_is_one_line_for_each_condition() -> None:
    asked = {**WHOLE, "begin": "2019", "end": "2020-02", "top": "0", "bottom": "100.50"}
    question = read_question(42350, asked, ["Salinity", "oxygen"])
    assert question.text == (
        "varve-subset 1\nlayer 42350\nbox 3 42.1 5.3 43.5\nperiod 2019-01-01 2020-02-29\ndepth 0 100.5\n"
        "variable oxygen\nvariable salinity\n"
    )
    assert len(question.identifier) == 16


def test_an_end_may_be_open() -> None:
    assert "period .. 2019-12-31\n" in read_question(1, {"end": "2019"}, []).text
    assert "depth 10 ..\n" in read_question(1, {"top": "10"}, []).text


@pytest.mark.parametrize(
    "other",
    [
        {"west": "3.0", "south": "42.10", "east": "+5.3", "north": "43.500000"},
        {"west": " 3", "south": "42.1 ", "east": "5.3", "north": "43.5000004"},
    ],
)
def test_the_same_box_written_otherwise_is_the_same_question(other: dict[str, str]) -> None:
    assert read_question(1, other, []).identifier == read_question(1, WHOLE, []).identifier


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=20), st.randoms())
def test_order_case_blanks_and_repetition_of_names_make_no_other_question(
    names: list[str], chance: random.Random
) -> None:
    kept = [name for name in names if folded("".join(each for each in name if each.isprintable()))]
    if not kept:
        return
    shuffled = [f"  {name} " for name in [*kept, kept[0]]]
    chance.shuffle(shuffled)
    first, second = read_question(7, {}, kept), read_question(7, {}, shuffled)
    assert (first.text, first.identifier) == (second.text, second.identifier)
    assert first.text.count("\n") == len(first.text.splitlines())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "everything"),
        ({"west": "3"}, "incomplete"),
        ({**WHOLE, "west": "nan"}, "number"),
        ({**WHOLE, "west": "inf"}, "number"),
        ({**WHOLE, "west": "1e3"}, "number"),
        ({**WHOLE, "west": "1_0"}, "number"),
        ({**WHOLE, "west": "٣"}, "number"),
        ({**WHOLE, "west": "181"}, "longitudes"),
        ({**WHOLE, "north": "90.1"}, "latitudes"),
        ({**WHOLE, "south": "43.6"}, "latitudes"),
        ({"begin": "2020", "end": "2019"}, "order"),
        ({"begin": "2019-02-30"}, "date"),
        ({"begin": "yesterday"}, "date"),
        ({"top": "100", "bottom": "10"}, "order"),
        ({"top": "999999"}, "number"),
    ],
)
def test_what_is_no_question_is_refused_with_the_reason(asked: dict[str, str], code: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        read_question(1, asked, [])
    assert refused.value.code == code


def test_ten_thousand_variables_and_endless_names_are_refused() -> None:
    with pytest.raises(BadQuestion, match="too-many"):
        read_question(1, {}, [f"v{number}" for number in range(10_000)])
    with pytest.raises(BadQuestion, match="too-long"):
        read_question(1, {}, ["v" * 201])
    assert len(read_question(1, {}, ["a"] * 10_000).variables) == 1 <= MOST_VARIABLES


def test_the_antimeridian_may_be_written_either_way() -> None:
    texts = {
        read_question(1, {"west": west, "south": "-10", "east": east, "north": "10"}, []).text
        for west, east in (("180", "-170"), ("-180", "-170"))
    }
    assert len(texts) == 1


numbers = st.integers(-180_000_000, 180_000_000).map(lambda each: each / 1_000_000)


@given(numbers, numbers, st.tuples(st.floats(-90, 90), st.floats(-90, 90)), st.integers(1, 2**40))
def test_a_question_comes_back_from_where_it_is_kept(
    west: float, east: float, ends: tuple[float, float], layer: int
) -> None:
    south, north = sorted(f"{each:.6f}" for each in ends) if ends[0] != ends[1] else ("0", "1")
    low, high = sorted((float(south), float(north)))
    asked = {"west": f"{west:.6f}", "east": f"{east:.6f}", "south": f"{low:.6f}", "north": f"{high:.6f}"}
    question = read_question(layer, asked, ["Température"])
    again = question_from(question.as_json())
    assert isinstance(again, SubsetQuestion)
    assert (again, again.text) == (question, question.text)
