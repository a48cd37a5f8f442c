"""The file behind an upload: what counts after a kill and after the machine stopped, and a checksum that rests."""

import hashlib
import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from repository.uploads.tus import digest, growth
from repository.uploads.tus.digest import CAN_REST, RestingSha256
from repository.uploads.tus.growth import Growth, Known, boot_of_machine, held, settled_size
from repository.uploads.tus.inlet import Inlet
from repository.uploads.tus.refusals import SenderSilent, UploadBusy

MB = 1 << 20
DATA = random.Random(5).randbytes(40 * MB + 17)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "growing"


def grown(place: Path, known: Known, pieces: list[bytes], *, is_hashed: bool = True) -> tuple[Known, str]:
    """One PATCH: what is remembered after it, and the checksum of all."""
    with held(place) as hold:
        file = Growth(hold.descriptor, known, length=len(DATA), is_hashed=is_hashed)
        try:
            for piece in pieces:
                file.write(piece)
            return file.known(), file.sha256()
        finally:
            file.close()


@pytest.mark.parametrize(
    ("found", "recorded", "boot", "counts"),
    [
        (100, 40, "now", 100),  # a killed process: the kernel has what it was given
        (100, 40, "before", 40),  # the machine stopped: only what was brought to the disk
        (30, 40, "now", 30),  # the file was put back from a backup
        (900, 40, "now", 500),  # never more than was announced
    ],
)
def test_how_much_of_a_file_counts(found: int, recorded: int, boot: str, counts: int) -> None:
    assert settled_size(found, Known(offset=recorded, boot=boot), length=500, boot="now") == counts


def test_this_machine_can_lay_a_checksum_aside() -> None:
    assert CAN_REST


@pytest.mark.parametrize("cut", [0, 1, 63, 64, 65, 100_000])
def test_a_checksum_goes_on_from_its_state(cut: int) -> None:
    first = RestingSha256()
    first.update(DATA[:cut])
    second = RestingSha256(first.rest())
    second.update(memoryview(bytearray(DATA[cut : 3 * MB])))
    assert second.hexdigest() == hashlib.sha256(DATA[: 3 * MB]).hexdigest()
    assert first.hexdigest() == hashlib.sha256(DATA[:cut]).hexdigest()


def test_no_byte_is_hashed_twice_over_many_requests(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []

    class Counting(RestingSha256):
        def update(self, data: memoryview | bytes, /) -> None:
            taken.append(len(data))
            super().update(data)

    monkeypatch.setattr(growth, "RestingSha256", Counting)
    known, sha256 = Known(), ""
    for start in range(0, len(DATA), 7 * MB):
        known, sha256 = grown(place, known, [DATA[start : start + 7 * MB]])
    assert sha256 == hashlib.sha256(DATA).hexdigest()
    assert sum(taken) == len(DATA)


def test_after_a_kill_only_what_the_state_lost_is_hashed_again(place: Path) -> None:
    known, _sha256 = grown(place, Known(), [DATA[: 8 * MB]])
    with place.open("ab") as killed:
        killed.write(DATA[8 * MB : 11 * MB])
    after, sha256 = grown(place, known, [DATA[11 * MB :]])
    assert after.offset == len(DATA)
    assert sha256 == hashlib.sha256(DATA).hexdigest()


def test_after_the_machine_stopped_what_was_not_sure_is_dropped(place: Path) -> None:
    known, _sha256 = grown(place, Known(), [DATA[: 8 * MB]])
    with place.open("ab") as lost:
        lost.write(bytes(MB))
    before = Known(known.offset, known.hashed, known.state, "another run of the machine")
    after, sha256 = grown(place, before, [DATA[8 * MB :]])
    assert sha256 == hashlib.sha256(DATA).hexdigest()
    assert after.boot == boot_of_machine()


@pytest.mark.parametrize("why", ["a part", "no library"])
def test_without_a_state_the_whole_is_hashed_once_at_the_end(
    place: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setattr(growth, "CAN_REST", why == "a part")
    known, _sha256 = grown(place, Known(), [DATA[: 8 * MB]], is_hashed=why != "a part")
    assert known.state == b""
    _after, sha256 = grown(place, known, [DATA[8 * MB :]], is_hashed=why != "a part")
    assert sha256 == hashlib.sha256(DATA).hexdigest()


def test_what_is_taken_back_is_neither_in_the_file_nor_in_the_checksum(place: Path) -> None:
    with held(place) as hold:
        file = Growth(hold.descriptor, Known(), length=len(DATA))
        file.write(DATA[:MB])
        before = file.known()
        file.write(bytes(20 * MB))
        file.take_back(before)
        file.write(DATA[MB:])
        assert file.sha256() == hashlib.sha256(DATA).hexdigest()
        file.close()
    assert place.stat().st_size == len(DATA)


def test_one_holds_a_file_at_a_time(place: Path) -> None:
    with held(place), pytest.raises(UploadBusy), held(place):
        pass
    with held(place):
        pass


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_a_sender_who_falls_silent_is_let_go(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    inlet, silent = Inlet(lambda size: os.read(reading, size), silence_s=0.2), threading.Event()
    inlet.on_silence = silent.set
    os.write(writing, b"said")
    blocks = iter(inlet)
    assert next(blocks) == b"said"
    threading.Timer(1.0, lambda: os.write(writing, b"late")).start()
    assert not silent.is_set()
    assert next(blocks) == b"late"
    assert silent.is_set()


def test_what_was_let_go_of_is_written_by_the_next_and_by_nobody_else(place: Path) -> None:
    with held(place) as hold:
        os.write(hold.descriptor, b"promised")
        hold.let_go(back_to=4)
        with held(place):
            assert place.read_bytes() == b"prom"
        with pytest.raises(SenderSilent), hold.kept():
            pass


def test_a_connection_that_breaks_is_the_end() -> None:
    def breaks(_size: int) -> bytes:
        raise OSError("connection reset by peer")

    assert list(Inlet(breaks)) == []


def test_a_library_that_counts_otherwise_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest.RestingSha256, "hexdigest", lambda self: "00" * 32)
    assert not digest._agrees()
