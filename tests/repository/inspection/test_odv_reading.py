"""Spreadsheets of Ocean Data View in their many forms: profiles, time series, trajectories, old and new headers."""

import json
from pathlib import Path
from typing import Any

import pytest

from repository.inspection import odv
from repository.inspection.reading import Reading

META = (
    "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]\tBot. Depth [m]"
)
ONE = "C1\tS1\tB\t2019-04-12T10:00:00\t5.5\t43.1\t100"
TWO = "C1\tS2\tB\t2019-04-14T10:00:00\t6.5\t42.1\t120"
BLANK = "\t\t\t\t\t\t"


def read(tmp_path: Path, *lines: str, encoding: str = "utf-8", separator: str = "\t") -> Reading:
    path = tmp_path / "cruise.txt"
    path.write_bytes(("\n".join(lines) + "\n").replace("\t", separator).encode(encoding))
    return odv.read(path, name="ctd/cruise.txt")


def proposed(reading: Reading) -> dict[str, Any]:
    return {proposal.field: proposal.value for proposal in reading.proposals}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


PROFILES = (
    f"{META}\tDepth [m]\tQF\tTemp [°C]\tQF",
    f"{ONE}\t1\t0\t13.5\t0",
    f"{BLANK}\t10.5\t0\t13.1\t0",
    f"{TWO}\t2\t0\t\t1",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", ["\t", ";"])
def test_profiles_are_read_whatever_the_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    reading = read(tmp_path, *PROFILES, encoding=encoding, separator=separator)
    assert reading.problems == ()
    assert proposed(reading) == {
        "place/boxes": [{"west": 5.5, "south": 42.1, "east": 6.5, "north": 43.1}],
        "time/periods": [{"begin": "2019-04-12", "end": "2019-04-14"}],
        "vertical": [{"minimum": 1.0, "maximum": 10.5, "unit": "m", "positive": "down"}],
        "variables": [{"name": "Depth", "unit": "m"}, {"name": "Temp", "unit": "°C"}],
        "campaigns": [{"name": "C1"}],
    }
    assert reading.facts["stations"] == 2
    assert reading.facts["quality_flags"] == {"schemas": ["ODV"], "counts": {"0": 5, "1": 1}}


def test_a_decimal_comma_is_read_throughout(tmp_path: Path) -> None:
    lines = [line.replace(".", ",") if at else line for at, line in enumerate(PROFILES)]
    reading = read(tmp_path, *lines)
    assert proposed(reading)["place/boxes"] == [{"west": 5.5, "south": 42.1, "east": 6.5, "north": 43.1}]
    assert proposed(reading)["vertical"][0]["maximum"] == 10.5


def test_the_old_labels_are_known(tmp_path: Path) -> None:
    labels = "Cruise\tStation\tType\tmon/day/yr\thh:mm\tLon (°E)\tLat (°N)\tBot. Depth [m]\tPressure [dbar]\tQF"
    reading = read(tmp_path, labels, "A\t1\tC\t01/07/2024\t11:30\t181.0\t-48.0\t760\t5\t0")
    assert proposed(reading)["place/boxes"] == [{"west": -179.0, "south": -48.0, "east": -179.0, "north": -48.0}]
    assert proposed(reading)["time/periods"] == [{"begin": "2024-01-07", "end": "2024-01-07"}]
    assert "vertical" not in proposed(reading)
    assert reading.problems == ()


def test_a_time_series_lasts_to_its_last_value(tmp_path: Path) -> None:
    mapping = (
        "//<subject>SDN:LOCAL:time_ISO8601</subject><object>SDN:P01::DTUT8601</object><units>SDN:P06::TISO</units>"
    )
    labels = f"{META}\ttime_ISO8601 [yyyy-mm-ddThh:mm:ss.sss]\tQV:SEADATANET\tTEMP [degC]\tQV:SEADATANET"
    reading = read(
        tmp_path,
        "//SDN_parameter_mapping",
        mapping,
        labels,
        f"{ONE}\t2019-04-12T10:00:00\t1\t13.5\t1",
        f"{BLANK}\t2020-01-03T10:00:00\t1\t12.5\t1",
    )
    assert proposed(reading)["time/periods"] == [{"begin": "2019-04-12", "end": "2020-01-03"}]
    assert [each["name"] for each in proposed(reading)["variables"]] == ["TEMP"]


@pytest.mark.parametrize(("first", "period"), [("2458586.4", True), ("2458585.9", False)])
def test_julian_dates_count_only_where_they_begin_with_the_station(tmp_path: Path, first: str, period: bool) -> None:
    labels = f"{META}\tChronological Julian Date [days]\tQV:SEADATANET\tTEMP [degC]\tQV:SEADATANET"
    reading = read(tmp_path, labels, f"{ONE}\t{first}\t1\t13.5\t1", f"{BLANK}\t2458600.5\t1\t12.5\t1")
    found = proposed(reading).get("time/periods")
    assert found == ([{"begin": "2019-04-12", "end": "2019-04-26"}] if period else None)


def test_a_time_that_is_not_understood_leaves_no_period(tmp_path: Path) -> None:
    labels = f"{META}\tTime [h]\tQF\tTEMP [degC]\tQF"
    assert "time/periods" not in proposed(read(tmp_path, labels, f"{ONE}\t5000\t0\t13.5\t0"))


def test_a_structured_header_says_what_is_metadata_and_primary(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "//<Version>ODV Spreadsheet V4.6</Version>",
        "//<DataType>Profiles</DataType>",
        "//<MissingValueIndicators>-99</MissingValueIndicators>",
        '//<MetaVariable>label="Vessel" value_type="TEXT:21"</MetaVariable>',
        '//<DataVariable>label="Depth [m]" is_primary_variable="T" comment="SDN:P01::ADEPZZ01"</DataVariable>',
        '//<DataVariable>label="Salinity [psu]" is_primary_variable="F" comment=""</DataVariable>',
        f"{META}\tVessel\tSalinity [psu]\tDepth [m]",
        f"{ONE}\tThalassa\t38.1\t-99",
        f"{BLANK}\t\t38.2\t20",
    )
    assert [each["name"] for each in proposed(reading)["variables"]] == ["Salinity", "Depth"]
    assert proposed(reading)["variables"][1]["concepts"][0]["identifier"] == "SDN:P01::ADEPZZ01"
    assert proposed(reading)["vertical"] == [{"minimum": 20.0, "maximum": 20.0, "unit": "m", "positive": "down"}]
    assert reading.facts["missing_values"] == ["-99"]


def test_values_flagged_as_bad_do_not_widen_the_depths(tmp_path: Path) -> None:
    labels = f"{META}\tDepth [m]\tQV:SEADATANET\tTEMP [degC]\tQV:SEADATANET"
    reading = read(tmp_path, labels, f"{ONE}\t1\t1\t13.5\t1", f"{BLANK}\t5000\t4\t13.5\t1", f"{BLANK}\t7\t2\t13.5\t1")
    assert proposed(reading)["vertical"][0]["maximum"] == 7.0


def test_metadata_on_every_line_is_one_station(tmp_path: Path) -> None:
    labels = f"{META}\tDepth [m]\tTEMP [degC]"
    reading = read(tmp_path, labels, f"{ONE}\t1\t13.5", f"{ONE}\t2\t13.5", f"{TWO}\t1\t13.5")
    assert reading.facts["stations"] == 2
    assert codes(reading) == []


@pytest.mark.parametrize("flag", ["1", "4"])
def test_positions_among_the_values_widen_the_box_unless_flagged_as_bad(tmp_path: Path, flag: str) -> None:
    labels = f"{META}\tLatitude [deg]\tQV:SEADATANET\tLongitude [deg]\tQV:SEADATANET\tTEMP [degC]\tQV:SEADATANET"
    one = f"{ONE}\t43.1\t1\t5.5\t1\t13\t1"
    reading = read(tmp_path, labels, one, f"{BLANK}\t44.5\t{flag}\t7.25\t1\t13\t1")
    wide, narrow = (7.25, 44.5), (5.5, 43.1)
    east, north = wide if flag == "1" else narrow
    assert proposed(reading)["place/boxes"] == [{"west": 5.5, "south": 43.1, "east": east, "north": north}]
    assert [each["name"] for each in proposed(reading)["variables"]] == ["TEMP"]


def test_half_a_position_among_the_values_leaves_no_box(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{META}\tLatitude [deg]\tTEMP [degC]", f"{ONE}\t43.1\t13")
    assert "place/boxes" not in proposed(reading)


def test_free_comments_are_the_lineage_and_tags_are_not(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "//<Software>Ocean Data View</Software>",
        "//Sampled with twelve Niskin bottles on a rosette;",
        "//-----",
        "//nutrients by colorimetry (Strickland, 1972), on board.",
        *PROFILES,
    )
    assert proposed(reading)["lineage"] == {
        "und": "Sampled with twelve Niskin bottles on a rosette;\n"
        "nutrients by colorimetry (Strickland, 1972), on board."
    }
    assert "lineage" not in proposed(read(tmp_path, "//short", *PROFILES))


def test_bytes_that_are_no_text_never_reach_a_value(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    rows = "\n".join(PROFILES[1:]).encode() + b"\n"
    path.write_bytes(PROFILES[0].encode() + b"\n" + rows * 20_000 + rows.replace(b"C1", b"C\xe9"))
    reading = odv.read(path, name="odd.txt")
    assert codes(reading) == ["encoding-mixed"]
    assert proposed(reading)["campaigns"] == [{"name": "C1"}]
    json.dumps(reading.as_json(), ensure_ascii=False).encode()
