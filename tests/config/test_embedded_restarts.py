"""kill -9 of each part in turn: it comes back, the site answers, and the worker takes tasks again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.components import ROOT
from tests.services.processes import Process, wait_until
from tests.services.site import RunningSite

pytestmark = [pytest.mark.slow, pytest.mark.embedded, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def site(site_home: Path) -> Iterator[RunningSite]:
    site = RunningSite(site_home)
    try:
        site.wait_until_ready()
        yield site
    finally:
        site.clear()


def _children_of(site: RunningSite, part: str) -> list[Process]:
    return [process for process in site.tree() if process.parent == site.process.pid and part in process.command]


def _grandchildren_of(site: RunningSite, part: str) -> list[Process]:
    parents = {process.pid for process in _children_of(site, part)}
    return [process for process in site.tree() if process.parent in parents and part in process.command]


def _worker_answers(site: RunningSite) -> bool:
    command = [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "--timeout", "2"]
    return subprocess.run(command, env=site.environment, cwd=ROOT, capture_output=True, check=False).returncode == 0


PARTS: dict[str, Callable[[RunningSite], list[Process]]] = {
    "database": lambda site: _children_of(site, "bin/postgres"),
    "broker": lambda site: _children_of(site, "redis-server"),
    "web server": lambda site: _children_of(site, "granian"),
    "web process": lambda site: _grandchildren_of(site, "granian"),
    "worker": lambda site: _children_of(site, " worker "),
    "pool process": lambda site: _grandchildren_of(site, " worker "),
    "scheduler": lambda site: _children_of(site, " beat "),
}


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(part, marks=() if part in ("database", "web server", "worker") else pytest.mark.drill)
        for part in PARTS
    ],
)
def test_a_part_that_is_killed_comes_back_and_the_site_works(site: RunningSite, part: str) -> None:
    find = PARTS[part]
    assert wait_until(lambda: bool(find(site)))
    before = find(site)
    killed = before[0]
    os.kill(killed.pid, 9)
    assert wait_until(lambda: not killed.is_alive())
    assert wait_until(lambda: len(find(site)) >= len(before) and killed not in find(site))
    assert wait_until(lambda: site.answers() and site.get("/")[0] == 200)
    assert wait_until(lambda: _worker_answers(site), 40.0)


def test_what_was_killed_is_told_in_one_line(site: RunningSite) -> None:
    scheduler = PARTS["scheduler"](site)[0]
    os.kill(scheduler.pid, 9)
    assert wait_until(lambda: "scheduler ended (signal 9, SIGKILL); it is started again." in site.said())
