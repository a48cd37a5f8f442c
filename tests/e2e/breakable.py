"""Web server, worker and scheduler over the suite's database, each killed whenever a test likes and started at once."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections

from config.embedded import workers
from config.embedded.child import Child
from config.embedded.readiness import web_answers
from repository.services.deliveries import wake_due
from tests.services.processes import Process, all_gone, descendants, look_at, wait_until
from tests.services.site import free_port

T = TypeVar("T")
PATIENCE_S = 30.0


class Breakable:
    """The programs of a site as `manage.py serve` starts them. Only the main thread may start one."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        environment = {
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "DJANGO_SETTINGS_MODULE": "config.settings.testing",
            "DELIVERY_LEASE_SECONDS": "1",
            "STORAGE_URL": settings.STORAGE_URL,
            "SITE_URL": self.address,
        }
        programs = (workers.web(self.port), workers.worker(), workers.scheduler())
        self.parts = {
            each.name: Child(replace(each, env=environment), folder / f"{each.name}.log") for each in programs
        }
        self._asking = ThreadPoolExecutor(max_workers=1)

    def start(self, name: str) -> None:
        """Start a program; the web server is waited for."""
        self.parts[name].start()
        if name == "web":
            assert wait_until(lambda: web_answers(self.port, "localhost"), PATIENCE_S), self.parts[name].last_line()

    def tree(self, name: str) -> list[Process]:
        """A program and all that it started, as they are now."""
        pid = self.parts[name].pid
        itself = look_at(pid) if pid else None
        return [itself, *descendants(itself.pid)] if itself else []

    def kill(self, name: str) -> None:
        """kill -9 of a program with all that it started."""
        kill_all(self.tree(name))
        assert wait_until(lambda: self.parts[name].ended() is not None)

    def ask(self, question: Callable[[], T]) -> T:
        """Ask the database, in a thread without an event loop: Django refuses to where a browser is driven."""

        def answered() -> T:
            try:
                return question()
            finally:
                connections.close_all()

        return self._asking.submit(answered).result()

    def stop(self) -> None:
        """Stop everything."""
        for child in self.parts.values():
            child.stop()
        self._asking.shutdown()


def kill_all(processes: list[Process]) -> None:
    """kill -9, and wait until none of them is left."""
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    assert not all_gone(processes)


@contextmanager
def breakable(folder: Path, *names: str) -> Iterator[Breakable]:
    """A running site of the programs named, whose deliveries are woken more often than the scheduler does."""
    site = Breakable(folder)
    over = threading.Event()

    def wake() -> None:
        while not over.wait(0.4):
            with suppress(Exception):  # the broker or the database is busy: the next time will do
                wake_due()
        connections.close_all()

    waking = threading.Thread(target=wake)
    try:
        for name in names:
            site.start(name)
        waking.start()
        yield site
    finally:
        over.set()
        if waking.ident:
            waking.join()
        site.stop()


def within(seconds: float, true: Callable[[], bool], pause: Callable[[float], None] = time.sleep) -> bool:
    """Whether it became true in time; ``pause`` waits (a browser must be let work meanwhile)."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        pause(0.02)
    return True
