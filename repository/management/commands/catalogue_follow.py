"""``catalogue_follow``: keep the index of this machine up to the database."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connection

from repository.catalogue.index.folder import AnotherWriter
from repository.queries.catalogue_index import index_root
from repository.services.following import Follower
from repository.services.rendering import fill_catalogue

LOOK_S: Final = 0.5
"""Between two looks where the database tells of no change."""
PATIENCE_S: Final = 5.0


class Command(BaseCommand):
    """Runs until TERM or INT. A second one on a machine waits until the first has ended."""

    help = "Keep the search index of this machine up to the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--once``."""
        parser.add_argument("--once", action="store_true", help="end when the index is up to the database")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Follow."""
        stop = threading.Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                fill_catalogue()
                with Follower(index_root()) as follower:
                    changes = follower.follow()
                    if once:
                        self.stdout.write(f"{changes} changes were followed.")
                        return
                    self._listen(follower, stop)
            except AnotherWriter:
                if once:
                    self.stdout.write("Another process follows already.")
                    return
                stop.wait(PATIENCE_S)
            except Error:
                close_old_connections()
                stop.wait(LOOK_S)

    def _listen(self, follower: Follower, stop: threading.Event) -> None:
        with connection.cursor() as cursor:
            cursor.execute("LISTEN catalogue")
        while not stop.is_set():
            follower.follow()
            for _told in connection.connection.notifies(timeout=LOOK_S, stop_after=1):
                pass
