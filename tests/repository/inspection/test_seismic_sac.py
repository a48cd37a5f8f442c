"""A SAC waveform says what its header was really given, and nothing of the marks that stand for "not set"."""

import struct
from pathlib import Path

import pytest

from repository.inspection.reading import Reading, Unreadable
from repository.inspection.seismic import sac as seismic_sac
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of


def waveform(
    *,
    order: str = "<",
    place: tuple[float, float] = (48.39, -4.49),
    when: tuple[int, int, int, int, int, int] = (2019, 102, 23, 59, 0, 0),
    offsets: tuple[float, float] = (0.0, 120.0),
    names: tuple[str, str] = ("FR", "BRST"),
    samples: int = 50,
    kind: int = 1,
) -> bytes:
    """``place``: latitude, longitude; ``when``: year, day of year, hour, minute, second, millisecond."""
    numbers, wholes, texts = [-12345.0] * 70, [-12345] * 40, bytearray(b"-12345  " * 24)
    numbers[0], numbers[5], numbers[6], numbers[31], numbers[32] = 0.05, *offsets, *place
    wholes[:6], wholes[6], wholes[9], wholes[15] = list(when), 6, samples, kind
    texts[0:8], texts[168:176] = names[1].ljust(8).encode(), names[0].ljust(8).encode()
    return struct.pack(f"{order}70f40i", *numbers, *wholes) + bytes(texts) + b"\0" * 4 * samples


def read(tmp_path: Path, content: bytes) -> Reading:
    path = tmp_path / "a.sac"
    path.write_bytes(content)
    reading = seismic_sac.read(path, name="a.sac")
    assert errors_in_record(reading) == []
    return reading


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_waveform_says_where_when_and_how_often(tmp_path: Path, order: str) -> None:
    assert fields_of(read(tmp_path, waveform(order=order))) == {
        "place/boxes": [{"west": -4.49, "south": 48.39, "east": -4.49, "north": 48.39}],
        "time/periods": [{"begin": "2019-04-12", "end": "2019-04-13"}],
        "temporal_resolution": {"duration": "PT0.05S"},
        "platforms": [{"name": "FR.BRST"}],
        "topics": ["geoscientificInformation"],
    }


def test_what_was_not_set_is_not_proposed(tmp_path: Path) -> None:
    bare = waveform(place=(-12345, -12345), when=(-12345,) * 6, names=("-12345", "-12345"))
    assert set(fields_of(read(tmp_path, bare))) == {"temporal_resolution", "topics"}
    assert fields_of(read(tmp_path, waveform(names=("-12345", "BRST"))))["platforms"] == [{"name": "BRST"}]


@pytest.mark.parametrize("place", [(0, 0), (95, 1), (1, 999), (float("nan"), 1), (float("inf"), 1)])
def test_a_position_that_is_none_gives_no_place(tmp_path: Path, place: tuple[float, float]) -> None:
    assert box_of(read(tmp_path, waveform(place=place))) is None


@pytest.mark.parametrize("when", [(2019, 400, 0, 0, 0, 0), (2019, 1, 25, 0, 0, 0), (0, 1, 0, 0, 0, 0)])
def test_a_time_that_is_none_gives_no_period(tmp_path: Path, when: tuple[int, int, int, int, int, int]) -> None:
    assert "time/periods" not in fields_of(read(tmp_path, waveform(when=when)))


def test_a_spectrum_has_no_period(tmp_path: Path) -> None:
    assert "time/periods" not in fields_of(read(tmp_path, waveform(kind=2)))


def test_a_cut_waveform_is_named_and_its_end_is_not_believed(tmp_path: Path) -> None:
    reading = read(tmp_path, waveform()[:-20])
    assert codes_of(reading) == ["sac-damaged"]
    assert "time/periods" not in fields_of(reading)


@pytest.mark.parametrize("content", [b"", b"\0" * 632, b"x" * 700, waveform()[:600]])
def test_what_is_no_waveform_is_unreadable(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content)
    assert caught.value.problem.code == "sac-unreadable"
