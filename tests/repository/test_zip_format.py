"""The archives we write are read whole by others, and are as long as was said before the first byte."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.zip_format import CutShort, Member, length_of, zip_stream

DAY = date(2026, 3, 5)
BLOCK = bytes(1 << 20)

contents = st.dictionaries(
    st.text(st.characters(blacklist_characters="\0\\", blacklist_categories=["Cs"]), min_size=1, max_size=40),
    st.binary(max_size=300),
    max_size=6,
)


def member(path: str, content: bytes) -> Member:
    """A file in memory, given in two pieces."""
    half = len(content) // 2
    return Member(path, len(content), lambda: (content[:half], content[half:]))


def archived(members: Sequence[Member]) -> zipfile.ZipFile:
    """The archive as Python reads it, after its length was checked."""
    whole = b"".join(zip_stream(members, DAY))
    assert len(whole) == length_of(members, DAY)
    return zipfile.ZipFile(io.BytesIO(whole))


@given(contents)
def test_any_files_come_back_as_they_were_under_their_names(files: dict[str, bytes]) -> None:
    with archived([member(path, content) for path, content in files.items()]) as found:
        assert {entry.filename: found.read(entry) for entry in found.infolist()} == files
        assert all(entry.date_time == (2026, 3, 5, 0, 0, 0) for entry in found.infolist())


def test_the_same_files_give_the_same_archive() -> None:
    members = [member("a.csv", b"1,2\n"), member("données/β.nc", b"CDF\x01")]
    assert list(zip_stream(members, DAY)) == list(zip_stream(members, DAY))


def test_more_files_than_the_old_format_counts_are_all_listed() -> None:
    with archived([member(f"{number}.csv", b"1") for number in range(70_000)]) as found:
        assert len(found.namelist()) == 70_000
        assert found.read("69999.csv") == b"1"


@pytest.mark.parametrize("content", [b"short", b"much too long"])
def test_a_file_that_changed_its_length_ends_the_archive(content: bytes) -> None:
    with pytest.raises(CutShort, match="of 10"):
        list(zip_stream([Member("a.bin", 10, lambda: (content,))], DAY))


def zeros(count: int) -> Iterator[bytes]:
    """That many megabytes of nothing."""
    return (BLOCK for _number in range(count))


@pytest.mark.slow
def test_files_of_gigabytes_and_what_follows_them_are_found(tmp_path: Path) -> None:
    big, place = 4_100, tmp_path / "big.zip"
    members = [Member("big.bin", big << 20, lambda: zeros(big)), member("after.csv", b"1,2\n")]
    with place.open("wb") as target:
        for block in zip_stream(members, DAY):
            if block is BLOCK:
                target.seek(len(block), 1)
            else:
                target.write(block)
    assert place.stat().st_size == length_of(members, DAY)
    with zipfile.ZipFile(place) as found:
        assert [entry.file_size for entry in found.infolist()] == [big << 20, 4]
        assert found.read("after.csv") == b"1,2\n"
        with found.open("big.bin") as stream:
            assert stream.read(10) == bytes(10)
