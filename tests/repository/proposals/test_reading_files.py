"""Every file of a draft is read once, beside everything else; nobody waits for it and no file breaks it."""

from typing import Any

import pytest
from django.core.management import call_command

from config.demo.files import netcdf_profiles
from repository.models import DataFile, Dataset, Delivery, Inspection, Person
from repository.services import inspections
from repository.services.deliveries import claim_delivery, run_delivery
from repository.services.files import remove_file
from repository.services.inspections import READERS, order_readings, storable
from repository.uploads.disk import DiskStore
from tests.driver import run_everything_due
from tests.factories import make_submitted
from tests.repository.proposals.readings import attach, told

pytestmark = pytest.mark.django_db


def delivery() -> Delivery:
    return Delivery.objects.filter(consumer="repository.consumers.read_file").latest("pk")


def test_a_file_waits_to_be_read_from_the_moment_it_is_there(dataset: Dataset, alice: Person, store: DiskStore) -> None:
    file = attach(dataset, alice, "casts.nc", netcdf_profiles())
    assert file.inspection.read_at is None
    assert run_delivery(delivery_id=delivery().pk)
    read = Inspection.objects.get(file=file)
    assert read.readers == READERS
    assert read.read_at is not None
    assert read.seconds is not None
    assert read.reading is not None
    assert read.reading["format"].startswith("NetCDF")
    assert read.has_proposals
    assert str(store.root) not in str(read.reading)


def test_a_file_of_no_known_kind_is_read_to_nothing(dataset: Dataset, alice: Person) -> None:
    file = attach(dataset, alice, "core.xyz", b"\x01\x02\x03")
    run_delivery(delivery_id=delivery().pk)
    read = Inspection.objects.get(file=file)
    assert read.read_at is not None
    assert (read.has_proposals, read.gravity) == (False, 0)


def test_what_is_read_once_is_not_read_again_until_the_readers_change(
    dataset: Dataset, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(dataset, alice, "core.xyz", b"\x01")
    run_everything_due()
    first = Inspection.objects.get().read_at
    assert order_readings() == 0
    Delivery.objects.update(done_at=None, lease_until=None)
    run_delivery(delivery_id=delivery().pk)
    assert Inspection.objects.get().read_at == first
    monkeypatch.setattr(inspections, "READERS", "later")
    call_command("read_files")
    assert Inspection.objects.get().read_at is None
    run_everything_due()
    again = Inspection.objects.get()
    assert again.readers == "later"
    assert again.read_at is not None


def test_files_that_were_there_before_readings_were_known_are_read_too(dataset: Dataset, alice: Person) -> None:
    attach(dataset, alice, "core.xyz", b"\x01")
    run_everything_due()
    Inspection.objects.all().delete()
    assert order_readings() == 1
    run_everything_due()
    assert Inspection.objects.get().read_at is not None


def test_a_file_that_is_gone_meanwhile_is_no_fault(dataset: Dataset, alice: Person, store: DiskStore) -> None:
    file = attach(dataset, alice, "core.xyz", b"\x01")
    remove_file(dataset_key=dataset.key, actor=alice, number=file.number)
    DataFile.objects.filter(pk=file.pk).delete()
    assert run_delivery(delivery_id=delivery().pk)
    other = attach(dataset, alice, "grid.nc", b"\x02")
    store.path_of(other.draft_path).unlink()
    assert run_delivery(delivery_id=delivery().pk)
    assert Inspection.objects.get(file=other).reading is None
    assert not Delivery.objects.filter(last_error__gt="").exists()


def test_a_worker_that_dies_while_reading_leaves_it_to_the_next(dataset: Dataset, alice: Person) -> None:
    attach(dataset, alice, "core.xyz", b"\x01")
    assert claim_delivery(delivery_id=delivery().pk) is not None  # and nothing more is heard of that worker
    assert not run_delivery(delivery_id=delivery().pk)
    Delivery.objects.update(lease_until=None)
    assert run_delivery(delivery_id=delivery().pk)
    assert Inspection.objects.get().read_at is not None


def test_nothing_of_a_dataset_waits_behind_its_files(alice: Person) -> None:
    dataset = make_submitted(alice)
    lanes = dict(Delivery.objects.values_list("consumer", "lane"))
    assert lanes["repository.consumers.read_file"] == f"reading:{dataset.pk}"
    assert lanes["moderation.consumers.open_review"] == dataset.lane


def test_a_value_that_no_description_could_take_is_not_proposed(dataset: Dataset, alice: Person) -> None:
    wrong = {"boxes": [{"west": 3.0, "south": 143.2, "east": 5.0, "north": 150.0}], "licence": "free"}
    file = told(dataset, alice, "a.nc", place__boxes=wrong["boxes"], licence=wrong["licence"], title={"en": "Casts"})
    read = Inspection.objects.get(file=file)
    assert read.reading is not None
    assert [proposal["field"] for proposal in read.reading["proposals"]] == ["title"]


def test_what_no_database_holds_is_left_out(dataset: Dataset, alice: Person) -> None:
    odd: Any = {"title": "CTD\x00 \ud800casts", "values": [float("nan"), 1.5, None, True]}
    assert storable(odd) == {"title": "CTD casts", "values": [None, 1.5, None, True]}
