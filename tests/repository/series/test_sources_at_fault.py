"""Sources that shrink, clash, vanish or change while they are read: nothing of it reaches a layer unseen."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from repository.clients.sources.base import SourceAway, SourceChanging, Write
from repository.clients.sources.folder import FolderSource
from repository.errors import WrongState
from repository.models import DataFile, Dataset, Delivery, LifecycleEvent, Person, Source
from repository.series.listing import Found
from repository.services.collection import GRACE, collect_orphans
from repository.services.due_snapshots import order_due_snapshots
from repository.services.sources import answer_source
from tests.driver import run_everything_due
from tests.repository.series.conftest import Put
from tests.repository.series.growing import a_month_later, newest, next_month, paths

pytestmark = pytest.mark.django_db


def test_a_source_that_shrinks_is_stopped_and_people_are_told(growing: Dataset, field: Path) -> None:
    layer = a_month_later(growing)
    for month in (1, 2, 3):
        (field / f"2026/{month:02}.bin").unlink()
    mail.outbox.clear()
    assert a_month_later(growing, 2).number == layer.number
    source = Source.objects.get()
    assert (source.state, source.reason) == ("quarantined", "source-shrank")
    assert sorted(message.to[0] for message in mail.outbox) == ["alice@example.org", "oscar@example.org"]
    assert "Much of what was there before is gone" in mail.outbox[0].body
    assert order_due_snapshots(now=next_month(3)) == []


def test_an_operator_lets_it_pass_once_with_a_reason(growing: Dataset, field: Path, oscar: Person) -> None:
    a_month_later(growing)
    for month in (1, 2, 3):
        (field / f"2026/{month:02}.bin").unlink()
    a_month_later(growing, 2)
    source = Source.objects.get()
    with pytest.raises(WrongState):
        answer_source(actor=oscar, source_id=source.pk, allows=True)
    answer_source(actor=oscar, source_id=source.pk, allows=True, reason="The old months moved elsewhere.")
    layer = a_month_later(growing, 2)
    assert len(paths(layer)) == 8
    for month in (4, 5, 6):
        (field / f"2026/{month:02}.bin").unlink()
    a_month_later(growing, 3)
    assert Source.objects.get().state == "quarantined"


def test_what_was_released_and_changed_since_is_stopped_again(growing: Dataset, field: Path, oscar: Person) -> None:
    a_month_later(growing)
    for month in (1, 2, 3):
        (field / f"2026/{month:02}.bin").unlink()
    a_month_later(growing, 2)
    answer_source(actor=oscar, source_id=Source.objects.get().pk, allows=True, reason="Seen.")
    (field / "2026/04.bin").unlink()
    a_month_later(growing, 2)
    assert Source.objects.get().state == "quarantined"
    assert growing.snapshots.count() == 2


def test_names_that_differ_only_in_capitals_stop_it(growing: Dataset, put: Put) -> None:
    put("Station.csv", "a\n1\n")
    put("station.csv", "a\n2\n")
    a_month_later(growing)
    source = Source.objects.get()
    assert source.reason == "names-clash"
    assert source.listing["clashes"] == [["Station.csv", "station.csv"]]


def test_an_unmounted_folder_is_waited_for_then_told_after_a_day(growing: Dataset, field: Path) -> None:
    shutil.move(field, field.with_name("away"))
    order_due_snapshots(now=next_month())
    run_everything_due()
    waiting = Delivery.objects.get(event__type="snapshot.due", done_at__isnull=True)
    assert waiting.held_at is None
    assert Source.objects.get().state == "active"
    LifecycleEvent.objects.filter(type="snapshot.due").update(at=timezone.now() - timedelta(days=1))
    run_everything_due(ahead=timedelta(hours=2))
    assert (Source.objects.get().state, Source.objects.get().reason) == ("quarantined", "source-away")


def test_a_source_that_comes_back_is_taken_then(growing: Dataset, field: Path) -> None:
    shutil.move(field, field.with_name("away"))
    order_due_snapshots(now=next_month())
    run_everything_due()
    shutil.move(field.with_name("away"), field)
    run_everything_due(ahead=timedelta(hours=2))
    assert len(paths(newest(growing))) == 11


class _Restless(FolderSource):
    """One of its files is written at each of the first readings."""

    left = 0

    def fetch(self, name: str, write: Write) -> Found:
        found = super().fetch(name, write)
        if name == "2026/05.bin" and type(self).left:
            type(self).left -= 1
            raise SourceChanging(f"{name} was written while it was read.")
        return found


@pytest.mark.parametrize(("times", "layers"), [(2, 2), (50, 1)])
def test_a_file_written_while_it_is_read_is_read_again_or_the_layer_waits(
    growing: Dataset, field: Path, monkeypatch: pytest.MonkeyPatch, times: int, layers: int
) -> None:
    _Restless.left = times
    monkeypatch.setattr("repository.services.taking.open_source", lambda name, path: _Restless(field))
    order_due_snapshots(now=next_month())
    run_everything_due()
    assert growing.snapshots.count() == layers
    assert Source.objects.get().state == "active"


def test_what_was_brought_before_a_cut_is_not_brought_again(
    growing: Dataset, field: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Cut(FolderSource):
        """Away in the middle, once."""

        def fetch(self, name: str, write: Write) -> Found:
            if len(read) == 5:
                read.append("")
                raise SourceAway("gone")
            read.append(name)
            return super().fetch(name, write)

    monkeypatch.setattr("repository.services.taking.open_source", lambda name, path: Cut(field))
    order_due_snapshots(now=next_month())
    run_everything_due()
    assert growing.snapshots.count() == 1
    collect_orphans(now=timezone.now() + 2 * GRACE)
    assert DataFile.objects.filter(dataset=growing, source_places__isnull=False).count() == 5
    run_everything_due(ahead=timedelta(hours=2))
    assert len(paths(newest(growing))) == 11
    assert len([name for name in read if name]) == 10


def test_a_file_replaced_while_it_is_read_is_noticed(field: Path, put: Put) -> None:
    place = put("a.nc", b"x" * 600_000)

    def replace(block: bytes) -> None:
        if place.exists():
            place.unlink()
            put("a.nc", b"y" * 600_000)

    with pytest.raises(SourceChanging):
        FolderSource(field).fetch("a.nc", replace)


@pytest.mark.parametrize("kind", ["link", "fifo", "outside", "upwards"])
def test_what_is_no_plain_file_inside_is_never_read(field: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "secret").write_text("secret")
    if kind == "fifo":
        os.mkfifo(field / "x")
    elif kind == "link":
        (field / "x").symlink_to(tmp_path / "secret")
    elif kind == "outside":
        (field / "x").symlink_to(tmp_path)
    taken: list[bytes] = []
    name = {"outside": "x/secret", "upwards": "../secret"}.get(kind, "x")
    with pytest.raises((SourceChanging, SourceAway)):
        FolderSource(field).fetch(name, taken.append)
    assert not taken
    assert list(FolderSource(field).listing()) == []


def test_a_source_taken_out_of_the_settings_is_stopped(growing: Dataset, settings: Any) -> None:
    settings.SOURCES = {}
    a_month_later(growing)
    assert Source.objects.get().reason == "source-unknown"


def test_a_deposit_without_room_stops_the_source(growing: Dataset, settings: Any, put: Put) -> None:
    settings.DEPOSIT_MAX_BYTES = 2000
    put("large.bin", b"x" * 3000)
    a_month_later(growing)
    assert Source.objects.get().reason == "source-no-room"
    assert growing.snapshots.count() == 1
