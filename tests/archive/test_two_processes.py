"""Two workers at one package: one stands still at any file operation while its lease ends and another takes over."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import connection

from archive.aip.validator import validate_package
from archive.models import Archiving, FileCopy, Replica
from repository.models import Dataset, Delivery, LifecycleEvent
from repository.services.deliveries import run_delivery
from tests.archive.copies import audited, copy_in, damage, is_sound, kinds, long_ago, path_of
from tests.archive.kill_points import stands_still_at, tree
from tests.archive.road import FILES, accept, archived_dataset, held, package_of
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person, make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


def delivery_of(dataset: Dataset, type_: str) -> int:
    """The delivery of an event of a dataset, the first where there are several."""
    return Delivery.objects.filter(event__type=type_, event__dataset=dataset).order_by("pk")[0].pk


def taken_over(delivery: int, point: int) -> bool:
    """One worker stands still there; its lease ends, as a clock that jumps ends it; another does what it can."""
    connection.close()
    with stands_still_at(point, lambda: run_delivery(delivery_id=delivery)) as stands:
        Delivery.objects.filter(pk=delivery).update(lease_until=None)
        run_delivery(delivery_id=delivery)
    run_everything_due(ahead=timedelta(hours=2))
    assert held() == []
    assert Delivery.objects.get(pk=delivery).done_at is not None
    return stands


def new_datasets(*done: str) -> Iterator[Dataset]:
    """One accepted dataset after the other, these steps of its road done."""
    moderator = make_moderator("marie")
    for number in count():
        dataset = make_submitted(make_person(f"author{number}"), files=FILES)
        accept(dataset, moderator)
        for type_ in done:
            run_delivery(delivery_id=delivery_of(dataset, type_))
        yield dataset


def everything_of(dataset: Dataset, archive: Path) -> None:
    """One archiving, one sound package in each place, each file listed once, nothing left over."""
    archiving = Archiving.objects.get(dataset=dataset)
    assert validate_package(package_of(dataset), seal=archiving.seal) == ()
    sealed = tree(package_of(dataset))
    for place in ("second", "third"):
        assert tree(archive / place / dataset.suffix) == sealed
    assert list(Replica.objects.filter(archiving=archiving).values_list("state", flat=True)) == ["verified"] * 2
    assert FileCopy.objects.filter(dataset=dataset, state="sound").count() == 3 * len(sealed)
    events = LifecycleEvent.objects.filter(dataset=dataset)
    assert events.filter(type="package.sealed").count() == 1
    assert events.filter(type="replica.verified").count() == 2
    for place in ("archive", "second", "third"):
        assert not (archive / place / ".aside").exists()
        assert list((archive / place / ".incoming").iterdir()) == []


STEPS = {
    "packaging": (("dataset.accepted",), "snapshot.frozen"),
    "copying": (("dataset.accepted", "snapshot.frozen", "package.sealed"), "replica.requested"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("every", [37, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])
def test_a_worker_that_wakes_up_after_another_took_over_changes_nothing(archive: Path, step: str, every: int) -> None:
    done, type_ = STEPS[step]
    for point, dataset in zip(count(1, every), new_datasets(*done), strict=False):
        stood = taken_over(delivery_of(dataset, type_), point)
        everything_of(dataset, archive)
        if not stood:
            assert point > 30, "the operations are not counted any more"
            return


@pytest.mark.parametrize("place", ["archive", "second"])
@pytest.mark.parametrize("every", [23, pytest.param(1, marks=pytest.mark.drill)], ids=["some", "every"])
def test_a_repair_that_wakes_up_after_another_took_over_changes_nothing(archive: Path, place: str, every: int) -> None:
    dataset = archived_dataset()
    sound = tree(package_of(dataset))
    for round_, point in enumerate(count(1, every), start=1):
        copy = copy_in(place, dataset)
        damage(path_of(copy))
        long_ago([copy])
        audited(place)
        stood = taken_over(Delivery.objects.get(event__type="copy.faulty", done_at__isnull=True).pk, point)
        assert is_sound(copy)
        assert [kind for kind, _ in kinds(copy)] == ["check", "quarantine", "repair"] * round_
        assert all(tree(archive / each / dataset.suffix) == sound for each in ("archive", "second", "third"))
        assert len(list((archive / place / ".aside" / dataset.suffix).iterdir())) == round_
        if not stood:
            assert point > 10
            return
