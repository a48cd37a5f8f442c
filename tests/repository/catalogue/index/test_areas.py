"""An area drawn as a polygon finds what it touches: not its outer box, but itself, also over the antimeridian."""

import pytest

from repository.catalogue.question import read_question
from tests.repository.catalogue.index.shelf import Shelf, dataset

TRIANGLE = "0 0,10 0,0 10"
FIJI = "170 -25,-170 -25,-170 -10,170 -10"


EARTH = {
    1: dataset("Low corner", boxes=[(0, 0, 3, 3)]),
    2: dataset("High corner", boxes=[(8, 8, 9, 9)]),
    3: dataset("Line between", boxes=[(5, 5, 5, 5)]),
    4: dataset("Fiji", boxes=[(178, -19, -178, -16)]),
    5: dataset("North Pole", boxes=[(-180, 89, 180, 90)]),
    6: dataset("South Pole", boxes=[(10, -90, 20, -89)]),
    9: dataset("The world", boxes=[(-180, -90, 180, 90)]),
    10: dataset("Nowhere"),
}


@pytest.fixture(scope="module")
def earth(lasting_shelf: Shelf) -> Shelf:
    lasting_shelf.put(EARTH)
    return lasting_shelf


@pytest.mark.parametrize(
    ("polygon", "numbers"),
    [
        (TRIANGLE, [1, 3, 9]),
        ("0 0,10 0,0 10,0 0", [1, 3, 9]),
        ("10 10,10 0,0 10", [2, 3, 9]),
        (FIJI, [4, 9]),
        ("170 -25,190 -25,190 -10,170 -10", [4, 9]),
        ("-190 -25,-170 -25,-170 -10,-190 -10", [4, 9]),
        ("0 70,120 75,-120 72", [5, 9]),
        ("-180 60,180 60,180 90,-180 90", [5, 9]),
        ("-90 -80,0 -80,90 -80,180 -80", [6, 9]),
        ("-180 -90,180 -90,180 90,-180 90", [1, 2, 3, 4, 5, 6, 9]),
        ("-1 -1,0.5 -1,0.5 0.5,-1 0.5", [1, 9]),
        ("2.2 2.2,2.4 2.2,2.3 2.3", [1, 9]),
        ("30 30,31 30,31 31", [9]),
        ("0 0,10 10,20 20", [1, 2, 3, 9]),
    ],
)
def test_an_area_finds_what_it_touches(earth: Shelf, polygon: str, numbers: list[int]) -> None:
    assert sorted(earth.numbers(polygon=polygon)) == numbers


def test_an_area_and_very_many_boxes(shelf: Shelf) -> None:
    row = [(x, 20.0 - x, x, 20.0 - x) for x in range(12, 20)]
    shelf.put({1: dataset(boxes=row), 2: dataset(boxes=[*row, (1, 1, 1, 1)])})
    assert shelf.numbers(polygon="0 0,11 0,0 11") == [2]
    assert shelf.found(polygon="0 0,19 0,0 19").total == 1


def test_counts_facets_and_pages_of_an_area_are_exact(shelf: Shelf) -> None:
    inside = {n: dataset(boxes=[(1, 1, 1, 1)], facets={"pole": ("ocean",)}) for n in range(1, 46)}
    outside = {n: dataset(boxes=[(9, 9, 9, 9)], facets={"pole": ("climate",)}) for n in range(100, 160)}
    shelf.put({**inside, **outside})
    found = [shelf.found(polygon=TRIANGLE, page=page, facets=("pole",)) for page in (1, 2, 3)]
    assert [number for each in found for number in each.entries] == list(range(45, 0, -1))
    assert {each.total for each in found} == {45}
    assert [(each.value, each.count) for each in found[0].facets["pole"]] == [("ocean", 45)]
    assert shelf.found(polygon=TRIANGLE, pole="climate", facets=("pole",)).total == 0


def test_an_area_and_a_box_are_both_met(shelf: Shelf) -> None:
    shelf.put({1: dataset(boxes=[(1, 1, 1, 1)]), 2: dataset(boxes=[(4, 4, 4, 4)])})
    assert sorted(shelf.numbers(polygon=TRIANGLE)) == [1, 2]
    assert shelf.numbers(polygon=TRIANGLE, box="3,3,5,5") == [2]


@pytest.mark.parametrize(
    "polygon", ["0 0,1 1", "0 0,1 1,a b", "0 0,1 91,2 2", "0 0,1e9 1,2 2", "0,0,1,1", "0 0 0,1 1 1"]
)
def test_what_is_no_area_is_told_and_left_out(earth: Shelf, polygon: str) -> None:
    assert sorted(earth.numbers(polygon=polygon)) == list(EARTH)
    assert read_question({"polygon": [polygon]}).ignored == ("polygon",)


def test_decades_of_an_area_are_counted_as_if_no_period_were_asked(shelf: Shelf) -> None:
    fifties, now = [(712_000, 712_100)], [(737_000, 737_100)]
    within, beside = [(1, 1, 1, 1)], [(9, 9, 9, 9)]
    shelf.put({1: dataset(boxes=within, spans=fifties), 2: dataset(boxes=beside, spans=fifties)})
    shelf.put({3: dataset(boxes=within, spans=now), 4: dataset(boxes=[*within, *(5 * beside)], spans=now)})
    found = shelf.found(polygon=TRIANGLE, since="2000", facets=("pole",))
    assert sorted(found.entries) == [3, 4]
    assert found.decades == {1950: 1, 2010: 2}
