"""What is near a request to which nothing belongs, said of one observation and of many."""

from typing import Any

import pytest
from django.utils.translation import override

from compute.pages.cost import sight_words
from compute.pages.wording import said_words
from compute.refusals import Said
from compute.services.looking import Sight

AWAY = {"km": 786, "lat": 45.0, "lon": 20.0}


@pytest.mark.parametrize(
    ("condition", "found", "one", "many"),
    [
        ("area", AWAY, "lies outside the area, 786 km away", "lie outside the area; the nearest 786 km away"),
        ("depth", {"low": 3.5, "high": 9}, "lies at another depth: 3.5 m", "lie at other depths: 3.5 to 9 m"),
        ("period", {"low": "2001-01-01", "high": "2002-01-01"}, "is of another day: 2001-01-01", "are of other days"),
        ("quality", {"flags": ["4"]}, "has another quality flag: 4.", "have other quality flags: 4."),
        ("value", {"low": 35, "high": 36}, "lies beyond the limits of values: 35.", "lie beyond the limits"),
        ("period", {}, "is of a time that is not known", "are of times that are not known"),
    ],
)
def test_one_observation_is_not_many(condition: str, found: dict[str, Any], one: str, many: str) -> None:
    for count, said in ((1, one), (40, many)):
        sight = Sight(all=count, near={condition: found | {"count": count}})
        assert f"{count} {said}" in sight_words(sight)[1]
        with override("fr"):
            assert said not in sight_words(sight)[1]


def test_the_only_one_there_is_is_no_list() -> None:
    assert sight_words(Sight(all=1))[0] == "The one observation of this variable does not belong to it."
    assert sight_words(Sight(all=2))[0] == "None of the 2 observations of this variable belongs to it."
    with override("fr"):
        assert sight_words(Sight(all=1))[0] == "La seule observation de cette variable n’est pas concernée."


@pytest.mark.parametrize(
    ("pattern", "count", "french"),
    [
        ("It lies {where}.", {}, "Condition non remplie\N{NO-BREAK SPACE}:"),
        ("One meets all but one: it lies {where}.", {}, "une seule d’entre elles, qui remplit"),
        ("{count} meet all but one: they lie {where}.", {"count": 2}, "2 d’entre elles, qui remplissent"),
        ("One lies {where}.", {}, "Une seule"),
        ("{count} lie {where}.", {"count": 2}, "2\N{NO-BREAK SPACE}: ailleurs"),
    ],
)
def test_a_refusal_of_one_observation_is_said_so_in_french_too(
    pattern: str, count: dict[str, int], french: str
) -> None:
    with override("fr"):
        assert french in said_words([Said(pattern, {"where": "ailleurs", **count}).as_json(str)])
