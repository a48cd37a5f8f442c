"""A public dataset takes layers from its source: what changed is new, the rest keeps its number, nothing is lost."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from archive.aip.validator import validate_package
from archive.queries import package_folder
from repository.models import DataFile, Dataset, LifecycleEvent, Person, Source
from repository.record.canonical import parse
from repository.services.corrections import begin_correction, drop_correction
from repository.services.due_snapshots import order_due_snapshots
from tests.driver import run_everything_due, run_until_held_or_done
from tests.factories import accept
from tests.repository.series.conftest import Put
from tests.repository.series.growing import a_month_later, newest, next_month, paths

pytestmark = pytest.mark.django_db


def test_the_first_layer_holds_the_source_beside_what_people_sent(growing: Dataset) -> None:
    first = newest(growing)
    layer = a_month_later(growing)
    assert layer.number != first.number
    assert layer.published_at is not None
    assert set(paths(layer)) == {"oxygen.csv", *(f"2026/{month:02}.bin" for month in range(1, 11))}
    assert paths(layer)["oxygen.csv"] == paths(first)["oxygen.csv"]
    assert growing.state == "published"
    assert run_until_held_or_done() == []


def test_a_later_layer_costs_what_changed(growing: Dataset, put: Put) -> None:
    before = paths(a_month_later(growing))
    put("2026/11.bin", "\0month 11 77")
    put("2026/10.bin", "\0month 10 71", at=1_100_000_000)
    put("2026/01.bin", "").unlink()
    layer = a_month_later(growing, 2)
    after = paths(layer)
    assert set(after) == {"oxygen.csv", *(f"2026/{month:02}.bin" for month in range(2, 12))}
    assert {path for path in after if before.get(path) != after[path]} == {"2026/10.bin", "2026/11.bin"}
    assert (layer.added_files, layer.file_count) == (2, 11)
    assert "1 new, 1 changed, 1 gone" in layer.publication.note


def test_every_layer_stays_readable_byte_for_byte(growing: Dataset, put: Put) -> None:
    a_month_later(growing)
    put("2026/10.bin", "\0month 10 71", at=1_100_000_000)
    a_month_later(growing, 2)
    folder = package_folder(growing)
    assert validate_package(folder) == ()
    for file in DataFile.objects.filter(dataset=growing):
        assert hashlib.sha256((folder / file.archived_name).read_bytes()).hexdigest() == file.sha256


def test_nothing_new_makes_no_layer_and_is_told(growing: Dataset, put: Put) -> None:
    layer = a_month_later(growing)
    put("2026/10.bin", "\0month 10 70", at=1_200_000_000)  # touched, with the same bytes
    assert a_month_later(growing, 2).number == layer.number
    assert LifecycleEvent.objects.filter(type="snapshot.unchanged", dataset=growing).count() == 1
    source = Source.objects.get()
    assert source.state == "active"
    assert source.files.get(path="2026/10.bin").mark == str(1_200_000_000 * 10**9)


def test_the_period_reaches_over_what_the_files_say(growing: Dataset, put: Put) -> None:
    put("cruise.csv", "time,latitude,longitude,t\n2018-03-02,42.5,3.5,13.1\n2027-02-11,42.6,3.6,13.2\n")
    layer = a_month_later(growing)
    assert (layer.interval_begin, layer.interval_end) == ("2018-03-02", "2027-02-11")
    assert growing.current_version is not None
    periods = parse(bytes(growing.current_version.document)).time.periods
    assert [(str(period.begin), str(period.end)) for period in periods] == [("2018-03-02", "2027-02-11")]


def test_files_without_dates_reach_to_the_day_before_the_schedule(growing: Dataset) -> None:
    layer = a_month_later(growing)
    assert layer.interval_begin == "2019-01-14"
    eve = next_month().date().replace(day=1) - timedelta(days=1)
    assert layer.interval_end == eve.isoformat()


def test_one_moment_of_a_schedule_orders_one_layer(growing: Dataset) -> None:
    assert order_due_snapshots(now=next_month()) == [growing.suffix]
    assert order_due_snapshots(now=next_month()) == []
    run_everything_due()
    assert order_due_snapshots(now=next_month()) == []
    assert growing.snapshots.count() == 2


def test_the_owner_is_told_by_the_mail_of_every_publication(growing: Dataset) -> None:
    mail.outbox.clear()
    a_month_later(growing)
    assert [message.to for message in mail.outbox] == [["alice@example.org"]]


def test_where_a_moderator_releases_each_layer_it_waits_in_the_queue(growing: Dataset, mona: Person) -> None:
    Source.objects.update(is_reviewed=True)
    first = newest(growing)
    assert a_month_later(growing).number == first.number
    assert growing.state == "submitted"
    accept(growing, mona)
    run_everything_due()
    assert len(paths(newest(growing))) == 11


def test_while_a_correction_is_written_the_dataset_stays_due(growing: Dataset, alice: Person) -> None:
    begin_correction(dataset_key=growing.key, actor=alice)
    assert order_due_snapshots(now=next_month()) == []
    drop_correction(dataset_key=growing.key, actor=alice)
    assert len(paths(a_month_later(growing))) == 11


def test_links_in_the_folder_lead_nowhere(growing: Dataset, field: Path) -> None:
    (field / "passwd.csv").symlink_to("/etc/passwd")
    (field / "etc").symlink_to("/etc")
    assert "passwd.csv" not in paths(a_month_later(growing))
