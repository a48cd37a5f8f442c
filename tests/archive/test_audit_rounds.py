"""All places are audited at once: who is slow delays itself alone, and two at one package do one thing."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from archive import tasks
from archive.aip.staging import Staging
from archive.models import FileCopy, FixityEvent, PlaceAudit
from archive.services.pacing import Bucket
from archive.services.rounds import Round, run_audit
from archive.services.turns import only_one
from archive.stores.base import Pace, at_full_speed
from archive.stores.posix import PosixStore
from repository.errors import TransientFailure
from repository.models import Dataset, Delivery
from repository.services.deliveries import run_delivery
from tests.archive.copies import audited, copy_in, damage, folder, is_sound, kinds, long_ago, path_of
from tests.archive.road import archived_dataset, held
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    found = archived_dataset()
    long_ago()
    return found


def test_a_store_that_is_slow_keeps_no_other_waiting(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    real, read, began = PosixStore.sha256_of, [], time.monotonic()

    def slow(store: PosixStore, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        if store.root.name == "second":
            time.sleep(4.5)
        read.append((store.root.name, time.monotonic() - began))
        return real(store, package, name, pace=pace)

    monkeypatch.setattr(PosixStore, "sha256_of", slow)
    done = run_audit(seconds=6)
    assert (done["archive"], done["third"]) == (5, 5)
    assert 1 <= done["second"] < 4
    assert max(when for place, when in read if place != "second") < min(
        when for place, when in read if place == "second"
    )


def test_a_place_that_reads_beyond_the_end_keeps_the_round_open_for_the_others() -> None:
    ours = Round(1.0)
    assert ours.may_go_on("slow")
    time.sleep(1.1)
    assert ours.may_go_on("other"), "the slow one began in time and has not ended"
    ours.leave("slow")
    assert not ours.may_go_on("other")
    assert not ours.may_go_on("slow")


def test_the_bandwidth_is_kept_however_the_bytes_come() -> None:
    clock = [0.0]

    def wait(seconds: float) -> None:
        clock[0] += seconds

    pace = Bucket(1000, clock=lambda: clock[0], wait=wait)
    for count in (1, 999, 5000, 1, 1, 4998):
        pace(count)
    assert 9 <= clock[0] <= 11
    clock[0] += 1000
    pace(1000)
    pace(1000)
    assert 1010 <= clock[0] <= 1013, "what was not used long ago is not used at once"


def test_the_audit_reads_no_faster_than_it_may(dataset: Dataset, settings: Settings) -> None:
    size = sum(copy.size for copy in FileCopy.objects.filter(place="second"))
    settings.ARCHIVE_AUDIT_BYTES_PER_S = size // 2
    began = time.monotonic()
    assert sum(run_audit(seconds=30).values()) == 15
    assert time.monotonic() - began >= 1 - 0.1, "two seconds of reading, one of them saved up"


def test_a_file_that_cannot_be_read_in_a_store_that_answers_is_restored(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_in("second", dataset)
    real, bad = PosixStore.sha256_of, path_of(copy).stat().st_ino

    def failing(store: PosixStore, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        path = store.root / package / name
        if path.exists() and path.stat().st_ino == bad:
            raise TransientFailure("Input/output error", code="disk-failed")
        return real(store, package, name, pace=pace)

    monkeypatch.setattr(PosixStore, "sha256_of", failing)
    audited()
    assert PlaceAudit.objects.get(place="second").failures == 0
    assert kinds(copy) == [("check", "unreadable-file")]
    run_everything_due()
    assert is_sound(copy)
    assert held() == []


def test_two_workers_at_one_package_mend_it_once(dataset: Dataset) -> None:
    copy, other = copy_in("archive", dataset, ".csv-"), copy_in("archive", dataset, ".pdf-")
    damage(path_of(copy))
    damage(path_of(other))
    audited("archive")
    deliveries = list(Delivery.objects.filter(event__type="copy.faulty").values_list("pk", flat=True))
    start = threading.Barrier(4)

    def work(delivery: int) -> None:
        try:
            start.wait()
            run_delivery(delivery_id=delivery)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[delivery]) for delivery in deliveries * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run_everything_due()
    for each in (copy, other):
        assert is_sound(each)
        assert [kind for kind, _ in kinds(each)] == ["check", "quarantine", "repair"]
    assert len(list((folder("archive", dataset).parent / ".aside" / dataset.suffix).iterdir())) == 2


def test_while_another_process_mends_a_package_the_repair_waits(dataset: Dataset) -> None:
    copy = copy_in("second", dataset)
    damage(path_of(copy))
    audited("second")
    with only_one(copy.lane):
        run_everything_due()
        copy.refresh_from_db()
        assert copy.state == "faulty"
    Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
    run_everything_due()
    assert is_sound(copy)


def test_while_a_package_is_written_its_repair_waits(dataset: Dataset, archive: Path) -> None:
    copy = copy_in("archive", dataset)
    damage(path_of(copy))
    audited("archive")
    with Staging(archive / "archive", dataset.suffix).hold():
        run_everything_due()
        copy.refresh_from_db()
        assert copy.state == "faulty"
        assert not path_of(copy).parent.with_name(".aside").exists()
    Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
    run_everything_due()
    assert is_sound(copy)


def test_the_scheduler_asks_for_the_audit_and_the_list(dataset: Dataset) -> None:
    asked = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert {"archive.audit", "archive.fill_in"} <= asked & set(current_app.tasks)
    tasks.audit()
    assert not FileCopy.objects.filter(checked_at__lt=timezone.now() - timedelta(days=1)).exists()
    FixityEvent.objects.all().delete()
    FileCopy.objects.all().delete()
    tasks.fill_in_list()
    assert FileCopy.objects.count() == 15
