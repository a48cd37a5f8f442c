"""The Python client before the application under a live server; jobs are brought on by the test itself."""

import importlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compute.models import Job
from compute.states import LIVE
from repository.models import DataFile, Person
from repository.uploads.store import draft_store
from tests.compute.doors.programs import nobody_asked_too_often
from tests.compute.people import site, turned
from tests.factories import make_person
from tests.repository.api.program import program
from tests.services.components import ROOT

__all__ = ["alice", "client_module", "closed_token", "during", "nobody_asked_too_often", "site", "url"]

FOLDER = ROOT / "clients" / "python"


@pytest.fixture
def client_module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The one file, imported as somebody does who put it beside a notebook."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("varve_client")


@pytest.fixture
def alice(transactional_db: None) -> Person:
    """Who computes."""
    return make_person("alice")


@pytest.fixture
def url(live_server: Any, settings: Any, site: Path) -> str:
    """The address of the site."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


def closed_token(person: Person) -> str:
    """A token for computing and for making drafts."""
    return program(person, ["compute", "deposits:write"]).token


def during(work: Callable[[], Any], *, limit_s: float = 240.0) -> Any:
    """What ``work`` returns; while it goes on beside, jobs are brought on as the scheduler does."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(_caught(work)), daemon=True)
    thread.start()
    waited = 0.0
    while thread.is_alive() and waited < limit_s:
        for job in Job.objects.filter(state__in=LIVE):
            turned(job)
        thread.join(0.2)
        waited += 0.2
    assert found, "it did not end"
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def draft_file(file: DataFile) -> Path:
    """Where the bytes of a published file lie that never went into a package: for `PACKAGE_FILES`."""
    with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256) as path:
        return path


def _caught(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as error:
        return error
