"""A dataset on the road to a folder and a bucket: both hold its package, and an audit finds what goes wrong in each."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.models import Replica, ReplicaState
from archive.queries import package_progress
from archive.services.fixity import audit_archive
from repository.models import Dataset, Publication
from tests.archive.road import archived_dataset, held, package_of
from tests.archive.stores.bucket_kind import BucketKind
from tests.archive.stores.kinds import Trouble
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(archive: Path, bucket_kind: BucketKind, settings: Settings) -> BucketKind:
    """The bucket beside the folder ``second``, in another place; one copy in each place is asked for."""
    settings.ARCHIVE_REPLICAS = {"second": (archive / "second").as_uri(), "far": bucket_kind.url}
    settings.ARCHIVE_REPLICA_PLACES = {"second": "Brest", "far": "Bergen"}
    settings.ARCHIVE_PLACES_BEFORE_PUBLIC = 2
    return bucket_kind


def found(dataset: Dataset) -> list[str]:
    return [str(finding) for finding in audit_archive(suffix=dataset.suffix).findings]


def test_a_package_lies_in_the_bucket_as_it_lies_here_and_proves_itself(far: BucketKind, tmp_path: Path) -> None:
    dataset = archived_dataset()
    here = {path.name: path.read_bytes() for path in package_of(dataset).iterdir()}
    assert far.places() == {f"{dataset.suffix}/{name}" for name in here}
    progress = package_progress(Publication.objects.get())
    assert (progress.copies_verified, progress.places_verified, progress.is_replicated) == (2, 2, True)
    assert found(dataset) == []
    fetched = tmp_path / "fetched"
    fetched.mkdir()
    for name in here:
        (fetched / name).write_bytes(far.read(f"{dataset.suffix}/{name}") or b"")
    newest = max(name for name in here if name.startswith("manifest"))
    done = subprocess.run(["sha256sum", "-c", "--quiet", newest], cwd=fetched, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_audit_names_what_is_wrong_in_the_bucket_and_in_no_other_place(far: BucketKind) -> None:
    dataset = archived_dataset()
    data, record = (next(place for place in sorted(far.places()) if part in place) for part in (".csv-", "/record"))
    content = far.read(data) or b""
    far.write(data, content[:-1] + bytes([content[-1] ^ 1]))
    far.remove(record)
    assert sorted(line.split(": ")[1] for line in found(dataset)) == ["changed-hash", "missing-file"]
    assert all(line.startswith("far ") for line in found(dataset))
    with far.trouble(Trouble.AWAY):
        (line,) = found(dataset)
    assert "does not answer as it should (EndpointConnectionError)" in line


def test_a_bucket_that_refuses_holds_its_copy_and_the_folder_gets_its_own(far: BucketKind) -> None:
    with far.trouble(Trouble.REFUSES):
        archived_dataset()
    states = dict(Replica.objects.values_list("store", "state"))
    assert states == {"second": ReplicaState.VERIFIED, "far": ReplicaState.FAILED}
    (reason,) = held()
    assert "does not let us in" in reason
    assert not package_progress(Publication.objects.get()).is_replicated


def test_a_bucket_that_is_away_for_a_while_gets_its_copy_later(far: BucketKind) -> None:
    with far.trouble(Trouble.AWAY):
        archived_dataset()
        assert not package_progress(Publication.objects.get()).is_replicated
        assert held() == []
    run_everything_due(ahead=timedelta(hours=2))
    assert package_progress(Publication.objects.get()).is_replicated
