"""A repository in which things happened: every number is counted again, another way, from what was done."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from archive.models import FixityEvent
from moderation.models import Decision
from repository.models import DoiAttempt, Exercise, ExerciseKind, LifecycleEvent, Person
from repository.services.pages import write_page
from repository.services.withdrawals import withdraw_dataset
from tests.archive.copies import audited, copy_in, damage, long_ago, path_of
from tests.archive.erasure.orders import ordered
from tests.config.trust.reading import fact, missing, report
from tests.driver import run_everything_due
from tests.factories import make_operator
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lived_repository_is_told_with_its_numbers(home: Path, alice: Person, mona: Person) -> None:
    operator = make_operator()
    kept = published(alice, mona)
    gone = published(alice, mona, licence={"spdx": "CC0-1.0"})
    withdraw_dataset(dataset_key=gone.key, actor=operator, reason="The instrument was broken.")
    run_everything_due()
    write_page(actor=operator, slug="preservation", language="en", text="We keep it.", seen=0)
    long_ago()
    read = audited()
    document = report()
    assert fact(document, "R01", "Public datasets")["value"] == 1
    assert fact(document, "R02", "Public datasets with a licence")["by"] == {"CC-BY-4.0": 1}
    rows = fact(document, "R04", "Withdrawn datasets")["rows"]
    assert [(row["doi"], row["reason"]) for row in rows] == [(gone.doi, "The instrument was broken.")]
    roles = fact(document, "R05", "People with a role")["by"]
    assert (roles["operator"], roles["moderator"]) == (1, 1)
    assert "(en)" not in missing(document, "R09")
    outcomes = fact(document, "R08", "Decisions by their outcome")
    assert (outcomes["value"], outcomes["by"]) == (Decision.objects.count(), {"accepted": 2})
    assert fact(document, "R11", "Decisions by somebody else")["value"] == 2
    assert fact(document, "R07", "Events recorded")["value"] == LifecycleEvent.objects.count()
    assert fact(document, "R12", "Requests to the registrar")["value"] == DoiAttempt.objects.count()
    assert fact(document, "R14", "Published datasets by how many stores")["by"] == {"2": 2}
    assert fact(document, "R14", "Readings of one copy")["value"] == FixityEvent.objects.filter(kind="check").count()
    assert fact(document, "R14", "Readings of one copy")["value"] >= read > 0
    assert fact(document, "R14", "Readings that failed")["value"] == 0
    assert "not sound" not in missing(document, "R14")
    assert kept.doi not in json.dumps(document)
    for secret in (alice.email, "Alice", "Mona", str(alice.orcid)):
        assert secret not in json.dumps(document), "no person is in a report"


def test_what_was_erased_by_law_is_not_claimed_as_kept(home: Path, alice: Person, mona: Person) -> None:
    dataset = published(alice, mona)
    before = fact(report(), "R09", "Bytes of archived files")["value"]
    assert before == fact(report(), "R15", "Bytes of files kept")["value"] > 0
    erasure = ordered(dataset, path="")
    document = report()
    assert fact(document, "R09", "Bytes of archived files")["value"] == 0
    assert fact(document, "R09", "Files erased by an order of law")["value"] == erasure.files.count() > 0
    assert fact(document, "R15", "Bytes of files kept")["value"] == 0


def test_a_reading_that_failed_is_shown_and_what_was_done_about_it(home: Path, alice: Person, mona: Person) -> None:
    dataset = published(alice, mona)
    long_ago()
    damage(path_of(copy_in("second", dataset)))
    audited()
    document = report()
    failed = fact(document, "R14", "Readings that failed")
    assert (failed["value"], failed["by"]) == (1, {"second / changed-hash": 1})
    assert "1 copies in the place “second” are not sound now." in missing(document, "R14")
    run_everything_due()
    mended = report()
    assert fact(mended, "R14", "Readings that failed")["value"] == 1
    assert fact(mended, "R14", "Copies restored")["value"] == 1
    assert "not sound now" not in missing(mended, "R14")


def test_what_was_exercised_is_told_with_how_it_ended(home: Path) -> None:
    now = timezone.now()
    for kind, is_well, days in (
        (ExerciseKind.DRILL, True, 9),
        (ExerciseKind.DRILL, False, 1),
        (ExerciseKind.BACKUP, True, 900),
    ):
        Exercise.objects.create(
            kind=kind, began_at=now, ended_at=now - timedelta(days=days), is_well=is_well, figures={"same": 7}
        )
    document = report()
    drills = fact(document, "R03", "Drills")
    assert (drills["value"], drills["by"]["well"], drills["by"]["failed"]) == (2, 1, 1)
    assert drills["by"]["last"] == (now - timedelta(days=1)).date().isoformat()
    assert (drills["by"]["last_ended"], drills["by"]["last_same"]) == ("with faults", 7)
    assert "The last drill found faults." in missing(document, "R03")
    backups = fact(document, "R16", "Backups made")
    assert (backups["value"], backups["by"]["last"]) == (0, (now - timedelta(days=900)).date().isoformat())
    assert "No backup was made within the period." in missing(document, "R16")


def test_the_period_begins_and_ends_at_midnight(home: Path) -> None:
    for at in (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, 23, 59, 59, 999999, tzinfo=UTC)):
        Exercise.objects.create(kind=ExerciseKind.BACKUP, began_at=at, ended_at=at, is_well=True)
    for at in (datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)):
        Exercise.objects.create(kind=ExerciseKind.BACKUP, began_at=at, ended_at=at, is_well=True)
    document = report(since=date(2026, 3, 1), on=date(2026, 3, 31))
    assert fact(document, "R16", "Backups made")["value"] == 2
    assert fact(document, "R16", "Backups made")["by"]["last"] == "2026-03-31"
