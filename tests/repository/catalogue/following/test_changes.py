"""Changes are numbered in the order in which they are seen, whoever makes them at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from repository.models import CatalogueChange, CatalogueEntry
from tests.repository.catalogue.following.entries import add
from tests.services.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        row = cursor.fetchone()
    return bool(row and row[0])


def test_a_change_that_is_seen_later_has_a_larger_number() -> None:
    first_written, may_end = Event(), Event()

    def first() -> None:
        try:
            with transaction.atomic():
                add("t1")
                first_written.set()
                assert may_end.wait(60)
        finally:
            connection.close()

    def second() -> None:
        try:
            add("t2")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(first)
        assert first_written.wait(60)
        two = pool.submit(second)
        assert wait_until(waits_for_a_lock, 60)
        assert not CatalogueChange.objects.exists(), "nobody sees the second before the first"
        may_end.set()
        one.result(60)
        two.result(60)
    told = CatalogueChange.objects.order_by("number").values_list("entry", flat=True)
    entries = {entry.pk: entry.title for entry in CatalogueEntry.objects.all()}
    assert [entries[each] for each in told] == ["t1", "t2"]


def test_however_an_entry_changes_it_has_one_number_the_newest() -> None:
    one, two = add("t1"), add("t2")
    before = CatalogueChange.objects.latest("number").number
    CatalogueEntry.objects.update(place="elsewhere")
    told = CatalogueChange.objects.filter(number__gt=before)
    assert set(told.values_list("entry", flat=True)) == {one.pk, two.pk}
    assert CatalogueChange.objects.count() == 2
    gone = one.pk
    one.delete()
    assert CatalogueChange.objects.latest("number").entry == gone
    assert CatalogueChange.objects.count() == 2
