"""A package through its life on the whole road: first layer, corrected description, second layer, withdrawal."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from archive.aip.layout import Kind, of_kind
from archive.aip.validator import validate_package
from archive.queries import newest_archiving
from repository.models import Dataset, DraftFile, Person, Snapshot
from repository.queries.agreements import accept_in_force
from repository.services import snapshots
from repository.services.corrections import begin_correction
from repository.services.deposits import write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.archive.kill_points import tree
from tests.archive.road import chain, held, package_of, today
from tests.driver import run_everything_due
from tests.factories import DOCUMENT, accept, make_moderator, make_person, make_public

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice() -> Person:
    return make_person("alice")


@pytest.fixture
def marie() -> Person:
    return make_moderator("marie")


@pytest.fixture
def dataset(archive: Path, settings: Settings, alice: Person, marie: Person) -> Dataset:
    settings.PIPELINE = "config.pipeline.PIPELINE"
    return make_public(alice, marie)


def begun(dataset: Dataset, alice: Person) -> None:
    begin_correction(dataset_key=dataset.key, actor=alice)
    write_draft(dataset_key=dataset.key, actor=alice, fields={**DOCUMENT, "title": {"en": "Oxygen, corrected"}})


def accepted(dataset: Dataset, alice: Person, marie: Person) -> None:
    submit_dataset(dataset_key=dataset.key, actor=alice, note="A typo in the title.", agreement=accept_in_force("en"))
    run_everything_due()
    accept(dataset, marie)
    run_everything_due()
    assert held() == []


def names(dataset: Dataset, kind: Kind) -> list[str]:
    return [str(name) for name in of_kind([path.name for path in package_of(dataset).iterdir()], kind)]


def is_sound_everywhere(dataset: Dataset, archive: Path) -> bool:
    newest = newest_archiving(dataset)
    assert newest is not None
    places = [archive / place / dataset.suffix for place in ("archive", "second", "third")]
    return all(validate_package(place, seal=newest.seal) == () for place in places)


def test_a_corrected_description_adds_a_record_and_touches_no_other_file(
    dataset: Dataset, archive: Path, alice: Person, marie: Person
) -> None:
    before = tree(package_of(dataset))
    begun(dataset, alice)
    accepted(dataset, alice, marie)
    after = tree(package_of(dataset))
    assert {name: after[name] for name in before} == before
    assert names(dataset, Kind.RECORD) == [f"record{today()}.json", f"record{today()}.2.json"]
    assert names(dataset, Kind.LAYER) == [Snapshot.objects.get().document_name]
    assert [kind for kind, _ in chain(dataset)] == ["layer", "events", "record", "events"]
    assert is_sound_everywhere(dataset, archive)


def test_a_second_layer_holds_only_what_changed(dataset: Dataset, archive: Path, alice: Person, marie: Person) -> None:
    first = names(dataset, Kind.DATA)
    begun(dataset, alice)
    upload = SimpleUploadedFile("more.csv", b"station\nA2\n")
    attach_upload(dataset_key=dataset.key, actor=alice, upload=upload, path="more.csv")
    accepted(dataset, alice, marie)
    assert len(names(dataset, Kind.DATA)) == len(first) + 1
    assert len(names(dataset, Kind.LAYER)) == 2
    archived = {place.file.archived_name for place in DraftFile.objects.filter(dataset=dataset)}
    assert archived == set(names(dataset, Kind.DATA))
    assert is_sound_everywhere(dataset, archive)


def test_a_clock_that_ran_ahead_and_was_set_right_stops_no_later_layer(
    archive: Path, settings: Settings, alice: Person, marie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PIPELINE = "config.pipeline.PIPELINE"
    day = datetime.now(UTC) + timedelta(days=40)
    with monkeypatch.context() as wrong:
        clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda _zone: day), UTC=UTC, date=date)
        wrong.setattr(snapshots, "datetime", clock)
        dataset = make_public(alice, marie)
    assert names(dataset, Kind.RECORD) == [f"record{day.date()}.json"]
    before = tree(package_of(dataset))
    begun(dataset, alice)
    upload = SimpleUploadedFile("more.csv", b"station\nA2\n")
    attach_upload(dataset_key=dataset.key, actor=alice, upload=upload, path="more.csv")
    accepted(dataset, alice, marie)
    assert names(dataset, Kind.RECORD)[-1] == f"record{day.date()}.2.json"
    assert len(names(dataset, Kind.LAYER)) == 2
    after = tree(package_of(dataset))
    assert {name: after[name] for name in before} == before
    assert is_sound_everywhere(dataset, archive)


def test_a_withdrawal_leaves_the_package_whole(dataset: Dataset, archive: Path, marie: Person) -> None:
    before = tree(package_of(dataset))
    withdraw_dataset(dataset_key=dataset.key, actor=marie, reason="A sensor drifted.")
    run_everything_due()
    after = tree(package_of(dataset))
    assert {name: after[name] for name in before} == before
    assert chain(dataset)[-1][0] == "events"
    assert is_sound_everywhere(dataset, archive)
