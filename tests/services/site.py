"""A whole embedded site as a person starts it: `manage.py serve` in a process of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.embedded.places import Places
from config.embedded.readiness import web_answers
from tests.services.components import ROOT
from tests.services.processes import Process, descendants, wait_until

STOPS = "Ctrl-C"
"""The last line of the status block names it."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningSite:
    """`manage.py serve` on a home and port of its own, with everything embedded but the `servers` named by variable."""

    def __init__(self, home: Path, *arguments: str, port: int | None = None, **servers: str) -> None:
        self.home = home
        self.places = Places(home)
        self.port = port or free_port()
        self.output = home.with_name(f"{home.name}.out")
        foreign = {"DATABASE_URL", "CELERY_BROKER_URL", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL"}
        self.environment = {name: value for name, value in os.environ.items() if name not in foreign} | {
            "VARVE_HOME": str(home),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            **dict.fromkeys(("ORCID_URL", "ROR_URL", "FUNDERS_URL"), ""),  # nobody outside is asked
            **servers,
        }
        self.command = [sys.executable, str(ROOT / "manage.py"), "serve", *arguments]
        self.started = time.monotonic()
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(self.command, env=self.environment, stdout=out, stderr=out, cwd="/")

    def said(self) -> str:
        """What the terminal shows so far."""
        return self.output.read_text()

    def logged(self) -> str:
        """The end of each child's log, for the message of a failing test."""
        return "".join(f"\n== {path.name}\n{path.read_text()[-3000:]}" for path in self.places.log.glob("*.log"))

    def answers(self) -> bool:
        """Whether a page comes back."""
        return web_answers(self.port, "localhost")

    def wait_until_ready(self, seconds: float = 150.0) -> None:
        """Until the status block is there; fails with what was said instead."""
        wait_until(lambda: STOPS in self.said() or self.process.poll() is not None, seconds)
        assert self.process.poll() is None, self.said() + self.logged()
        assert STOPS in self.said(), self.said() + self.logged()

    def tree(self) -> list[Process]:
        """Everything that the supervisor started, and what that started."""
        return descendants(self.process.pid)

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of one page."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            asking.request("GET", path, headers={"Host": "localhost"})
            answer = asking.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            asking.close()

    def stop(self) -> int:
        """SIGTERM, and the exit status."""
        self.process.terminate()
        return self.process.wait(30)

    def clear(self) -> None:
        """Leave nothing running, whatever state the site is in."""
        left = self.tree()
        self.process.kill()
        self.process.wait()
        for process in left:
            if process.is_alive():
                os.kill(process.pid, signal.SIGKILL)
