"""The process that follows outlives whatever goes wrong, and begins a new index where it cannot go on with the old."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError, close_old_connections, connection

from repository.catalogue.index.folder import AnotherWriter, IndexUnavailable
from repository.management.commands import catalogue_follow
from repository.models import CatalogueEntry
from repository.queries.catalogue_index import index_root
from repository.services.following import Follower, asked_anew
from repository.services.synthetic import make_synthetic_datasets

pytestmark = pytest.mark.django_db


def goes_wrong_with(monkeypatch: pytest.MonkeyPatch, errors: Iterator[Exception]) -> list[float]:
    """Each attempt to follow ends so, and the last one well; how long it waited between them."""
    waited: list[float] = []

    def follow(_command: object, _root: Path, stop: Event) -> None:
        for error in errors:
            raise error
        stop.set()

    def wait(_event: Event, seconds: float | None = None) -> bool:
        waited.append(seconds or 0.0)
        return False

    monkeypatch.setattr(catalogue_follow.Command, "_follow", follow)
    monkeypatch.setattr(Event, "wait", wait)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return waited


def test_it_tries_again_later_each_time_and_the_second_time_asks_for_a_new_index(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.mkdir(parents=True)
    asked: list[bool] = []

    def errors() -> Iterator[Exception]:
        for _ in range(9):
            asked.append(asked_anew(root).exists())
            yield IndexUnavailable("no room")

    waited = goes_wrong_with(monkeypatch, errors())
    call_command("catalogue_follow")
    assert waited == sorted(waited)
    assert (waited[0], waited[-1]) == (2 * catalogue_follow.PATIENCE_S, catalogue_follow.LONGEST_S)
    assert asked == [False, False, *[True] * 7]


@pytest.mark.parametrize("error", [AnotherWriter, OperationalError], ids=["another-writer", "no-database"])
def test_it_waits_for_another_one_and_for_the_database(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: Callable[[], Exception]
) -> None:
    monkeypatch.setattr(catalogue_follow, "close_old_connections", lambda: None)
    waited = goes_wrong_with(monkeypatch, iter([error(), error()]))
    call_command("catalogue_follow")
    assert len(waited) == 2
    assert max(waited) <= catalogue_follow.PATIENCE_S
    assert not asked_anew(root).exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_while_it_listens_is_an_error_of_the_database(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    really, looks = Follower.follow, iter((False, True))

    def follow(follower: Follower) -> int:
        done = really(follower)
        if next(looks):
            with psycopg.connect(**connection.get_connection_params()) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        return done

    monkeypatch.setattr(Follower, "follow", follow)
    command = catalogue_follow.Command()
    with pytest.raises(OperationalError) as raised:
        command._follow(root, Event())
    close_old_connections()
    assert index_root() == root
    monkeypatch.setattr("time.monotonic", lambda: 7.0)
    command._tell(raised.value)
    command._tell(raised.value)
    assert caplog.text.count("catalogue.waits-for-database") == 1


def test_rows_of_an_older_version_are_filled_between_two_looks_and_a_stop_is_heard(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_synthetic_datasets(size=3, seed=1)
    CatalogueEntry.objects.update(queried=None)
    monkeypatch.setattr(catalogue_follow, "AT_ONCE", 1)
    stop, follow = Event(), Follower.follow
    lacking: list[int] = []

    def looks(follower: Follower) -> int:
        lacking.append(CatalogueEntry.objects.filter(queried__isnull=True).count())
        if len(lacking) == 3:
            stop.set()
        return follow(follower)

    monkeypatch.setattr(Follower, "follow", looks)
    catalogue_follow.Command()._follow(root, stop)
    assert lacking == [3, 2, 1]
