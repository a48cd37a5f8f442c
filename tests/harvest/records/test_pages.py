"""Pages of records by position: the same list whichever way it is read, and its exact count."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from harvest import queries_records
from harvest.queries_records import Found, domain, find, records_by_identifier
from harvest.records.paging import Step, Waypoints
from harvest.records.queryables import CSW, QUERYABLES, sortable
from harvest.records.questions import Question, SortKey
from harvest.records.refused import FilterRefused
from repository.models import CatalogueEntry
from repository.services.synthetic import make_synthetic_datasets
from tests.harvest.items import LONG_AGO
from tests.harvest.records.entries import entry

pytestmark = pytest.mark.django_db

SORTABLES = [each.name for each in QUERYABLES.values() if each.order]


@pytest.fixture(autouse=True)
def records(db: None) -> None:
    for number in range(23):
        described = {
            "creators": [{"family": f"Family {number % 5}"}],
            "resource_type": {"general": ("Dataset", "Software")[number % 2]},
            "time": {"periods": [{"begin": f"{1990 + number * 7 % 23}", "end": "2020"}]} if number % 4 else {},
        }
        entry(f"n{number * 11 % 23:02d}", modified=LONG_AGO + timedelta(days=number % 6), **described)


@pytest.fixture
def datasets(records: None) -> None:
    CatalogueEntry.objects.all().delete()
    make_synthetic_datasets(size=3, seed=5)


def keys(*names: str) -> tuple[SortKey, ...]:
    return tuple(SortKey(QUERYABLES[name.removeprefix("-")], name.startswith("-")) for name in names)


def whole(*names: str) -> list[int]:
    return [row.id for row in find(Question(sort=keys(*names), limit=1000)).rows]


@pytest.mark.parametrize("name", SORTABLES)
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_list_read_in_pages_in_any_order_of_pages_is_the_whole_list(name: str, sign: str) -> None:
    told = whole(sign + name)
    assert len(told) == len(set(told)) == 23
    for start in (0, 20, 5, 10, 15, 21, 3, 0, 22):
        page = find(Question(sort=keys(sign + name), start=start, limit=5))
        assert [row.id for row in page.rows] == told[start : start + 5]
        assert page.matched == 23


def test_an_order_backwards_is_the_list_backwards() -> None:
    assert whole("-title") == whole("title")[::-1]


def test_several_keys_of_both_directions_sort_as_they_are_told() -> None:
    told = whole("type", "-published", "title")
    rows = {row.pk: row for row in CatalogueEntry.objects.all()}
    expected = sorted(rows, key=lambda pk: (rows[pk].order_title, pk))
    expected.sort(key=lambda pk: rows[pk].order_published, reverse=True)
    expected.sort(key=lambda pk: rows[pk].order_type)
    assert told == expected
    for start in (10, 15, 18, 9, 2):
        page = find(Question(sort=keys("type", "-published", "title"), start=start, limit=3))
        assert [row.id for row in page.rows] == expected[start : start + 3]


def test_a_page_after_the_last_record_is_empty_and_still_counted() -> None:
    found = find(Question(start=23, limit=5))
    assert (found.matched, found.rows, found.after) == (23, (), None)


def test_only_the_number_of_records_is_told_where_nothing_else_was_asked() -> None:
    assert find(Question(), hits_only=True).rows == ()
    assert find(Question(limit=0)).matched == 23


def test_pages_by_their_key_go_on_where_they_were_while_records_come_and_go() -> None:
    first = find(Question(sort=keys("title"), limit=5))
    CatalogueEntry.objects.filter(pk=first.rows[2].id).delete()
    for number in range(9):
        entry(f"n{number}x")
    second = find(Question(sort=keys("title"), limit=5, after=first.after))
    later = whole("title")
    assert [row.id for row in second.rows] == later[later.index(first.rows[-1].id) + 1 :][:5]


def test_a_count_follows_every_change() -> None:
    assert find(Question(), hits_only=True).matched == 23
    CatalogueEntry.objects.filter(pk=whole()[4]).delete()
    assert find(Question(), hits_only=True).matched == 22


def test_a_page_during_which_the_catalogue_changes_is_of_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    told, taken = whole("title"), list[Any]()

    def step(*asked: Any, **bounds: int) -> Step:
        if not taken:
            taken.append(CatalogueEntry.objects.filter(pk=told[0]).delete())
        return Waypoints().step(*asked, **bounds)

    monkeypatch.setattr(queries_records._waypoints, "step", step)
    found = find(Question(sort=keys("title"), start=10, limit=5))
    assert (found.matched, [row.id for row in found.rows]) == (22, told[11:16])


def test_bodies_are_those_of_the_rendition_that_was_asked_for(datasets: None) -> None:
    rows = find(Question(limit=3), rendition="oai_dc").rows
    assert all(row.body and b"oai_dc:dc" in row.body for row in rows)
    assert [row.body for row in find(Question(limit=3)).rows] == [None] * 3


def test_a_page_takes_few_statements_however_many_records_it_has(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    found: list[Found] = []
    with django_assert_num_queries(2, exact=False):
        found.append(find(Question(limit=20), rendition="oai_dc"))
    assert len(found[0].rows) == 20


def test_records_are_found_by_doi_address_and_number_in_the_order_asked(datasets: None) -> None:
    one, other = find(Question(limit=2)).rows
    asked = ["no such", one.suffix or "", one.identifier]
    (named,) = records_by_identifier([other.identifier])
    spelled = [name for name in named.identifiers if name.startswith("http")]
    assert [row.id for row in records_by_identifier([spelled[0], *asked])] == [other.id, one.id]


def test_the_values_of_a_name_are_told_with_how_many_records_have_each() -> None:
    assert domain(QUERYABLES["type"]).values == (("dataset", 12), ("software", 11))
    assert sum(count for _value, count in domain(QUERYABLES["language"]).values) == 23
    modified = domain(QUERYABLES["modified"])
    assert modified.lowest
    assert modified.highest
    assert modified.lowest <= modified.highest


@pytest.mark.parametrize("after", [("x",), ("a", "b"), ("a", 2**70), (5, True), ("\ud800", 3), ("a", None)])
def test_a_page_that_somebody_made_up_is_refused(after: tuple[Any, ...]) -> None:
    with pytest.raises(FilterRefused):
        find(Question(sort=keys("title"), after=after))


def test_what_has_no_order_is_not_sorted_by() -> None:
    with pytest.raises(FilterRefused, match="not sorted by 'dc:subject'"):
        sortable("dc:subject", CSW)
