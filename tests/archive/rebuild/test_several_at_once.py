"""Several processes rebuild packages at once: the same repository comes back, and no process stays behind."""

import os
import signal
import threading
import time
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from archive.aip.documents import RecordedEvent
from archive.services import rebuilt_apart
from archive.services.package_sources import FileUnreadable, open_source
from archive.services.rebuild import Outcome, Rebuild, Result
from archive.services.rebuilt_package import Beside, rebuild_package
from archive.services.rebuilt_past import _event
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from repository.errors import TransientFailure
from repository.models import Dataset, Person
from repository.services import rebuilt_people
from repository.services.identifiers import SEQUENCE
from repository.services.rebuilt_numbers import NUMBERS_LOCK, pass_numbers
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.services.processes import all_gone, descendants, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_processes_bring_back_what_one_would(site: Path, publisher: Publisher) -> None:
    made = publish_many(publisher, dict.fromkeys((Kind.SEVERAL, Kind.LAYERED, Kind.CORRECTED_WITHDRAWN), 2))
    until = last_datestamp()
    before = list(answers(until=until, every=3))
    lose_server(site)
    rebuild = Rebuild(open_source("second"), processes=3)
    results = list(rebuild.run())
    assert [result.suffix for result in results] == list(open_source("second").suffixes())
    assert {result.outcome for result in results} == {Outcome.REBUILT}
    assert len(results) == len(made)
    assert rebuild.finish() > max(int(dataset.suffix) for dataset in made)
    comparison = compare(before, answers(until=until, every=3))
    assert comparison.is_equal, "\n".join(comparison.lines())


def test_packages_that_want_the_same_people_at_once_all_come_back(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish_many(publisher, {Kind.OPEN: 12})
    lose_server(site)
    unnamed = rebuilt_people._unnamed

    def slowly(*args: Any, **kwargs: Any) -> Person:
        time.sleep(0.3)  # by now every process has looked, and found nobody
        return unnamed(*args, **kwargs)

    monkeypatch.setattr(rebuilt_people, "_unnamed", slowly)
    results = list(Rebuild(open_source("second"), processes=3).run())
    assert {result.outcome for result in results} == {Outcome.REBUILT}
    assert Dataset.objects.count() == len(made)
    assert sorted(Person.objects.values_list("email", flat=True)) == sorted(
        f"person-{number}@rebuilt.invalid" for number in Person.objects.values_list("pk", flat=True)
    )


def test_a_process_that_is_killed_ends_the_run_and_the_next_goes_on(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish_many(publisher, {Kind.OPEN: 6})
    lose_server(site)
    killed = sorted(dataset.suffix for dataset in made)[-1]

    def dying(source: Any, suffix: str, beside: Any) -> Any:
        if suffix == killed:
            os.kill(os.getpid(), signal.SIGKILL)
        return rebuild_package(source, suffix, beside)

    with monkeypatch.context() as patch:
        patch.setattr(rebuilt_apart, "rebuild_package", dying)
        with pytest.raises(CommandError, match=r"was killed\. Run it again") as failed:
            call_command("archive_rebuild", "--from", "second", "--processes", "2", stdout=StringIO())
    assert failed.value.returncode == 1
    assert not Dataset.objects.filter(suffix=killed).exists()
    out = StringIO()
    call_command("archive_rebuild", "--from", "second", "--processes", "2", stdout=out)
    assert " 0 refused" in out.getvalue()
    assert Dataset.objects.count() == len(made)


def test_a_store_that_goes_away_ends_the_run_and_tells_what_was_done(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish_many(publisher, {Kind.OPEN: 5})
    lose_server(site)
    away, *others = sorted(dataset.suffix for dataset in made)

    def failing(source: Any, suffix: str, beside: Any) -> Any:
        if suffix == away:
            assert wait_until(lambda: Dataset.objects.count() == len(others))
            time.sleep(0.5)
            raise FileUnreadable("manifest", "The store does not answer.")
        return rebuild_package(source, suffix, beside)

    out = StringIO()
    monkeypatch.setattr(rebuilt_apart, "rebuild_package", failing)
    with pytest.raises(CommandError, match=r"does not answer\. Run it again") as failed:
        call_command("archive_rebuild", "--from", "second", "--processes", "2", stdout=out)
    assert failed.value.returncode == 1
    assert f"{len(others)} datasets rebuilt" in out.getvalue()


def test_among_thousands_a_process_that_is_killed_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(_source: Any, suffix: str, _beside: Any) -> Result:
        if suffix == "300":
            os.kill(os.getpid(), signal.SIGKILL)
        return Result(suffix, Outcome.THERE)

    monkeypatch.setattr(rebuilt_apart, "rebuild_package", dying)
    monkeypatch.setattr(rebuilt_apart, "open_source", lambda name: name)
    told: list[tuple[Result, Beside]] = []
    with pytest.raises(TransientFailure, match="was killed"):
        told.extend(rebuilt_apart.rebuilt_apart("anywhere", [str(each) for each in range(20_000)], processes=3))
    assert [result.suffix for result, _ in told[:200]] == [str(each) for each in range(200)]
    given = rebuilt_apart.rebuilt_apart("anywhere", [str(each) for each in range(301, 5_000)], processes=3)
    assert [result.suffix for result, _ in given] == [str(each) for each in range(301, 5_000)]


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_no_process_stays_behind_when_the_command_is_ended(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    publish_many(publisher, {Kind.OPEN: 3})
    lose_server(site)
    connection.close()

    def waiting(_source: Any, _suffix: str, _beside: Any) -> None:
        (site / f"{os.getpid()}.pid").touch()
        time.sleep(60)

    monkeypatch.setattr(rebuilt_apart, "rebuild_package", waiting)
    command = os.fork()
    if command == 0:
        try:
            list(Rebuild(open_source("second"), processes=2).run())
        finally:
            os._exit(1)
    assert wait_until(lambda: len(list(site.glob("*.pid"))) == 2)
    below = descendants(command)
    assert len(below) == 2
    os.kill(command, ending)
    os.waitpid(command, 0)
    assert all_gone(below) == []


def test_a_sequence_never_goes_back_where_two_processes_set_it(site: Path) -> None:
    def pass_a_million() -> None:
        try:
            with transaction.atomic():
                pass_numbers(drawn=[1_000_000], rows={})
        finally:
            connection.close()

    other = threading.Thread(target=pass_a_million)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS_LOCK])
        other.start()
        assert wait_until(_somebody_waits)
        cursor.execute("SELECT setval(%s, 2000000)", [SEQUENCE])
    other.join(20)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value FROM {SEQUENCE}")
        assert cursor.fetchone() == (2_000_000,)


def test_a_time_without_its_zone_refuses_its_package_and_never_meets_those_of_others() -> None:
    event = RecordedEvent(key=str(UUID(int=1)), type="dataset.submitted", at="2026-03-05T08:00:00", subject="dataset:1")
    with pytest.raises(ValueError, match="without its zone"):
        _event(event)
    assert _event(event.model_copy(update={"at": "2026-03-05T08:00:00+00:00"})).at.tzinfo is not None


@pytest.mark.parametrize("text", ["0", "-1", "many", "1000"])
def test_a_number_of_processes_that_makes_no_sense_is_a_wrong_call(site: Path, text: str) -> None:
    with pytest.raises(CommandError, match="from 1 to 999"):
        call_command("archive_rebuild", "--from", "second", "--processes", text)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchall()[0][0])
