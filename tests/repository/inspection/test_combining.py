"""Many readings become one proposal for each field: in any order, and nothing is chosen where files differ."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from repository.inspection.combining import MOST_CHOICES, FieldProposal, combine
from repository.inspection.reading import Place, Proposal, Reading

HERE = Place("attribute `title`", "attribut `title`")
Box = dict[str, float]

LONGITUDES = st.floats(-180, 180, allow_nan=False).map(lambda value: round(value, 5))
LATITUDES = st.floats(-90, 90, allow_nan=False).map(lambda value: round(value, 5))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Any box, points, poles, the whole Earth and boxes over the antimeridian included."""
    south, north = sorted((draw(LATITUDES), draw(LATITUDES)))
    west, east = draw(LONGITUDES), draw(LONGITUDES)
    if draw(st.booleans()):
        west, east = min(west, east), max(west, east)
    return {"west": west, "south": south, "east": east, "north": north}


def reading(**values: Any) -> Reading:
    fields = {name.replace("__", "/"): value for name, value in values.items()}
    return Reading("x", tuple(Proposal(field, value, HERE) for field, value in fields.items()))


def of(field: str, *readings: Reading) -> FieldProposal:
    found = [each for each in combine([(f"{n}.nc", one) for n, one in enumerate(readings)]) if each.field == field]
    assert len(found) == 1
    return found[0]


def holds(outer: Box, inner: Box) -> bool:
    """Whether every position of one box lies in the other, on the round Earth."""
    if inner["south"] < outer["south"] or inner["north"] > outer["north"]:
        return False
    width = (outer["east"] - outer["west"]) % 360 or (360 if outer["east"] != outer["west"] else 0)
    inside = (inner["east"] - inner["west"]) % 360 or (360 if inner["east"] != inner["west"] else 0)
    start = (inner["west"] - outer["west"]) % 360
    return width >= 360 or start + inside <= width + 1e-7 or (inside == 0 and 360 - start <= 1e-7)


@given(st.lists(boxes(), min_size=1, max_size=6))
def test_each_box_lies_in_one_of_the_joined(many: list[Box]) -> None:
    joined = of("place/boxes", *(reading(place__boxes=[box]) for box in many)).value
    assert all(any(holds(region, box) for region in joined) for box in many), joined
    assert all(-180 <= region[side] <= 180 for region in joined for side in ("west", "east"))


@given(st.lists(boxes(), min_size=2, max_size=6), st.randoms())
def test_the_order_of_the_files_does_not_matter(many: list[Box], chance: random.Random) -> None:
    readings = [(f"{n}.nc", reading(place__boxes=[box], title={"und": f"{n % 2}"})) for n, box in enumerate(many)]
    shuffled = list(readings)
    chance.shuffle(shuffled)
    assert combine(shuffled) == combine(readings)


@given(st.lists(boxes(), min_size=1, max_size=5))
def test_joining_again_changes_nothing(many: list[Box]) -> None:
    once = of("place/boxes", *(reading(place__boxes=[box]) for box in many)).value
    again = of("place/boxes", *(reading(place__boxes=[box]) for box in (*many, *once))).value
    assert all(any(holds(region, before) for region in again) for before in once)
    assert all(any(holds(before, region) for before in once) for region in again)


def test_two_oceans_are_two_boxes_and_near_stations_are_one() -> None:
    lion = [{"west": 3.0 + n, "south": 42.0, "east": 3.5 + n, "north": 43.0} for n in range(3)]
    lagoon = {"west": 166.0, "south": -22.5, "east": 166.5, "north": -22.0}
    joined = of("place/boxes", *(reading(place__boxes=[box]) for box in (lagoon, *lion))).value
    assert joined == [{"west": 3.0, "south": 42.0, "east": 5.5, "north": 43.0}, lagoon]


def test_stations_all_over_an_ocean_are_one_box() -> None:
    spread = [{"west": -60.0 + 8 * n, "south": 10.0, "east": -60.0 + 8 * n, "north": 10.0} for n in range(8)]
    joined = of("place/boxes", *(reading(place__boxes=[box]) for box in spread)).value
    assert joined == [{"west": -60.0, "south": 10.0, "east": -4.0, "north": 10.0}]


def test_boxes_on_both_sides_of_the_antimeridian_join_over_it() -> None:
    east = {"west": 170.0, "south": -10.0, "east": 178.0, "north": 0.0}
    west = {"west": -178.0, "south": -20.0, "east": -170.0, "north": -5.0}
    joined = of("place/boxes", reading(place__boxes=[east]), reading(place__boxes=[west])).value
    assert joined == [{"west": 170.0, "south": -20.0, "east": -170.0, "north": 0.0}]


def test_boxes_around_the_pole_keep_the_pole() -> None:
    quarters = [{"west": float(w), "south": 80.0, "east": float(w + 90), "north": 90.0} for w in (-180, -90, 0, 90)]
    joined = of("place/boxes", *(reading(place__boxes=[box]) for box in quarters)).value
    assert joined == [{"west": -180.0, "south": 80.0, "east": 180.0, "north": 90.0}]


def test_periods_are_spanned_whatever_their_precision() -> None:
    joined = of(
        "time/periods",
        reading(time__periods=[{"begin": "2019", "end": "2019-04"}]),
        reading(time__periods=[{"begin": "2019-01-01", "end": "2019-04-29"}]),
    )
    assert joined.value == [{"begin": "2019", "end": "2019-04"}]


def test_a_period_that_is_still_growing_leaves_the_whole_open() -> None:
    joined = of(
        "time/periods",
        reading(time__periods=[{"begin": "2019-05-01", "ongoing": True}]),
        reading(time__periods=[{"begin": "2018-01-01", "end": "2020-12-31"}]),
    )
    assert joined.value == [{"begin": "2018-01-01", "ongoing": True}]


def test_depths_and_heights_stay_apart() -> None:
    down = {"minimum": 0.0, "maximum": 100.0, "unit": "m", "positive": "down"}
    joined = of(
        "vertical",
        reading(vertical=[down]),
        reading(vertical=[{**down, "minimum": 50.0, "maximum": 4000.0}]),
        reading(vertical=[{**down, "positive": "up"}]),
    )
    assert joined.value == [{**down, "maximum": 4000.0}, {**down, "positive": "up"}]


def test_variables_are_united_by_name_and_a_unit_that_differs_is_left_open() -> None:
    joined = of(
        "variables",
        reading(variables=[{"name": "TEMP", "unit": "degC"}, {"name": "PSAL", "unit": "1"}]),
        reading(variables=[{"name": "TEMP", "unit": "K", "standard_name": "sea_water_temperature"}]),
    )
    assert joined.value == [
        {"name": "TEMP", "standard_name": "sea_water_temperature"},
        {"name": "PSAL", "unit": "1"},
    ]


def test_equal_values_agree_and_name_all_their_files() -> None:
    agreed = of("title", reading(title={"und": "Salt"}), reading(title={"und": "Salt"}))
    assert agreed.value is not None
    assert agreed.value == {"und": "Salt"}
    assert [path for path, _ in agreed.sources] == ["0.nc", "1.nc"]


def test_unequal_values_are_choices_and_none_is_chosen() -> None:
    split = of("title", reading(title={"und": "Salt"}), reading(title={"und": "Heat"}), reading(title={"und": "Heat"}))
    assert split.value is None
    assert split.value is None
    assert [(choice.value["und"], len(choice.sources)) for choice in split.choices] == [("Heat", 2), ("Salt", 1)]


def test_of_very_many_choices_those_of_most_files_are_kept() -> None:
    titles = [reading(title={"und": f"Cast {number}"}) for number in range(50)]
    split = of("title", *titles, reading(title={"und": "Cast 7"}))
    assert len(split.choices) == MOST_CHOICES
    assert split.choices[0].value == {"und": "Cast 7"}
    assert len(split.sources) == 51


def test_keywords_of_all_files_are_united_once_each() -> None:
    salt, heat = {"term": {"und": "salt"}}, {"term": {"und": "heat"}}
    assert of("keywords", reading(keywords=[salt, heat]), reading(keywords=[heat])).value == [salt, heat]


def test_authors_of_unequal_files_are_choices_since_their_order_is_theirs() -> None:
    one, two = ({"kind": "person", "family": family} for family in ("Doe", "Roe"))
    split = of("creators", reading(creators=[one, two]), reading(creators=[two, one]))
    assert [choice.value for choice in split.choices] == [[one, two], [two, one]]


def test_nothing_read_is_nothing_proposed() -> None:
    assert combine([]) == ()
    assert combine([("a.nc", Reading(""))]) == ()
