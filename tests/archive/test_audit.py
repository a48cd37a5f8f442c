"""The audit visits the oldest first, keeps to its place, and is put off by nothing: no clock, no store, no other."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from archive.models import FileCopy, PlaceAudit, Stray
from archive.queries.copies import place_reports
from archive.services.audit import audit_place
from archive.services.checks import Reading, record_check
from archive.services.rounds import run_audit
from archive.services.turns import only_one
from archive.stores.base import at_full_speed
from repository.models import Dataset, LifecycleEvent
from tests.archive.copies import audited, copy_in, damage, folder, long_ago, path_of
from tests.archive.road import FILES, accept, archived_dataset
from tests.factories import make_moderator, make_person, make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    return archived_dataset()


def some(number: int) -> Callable[[], bool]:
    """Let that many copies be read."""
    left = iter([True] * number)
    return lambda: next(left, False)


def test_the_copy_that_was_read_longest_ago_is_read_first(dataset: Dataset) -> None:
    now = timezone.now()
    for age, copy in enumerate(FileCopy.objects.filter(place="second").order_by("name"), start=60):
        FileCopy.objects.filter(pk=copy.pk).update(checked_at=now - timedelta(days=age))
    expected = list(FileCopy.objects.filter(place="second").order_by("checked_at").values_list("pk", flat=True))
    for _ in expected:
        assert audit_place(place="second", may_go_on=some(1), pace=at_full_speed) == 1
    assert list(FileCopy.objects.filter(place="second").order_by("checked_at").values_list("pk", flat=True)) == expected


def test_what_was_read_lately_is_not_read_again(dataset: Dataset, settings: Settings) -> None:
    assert audited() == 0
    FileCopy.objects.update(checked_at=timezone.now() - timedelta(days=44))
    assert audited() == 0
    settings.ARCHIVE_AUDIT_DAYS = 80
    assert audited() == 15


def test_each_step_costs_the_same_however_many_copies_there_are(
    dataset: Dataset, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    long_ago()
    audited("second")
    FileCopy.objects.filter(pk=copy_in("second", dataset).pk).update(checked_at=timezone.now() - timedelta(days=99))
    with django_assert_max_num_queries(20):
        assert audited("second") == 1


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)], ids=["forward", "back"])
def test_a_clock_that_jumps_makes_the_audit_read_once_too_often_and_never_too_seldom(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    long_ago()
    (folder("second", dataset).parent).rename(folder("second", dataset).parent.with_name("away"))
    audited("second")
    with monkeypatch.context() as wrong:
        real = timezone.now
        wrong.setattr(timezone, "now", lambda: real() + jump)
        assert audited("archive", "third") == 10
        assert audited("archive", "third") == 0
    audited("archive", "third")
    now = timezone.now()
    assert not FileCopy.objects.filter(place__in=["archive", "third"], checked_at__gt=now).exists()
    audited("archive", "third")
    rows = FileCopy.objects.filter(place__in=["archive", "third"])
    assert {row.checked_at > now - timedelta(days=1) for row in rows} == {True}
    assert not LifecycleEvent.objects.filter(type="copy.faulty").exists()


@pytest.mark.parametrize("place", ["second", "archive"])
def test_a_folder_that_is_gone_is_noted_left_alone_and_delays_no_other(
    dataset: Dataset, archive: Path, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    long_ago()
    (archive / place).rename(archive / "away")
    assert audited() == 10
    audit = PlaceAudit.objects.get(place=place)
    assert audit.failures == 1
    assert f"mount the disk of {place}" in audit.failure
    assert f"audit.place_silent place={place} code=place-away" in caplog.text
    audited(place)
    audit.refresh_from_db()
    assert audit.failures == 1, "left alone for a while"
    PlaceAudit.objects.filter(place=place).update(retry_at=timezone.now() - timedelta(seconds=1))
    audited(place)
    audit.refresh_from_db()
    assert audit.failures == 2
    assert not FileCopy.objects.exclude(state="sound").exists()
    assert not (archive / place).exists(), "nothing is restored to whatever is there instead"
    (archive / "away").rename(archive / place)
    PlaceAudit.objects.filter(place=place).update(retry_at=timezone.now() + timedelta(days=400))
    assert audited(place) == 5, "a pause that ends in another year is one that a wrong clock gave"
    audit.refresh_from_db()
    assert (audit.failures, audit.retry_at) == (0, None)


def test_while_one_process_audits_no_other_does(dataset: Dataset) -> None:
    long_ago()
    with only_one("audit"):
        assert run_audit(seconds=60) == {}
    assert run_audit(seconds=60) == {"archive": 5, "second": 5, "third": 5}
    assert run_audit(seconds=60) == {"archive": 0, "second": 0, "third": 0}


def test_two_that_look_at_one_copy_write_one_result(dataset: Dataset) -> None:
    copy = copy_in("second", dataset)
    long_ago([copy])
    copy.refresh_from_db()
    audited("second")
    damage(path_of(copy))
    assert not record_check(copy=copy, reading=Reading("changed-hash", "0" * 64))
    assert FileCopy.objects.get(pk=copy.pk).state == "sound"


def test_stray_files_and_packages_are_told_and_left_alone(dataset: Dataset, archive: Path) -> None:
    file, inside = folder("second", dataset) / "notes.txt", folder("archive", dataset) / "folder"
    file.write_bytes(b"mine")
    inside.mkdir()
    (archive / "third" / "99999").mkdir()
    long_ago()
    audited()
    found = {(stray.place, stray.package, stray.name) for stray in Stray.objects.all()}
    assert found == {
        ("second", dataset.suffix, "notes.txt"),
        ("archive", dataset.suffix, "folder"),
        ("third", "99999", ""),
    }
    assert {report.place: report.strays for report in place_reports()} == {"archive": 1, "second": 1, "third": 1}
    file.unlink()
    inside.rmdir()
    (archive / "third" / "99999").rmdir()
    long_ago()
    PlaceAudit.objects.update(looked_at=timezone.now() - timedelta(days=2))
    audited()
    assert not Stray.objects.exists()


def test_what_is_on_its_way_is_no_stray(archive: Path) -> None:
    archived_dataset()
    coming = frozen_dataset_of_another()
    (archive / "second" / coming.suffix).mkdir()
    PlaceAudit.objects.all().delete()
    audited()
    assert not Stray.objects.exists()


def frozen_dataset_of_another() -> Dataset:
    found = make_submitted(make_person("bob"), files=FILES)
    accept(found, make_moderator("mona"))
    return found
