"""MiniSEED of both versions says which stations measured, from when to when, and how often; never a place."""

import random
import struct
from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.seismic import miniseed as seismic_miniseed
from tests.repository.inspection.truth_other import codes_of, errors_in_record, fields_of


def version2(
    *,
    codes: tuple[str, str, str, str] = ("FR", "BRST", "00", "HHZ"),
    begin: tuple[int, int, int, int, int, int] = (2019, 102, 23, 59, 59, 0),
    samples: int = 201,
    rate: tuple[int, int] = (100, 1),
    order: str = ">",
    exact: float = 0.0,
    correction: int = 0,
) -> bytes:
    """One record of 512 bytes; ``begin``: year, day of year, hour, minute, second, ten-thousandths."""
    network, station, location, channel = codes
    head = f"000001D {station:<5}{location:<2}{channel:<3}{network:<2}".encode()
    head += struct.pack(f"{order}HHBBBxH", *begin) + struct.pack(f"{order}Hhh", samples, *rate)
    head += struct.pack(f"{order}BBBBiHH", 0, 0, 0, 1, correction, 64, 48)
    following = 56 if exact else 0
    head += struct.pack(f"{order}HHBBBx", 1000, following, 11, order == ">", 9)
    if exact:
        head += struct.pack(f"{order}HHfxxxx", 100, 0, exact)
    return head.ljust(512, b"\0")


def version3(*, source: str = "FDSN:FR_BRST_00_H_H_Z", rate: float = 100.0, samples: int = 201) -> bytes:
    head = b"MS\x03\x00" + struct.pack("<IHHBBBB", 500, 2019, 102, 23, 59, 59, 11)
    head += struct.pack("<dIIBBHI", rate, samples, 0, 1, len(source), 2, 40)
    return head + source.encode() + b"{}" + b"\0" * 40


def read(tmp_path: Path, content: bytes) -> Reading:
    path = tmp_path / "a.mseed"
    path.write_bytes(content)
    reading = seismic_miniseed.read(path, name="a.mseed")
    assert errors_in_record(reading) == []
    return reading


@pytest.mark.parametrize("record", [version2(), version2(order="<"), version3()])
def test_a_record_says_who_when_and_how_often(tmp_path: Path, record: bytes) -> None:
    reading = read(tmp_path, record)
    assert fields_of(reading) == {
        "time/periods": [{"begin": "2019-04-12", "end": "2019-04-13"}],
        "temporal_resolution": {"duration": "PT0.01S"},
        "platforms": [{"name": "FR.BRST"}],
        "topics": ["geoscientificInformation"],
    }
    assert reading.facts["channels"] == ["FR.BRST.00.HHZ"]
    assert reading.facts["samples"] == 201


@pytest.mark.parametrize(
    ("rate", "duration"),
    [((20, 1), "PT0.05S"), ((-10, 1), "PT10S"), ((1, -60), "PT60S"), ((-2, -30), "PT60S"), ((3, 1), None)],
)
def test_the_rate_is_read_as_the_manual_says(tmp_path: Path, rate: tuple[int, int], duration: str | None) -> None:
    found = fields_of(read(tmp_path, version2(rate=rate))).get("temporal_resolution")
    assert found == ({"duration": duration} if duration else None)


def test_the_exact_rate_wins(tmp_path: Path) -> None:
    assert fields_of(read(tmp_path, version2(exact=50.0)))["temporal_resolution"] == {"duration": "PT0.02S"}


def test_the_correction_of_the_clock_is_added(tmp_path: Path) -> None:
    reading = read(tmp_path, version2(begin=(2019, 1, 0, 0, 0, 0), correction=-5_000, samples=1))
    assert reading.facts["begin"] == "2018-12-31T23:59:59.500000"


def test_several_stations_and_rates_are_told_apart(tmp_path: Path) -> None:
    slow = version2(codes=("FR", "BRST", "", "LHZ"), rate=(1, 1))
    reading = read(tmp_path, version2() + slow + version2(codes=("G", "ATD", "00", "HHZ"), begin=(2020, 1, 0, 0, 0, 0)))
    assert fields_of(reading)["platforms"] == [{"name": "FR.BRST"}, {"name": "G.ATD"}]
    assert "temporal_resolution" not in fields_of(reading)
    assert fields_of(reading)["time/periods"] == [{"begin": "2019-04-12", "end": "2020-01-01"}]


def test_a_station_without_name_is_not_invented(tmp_path: Path) -> None:
    reading = read(tmp_path, version2(codes=("", "", "", "HHZ")))
    assert "platforms" not in fields_of(reading)
    assert codes_of(reading) == ["miniseed-without-station"]


def test_a_cut_file_proposes_no_period(tmp_path: Path) -> None:
    reading = read(tmp_path, version2() + version2()[:300])
    assert codes_of(reading) == ["miniseed-damaged"]
    assert "time/periods" not in fields_of(reading)
    assert "byte 512" in reading.problems[0].english


@pytest.mark.parametrize("content", [b"", b"000001D ", b"000001D " + b"\xff" * 504, b"MS\x03", b"x" * 512])
def test_what_is_no_miniseed_is_unreadable(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content)
    assert caught.value.problem.code == "miniseed-unreadable"


def test_bytes_changed_at_random_never_break_the_reader(tmp_path: Path) -> None:
    chance = random.Random(11)
    for whole in (version2() * 2, version3() * 2):
        for _ in range(400):
            changed = bytearray(whole)
            for _ in range(4):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            try:
                read(tmp_path, bytes(changed))
            except Unreadable:
                continue
