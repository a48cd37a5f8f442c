"""A person waits for the first page: what a process does not need is not loaded before it answers."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from config.embedded import workers
from config.embedded.child import Program
from repository.management.commands.catalogue_follow import Command as Follow
from tests.services.components import ROOT

PAGES = "config.urls"
PAGES_LOADED = "import django; django.setup(); import config.urls"
CELERY_LOADED = """
from config.celery import app
app.set_current()
app.loader.import_default_modules()  # what Celery does first, and its checks of Django with it
assert 'repository.sweep' in app.tasks
"""


def _loaded(code: str, environment: Mapping[str, str]) -> set[str]:
    """The modules that are there after this code ran in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        check=True, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120,
    )  # fmt: skip
    return set(said.stdout.split())


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the suite's own processes find, without what Celery is told by the supervisor."""
    monkeypatch.delenv("CELERY_SKIP_CHECKS", raising=False)
    return dict(os.environ)


def test_the_pages_are_there_before_the_client_of_a_registrar_that_is_not_asked(surroundings: dict[str, str]) -> None:
    loaded = _loaded(PAGES_LOADED, surroundings)
    assert PAGES in loaded
    assert not {"datacite", "idutils"} & loaded


@pytest.mark.parametrize("program", [workers.worker(), workers.scheduler()], ids=lambda program: program.name)
def test_worker_and_scheduler_of_an_embedded_site_know_all_tasks_and_load_no_pages(
    program: Program, surroundings: dict[str, str]
) -> None:
    assert PAGES not in _loaded(CELERY_LOADED, {**surroundings, **program.env})


def test_the_follower_asks_for_the_settings_alone_before_it_begins() -> None:
    assert Follow.requires_system_checks == ["varve"]
