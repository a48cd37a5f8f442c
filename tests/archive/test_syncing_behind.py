"""A disk that is written meanwhile says what went wrong, and is asked no more once the block has ended."""

import errno
import os
from pathlib import Path
from threading import Event

import pytest

from archive.aip import durable
from archive.aip.durable import syncing_behind


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_BEHIND_S", 0.001)


def test_the_disk_is_asked_again_and_again_until_the_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, thrice = [], Event()

    def sync(folder: Path) -> None:
        asked.append(folder)
        if len(asked) == 3:
            thrice.set()

    monkeypatch.setattr(durable, "sync_file_system", sync)
    with syncing_behind(tmp_path):
        assert thrice.wait(30)
    assert set(asked) == {tmp_path}


def test_what_the_disk_said_meanwhile_is_raised_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel tells a lost write once: the next sync would find nothing wrong."""
    told = Event()

    def fail(folder: Path) -> None:
        told.set()
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    monkeypatch.setattr(durable, "sync_file_system", fail)
    with pytest.raises(OSError, match="Input/output error"), syncing_behind(tmp_path):
        assert told.wait(30)


def test_a_failure_of_the_block_itself_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "sync_file_system", lambda _folder: None)
    with pytest.raises(ValueError, match="of the block"), syncing_behind(tmp_path):
        raise ValueError("of the block")
