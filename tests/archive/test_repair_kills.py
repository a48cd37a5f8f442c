"""A repair killed at any file operation leaves nothing lost, and ends as if it had not been killed."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from django.db import connection

from archive.models import FileCopy, FixityEvent
from archive.services.rounds import run_audit
from archive.services.settling import settle_archive
from repository.models import Dataset, Delivery
from repository.services.deliveries import run_delivery
from tests.archive.copies import audited, copy_in, damage, is_sound, kinds, long_ago, path_of
from tests.archive.kill_points import dies_at, tree
from tests.archive.road import archived_dataset
from tests.services.processes import wait_until

PLACES = (("archive", ""), ("second", ""), ("second", "archive"))
"""The place that is damaged, and one that lacks the file as well."""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    return archived_dataset()


def killed_everywhere(work: Callable[[], object], step: int) -> Iterator[None]:
    """Kill ``work()`` at every ``step``-th operation, each time from what the caller prepared, until it ends."""
    for point in count(1, step):
        yield
        connection.close()
        if not dies_at(point, work):
            assert point > 10
            return


def begin_again(copy: FileCopy, archive: Path, do: Callable[[Path], object]) -> int:
    """The copy has a fault, and nothing else happened: the delivery of its repair."""
    FixityEvent.objects.all().delete()
    for place in ("archive", "second", "third"):
        shutil.rmtree(archive / place / ".aside", ignore_errors=True)
    do(path_of(copy))
    long_ago([copy])
    audited(copy.place)
    return Delivery.objects.get(event__type="copy.faulty", done_at__isnull=True).pk


CASES = [(place, lost, ending) for place, lost in PLACES for ending in (".csv-", "manifest-")]


@pytest.mark.parametrize("case", CASES, ids="-".join)
@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])
def test_a_repair_survives_a_kill_at_any_operation(
    dataset: Dataset, archive: Path, case: tuple[str, str, str], step: int
) -> None:
    place, lost, ending = case
    copy, kept = copy_in(place, dataset, ending), copy_in("third", dataset, ending)
    sound = path_of(kept).read_bytes()
    expected: dict[str, tuple[int, bytes]] = {}
    deliveries = [0]
    for _ in killed_everywhere(lambda: run_delivery(delivery_id=deliveries[-1]), step):
        if len(deliveries) > 1:
            assert path_of(kept).read_bytes() == sound
            finish(deliveries[-1])
            assert is_sound(copy)
            assert kinds(copy) == [("check", "changed-hash"), ("quarantine", "changed-hash"), ("repair", "")]
            expected = expected or tree(archive)
            assert tree(archive) == expected
        if lost:
            path_of(copy_in(lost, dataset, ending)).unlink(missing_ok=True)
        deliveries.append(begin_again(copy, archive, damage))


def finish(delivery: int) -> None:
    """The lease has ended, a worker starts and finds the row."""
    Delivery.objects.filter(pk=delivery).update(lease_until=None)
    settle_archive()
    run_delivery(delivery_id=delivery)
    Delivery.objects.filter(done_at__isnull=True, event__type="copy.faulty").exclude(pk=delivery).delete()


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])
def test_a_round_of_all_places_that_is_killed_keeps_no_other_from_going_on(dataset: Dataset, step: int) -> None:
    expected = sorted(FileCopy.objects.values_list("pk", flat=True))
    for point in count(1, step):
        long_ago()
        FixityEvent.objects.all().delete()
        connection.close()
        died = dies_at(point, partial(run_audit, seconds=5))
        assert died == (FixityEvent.objects.count() < len(expected))
        assert wait_until(lambda: bool(run_audit(seconds=5))), "the lock of who died is let go"
        assert sorted(FixityEvent.objects.values_list("copy_id", flat=True)) == expected, "each is read once"
        assert not FileCopy.objects.exclude(state="sound").exists()
        if not died:
            assert point > 20
            return


def test_an_audit_that_is_killed_goes_on_where_it_was(dataset: Dataset) -> None:
    damage(path_of(copy_in("second", dataset)))
    for opened in count(1):
        long_ago()
        FixityEvent.objects.all().delete()
        connection.close()
        died = dies_at(opened * 3, partial(audited, "second"))
        written = set(FixityEvent.objects.values_list("copy_id", flat=True))
        audited("second")
        again = list(FixityEvent.objects.values_list("copy_id", flat=True))
        assert written <= set(again)
        assert sorted(again) == sorted(FileCopy.objects.filter(place="second").values_list("pk", flat=True))
        if not died:
            break
    assert opened > 3
    assert copy_in("second", dataset).state == "faulty"
    assert Delivery.objects.filter(event__type="copy.faulty").count() == 1
