"""A site of a test's own, its replica, and a publisher who is quick."""

import os
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from pytest_django import Settings

from tests.archive.rebuild.many import Publisher
from tests.archive.stores.conftest import bucket_kind, kind, shared_bucket
from tests.factories import make_moderator, make_person

__all__ = ["bucket_kind", "kind", "shared_bucket"]
"""Fixtures of the stores, for a rebuild from each kind."""


@pytest.fixture
def site(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with archive and replica; no broker is asked, no disk waited for, no format checked again."""
    settings.PIPELINE = "tests.archive.rebuild.many.TABLE"
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    settings.OPEN_DEPOSITS_MOST = 10_000
    settings.OAI_PAGE_SIZE = 7
    monkeypatch.setattr("repository.services.events.wake", lambda **_delivery: None)
    monkeypatch.setattr("repository.services.snapshots.findings", lambda *_args, **_kwargs: ())
    monkeypatch.setattr("repository.queries.drafts.findings", lambda *_args, **_kwargs: ())
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return tmp_path


@pytest.fixture
def publisher(site: Path) -> Publisher:
    """Alice deposits, Mona decides."""
    return Publisher(make_person("alice"), make_moderator("mona"))


class Later(datetime):
    """The clock, a day and an hour ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Now, tomorrow."""
        return cls.fromtimestamp(time.time() + timedelta(days=1, hours=1).total_seconds(), tz)


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks whether files are open is told tomorrow's answer."""
    monkeypatch.setattr("repository.access.datetime", Later)
    monkeypatch.setattr("repository.services.embargoes.datetime", Later)
