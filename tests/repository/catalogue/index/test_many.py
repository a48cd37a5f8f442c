"""A dataset of very many boxes or periods is found where one of them is, and nowhere else, and is counted so."""

from repository.catalogue.spans import day_of_year
from tests.repository.catalogue.index.shelf import Shelf, dataset

STATIONS = [(float(x), float(x % 50), float(x), float(x % 50)) for x in range(-170, 171, 20)]
SEASONS = [(day_of_year(year, last=False), day_of_year(year, last=False) + 30) for year in range(1990, 2020, 3)]


def many(shelf: Shelf) -> None:
    shelf.put(
        {
            1: dataset("Stations", boxes=STATIONS, facets={"pole": ("ocean",)}, spans=[SEASONS[0]]),
            2: dataset("Seasons", spans=SEASONS, facets={"pole": ("climate",)}, boxes=[STATIONS[0]]),
            3: dataset("The world", boxes=[(-180, -90, 180, 90)], facets={"pole": ("ocean",)}),
        }
    )


def test_between_its_stations_it_is_not_found(shelf: Shelf) -> None:
    many(shelf)
    x, y = STATIONS[9][0], STATIONS[9][1]
    assert sorted(shelf.numbers(box=f"{x},{y},{x},{y}")) == [1, 3]
    assert shelf.numbers(box=f"{x + 1},{y - 1},{x + 19},{y + 1}") == [3]
    assert sorted(shelf.numbers(box=f"{x - 1},{y - 1},{x + 1},{y + 1}")) == [1, 3]


def test_between_its_seasons_it_is_not_found(shelf: Shelf) -> None:
    many(shelf)
    assert shelf.numbers(since="1996-01", to="1996-02") == [2]
    assert shelf.numbers(since="1997-01", to="1998-01") == []


def test_facets_and_decades_count_it_as_it_is_found(shelf: Shelf) -> None:
    many(shelf)
    x, y = STATIONS[9][0], STATIONS[9][1]
    found = shelf.found(box=f"{x + 1},{y - 1},{x + 19},{y + 1}", pole="climate", facets=("pole", "year"))
    assert found.total == 0
    assert [(each.value, each.count) for each in found.facets["pole"]] == [("ocean", 1)]
    never = shelf.found(since="1997-01", to="1998-01", facets=("pole",))
    assert (never.total, never.facets["pole"]) == (0, ())
    assert never.decades[1990] == 2, "decades count as if no days were asked for"
    west, south = STATIONS[0][:2]
    both = shelf.found(since="1997-01", to="1998-01", box=f"{west},{south},{west},{south}", facets=("pole",))
    assert (both.total, both.decades[1990]) == (0, 2)


def test_five_thousand_boxes_are_one_dataset(shelf: Shelf) -> None:
    boxes = [(x / 20 - 125, (x * 7 % 1000) / 10 - 50, x / 20 - 125, (x * 7 % 1000) / 10 - 50) for x in range(5000)]
    shelf.put({1: dataset(boxes=boxes)})
    assert shelf.numbers(box="-125,-50,-125,-50") == [1]
    assert shelf.numbers(box="-124.99,-50,-124.96,50") == []


def test_pages_are_whole_where_many_are_refused(shelf: Shelf) -> None:
    near = {n: dataset(boxes=[*STATIONS, (0.5, 0.5, 0.6, 0.6)]) for n in range(1, 26)}
    far = {n: dataset(boxes=STATIONS) for n in range(100, 160)}
    shelf.put({**near, **far})
    first, second = shelf.found(box="0.4,0.4,0.7,0.7"), shelf.found(box="0.4,0.4,0.7,0.7", page=2)
    assert (first.total, second.total) == (25, 25)
    assert [*first.entries, *second.entries] == list(range(25, 0, -1))
