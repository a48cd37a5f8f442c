"""What is found stands in the order that was asked for, page after page, whatever is added meanwhile."""

import doctest
from datetime import date, timedelta

from repository.catalogue.index import documents
from repository.catalogue.index.documents import newest_order
from tests.repository.catalogue.index.shelf import Shelf, dataset

DAY = date(2020, 1, 1)


def test_the_examples_in_the_books_hold() -> None:
    assert doctest.testmod(documents).failed == 0


def test_orders_by_day_and_by_title(shelf: Shelf) -> None:
    titles = ["Zebra", "Éclair", "Temp B of the Baltic", "Temp A of the Atlantic", "100 cores", "海洋"]
    shelf.put({n: dataset(title, published=DAY + timedelta(days=n % 3)) for n, title in enumerate(titles, start=1)})
    assert shelf.numbers(sort="newest") == [5, 2, 4, 1, 6, 3]
    assert shelf.numbers(sort="oldest") == [3, 6, 1, 4, 2, 5]
    assert shelf.numbers(sort="title") == [5, 2, 4, 3, 1, 6]
    assert shelf.numbers() == shelf.numbers(sort="newest"), "without words nothing is the best match"
    assert shelf.numbers(sort="no-such") == shelf.numbers()


def test_what_has_no_day_stands_last(shelf: Shelf) -> None:
    shelf.put({1: dataset(published=None), 2: dataset(published=DAY), 3: dataset(published=None)})
    assert shelf.numbers() == [2, 3, 1]


def test_pages_part_the_list(shelf: Shelf) -> None:
    shelf.put({n: dataset(published=DAY + timedelta(days=n)) for n in range(1, 46)})
    pages = [shelf.numbers(page=page) for page in (1, 2, 3, 4)]
    assert [number for page in pages for number in page] == list(range(45, 0, -1))
    assert pages[3] == []
    assert shelf.found(page="500").entries == ()
    assert shelf.found(page="999999999").total == 45


def test_walking_by_what_was_last_seen_meets_each_once_while_datasets_are_added(shelf: Shelf) -> None:
    known = {n: dataset(published=DAY + timedelta(days=n // 7)) for n in range(1, 101)}
    shelf.put(known)
    seen: list[int] = []
    page = shelf.numbers()
    added = 1000
    while page:
        seen += page
        added += 1
        shelf.put({added: dataset(published=DAY + timedelta(days=400))})
        page = shelf.numbers(after=newest_order(page[-1], known[page[-1]]))
    assert seen == list(range(100, 0, -1))


def test_walking_from_the_oldest_goes_up(shelf: Shelf) -> None:
    known = {n: dataset(published=DAY + timedelta(days=n)) for n in range(1, 46)}
    shelf.put(known)
    first = shelf.numbers(sort="oldest")
    second = shelf.numbers(sort="oldest", after=newest_order(first[-1], known[first[-1]]))
    assert [*first, *second] == list(range(1, 41))


def test_what_is_replaced_is_found_once_and_what_is_taken_away_not_at_all(shelf: Shelf) -> None:
    shelf.put({1: dataset("Old words"), 2: dataset("Others")})
    shelf.put({1: dataset("New sentence")})
    assert shelf.numbers(q="old ") == []
    assert shelf.numbers(q="sentence ") == [1]
    shelf.take([1, 77])
    assert shelf.numbers() == [2]
    assert shelf.found().total == 1
