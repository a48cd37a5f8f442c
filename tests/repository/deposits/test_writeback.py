"""Bytes go to the disk while more are coming: every byte once, in order, and what is written stays what it was."""

import hashlib
import os
from pathlib import Path

import pytest

from archive.aip.durable import copy_file
from repository.uploads import writeback
from repository.uploads.arrivals import receive
from repository.uploads.writeback import STEP, Writeback

MB = 1 << 20


def test_the_kernel_is_asked_for_every_byte_once_and_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(writeback, "_begin", lambda _descriptor, start, count: asked.append((start, count)))
    progress = Writeback(0)
    for _block in range(40):
        progress.wrote(MB)
    assert asked == [(0, STEP), (STEP, STEP)]


def test_a_place_that_takes_no_such_request_is_left_alone() -> None:
    reading, writing = os.pipe()
    Writeback(writing).wrote(2 * STEP)
    os.close(reading)
    os.close(writing)


def test_what_is_received_and_copied_meanwhile_is_what_was_sent(tmp_path: Path) -> None:
    blocks = [bytes([number]) * MB for number in range(40)]
    received = receive("a.bin", iter(blocks), most=100 * MB)
    assert received.place.read_bytes() == b"".join(blocks)
    assert received.sha256 == hashlib.sha256(b"".join(blocks)).hexdigest()
    copy_file(received.place, tmp_path / "copy", sha256=received.sha256)
    assert (tmp_path / "copy").read_bytes() == received.place.read_bytes()
    received.close()
