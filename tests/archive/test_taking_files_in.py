"""A draft's bytes come into a package as a file of its own, and only if they are what was hashed before."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch, check_source, copy_unproved, take_file

BYTES = b"sediment" * 100_000
SHA256 = sha256_of_bytes(BYTES)
Copy = Callable[[Path, Path], None]


def taken(source: Path, target: Path) -> None:
    take_file(source, target, sha256=SHA256)


ways = pytest.mark.parametrize("copy", [taken, copy_unproved])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "71230"
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "package").mkdir()
    return tmp_path / "package" / "71230.nc-2026-03-05"


@ways
def test_the_new_file_is_whole_read_only_and_no_link(draft: Path, target: Path, copy: Copy) -> None:
    copy(draft, target)
    status = target.stat()
    assert target.read_bytes() == BYTES
    assert stat.S_IMODE(status.st_mode) == 0o444
    assert status.st_nlink == 1
    assert status.st_ino != draft.stat().st_ino
    assert draft.read_bytes() == BYTES


def test_other_bytes_are_refused_and_leave_nothing(draft: Path, target: Path) -> None:
    draft.write_bytes(b"other" + BYTES[5:])
    with pytest.raises(FixityMismatch, match="is not archived"):
        taken(draft, target)
    assert not list(target.parent.iterdir())
    with pytest.raises(FixityMismatch, match="is not archived"):
        check_source(draft, SHA256)


@ways
def test_what_a_stop_left_half_done_is_begun_again(draft: Path, target: Path, copy: Copy) -> None:
    target.with_name(f"{target.name}.part").write_bytes(b"half")
    copy(draft, target)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_copy_that_must_rot_apart_shares_no_block(draft: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> int:
        raise AssertionError("a file system with clones would share blocks here")

    monkeypatch.setattr(os, "copy_file_range", refuse)
    copy_unproved(draft, target)
    assert target.read_bytes() == BYTES
