"""Processes of their own, as on a site: one follows, another waits, each dies without a word."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from config.tooling.stamps import ROOT
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import AnotherWriter, IndexUnavailable, present_folder
from repository.catalogue.question import Question
from repository.services.following import Follower
from tests.repository.catalogue.following.entries import add, follow, of_database, of_index, rename
from tests.services.processes import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(root: Path, settings: Settings) -> Iterator[Start]:
    """Starts a process that follows; all are killed at the end."""
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    surroundings = {
        **os.environ,
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "CATALOGUE_INDEX": str(settings.CATALOGUE_INDEX),
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
    }
    started: list[subprocess.Popen[bytes]] = []

    def one() -> "subprocess.Popen[bytes]":
        command = [sys.executable, str(ROOT / "manage.py"), "catalogue_follow"]
        started.append(subprocess.Popen(command, env=surroundings))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.wait()


def is_followed(root: Path) -> bool:
    try:
        with Follower(root):
            return False
    except AnotherWriter:
        return True


def shows_all(root: Path) -> bool:
    try:
        IndexReader(root).find(Question())
        return of_index(root) == of_database()
    except IndexUnavailable:
        return False
    except AssertionError:  # it was asked twice, and changed in between
        return False


def test_another_process_finds_what_is_published_and_a_second_one_takes_over(root: Path, start: Start) -> None:
    one = add("t1")
    first = start()
    assert wait_until(lambda: shows_all(root), 60)
    second = start()
    reader = IndexReader(root)
    rename(one, "t2")
    assert wait_until(lambda: reader.find(Question(words="t2 x")).total == 1, 60)
    before = present_folder(root)
    call_command("catalogue_rebuild", verbosity=0)
    assert present_folder(root) != before, "the one who follows made it"
    assert shows_all(root)
    first.kill()
    first.wait()
    add("t3")
    one.delete()
    assert wait_until(lambda: shows_all(root), 60)
    assert second.poll() is None
    second.terminate()
    assert second.wait(60) == 0
    assert not is_followed(root)
    assert follow(root) == 0
