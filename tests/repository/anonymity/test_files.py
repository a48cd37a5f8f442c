"""Names in the bytes of files, in whatever is compressed in them, and what is said where not all was seen."""

import bz2
import gzip
import io
import lzma
import os
import time
import zipfile
import zlib
from pathlib import Path

import netCDF4
import numpy as np
import pytest

from repository.anonymity import looking
from repository.anonymity.looking import Look, look_at_name, look_at_reading, look_through
from repository.anonymity.names import Human, Known
from repository.anonymity.seeking import Seeker

SEEKER = Seeker(Known(humans=(Human("Marin", "Clara"), Human("Müller", "Jo"), Human("Li", "Wei")), phrases=("OOB",)))
NAMED = b"operator: Clara Marin\n"


def look(content: bytes) -> Look:
    """What is found in a file of this content."""
    return look_through(io.BytesIO(content), SEEKER)


def zipped(content: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as members:
        members.writestr("a.txt", content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        NAMED, b"# C. MARIN", "Müller".encode(), "MÜLLER".encode("latin-1"), "J. Mueller, Müller".encode("cp850"),
        "Clara Marin".encode("utf-16-le"), "Clara Marin".encode("utf-16-be"), b"M%C3%BCller", b"M\\u00fcller",
        b"Wei Li", b"institution: OOB", b"Q2xhcmEgTWFyaW4=", b"x" * 5_000_000 + NAMED, b"\0" * 9_000_000 + NAMED,
        b"y" * (4 * 1024 * 1024 - 10) + NAMED,
    ],
    ids=range(15),
)  # fmt: skip
def test_a_name_in_the_bytes_is_found_in_every_encoding(content: bytes) -> None:
    found = look(content)
    assert [tell.english for tell in found.tells][:1] == ["the content of the file"]


@pytest.mark.parametrize(
    "content",
    [
        b"head" + zlib.compress(NAMED * 9) + b"tail", gzip.compress(NAMED), zipped(NAMED * 9), bz2.compress(NAMED),
        lzma.compress(NAMED), zipped(zipped(NAMED * 9) + b"z" * 999), os.urandom(100_000) + zlib.compress(NAMED * 9),
    ],
    ids=["zlib", "gzip", "zip", "bzip2", "xz", "zip in zip", "behind noise"],
)  # fmt: skip
def test_a_name_in_a_compressed_part_is_found(content: bytes) -> None:
    assert "a compressed part of the file" in {tell.english for tell in look(content).tells}


def test_netcdf_tells_by_attributes_and_by_compressed_columns(tmp_path: Path) -> None:
    for name, zlib_on in (("plain.nc", False), ("packed.nc", True)):
        with netCDF4.Dataset(tmp_path / name, "w") as data:
            data.createDimension("n", 4000)
            data.createDimension("letters", 11)
            column = data.createVariable("who", "S1", ("n", "letters"), zlib=zlib_on)
            column[:] = np.array([list("Clara Marin")] * 4000, "S1")
        assert look((tmp_path / name).read_bytes()).tells, name
    with netCDF4.Dataset(tmp_path / "attribute.nc", "w") as data:
        data.creator_name = "Clara Marin"
    assert look((tmp_path / "attribute.nc").read_bytes()).tells


@pytest.mark.parametrize(
    "content",
    [b"station,oxygen\nA1,251.2\n", b"marine lithium limits", b"", zipped(b"nobody"), b"PK\x03\x04", b"BZh91AY&SY"],
    ids=["table", "words", "nothing", "zip", "begun zip", "begun bzip2"],
)
def test_what_tells_nothing_is_clean_and_whole(content: bytes) -> None:
    assert look(content) == Look()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd"]
)
def test_what_cannot_be_looked_into_is_said_to_be_so(content: bytes) -> None:
    assert not look(content).is_whole


def test_a_member_closed_by_a_password_is_not_whole() -> None:
    closed = bytearray(zipped(b"nobody"))
    closed[6] |= 1
    assert not look(bytes(closed)).is_whole


def test_a_bomb_ends_soon_and_is_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "INFLATED_MOST", 20_000_000)
    bomb = zlib.compress(zlib.compress(b"\0" * 300_000_000, 9), 9)
    began = time.monotonic()
    assert not look(bomb).is_whole
    assert time.monotonic() - began < 30


def test_too_much_work_is_not_done_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "WORK", 10_000_000)
    assert not look(b"x" * 9_000_000).is_whole


def test_names_of_files_are_read_as_people_write_them() -> None:
    assert look_at_name("ctd/CruiseMarin2019.nc", SEEKER)[0].words == "Marin"
    assert look_at_name("m\u00fcller_jo.csv", SEEKER)
    assert look_at_name("marine/limits.csv", SEEKER) == []


def test_what_its_reader_found_is_told_with_its_place() -> None:
    place = {"english": "attribute `creator_name`", "french": "attribut `creator_name`"}
    creators = [{"kind": "person", "family": "Marin", "given": "Clara"}]
    reading = {"proposals": [{"field": "creators", "value": creators, "place": place}, {"field": "x", "value": 3}]}
    tells = look_at_reading(reading, SEEKER)
    assert [(tell.english, tell.words) for tell in tells] == [("attribute `creator_name`", "Clara Marin")]
    assert look_at_reading(None, SEEKER) == []


def test_people_whom_the_deposit_does_not_know_tell_too() -> None:
    place = {"english": "attribute `creator_name`", "french": "attribut `creator_name`"}
    reading = {"proposals": [{"field": "creators", "value": [{"family": "Nobody", "given": "Nell"}], "place": place}]}
    assert look_at_reading(reading, SEEKER)[0].words == "Nell Nobody"
    for content in (
        b"# contact nell@lab.example\n1,2\n",
        b"# 0000-0002-1825-0097\n",
        gzip.compress(b"nell@lab.example"),
    ):
        assert look(content).tells, content
    assert look(b"1,2\n" * 500_000 + b"nell@lab.example") == Look(), "only where files say who made them"
