"""Clocks that jump, two who order at once, two datasets due at once, and a withdrawal in the middle of a look."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from repository.clients.sources.base import Write
from repository.clients.sources.folder import FolderSource
from repository.errors import NotAllowed
from repository.models import DataFile, Dataset, LifecycleEvent, Person, Snapshot, Source
from repository.series.listing import Found
from repository.services.collection import GRACE, collect_orphans
from repository.services.due_snapshots import order_due_snapshots
from repository.services.sources import pause_source
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.repository.public.stories import published
from tests.repository.series.conftest import Put
from tests.repository.series.growing import a_month_later, declared, next_month, paths


@pytest.mark.django_db
def test_a_clock_that_jumps_ahead_orders_one_layer_for_all_it_passed(growing: Dataset) -> None:
    assert order_due_snapshots(now=next_month(30)) == [growing.suffix]
    run_everything_due()
    assert order_due_snapshots(now=next_month(30)) == []
    assert growing.snapshots.count() == 2


@pytest.mark.django_db
def test_after_a_clock_that_jumped_ten_years_is_set_back_the_schedule_goes_on(growing: Dataset, put: Put) -> None:
    order_due_snapshots(now=next_month(120))
    run_everything_due()
    put("2026/11.bin", "\0month 11 77")
    assert order_due_snapshots(now=next_month()) == []
    assert order_due_snapshots(now=next_month(2)) == [growing.suffix]
    run_everything_due()
    assert growing.snapshots.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("back", [timedelta(seconds=2), timedelta(hours=20)])
def test_a_clock_that_goes_back_a_little_orders_no_moment_twice(growing: Dataset, back: timedelta) -> None:
    now = next_month().replace(day=1, hour=3, minute=0, second=1)
    assert order_due_snapshots(now=now) == [growing.suffix]
    run_everything_due()
    for moment in (now - back, now, now + timedelta(days=2)):
        assert order_due_snapshots(now=moment) == []
    assert LifecycleEvent.objects.filter(type="snapshot.due").count() == 1


@pytest.mark.django_db
def test_two_datasets_due_at_once_each_get_their_layer(
    growing: Dataset, alice: Person, mona: Person, oscar: Person
) -> None:
    other = published(alice, mona)
    declared(other, alice, oscar, path="2026")
    run_everything_due()
    assert sorted(order_due_snapshots(now=next_month())) == sorted((growing.suffix, other.suffix))
    run_everything_due()
    assert [len(paths(each.snapshots.latest("number"))) for each in (growing, other)] == [11, 11]
    assert Snapshot.objects.filter(published_at__isnull=True).count() == 0
    assert not set(growing.data_files.values_list("pk", flat=True)) & set(other.data_files.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_schedulers_that_ask_at_once_one_orders(growing: Dataset) -> None:
    found: list[list[str]] = []
    ready = threading.Barrier(4)

    def ask() -> None:
        ready.wait()
        try:
            found.append(order_due_snapshots(now=next_month()))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [[], [], [], [growing.suffix]]
    run_everything_due()
    assert growing.snapshots.count() == 2


@pytest.mark.django_db
def test_a_withdrawal_during_a_look_ends_it_and_what_it_brought_goes(
    growing: Dataset, alice: Person, oscar: Person, field: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Withdrawing(FolderSource):
        """While its fifth month is read, an operator withdraws the dataset."""

        def fetch(self, name: str, write: Write) -> Found:
            read.append(name)
            if name == "2026/05.bin":
                withdraw_dataset(dataset_key=growing.key, actor=oscar, reason="The sensor was broken.")
            return super().fetch(name, write)

    monkeypatch.setattr("repository.services.taking.open_source", lambda name, path: Withdrawing(field))
    order_due_snapshots(now=next_month())
    run_everything_due()
    growing.refresh_from_db()
    assert (growing.standing, growing.snapshots.count()) == ("withdrawn", 1)
    assert read[-1] == "2026/05.bin"
    assert (Source.objects.get().state, Source.objects.get().reason) == ("paused", "dataset-withdrawn")
    collect_orphans(now=timezone.now() + 2 * GRACE)
    assert [file.original_name for file in DataFile.objects.filter(dataset=growing)] == ["oxygen.csv"]
    assert order_due_snapshots(now=next_month(2)) == []
    with pytest.raises(NotAllowed):
        pause_source(dataset_key=growing.key, actor=alice, pauses=False)


@pytest.mark.django_db
def test_a_withdrawal_between_the_order_and_the_look_takes_nothing(growing: Dataset, oscar: Person) -> None:
    a_month_later(growing)
    order_due_snapshots(now=next_month(2))
    withdraw_dataset(dataset_key=growing.key, actor=oscar, reason="The sensor was broken.")
    run_everything_due()
    assert growing.snapshots.count() == 2
    assert Source.objects.get().state == "paused"


@pytest.mark.django_db
def test_a_pause_during_a_look_takes_no_layer_and_going_on_brings_what_was_left(
    growing: Dataset, alice: Person, field: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pausing(FolderSource):
        """While its fifth month is read, the owner pauses it, once."""

        paused = False

        def fetch(self, name: str, write: Write) -> Found:
            if name == "2026/05.bin" and not type(self).paused:
                type(self).paused = True
                pause_source(dataset_key=growing.key, actor=alice, pauses=True)
            return super().fetch(name, write)

    monkeypatch.setattr("repository.services.taking.open_source", lambda name, path: Pausing(field))
    order_due_snapshots(now=next_month())
    run_everything_due()
    assert growing.snapshots.count() == 1
    pause_source(dataset_key=growing.key, actor=alice, pauses=False)
    assert len(paths(a_month_later(growing, 2))) == 11
