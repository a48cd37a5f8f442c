"""Several processes rebuild packages at once: the same repository comes back, and no process stays behind."""

import os
import signal
import threading
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from archive.services import rebuilt_apart
from archive.services.package_sources import open_source
from archive.services.rebuild import Outcome, Rebuild
from archive.services.rebuilt_package import rebuild_package
from config.resurrection.answers import answers, last_datestamp
from config.resurrection.comparing import compare
from repository.models import Dataset, Person
from repository.services import rebuilt_people
from repository.services.identifiers import SEQUENCE
from repository.services.rebuilt_numbers import NUMBERS_LOCK, pass_numbers
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server
from tests.services.processes import all_gone, descendants, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_processes_bring_back_what_one_would(site: Path, publisher: Publisher) -> None:
    made = publish_many(publisher, dict.fromkeys((Kind.SEVERAL, Kind.LAYERED, Kind.WITHDRAWN, Kind.CORRECTED), 3))
    until = last_datestamp()
    before = list(answers(until=until))
    lose_server(site)
    rebuild = Rebuild(open_source("second"), processes=3)
    results = list(rebuild.run())
    assert [result.suffix for result in results] == list(open_source("second").suffixes())
    assert {result.outcome for result in results} == {Outcome.REBUILT}
    assert len(results) == len(made)
    assert rebuild.finish() > max(int(dataset.suffix) for dataset in made)
    comparison = compare(before, answers(until=until))
    assert comparison.is_equal, "\n".join(comparison.lines())


def test_packages_that_want_the_same_people_at_once_all_come_back(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = publish_many(publisher, {Kind.OPEN: 12})
    lose_server(site)
    monkeypatch.setattr(rebuilt_apart, "_AT_A_TIME", 1)
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


def test_no_process_stays_behind_when_the_command_is_killed(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_many(publisher, {Kind.OPEN: 8})
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
    os.kill(command, signal.SIGKILL)
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


@pytest.mark.parametrize("text", ["0", "-1", "many", "1000"])
def test_a_number_of_processes_that_makes_no_sense_is_a_wrong_call(site: Path, text: str) -> None:
    with pytest.raises(CommandError, match="from 1 to 999"):
        call_command("archive_rebuild", "--from", "second", "--processes", text)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchall()[0][0])
