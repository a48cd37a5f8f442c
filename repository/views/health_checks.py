"""The parts that a working site needs, each asked once. Says ok or down and never why: the reason goes to the log."""

import logging
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from repository.queries.deliveries import held_deliveries
from repository.uploads.store import draft_store

logger = logging.getLogger(__name__)

BROKER_PATIENCE_S: Final = 3
KEPT_S: Final = 2.0
"""How long an answer is given again, so that nobody can make the disks work by asking without end."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Part -> ok or down; ``held``: deliveries that wait for a person, None where the database cannot say.

    ``alarms``: what is wrong without stopping anybody, by name, as the setting ALARMS asks.
    """

    checks: dict[str, str]
    held: int | None
    alarms: tuple[str, ...] = ()

    @property
    def down(self) -> list[str]:
        """The parts that do not work."""
        return [name for name, state in self.checks.items() if state != "ok"]

    @property
    def is_ready(self) -> bool:
        """Whether all of them work. What is held waits for a person and stops nobody else."""
        return not self.down


class Kept:
    """The last answer of this process. While one thread asks anew, the others are given the one before."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._answer: Readiness | None = None
        self._until = 0.0

    def readiness(self) -> Readiness:
        """What was found in the last two seconds, else what is found now."""
        answer = self._answer
        if answer is not None and time.monotonic() < self._until:
            return answer
        if not self._asking.acquire(blocking=answer is None):
            return answer or check_everything()
        try:
            if self._answer is None or time.monotonic() >= self._until:
                self._answer = check_everything()
                self._until = time.monotonic() + KEPT_S
            return self._answer
        finally:
            self._asking.release()

    def forget(self) -> None:
        """Ask anew the next time."""
        self._until = 0.0


KEPT: Final = Kept()


def check_everything() -> Readiness:
    """Ask every part."""
    parts: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "migrations": _migrations_are_applied,
        "broker": _broker_answers,
        "storage": _storage_answers,
        "archive": lambda: _is_writable(settings.ARCHIVE_URL),
    }
    checks = {name: "ok" if _asked(name, question) else "down" for name, question in parts.items()}
    if checks["migrations"] != "ok":
        return Readiness(checks, None)
    alarms = tuple(name for name, path in settings.ALARMS.items() if not _asked(name, import_string(path)))
    return Readiness(checks, held_deliveries().count(), alarms)


def _asked(name: str, question: Callable[[], bool]) -> bool:
    try:
        return question()
    except Exception as error:
        logger.warning("readiness.down part=%s error=%s", name, type(error).__name__)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    known = executor.loader.graph
    if not executor.loader.replacements.keys() <= known.nodes.keys():
        return False  # it stopped within steps that are one step now
    return not executor.migration_plan(known.leaf_nodes())


def _broker_answers() -> bool:
    with current_app.connection_for_write(connect_timeout=BROKER_PATIENCE_S) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_PATIENCE_S)
        return bool(broker.connected)


def _storage_answers() -> bool:
    draft_store().check()
    return True


def _is_writable(url: str) -> bool:
    """Whether a file can be made in the folder; it has no name, so that nothing is left there."""
    folder = Path(unquote(urlsplit(url).path))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"varve")
    return True
