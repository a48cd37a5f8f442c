"""What stands on the disk before what: a power cut finds no name without its bytes, no manifest without its files."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.aip.writer import PackageWriter
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.kill_points import tree
from tests.packages.good_package import SUFFIX, first_archiving, second_layer


class Journal:
    """The renames and fsyncs of a run, in their order, by path."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.entries: list[tuple[str, str]] = []
        rename, fsync = os.rename, os.fsync

        def renamed(source: Any, target: Any) -> None:
            rename(source, target)
            self.entries.append(("rename", f"{source} -> {target}"))

        def synced(descriptor: int) -> None:
            fsync(descriptor)
            self.entries.append(("fsync", str(Path(f"/proc/self/fd/{descriptor}").readlink())))

        patch.setattr(os, "rename", renamed)
        patch.setattr(os, "fsync", synced)

    def first(self, operation: str, ending: str) -> int:
        """Where an entry with this ending stands first."""
        return next(
            place for place, (name, path) in enumerate(self.entries) if name == operation and path.endswith(ending)
        )

    def last(self, operation: str, ending: str) -> int:
        return len(self.entries) - 1 - Journal.first(self._reversed(), operation, ending)

    def _reversed(self) -> "Journal":
        turned = Journal.__new__(Journal)
        turned.entries = self.entries[::-1]
        return turned


def test_every_file_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archiving = first_archiving(tmp_path / "drafts")
    journal = Journal(monkeypatch)
    sealed = PackageWriter(tmp_path / "archive", SUFFIX).create(archiving)
    for name in sealed.added:
        assert journal.first("fsync", f"{name}.part") < journal.first("rename", f"/{name}")


def test_a_new_package_gets_its_name_when_all_of_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archiving = first_archiving(tmp_path / "drafts")
    journal = Journal(monkeypatch)
    sealed = PackageWriter(tmp_path / "archive", SUFFIX).create(archiving)
    placed = journal.first("rename", f"/archive/{SUFFIX}")
    stage = str(next(path for name, path in journal.entries if "/.incoming/" in path and name == "fsync"))
    assert journal.last("rename", f"/{sealed.seal.name}") < placed
    assert journal.entries[placed - 1][0] == "fsync"
    assert journal.entries[placed - 1][1].startswith(stage.rpartition("/")[0])
    assert placed < journal.last("fsync", "/archive"), "the new name is on the disk before the archiving ends"


def test_the_manifest_of_a_later_archiving_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    seal = writer.create(first_archiving(tmp_path / "drafts")).seal
    archiving = second_layer(tmp_path / "drafts")
    journal = Journal(monkeypatch)
    added = writer.extend(archiving, after=seal).added
    *files, manifest = [journal.first("rename", f"/{SUFFIX}/{name}") for name in added]
    synced = [
        place for place, entry in enumerate(journal.entries) if entry == ("fsync", f"{tmp_path}/archive/{SUFFIX}")
    ]
    assert any(max(files) < place < manifest for place in synced), "the files are on the disk before their manifest"
    assert any(manifest < place for place in synced)


FAILURES = {
    errno.ENOSPC: (TransientFailure, "disk-full"),
    errno.EDQUOT: (TransientFailure, "disk-full"),
    errno.EIO: (TransientFailure, "disk-failed"),
    errno.EROFS: (PermanentFailure, "disk-refused"),
    errno.EACCES: (PermanentFailure, "disk-refused"),
}


@pytest.mark.parametrize("number", FAILURES)
@pytest.mark.parametrize("operation", ["write", "fsync"])
def test_a_disk_that_fails_says_so_and_the_archiving_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, number: int
) -> None:
    failure, code = FAILURES[number]
    archiving = first_archiving(tmp_path / "drafts")
    PackageWriter(tmp_path / "undisturbed", SUFFIX).create(archiving)
    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    with monkeypatch.context() as patch:
        patch.setattr(os, operation, failing(number))
        with pytest.raises(failure) as failed:
            writer.create(archiving)
    assert getattr(failed.value, "code", None) == code
    assert not (tmp_path / "archive" / SUFFIX).exists()
    assert list((tmp_path / "archive").rglob("*.part")) == []
    writer.create(archiving)
    assert tree(tmp_path / "archive") == tree(tmp_path / "undisturbed")


def failing(number: int) -> Callable[..., None]:
    def fail(*args: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail
