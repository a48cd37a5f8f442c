"""Files of a source that are there and cannot be read: all others are brought meanwhile, and people get their names."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from repository.clients.sources.base import SourceChanging, Write
from repository.clients.sources.folder import FolderSource
from repository.models import Dataset, LifecycleEvent, Person, Source
from repository.series.listing import Found
from repository.services.due_snapshots import order_due_snapshots
from tests.driver import run_everything_due
from tests.repository.series.growing import newest, next_month, paths

pytestmark = pytest.mark.django_db

LOST = "2026/05.bin"


class Lossy(FolderSource):
    """What it lost is listed, and cannot be read."""

    lost = frozenset({LOST})

    def listing(self) -> Iterator[Found]:
        for found in super().listing():
            yield found._replace(size=0, mark="", is_whole=False) if found.name in self.lost else found

    def fetch(self, name: str, write: Write) -> Found:
        if name in self.lost:
            raise SourceChanging(f"{name} has no good replica.")
        return super().fetch(name, write)


@pytest.fixture
def lossy(growing: Dataset, field: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """A dataset whose source lost one of ten files before it was looked at."""
    monkeypatch.setattr("repository.services.taking.open_source", lambda name, path: Lossy(field))
    order_due_snapshots(now=next_month())
    run_everything_due()
    return growing


def test_all_others_are_brought_while_one_is_waited_for(lossy: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source.objects.get()
    assert (source.state, lossy.snapshots.count()) == ("active", 1)
    assert source.files.count() == 9
    monkeypatch.setattr(Lossy, "lost", frozenset())
    run_everything_due(ahead=timedelta(hours=2))
    assert len(paths(newest(lossy))) == 11
    assert Source.objects.get().listing.get("unread") is None


def test_after_a_day_it_stops_and_tells_which(lossy: Dataset, oscar: Person) -> None:
    mail.outbox.clear()
    LifecycleEvent.objects.filter(type="snapshot.due").update(at=timezone.now() - timedelta(days=1))
    run_everything_due(ahead=timedelta(hours=2))
    source = Source.objects.get()
    assert (source.state, source.reason, source.listing["unread"]) == ("quarantined", "source-changing", [LOST])
    assert lossy.snapshots.count() == 1
    assert [LOST in letter.body for letter in mail.outbox] == [True, True]
    browser = Client()
    browser.force_login(oscar)
    page = browser.get("/operations/sources/").content.decode()
    assert "Could not be read; all others were brought" in page
    assert LOST in page
