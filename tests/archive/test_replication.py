"""Copies: one per store, verified, counted once."""

import threading
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from archive.aip.validator import validate_package
from archive.models import Replica, ReplicaState
from archive.queries import package_progress, replicas_of
from repository.models import Delivery, LifecycleEvent, Publication
from repository.services.deliveries import retry_delivery, run_delivery
from tests.archive.kill_points import tree
from tests.archive.road import archived_dataset, frozen_dataset, held, package_of, publication_of, publish
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


def events(type_: str) -> int:
    return LifecycleEvent.objects.filter(type=type_).count()


def unread(path: Path) -> tuple[int, int, int]:
    """What changes when a file is written, and not when it is read."""
    status = path.stat()
    return (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def run_up_to_copies() -> list[int]:
    """Freeze, write, plan; the deliveries that will copy, one per store."""
    for type_ in ("dataset.accepted", "snapshot.frozen", "package.sealed"):
        run_delivery(delivery_id=Delivery.objects.get(event__type=type_).pk)
    return list(Delivery.objects.filter(event__type="replica.requested").order_by("pk").values_list("pk", flat=True))


def test_every_store_gets_a_sound_package_of_its_own(archive: Path) -> None:
    dataset = archived_dataset()
    package = package_of(dataset)
    for store in ("second", "third"):
        copy = archive / store / dataset.suffix
        assert validate_package(copy) == ()
        assert {name: content for name, (_, content) in tree(copy).items()} == {
            name: content for name, (_, content) in tree(package).items()
        }
    files, size = len(list(package.iterdir())), sum(path.stat().st_size for path in package.iterdir())
    for replica in replicas_of(dataset):
        assert (replica.state, replica.files, replica.size) == (ReplicaState.VERIFIED, files, size)


def test_the_publication_goes_on_when_enough_copies_are_verified(archive: Path) -> None:
    dataset = frozen_dataset()
    first, second = run_up_to_copies()
    run_delivery(delivery_id=first)
    publication = publication_of(dataset)
    assert events("package.replicated") == 0
    assert not package_progress(publication).is_replicated
    run_delivery(delivery_id=second)
    assert events("package.replicated") == 1
    progress = package_progress(publication)
    assert (progress.copies_verified, progress.copies_needed, progress.is_replicated) == (2, 2, True)
    assert Publication.objects.get(pk=publication.pk).replicated_at is not None


def test_the_rest_of_the_copies_follow_without_a_second_announcement(archive: Path, settings: Settings) -> None:
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    archived_dataset()
    assert events("package.replicated") == 1
    assert events("replica.verified") == 2


@pytest.mark.parametrize("stores", [(), ("second",)])
def test_where_no_copy_is_needed_the_publication_goes_on_at_once(
    archive: Path, settings: Settings, stores: tuple[str, ...]
) -> None:
    settings.ARCHIVE_REPLICAS = {name: (archive / name).as_uri() for name in stores}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = settings.ARCHIVE_PLACES_BEFORE_PUBLIC = 0
    frozen_dataset()
    run_up_to_copies()
    assert events("package.replicated") == 1


def test_two_copies_that_end_together_announce_once(archive: Path) -> None:
    frozen_dataset()
    deliveries = run_up_to_copies()
    start = threading.Barrier(2)

    def copy(delivery: int) -> None:
        try:
            start.wait()
            run_delivery(delivery_id=delivery)
        finally:
            connection.close()

    threads = [threading.Thread(target=copy, args=[delivery]) for delivery in deliveries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run_everything_due()
    assert events("package.replicated") == 1
    assert held() == []


def test_a_copy_that_was_broken_off_is_completed(archive: Path) -> None:
    dataset = frozen_dataset()
    first, _ = run_up_to_copies()
    half = archive / "second" / dataset.suffix
    half.mkdir(parents=True)
    source = sorted(package_of(dataset).iterdir())[0]
    (half / source.name).write_bytes(source.read_bytes())
    run_delivery(delivery_id=first)
    assert validate_package(half) == ()


def test_a_damaged_copy_is_kept_held_and_copied_after_a_person_removed_it(archive: Path) -> None:
    dataset = frozen_dataset()
    first, _ = run_up_to_copies()
    damaged = archive / "second" / dataset.suffix / sorted(package_of(dataset).iterdir())[0].name
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"damaged")
    run_delivery(delivery_id=first)
    assert Replica.objects.get(store="second").state == ReplicaState.FAILED
    (reason,) = held()
    assert "they were not replaced" in reason
    assert damaged.read_bytes() == b"damaged"
    damaged.unlink()
    retry_delivery(delivery_id=first)
    run_everything_due()
    assert Replica.objects.get(store="second").state == ReplicaState.VERIFIED


def test_a_damaged_package_is_not_copied(archive: Path) -> None:
    dataset = frozen_dataset()
    first, _ = run_up_to_copies()
    data = next(path for path in package_of(dataset).iterdir() if ".csv-" in path.name)
    data.chmod(0o644)
    data.write_bytes(data.read_bytes().replace(b"10", b"01"))
    run_delivery(delivery_id=first)
    (reason,) = held()
    assert data.name in reason
    assert not (archive / "second" / dataset.suffix / data.name).exists()


def test_a_store_that_is_not_named_any_more_is_held(archive: Path, settings: Settings) -> None:
    frozen_dataset()
    first, _ = run_up_to_copies()
    settings.ARCHIVE_REPLICAS = {"third": settings.ARCHIVE_REPLICAS["third"]}
    run_delivery(delivery_id=first)
    assert held() == ["No store is called second any more: name it in ARCHIVE_REPLICAS, or drop its copies."]


def test_a_later_archiving_brings_only_what_is_new(archive: Path) -> None:
    dataset = archived_dataset()
    copy = archive / "second" / dataset.suffix
    before = {path.name: unread(path) for path in copy.iterdir()}
    publish(dataset)
    run_everything_due()
    assert {name: unread(copy / name) for name in before} == before
    assert {path.name for path in copy.iterdir()} == {path.name for path in package_of(dataset).iterdir()}
    assert Replica.objects.filter(state=ReplicaState.VERIFIED).count() == 4
    assert events("package.replicated") == 1


def test_a_file_that_a_store_lost_comes_back_with_the_next_archiving(archive: Path) -> None:
    dataset = archived_dataset()
    lost = next(path for path in (archive / "second" / dataset.suffix).iterdir() if ".csv-" in path.name)
    lost.unlink()
    publish(dataset)
    run_everything_due()
    assert lost.exists()
    assert validate_package(lost.parent) == ()
