"""GRIB of both editions gives the box of its grids, when its fields are valid, and parameters by their tables."""

import random
from pathlib import Path

import pytest

from repository.inspection import grib
from repository.inspection.reading import Reading, Unreadable
from tests.repository.inspection.made_gribs import edition1, edition2
from tests.repository.inspection.truth_other import box_of, codes_of, errors_in_record, fields_of


def read(tmp_path: Path, content: bytes) -> Reading:
    path = tmp_path / "a.grib"
    path.write_bytes(content)
    reading = grib.read(path, name="a.grib")
    assert errors_in_record(reading) == []
    return reading


def test_a_field_of_edition_1_says_where_when_and_what(tmp_path: Path) -> None:
    reading = read(tmp_path, edition1())
    assert reading.format == "GRIB 1"
    assert fields_of(reading) == {
        "place/boxes": [{"west": -5.0, "south": 40.0, "east": 5.0, "north": 50.0}],
        "spatial_resolution": [{"distance": 1.0, "unit": "degree"}],
        "time/periods": [{"begin": "2019-04-12", "end": "2019-04-12"}],
        "variables": [{"name": "Temperature", "unit": "K"}],
    }


def test_a_field_of_edition_2_says_where_when_and_what(tmp_path: Path) -> None:
    reading = read(tmp_path, edition2())
    assert reading.format == "GRIB 2"
    assert fields_of(reading) == {
        "place/boxes": [{"west": -180.0, "south": -90.0, "east": 180.0, "north": 90.0}],
        "spatial_resolution": [{"distance": 1.0, "unit": "degree"}],
        "time/periods": [{"begin": "2022-01-01", "end": "2022-01-01"}],
        "variables": [{"name": "Temperature", "unit": "K"}],
        "topics": ["climatologyMeteorologyAtmosphere"],
    }


@pytest.mark.parametrize(
    ("first", "last", "shape", "box"),
    [
        ((10, 170), (-10, 190), (21, 21), (170, -10, -170, 10)),
        ((10, 350), (0, 10), (21, 11), (-10, 0, 10, 10)),
        ((10, -180), (-10, 179), (360, 21), (-180, -10, 180, 10)),
        ((51, 7), (51, 7), (1, 1), (7, 51, 7, 51)),
        ((-10, 0), (10, 355), (72, 5), (-180, -10, 180, 10)),
    ],
)
def test_grids_close_around_the_earth_and_cross_the_antimeridian(
    tmp_path: Path,
    first: tuple[float, float],
    last: tuple[float, float],
    shape: tuple[int, int],
    box: tuple[float, ...],
) -> None:
    assert box_of(read(tmp_path, edition1(first=first, last=last, shape=shape))) == box
    assert box_of(read(tmp_path, edition2(first=first, last=last, shape=shape))) == box


@pytest.mark.parametrize(
    ("time", "period"),
    [
        ((1, 18, 0, 0), ("2019-04-13", "2019-04-13")),
        ((1, 0, 24, 4), ("2019-04-12", "2019-04-13")),
        ((2, 1, 0, 0), ("2019-04-13", "2019-04-13")),
        ((3, 1, 0, 0), ("2019-05-12", "2019-05-12")),
        ((1, 2, 232, 10), ("2019-05-13", "2019-05-13")),
        ((1, 9, 0, 1), ("2019-04-12", "2019-04-12")),
    ],
)
def test_the_period_is_when_the_field_is_valid(
    tmp_path: Path, time: tuple[int, int, int, int], period: tuple[str, str]
) -> None:
    found = fields_of(read(tmp_path, edition1(time=time)))["time/periods"]
    assert found == [{"begin": period[0], "end": period[1]}]


def test_an_interval_of_edition_2_ends_where_it_says(tmp_path: Path) -> None:
    reading = read(tmp_path, edition2(hours=0, until=(2022, 1, 31, 0, 0, 0)))
    assert fields_of(reading)["time/periods"] == [{"begin": "2021-12-31", "end": "2022-01-31"}]


def test_a_time_that_is_not_understood_gives_no_period(tmp_path: Path) -> None:
    assert "time/periods" not in fields_of(read(tmp_path, edition1() + edition1(time=(1, 0, 0, 123))))


def test_many_messages_are_one_answer_whatever_lies_between(tmp_path: Path) -> None:
    content = edition1() + b"\0" * 1_000 + edition1(parameter=52, when=(2019, 5, 1, 0)) + b"\r\r\n" + edition2()
    reading = read(tmp_path, content)
    assert reading.format == "GRIB 1 + 2"
    assert fields_of(reading)["time/periods"] == [{"begin": "2019-04-12", "end": "2022-01-01"}]
    assert [each["name"] for each in fields_of(reading)["variables"]] == ["Temperature", "Relative humidity"]
    assert reading.facts["fields"] == 3


def test_a_parameter_of_no_table_is_named_and_not_invented(tmp_path: Path) -> None:
    for content in (edition1(table=200, parameter=7), edition2(parameter=(0, 0, 200)), edition2(version=255)):
        reading = read(tmp_path, content)
        assert "variables" not in fields_of(reading)
        assert codes_of(reading) == ["grib-parameter-unknown"]


def test_a_projected_grid_gives_no_box(tmp_path: Path) -> None:
    for content in (edition1(grid=3), edition2(grid=30)):
        reading = read(tmp_path, content)
        assert codes_of(reading) == ["grib-grid-not-read"]
        assert "place/boxes" not in fields_of(reading)


def test_a_cut_file_proposes_neither_place_nor_period(tmp_path: Path) -> None:
    reading = read(tmp_path, edition1() + edition1()[:-10])
    assert codes_of(reading) == ["grib-damaged"]
    assert set(fields_of(reading)) == {"variables"}
    assert "After 1 good fields" in reading.problems[0].english


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GRIB",
        b"GRIB" + b"\xff" * 40,
        edition1()[:60],
        edition2()[:100],
        edition2().replace(b"7777", b"7778"),
        edition1(when=(2019, 2, 31, 0)),
        b"GRIB\x80\0\0" + edition1()[7:],
        b"\0" * 100_000,
        b"x" * 100_000,
    ],
)
def test_what_is_no_grib_is_unreadable(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content)
    assert caught.value.problem.code == "grib-unreadable"


def test_bytes_changed_at_random_never_break_the_reader(tmp_path: Path) -> None:
    chance = random.Random(7)
    for whole in (edition1() + edition2(until=(2022, 1, 1, 0, 0, 0)), edition2()):
        for _ in range(300):
            changed = bytearray(whole)
            for _ in range(3):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            try:
                read(tmp_path, bytes(changed))
            except Unreadable:
                continue


def test_the_discipline_of_edition_2_is_a_topic_and_one_of_land_or_satellites_is_none(tmp_path: Path) -> None:
    waves, soil = edition2(parameter=(10, 0, 3)), edition2(parameter=(2, 0, 2))
    assert fields_of(read(tmp_path, waves))["topics"] == ["oceans"]
    assert "topics" not in fields_of(read(tmp_path, soil))
    assert "topics" not in fields_of(read(tmp_path, waves + edition1()))
