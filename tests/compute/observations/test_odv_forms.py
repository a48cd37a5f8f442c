"""The forms that ODV spreadsheets take in the wild: dates in parts, moving ships, commas, other encodings."""

from pathlib import Path

import pytest

from compute.observations.reading import read
from tests.compute.observations.spreadsheets import STATION, written

PLACE = "Longitude [degrees_east]\tLatitude [degrees_north]"


@pytest.mark.parametrize(
    ("labels", "cells", "wanted"),
    [
        ("mon/day/yr\thh:mm", "03/04/2010\t05:30", "2010-03-04T05:30:00"),
        ("dd/mm/yyyy", "03/04/2010", "2010-04-03T00:00:00"),
        ("Year\tMonth\tDay", "2010\t3\t4", "2010-03-04T00:00:00"),
        ("yyyy-mm-ddThh:mm", "2010-03-04T05:30", "2010-03-04T05:30:00"),
        ("yyyy-mm-dd", "2010-03-04", "2010-03-04T00:00:00"),
        ("yyyy-mm-ddThh:mm:ss.sss", "2010-03-04T05:30:00+02:00", "2010-03-04T03:30:00"),
        ("yyyy-mm-ddThh:mm:ss.sss", "2010", "NaT"),
        ("yyyy-mm-ddThh:mm:ss.sss", "0000-00-00", "NaT"),
        ("yyyy-mm-ddThh:mm:ss.sss", "9999-12-31", "NaT"),
    ],
)
def test_dates_are_read_as_their_labels_say(tmp_path: Path, labels: str, cells: str, wanted: str) -> None:
    text = f"Cruise\tStation\tType\t{labels}\t{PLACE}\tDepth [m]\tSalinity\nC\tS\tB\t{cells}\t1\t2\t3\t38\n"
    assert read(written(tmp_path, text), "").time.astype("M8[s]").astype(str).tolist() == [wanted]


def test_a_ship_that_moves_is_where_its_rows_say(tmp_path: Path) -> None:
    labels = f"{STATION}\tLatitude [degrees_north]\tQF\tLongitude [degrees_east]\tQF\tDepth [m]\tQF\tSalinity\tQF"
    rows = ["C\tS\tU\t2010-01-01\t1\t2\t2\t0\t1\t0\t3\t0\t38\t0"]
    rows += [
        "\t\t\t\t\t\t2.5\t0\t181.5\t0\t3\t0\t39\t0",
        "\t\t\t\t\t\t2.7\t8\t1.7\t0\t3\t0\t40\t0",
        "\t" * 10 + "3\t0\t41\t0",
    ]
    found = read(written(tmp_path, "\n".join([labels, *rows])), "")
    assert found.value.tolist() == [38, 39, 41]
    assert found.lon.tolist() == [1, -178.5, 1]
    assert found.lat.tolist() == [2, 2.5, 2]
    assert found.dropped == {"coordinate-flagged": 1}


def test_decimal_commas_and_semicolons_are_read(tmp_path: Path) -> None:
    text = f"{STATION}\tDepth [m]\tSalinity\nC\tS\tB\t2010-01-01\t1,5\t2,25\t3,5\t38,125\n".replace("\t", ";")
    found = read(written(tmp_path, text, "made.odv"), "")
    assert (found.lon[0], found.lat[0], found.depth[0], found.value[0]) == (1.5, 2.25, 3.5, 38.125)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_texts_in_other_encodings_and_with_other_ends_of_lines_are_read(tmp_path: Path, codec: str) -> None:
    text = f"{STATION}\tDepth [m]\tSalinity\r\nMédée\tÎle\tB\t2010-01-01\t1\t2\t3\t38\r\n\r\n\t\t\t\t\t\t4\t39\r\n"
    found = read(written(tmp_path, text.encode(codec)), "")
    assert found.platform.tolist() == ["Médée Île"] * 2
    assert found.value.tolist() == [38, 39]


def test_declared_marks_of_missing_values_are_the_only_ones(tmp_path: Path) -> None:
    head = "//<MissingValueIndicators>-77;-1e10</MissingValueIndicators>"
    rows = [f"C\tS\tB\t2010-01-01\t1\t2\t{n}\t{value}" for n, value in enumerate(("-77", "999", "-1e10", "38"))]
    found = read(written(tmp_path, "\n".join([head, f"{STATION}\tDepth [m]\tSalinity", *rows])), "")
    assert found.value.tolist() == [999, 38]


def test_a_time_of_another_kind_is_not_taken_for_the_date_of_the_station(tmp_path: Path) -> None:
    text = f"{STATION}\ttime [hours]\tSalinity\nC\tS\tB\t2010-01-01\t1\t2\t3\t38\n\t\t\t\t\t\t4\t39\n"
    assert read(written(tmp_path, text), "").time.astype(str).tolist() == ["NaT", "NaT"]
