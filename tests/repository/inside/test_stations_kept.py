"""Stations in the database: written once whatever happens, only while the files are open, anew when readers change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from repository.models import Dataset, Delivery, Person, RecordVersion, Station, StationReading
from repository.services import stations
from repository.services.embargoes import end_embargoes
from repository.stations.readers import READERS
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

ROWS = b"station,lat,lon,depth_m\nA1,42.5,3.5,10\nB2,42.6,3.6,20\n"


def kept() -> list[tuple[str, int]]:
    return list(Station.objects.order_by("pk").values_list("name", "number"))


def test_later_readers_write_the_same_rows_again_and_never_double(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stations, "AT_ONCE", 1)
    publish(files={"a.csv": ROWS, "b.csv": ROWS, "c.txt": b"Nothing."})
    once = kept()
    assert len(once) == 4
    assert StationReading.objects.count() == 3
    call_command("read_stations")
    assert "The stations of 0 public datasets" in capsys.readouterr().out
    StationReading.objects.update(readers="0")
    call_command("read_stations")
    run_everything_due()
    assert sorted(kept()) == sorted(once)
    assert set(StationReading.objects.values_list("readers", flat=True)) == {READERS}


def test_a_writing_that_breaks_off_leaves_nothing_behind_and_is_done_once_later(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_parts: object) -> None:
        raise ConnectionError("the worker is gone")

    with monkeypatch.context() as broken:
        broken.setattr(stations, "storable", dies)
        publish(files={"a.csv": ROWS})
        assert not Station.objects.exists()
        assert not StationReading.objects.exists()
    Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now(), held_at=None)
    run_everything_due()
    assert [name for name, _number in kept()] == ["A1", "B2"]


def test_nothing_is_read_before_the_files_are_open_and_nothing_stays_of_what_is_withdrawn(
    publish: Publish, reader: Client, mona: Person
) -> None:
    dataset = publish(files={"a.csv": ROWS}, access="embargoed")
    address = f"/datasets/{dataset.suffix}/inside/"
    assert not StationReading.objects.exists()
    assert reader.get(address).status_code == 403
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    RecordVersion.objects.filter(dataset=dataset).update(embargo_until=yesterday)
    Dataset.objects.filter(pk=dataset.pk).update(embargo_until=yesterday)
    assert end_embargoes() == 1
    run_everything_due()
    assert [name for name, _number in kept()] == ["A1", "B2"]
    assert reader.get(address).status_code == 200
    RecordVersion.objects.filter(dataset=dataset).update(access="restricted")
    for form in ("", "?format=json", "?format=csv", "?format=geojson"):
        assert reader.get(f"{address}{form}").status_code == 403
    withdrawn(dataset, mona)
    assert reader.get(address).status_code == 410
    assert not Station.objects.exists()
    assert not StationReading.objects.exists()


def test_of_very_many_stations_some_are_kept_and_the_page_says_so(
    publish: Publish, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stations, "MOST_OF_A_DATASET", 3)
    dataset = publish(files={"a.csv": ROWS, "b.csv": ROWS})
    assert len(kept()) == 3
    page = reader.get(f"/datasets/{dataset.suffix}/inside/").content.decode()
    assert "Some files have more stations than are listed here." in page
