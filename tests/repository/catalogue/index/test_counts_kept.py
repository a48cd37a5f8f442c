"""Counts beside a list are made once for all its pages and orders, and anew when the catalogue changes."""

from repository.catalogue.index.remembered import Remembered
from tests.repository.catalogue.index.shelf import Shelf, dataset

FACETS = ("licence", "author")


def _filled(shelf: Shelf) -> Shelf:
    licences = ("CC0-1.0", "CC-BY-4.0", "CC-BY-4.0")
    shelf.put(
        {
            number: dataset(f"Lake {number}", facets={"licence": (licences[number % 3],), "author": ("Leroy, I.",)})
            for number in range(1, 13)
        }
    )
    return shelf


def test_every_page_and_order_of_a_list_shows_the_counts_of_its_first_page(shelf: Shelf) -> None:
    _filled(shelf)
    first = shelf.found(facets=FACETS, q="lake", per_page=5)
    assert {counted.value: counted.count for counted in first.facets["licence"]} == {"CC-BY-4.0": 8, "CC0-1.0": 4}
    assert len(shelf.reader._seeing.newest().counts) == 1
    for asked in ({"page": 2}, {"page": 3, "per_page": 5}, {"sort": "title"}, {"sort": "oldest", "page": 2}):
        found = shelf.found(facets=FACETS, q="lake", **{"per_page": 5} | asked)
        assert (found.facets, found.decades, found.total) == (first.facets, first.decades, 12)
    assert len(shelf.reader._seeing.newest().counts) == 1
    assert shelf.found(facets=FACETS, q="lake", per_page=5, page=2).entries != first.entries


def test_another_question_another_facet_and_another_name_of_a_word_are_counted_for_themselves(shelf: Shelf) -> None:
    _filled(shelf)
    whole = shelf.found(facets=FACETS)
    narrowed = shelf.found(facets=FACETS, licence="CC0-1.0", q="lake")
    assert sum(counted.count for counted in narrowed.facets["author"]) == 4
    assert shelf.found(facets=("licence",)).facets == {"licence": whole.facets["licence"]}
    assert shelf.found(facets=FACETS, q="lac").facets["licence"] == ()
    named = shelf.found(facets=FACETS, q="lac", synonyms={"lac": ["lake"]})
    assert {counted.value for counted in named.facets["licence"]} == {"CC-BY-4.0", "CC0-1.0"}


def test_a_commit_is_counted_at_once(shelf: Shelf) -> None:
    _filled(shelf)
    assert shelf.found(facets=FACETS).facets["licence"][1].count == 4
    shelf.take([3])
    assert shelf.found(facets=FACETS).facets["licence"][1].count == 3


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    remembered = Remembered[str](most=2)
    remembered.keep("first", "1")
    remembered.keep("second", "2")
    assert remembered.find("first") == "1"
    remembered.keep("third", "3")
    assert [remembered.find(key) for key in ("first", "second", "third")] == ["1", None, "3"]
    assert len(remembered) == 2
