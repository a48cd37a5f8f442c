"""``catalogue_follow``: keep the index of this machine up to the database."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections, connection

from repository.catalogue.index.folder import AnotherWriter, IndexUnavailable
from repository.queries.catalogue_index import index_root
from repository.services.following import Follower, asked_anew
from repository.services.rendering import fill_catalogue

logger = logging.getLogger(__name__)

LOOK_S: Final = 0.5
"""Between two looks where the database tells of no change."""
AT_ONCE: Final = 20
"""So many rows of an older version are filled between two looks: what changes meanwhile is found all the same."""
PATIENCE_S: Final = 5.0
LONGEST_S: Final = 300.0
"""After failures, each of which doubles the patience."""


class Command(BaseCommand):
    """Runs until TERM or INT. A second one on a machine waits until the first has ended."""

    requires_system_checks = ["varve"]
    help = "Keep the search index of this machine up to the database."
    _told = ("", 0.0)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--once``."""
        parser.add_argument("--once", action="store_true", help="end when the index is up to the database")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Follow."""
        if once:
            self._once()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        failures = 0
        while not stop.is_set():
            try:
                self._follow(index_root(), stop)
                failures = 0
            except AnotherWriter:
                stop.wait(PATIENCE_S)
            except Error as problem:
                self._tell(problem)
                close_old_connections()
                stop.wait(LOOK_S)
            except IndexUnavailable:
                failures += 1
                logger.exception("catalogue.cannot-be-written failures=%s", failures)
                _ask_anew_after(failures)
                stop.wait(min(PATIENCE_S * 2**failures, LONGEST_S))

    def _tell(self, problem: Error) -> None:
        """What hinders it, once a minute."""
        words, minute = str(problem).strip(), time.monotonic() // 60
        if (words, minute) != self._told:
            self._told = words, minute
            logger.warning("catalogue.waits-for-database problem=%s", words)

    def _once(self) -> None:
        try:
            for _filled in fill_catalogue():
                pass
            with Follower(index_root()) as follower:
                self.stdout.write(f"{follower.follow()} changes were followed.")
        except AnotherWriter:
            self.stdout.write("Another process follows already.")
        except IndexUnavailable as problem:
            raise CommandError(f"The index cannot be written: {problem.sentence}") from problem

    def _follow(self, root: Path, stop: threading.Event) -> None:
        """Until the end, or until another database stands where this one stood."""
        with Follower(root) as follower:
            follower.follow()
            with connection.cursor() as cursor:
                cursor.execute("LISTEN catalogue")
            old_rows = fill_catalogue()
            while not stop.is_set() and index_root() == root:
                filled = len(list(islice(old_rows, AT_ONCE)))
                follower.follow()
                if filled:
                    continue
                with connection.wrap_database_errors:
                    for _told in connection.connection.notifies(timeout=LOOK_S, stop_after=1):
                        pass


def _ask_anew_after(failures: int) -> None:
    """What fails twice may be damaged where nobody looked yet: the next attempt begins anew, beside what is there."""
    if failures == 2:
        with suppress(Error, OSError):
            asked_anew(index_root()).touch()
