"""kill -9 of each server of a whole site in the middle of a publication: it ends as if nothing had happened."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.embedded.postgres import PostgresError, as_ordinary_user
from tests.services.components import ROOT, missing
from tests.services.processes import Process, all_gone, wait_until
from tests.services.site import RunningSite

pytestmark = [pytest.mark.slow, pytest.mark.faults, pytest.mark.embedded, pytest.mark.timeout(240)]

LEASE_S = "2"
MAILS = 3
"""Of each publication: to the moderator, of the decision, of the publication."""


class Running:
    """The site that runs now; another one on the same home once its supervisor was killed."""

    def __init__(self, home: Path) -> None:
        self.site = RunningSite(home, DELIVERY_LEASE_SECONDS=LEASE_S)
        self.site.wait_until_ready(200)
        command, pipe = [sys.executable, "-m", "tests.faults.publisher"], subprocess.PIPE
        environment = self.site.environment
        self._people = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)

    def people(self, *arguments: str) -> Any:
        """What people do there, or what they see."""
        assert self._people.stdin
        assert self._people.stdout
        print(*arguments, file=self._people.stdin, flush=True)
        said = self._people.stdout.readline()
        assert said, self.site.logged()
        return json.loads(said)

    def counted(self, query: str) -> int:
        """A number from the database; -1 while it does not answer."""
        address = self.site.places.database_url
        try:
            with psycopg.connect(address, connect_timeout=2) as connection:
                found = connection.execute(query).fetchone()
        except psycopg.Error:
            return -1
        return int(found[0]) if found else -1

    def mails(self) -> list[tuple[str, str]]:
        """Message-ID and subject of every mail; one that was sent twice with the same Message-ID is there once."""
        text = "\n".join(path.read_text() for path in (self.site.home / "mail").glob("*"))
        heads = re.findall(r"^Subject: (.*)$(?:.*\n)*?^Message-ID: (.*)$", text, re.MULTILINE)
        return sorted({(key, re.sub(r"[0-9./]+", "#", subject)) for subject, key in heads})

    def publication(self, disturb: Callable[["Running"], None]) -> dict[str, Any]:
        """The end of a publication that is disturbed when its layer is frozen."""
        before = set(self.mails())
        number = self.people("publish")
        frozen = f"SELECT count(*) FROM repository_lifecycleevent WHERE dataset_id={number} AND type='snapshot.frozen'"
        assert wait_until(lambda: self.counted(frozen) == 1, 30), self.site.logged()
        disturb(self)
        waiting = "SELECT count(*) FROM repository_delivery WHERE done_at IS NULL"
        assert wait_until(lambda: self.counted(waiting) == 0, 90), self.site.logged()
        assert wait_until(lambda: self.site.answers() and self.site.get("/")[0] == 200)
        told = sorted(subject for _, subject in set(self.mails()) - before)
        return {**self.people("look", str(number)), "told": told}

    def end(self) -> None:
        """Nobody is there any more."""
        self._people.kill()
        self._people.communicate()
        self.site.clear()

    def kill(self, find: Callable[[RunningSite], list[Process]]) -> None:
        """kill -9 of the first that is found."""
        victim = find(self.site)[0]
        os.kill(victim.pid, 9)
        assert wait_until(lambda: not victim.is_alive())

    def kill_supervisor(self) -> None:
        """kill -9 of the whole site's parent, and another start."""
        tree = self.site.tree()
        self.site.process.kill()
        self.site.process.wait()
        assert all_gone(tree) == []
        self.site = RunningSite(self.site.home, port=self.site.port, DELIVERY_LEASE_SECONDS=LEASE_S)
        self.site.wait_until_ready(200)


def children(part: str) -> Callable[["Running"], None]:
    """kill -9 of a child of the supervisor."""
    return lambda running: running.kill(
        lambda site: [p for p in site.tree() if p.parent == site.process.pid and part in p.command]
    )


def backend(running: "Running") -> None:
    """kill -9 of a backend of the database, which makes the database restart all of them."""
    running.kill(lambda site: [p for p in site.tree() if p.command.startswith("postgres: varve")])


KILLS: dict[str, Callable[[Running], None]] = {
    "web server": children("granian"),
    "worker": children(" worker "),
    "scheduler": children(" beat "),
    "broker": children("redis-server"),
    "database": children("bin/postgres"),
    "backend": backend,
    "supervisor": Running.kill_supervisor,
}


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    try:
        as_ordinary_user()
    except PostgresError as problem:
        missing("an embedded PostgreSQL", str(problem))
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        started = Running(Path(folder) / "home")
        try:
            yield started
        finally:
            started.end()


@pytest.fixture(scope="module")
def undisturbed(running: Running) -> dict[str, Any]:
    """The second publication of the site: the package of the first one also tells all its disciplines."""
    running.publication(lambda site: None)
    found = running.publication(lambda site: None)
    assert found["state"] == ["published", "public"]
    assert found["faults"] == []
    assert found["copied"] == [True]
    assert all("<GetRecord>" in answer for answer in found["harvested"].values())
    assert len(found["told"]) == MAILS
    return found


@pytest.mark.parametrize(
    "part", [pytest.param(part, marks=() if part in ("worker", "database") else pytest.mark.drill) for part in KILLS]
)
def test_a_publication_ends_the_same_when_a_server_is_killed(
    part: str, running: Running, undisturbed: dict[str, Any]
) -> None:
    assert running.publication(KILLS[part]) == undisturbed
