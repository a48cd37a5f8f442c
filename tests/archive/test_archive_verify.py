"""`archive_verify` finds every damage and says where."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.models import Replica
from archive.stores.base import ReplicaDamaged
from archive.stores.posix import PosixStore
from repository.models import Dataset
from tests.archive.road import archived_dataset, package_of, publish
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dataset(archive: Path) -> Dataset:
    return archived_dataset()


def verify(*arguments: str) -> tuple[int, str]:
    """(exit status, standard output)."""
    out = StringIO()
    try:
        call_command("archive_verify", *arguments, stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def csv_in(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if ".csv-" in path.name)


def damage(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"10", b"01"))


def test_a_sound_archive_ends_with_status_0(dataset: Dataset) -> None:
    assert verify() == (0, "3 packages and copies read, 0 faults.\n")


def test_an_empty_archive_is_sound(archive: Path, db: None) -> None:
    assert verify() == (0, "0 packages and copies read, 0 faults.\n")


def test_damage_in_the_archive_is_one_line_and_status_1(dataset: Dataset) -> None:
    file = csv_in(package_of(dataset))
    damage(file)
    status, text = verify()
    assert status == 1
    first, last = text.splitlines()
    assert first.startswith(f"archive {dataset.suffix}/{file.name}: changed-hash: ")
    assert last == "3 packages and copies read, 1 faults."


def test_damage_loss_and_strangers_in_a_copy_are_found(dataset: Dataset, archive: Path) -> None:
    copy = archive / "second" / dataset.suffix
    damage(csv_in(copy))
    lost = next(path for path in copy.iterdir() if ".pdf-" in path.name)
    lost.unlink()
    (copy / "99.nc-2026-03-05").write_bytes(b"x")
    status, text = verify("--json")
    assert status == 1
    answer = json.loads(text)
    assert {(fault["place"], fault["name"], fault["code"]) for fault in answer["faults"]} == {
        ("second", csv_in(copy).name, "changed-hash"),
        ("second", lost.name, "missing-file"),
        ("second", "99.nc-2026-03-05", "extra-file"),
    }
    assert {check["place"] for check in answer["checked"]} == {"archive", "second", "third"}


def test_a_copy_of_which_one_resource_of_a_zone_is_damaged_has_changed_and_is_not_unreadable(
    dataset: Dataset, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = csv_in(archive / "second" / dataset.suffix)
    real = PosixStore.sha256_of

    def read(self: PosixStore, package: str, name: str, **options: Any) -> str:
        if name == file.name:
            raise ReplicaDamaged("The resource tape holds other bytes.")
        return real(self, package, name, **options)

    monkeypatch.setattr(PosixStore, "sha256_of", read)
    status, text = verify("--replica", "second")
    assert status == 1
    assert text.startswith(f"second {dataset.suffix}/{file.name}: changed-hash: ")
    assert "The resource tape holds other bytes." in text


def test_a_package_that_is_gone_is_found_in_every_place(dataset: Dataset, archive: Path) -> None:
    for place in ("archive", "second"):
        (archive / place / dataset.suffix).rename(archive / f"gone from {place}")
    status, text = verify("--json")
    assert status == 1
    assert {(fault["place"], fault["code"]) for fault in json.loads(text)["faults"]} == {
        ("archive", "no-package"),
        ("second", "no-package"),
    }


def test_a_copy_is_proved_by_its_own_manifest_where_the_archive_is_lost(dataset: Dataset, archive: Path) -> None:
    (archive / "archive" / dataset.suffix).rename(archive / "gone")
    assert verify("--replica", "second") == (0, "1 packages and copies read, 0 faults.\n")
    manifest = next((archive / "second" / dataset.suffix).glob("manifest-*"))
    damage(manifest)
    manifest.write_bytes(manifest.read_bytes() + b"x")
    status, text = verify("--replica", "second")
    assert status == 1
    assert "no-manifest" in text


def test_a_manifest_swapped_for_another_sound_one_is_found(dataset: Dataset) -> None:
    """Somebody changes a file and writes a manifest that agrees: only the database knows better."""
    package = package_of(dataset)
    manifest = next(package.glob("manifest-*"))
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b"  ", b" *"))
    status, text = verify("--dataset", dataset.suffix)
    assert status == 1
    assert "wrong-seal" in text


def test_one_dataset_or_one_store_can_be_asked_for(dataset: Dataset, archive: Path) -> None:
    damage(csv_in(archive / "third" / dataset.suffix))
    assert verify("--replica", "second")[0] == 0
    assert verify("--replica", "third")[0] == 1
    assert verify("--dataset", dataset.suffix, "--replica", "third")[0] == 1


@pytest.mark.parametrize("arguments", [["--dataset", "1"], ["--replica", "fourth"]])
def test_what_does_not_exist_is_a_wrong_call(dataset: Dataset, arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("archive_verify", *arguments)
    assert refused.value.returncode == 2


def test_a_copy_that_has_begun_to_receive_the_next_archiving_is_sound(dataset: Dataset, archive: Path) -> None:
    publish(dataset)
    run_everything_due()
    Replica.objects.filter(store="second", archiving__kind="events").update(state="copying", verified_at=None)
    assert verify("--replica", "second")[0] == 0


def test_synthetic_datasets_are_left_out(dataset: Dataset) -> None:
    damage(csv_in(package_of(dataset)))
    Dataset.objects.filter(pk=dataset.pk).update(is_synthetic=True)
    assert verify() == (0, "0 packages and copies read, 0 faults.\n")
