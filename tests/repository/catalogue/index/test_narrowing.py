"""Places, days, depths and facets narrow what is found, wherever on Earth and whenever in its history."""

import pytest

from repository.catalogue.spans import EARLIEST, LATEST, day_of_year
from tests.repository.catalogue.index.shelf import Shelf, dataset


def years(first: int, last: int) -> tuple[int, int]:
    return day_of_year(first, last=False), day_of_year(last, last=True)


EARTH = {
    1: dataset("Gulf", boxes=[(5, 41.5, 7, 43.5)]),
    2: dataset("Fiji", boxes=[(178, -19, -178, -16)]),
    3: dataset("Arctic", boxes=[(-180, 70, 180, 90)]),
    4: dataset("Antarctic", boxes=[(-180, -90, 180, -65)]),
    5: dataset("Nowhere"),
}
HISTORY = {
    11: dataset("Then", spans=[years(2012, 2015)]),
    12: dataset("Since then", spans=[(day_of_year(2016, last=False), LATEST)]),
    13: dataset("Dinosaurs", spans=[years(-70_000_000, -65_000_000)]),
    14: dataset("Caesar", spans=[years(-45, -43)]),
    15: dataset("Never"),
}


@pytest.fixture(scope="module")
def world(lasting_shelf: Shelf) -> Shelf:
    lasting_shelf.put({**EARTH, **HISTORY})
    return lasting_shelf


@pytest.mark.parametrize(
    ("box", "numbers"),
    [
        ("3,41,9,44", [1]),
        ("170,-20,-170,-10", [2]),
        ("175,-20,185,-10", [2]),
        ("-185,-20,-175,-10", [2]),
        ("-180,-20,-179,-10", [2]),
        ("179.5,-20,180,-10", [2]),
        ("0,85,10,95", [3]),
        ("-180,-90,180,90", [1, 2, 3, 4]),
        ("-900,-900,900,900", [1, 2, 3, 4]),
        ("0,-91,360,-60", [4]),
        ("9,44,3,41", []),
        ("9,-20,3,44", [2]),
        ("20,20,21,21", []),
        ("6,42,6,42", [1]),
        ("nan,0,1,1", [1, 2, 3, 4]),
    ],
)
def test_a_box_finds_what_it_touches_on_a_round_earth(world: Shelf, box: str, numbers: list[int]) -> None:
    found = world.numbers(box=box)
    assert sorted(found) == (sorted([*EARTH, *HISTORY]) if box.startswith("nan") else numbers)


def test_what_ends_at_the_antimeridian_touches_what_begins_there(shelf: Shelf) -> None:
    shelf.put({1: dataset(boxes=[(-180, 0, -170, 10)]), 2: dataset(boxes=[(170, 0, 180, 10)])})
    assert sorted(shelf.numbers(box="175,0,180,10")) == [1, 2]
    assert sorted(shelf.numbers(box="-180,0,-175,10")) == [1, 2]


@pytest.mark.parametrize(
    ("since", "until", "numbers"),
    [
        ("2014", "2015-06", [1]),
        ("2015-06-30", "2015-06-30", [1]),
        ("2015", "2010", [1]),
        ("2016", "", [2]),
        ("-70000000", "-60000000", [3]),
        ("-44", "-44", [4]),
        ("", "-4000000000", []),
        ("", "0", [3, 4]),
        ("-9999999999", "9999999999", [1, 2, 3, 4]),
        ("0", "0", []),
    ],
)
def test_days_reach_from_deep_time_to_open_ends(world: Shelf, since: str, until: str, numbers: list[int]) -> None:
    assert sorted(world.numbers(since=since, to=until)) == [10 + number for number in numbers]


def test_a_period_without_a_beginning_reaches_back_for_ever(shelf: Shelf) -> None:
    shelf.put({1: dataset(spans=[(EARLIEST, day_of_year(1900, last=True))])})
    assert shelf.numbers(to="-9999999999") == [1]
    assert shelf.numbers(since="1901") == []


def test_depths_are_metres_downwards_and_heights_negative(shelf: Shelf) -> None:
    shelf.put(
        {
            1: dataset("Sea", depth=(0.0, 200.0)),
            2: dataset("Deep", depth=(4000.0, 6000.0)),
            3: dataset("Mountain", depth=(-4800.0, -1000.0)),
            4: dataset("Nobody knows"),
        }
    )
    assert shelf.numbers(top="150", bottom="300") == [1]
    assert shelf.numbers(top="300", bottom="150") == [1]
    assert shelf.numbers(top="201") == [2]
    assert sorted(shelf.numbers(bottom="0")) == [1, 3]
    assert shelf.numbers(bottom="-1") == [3]
    assert shelf.numbers(top="1e12") == shelf.numbers(), "a depth that nobody can mean narrows nothing"


def test_a_facet_is_counted_as_if_it_did_not_narrow_and_others_as_they_are(shelf: Shelf) -> None:
    ocean, climate = ("ocean",), ("climate",)
    shelf.put(
        {
            1: dataset(facets={"pole": ocean, "year": ("2020",)}),
            2: dataset(facets={"pole": ocean, "year": ("2021",)}),
            3: dataset(facets={"pole": (*ocean, *climate), "year": ("2021",)}),
            4: dataset(facets={"pole": climate, "year": ("1999",)}),
        }
    )
    found = shelf.found(pole="climate", facets=("pole", "year"))
    counts = {code: {each.value: each.count for each in told} for code, told in found.facets.items()}
    assert found.total == 2
    assert counts == {"pole": {"ocean": 3, "climate": 2}, "year": {"2021": 1, "1999": 1}}
    assert shelf.found(pole=["climate", "ocean"]).total == 4, "values of one facet widen"
    assert shelf.found(pole="climate", year="2021").total == 1, "facets narrow each other"
    assert shelf.found(pole="no-such").total == 0


def test_a_chosen_value_is_counted_however_rare_it_is(shelf: Shelf) -> None:
    common = {n: dataset(facets={"author": (f"Author {n % 12}",)}) for n in range(1, 37)}
    shelf.put({**common, 99: dataset(facets={"author": ("Zoë, once",)})})
    found = shelf.found(author=["Zoë, once", "nobody"], facets=("author",))
    counts = {each.value: each.count for each in found.facets["author"]}
    assert counts["Zoë, once"] == 1
    assert len(counts) == 11
    assert "nobody" not in counts


def test_counts_are_exact_over_many_parts_with_many_values(shelf: Shelf) -> None:
    for part in range(3):
        shelf.put(
            {
                part * 1000 + n: dataset(facets={"author": (f"Once {part}-{n}", f"Few {n % 150}", "Always")})
                for n in range(1, 301)
            }
        )
    counts = {each.value: each.count for each in shelf.found(facets=("author",)).facets["author"]}
    assert counts["Always"] == 900
    assert [count for value, count in counts.items() if value != "Always"] == [6] * 9
