"""A frozen publication becomes a sealed package."""

from pathlib import Path

import pytest

from archive.aip.documents import read_layer
from archive.aip.validator import validate_package
from archive.consumers import write_package
from archive.models import Archiving
from archive.queries import package_file
from repository.errors import PermanentFailure
from repository.models import DataFile, Delivery, DraftFile, LayerFile, LifecycleEvent, Person, Snapshot
from repository.queries.agreements import accept_in_force
from repository.services.deliveries import run_delivery
from repository.services.submissions import submit_dataset
from tests.archive.kill_points import tree
from tests.archive.road import (
    FILES,
    accept,
    archived_dataset,
    frozen_dataset,
    held,
    package_of,
    publication_of,
    stop_before_the_commit,
    today,
)
from tests.driver import run_everything_due
from tests.factories import make_draft, make_moderator, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def freeze() -> Delivery:
    """Run the freeze alone; the delivery that will write the package."""
    run_delivery(delivery_id=Delivery.objects.get(event__type="dataset.accepted").pk)
    return Delivery.objects.get(event__type="snapshot.frozen")


def test_a_frozen_layer_becomes_a_sound_package_named_after_the_doi(archive: Path) -> None:
    dataset = archived_dataset()
    assert held() == []
    package = package_of(dataset)
    assert package == archive / "archive" / dataset.suffix
    archiving = Archiving.objects.get(dataset=dataset)
    assert validate_package(package, seal=archiving.seal) == ()
    snapshot = Snapshot.objects.get(dataset=dataset)
    assert snapshot.manifest_sha256 == archiving.manifest_sha256
    assert (package / f"record{today()}.json").read_bytes() == bytes(publication_of(dataset).record_version.document)
    assert (package / snapshot.document_name).read_bytes() == bytes(snapshot.document)


def test_the_package_holds_every_file_under_its_number_and_date(archive: Path) -> None:
    dataset = archived_dataset()
    for place in LayerFile.objects.filter(snapshot__dataset=dataset).select_related("file"):
        assert package_file(place.file).read_bytes() == FILES[place.path]
        extension = {"oxygen.csv": "csv", "docs/Report.PDF": "pdf"}[place.path]
        assert place.file.archived_name == f"{place.file.number}.{extension}-{today()}"


def test_drafts_are_dropped_once_the_package_is_sealed(archive: Path) -> None:
    frozen_dataset()
    delivery = freeze()
    drafts = archive / "storage" / "drafts"
    assert len(list(drafts.iterdir())) == 2
    run_delivery(delivery_id=delivery.pk)
    assert list(drafts.iterdir()) == []
    assert set(DataFile.objects.values_list("draft_path", flat=True)) == {""}


def test_a_file_placed_twice_is_archived_once(archive: Path) -> None:
    dataset = make_draft(make_person("alice"), files=FILES)
    place = DraftFile.objects.get(path="oxygen.csv")
    DraftFile.objects.create(dataset=dataset, file=place.file, path="again.csv", position=9)
    submit_dataset(dataset_key=dataset.key, actor=Person.objects.get(), agreement=accept_in_force("en"))
    accept(dataset, make_moderator("marie"))
    run_everything_due()
    assert held() == []
    layer = read_layer(bytes(Snapshot.objects.get().document))
    names = {file.path: file.archived_name for file in layer.files}
    assert names["again.csv"] == names["oxygen.csv"]
    assert len([path for path in package_of(dataset).iterdir() if ".csv-" in path.name]) == 1


def test_a_worker_that_stopped_before_its_commit_finds_its_work_done(archive: Path) -> None:
    dataset = frozen_dataset()
    delivery = freeze()
    stop_before_the_commit(delivery.pk, write_package)
    assert not Archiving.objects.exists()
    assert not LifecycleEvent.objects.filter(type="package.sealed").exists()
    assert len(list((archive / "storage" / "drafts").iterdir())) == 2, "the drafts are still needed"
    before = tree(archive / "archive")
    assert run_delivery(delivery_id=delivery.pk)
    assert tree(archive / "archive") == before
    assert validate_package(package_of(dataset), seal=Archiving.objects.get(dataset=dataset).seal) == ()
    run_everything_due()
    assert held() == []


def test_a_draft_changed_on_the_disk_is_held_with_the_reason(archive: Path) -> None:
    frozen_dataset()
    delivery = freeze()
    draft = next((archive / "storage" / "drafts").iterdir())
    draft.write_bytes(b"not what was hashed when it arrived")
    run_delivery(delivery_id=delivery.pk)
    (reason,) = held()
    assert draft.name in reason
    assert "it is not archived" in reason
    assert not package_of_any(archive)


def package_of_any(archive: Path) -> list[Path]:
    return [path for path in (archive / "archive").iterdir() if not path.name.startswith(".")]


def test_a_file_that_is_not_sealed_yet_has_no_place_in_the_archive(archive: Path) -> None:
    frozen_dataset()
    with pytest.raises(PermanentFailure) as refused:
        package_file(DataFile.objects.all()[0])
    assert refused.value.code == "not-archived"
