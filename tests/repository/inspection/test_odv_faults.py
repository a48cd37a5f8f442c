"""What is wrong with a spreadsheet of Ocean Data View is said with its line or column, and nothing is taken from it."""

import time
from pathlib import Path

import pytest

from repository.inspection import odv, table
from repository.inspection.reading import Unreadable
from tests.repository.inspection.test_odv_reading import BLANK, META, ONE, PROFILES, TWO, codes, proposed, read


def test_missing_mandatory_labels_are_listed(tmp_path: Path) -> None:
    reading = read(tmp_path, "Cruise\tStation\tType\tDepth [m]\tTEMP [degC]", "C1\tS1\tB\t1\t13.5")
    (found,) = reading.problems
    assert (found.code, found.severity) == ("odv-label-missing", "error")
    for label in ("Longitude [degrees_east]", "Latitude [degrees_north]", "Bot. Depth [m]", "yyyy-mm-ddThh:mm:ss.sss"):
        assert label in found.english
    assert "place/boxes" not in proposed(reading)


def test_a_column_without_a_unit_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{META}\tDepth [m]\tOXYGEN", f"{ONE}\t1\t210")
    (found,) = reading.problems
    assert (
        found.english == 'Column 9, "OXYGEN", has no unit. Readers will not know µmol/kg from ml/l. Say the unit here.'
    )
    assert found.french.startswith("La colonne 9, «\N{NO-BREAK SPACE}OXYGEN\N{NO-BREAK SPACE}», n’a pas d’unité.")
    assert found.place.english == "column 9, OXYGEN"


def test_exchanged_positions_are_asked_about_with_their_line(tmp_path: Path) -> None:
    labels, one, *rest = PROFILES
    reading = read(tmp_path, labels, one, *rest, f"{TWO}\t1\t0\t13\t0".replace("42.1", "143.2"))
    (found,) = reading.problems
    assert (found.code, found.severity) == ("latitude-range", "error")
    assert found.place.english.startswith("line 5, ")
    assert "143.2 is not a latitude" in found.english
    assert "143,2 n’est pas une latitude" in found.french
    assert "place/boxes" not in proposed(reading)


@pytest.mark.parametrize("date", ["2019-02-30T10:00:00", "12/04/19", "yesterday"])
def test_an_impossible_date_leaves_no_period(tmp_path: Path, date: str) -> None:
    labels, one, *rest = PROFILES
    reading = read(tmp_path, labels, one.replace("2019-04-12T10:00:00", date), *rest)
    assert codes(reading) == ["date-unread"]
    assert "time/periods" not in proposed(reading)


def test_rows_of_another_width_are_named_by_line(tmp_path: Path) -> None:
    reading = read(tmp_path, *PROFILES, f"{BLANK}\t11\t0")
    assert codes(reading) == ["row-uneven"]
    assert "Line 5 has not the 11 columns" in reading.problems[0].english
    assert set(proposed(reading)) == {"variables", "campaigns"}


def test_a_spreadsheet_cut_in_its_last_line_says_so(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_text("\n".join(PROFILES) + f"\n{BLANK}\t11", encoding="utf-8")
    assert codes(odv.read(path, name="cut.txt")) == ["file-cut"]


def test_a_spreadsheet_without_rows_says_so(tmp_path: Path) -> None:
    assert codes(read(tmp_path, PROFILES[0])) == ["table-no-rows"]


def test_values_before_any_station_are_said(tmp_path: Path) -> None:
    reading = read(tmp_path, PROFILES[0], PROFILES[2], PROFILES[1])
    assert codes(reading) == ["odv-no-station"]
    assert "place/boxes" not in proposed(reading)


def test_marks_that_the_header_does_not_state_are_said(tmp_path: Path) -> None:
    reading = read(tmp_path, *PROFILES, f"{BLANK}\t-999\t0\t-999\t0")
    assert codes(reading) == ["odv-missing-unstated"]
    assert "-999" in reading.problems[0].english
    assert proposed(reading)["vertical"][0]["minimum"] == 1.0


def test_two_decimal_signs_leave_no_box(tmp_path: Path) -> None:
    labels, one, *rest = PROFILES
    reading = read(tmp_path, labels, one.replace("43.1", "43,1"), *rest)
    assert codes(reading) == ["decimal-mixed"]
    assert "place/boxes" not in proposed(reading)


@pytest.mark.parametrize("depth", ["-5", "50000", "deep"])
def test_a_depth_that_cannot_be_leaves_no_range(tmp_path: Path, depth: str) -> None:
    reading = read(tmp_path, *PROFILES, f"{BLANK}\t{depth}\t0\t13\t0")
    assert codes(reading) == ["depth-doubtful"]
    assert "vertical" not in proposed(reading)


def test_a_depth_without_metres_gives_no_range(tmp_path: Path) -> None:
    for label in ("Depth", "Depth [dbar]", "PRES [m]", "Depth below seafloor [m]"):
        reading = read(tmp_path, PROFILES[0].replace("Depth [m]\tQF", f"{label}\tQF"), *PROFILES[1:])
        assert "vertical" not in proposed(reading), label


@pytest.mark.parametrize("content", [b"", b"\n\n", b"just a note\n", b"Cruise\tSt\x00ation\n", b"//only a comment\n"])
def test_what_is_no_spreadsheet_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.odv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refusal:
        odv.read(path, name="a.odv")
    assert refusal.value.problem.code == "odv-not"


def test_the_index_of_a_collection_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.odv"
    path.write_text("[General]\nCollectionFormat = ODVCF6\n", encoding="utf-8")
    reading = odv.read(path, name="a.odv")
    assert (reading.format, codes(reading)) == ("ODV collection", ["odv-collection"])


def test_a_text_that_is_a_spreadsheet_is_read_as_one_and_prose_as_text(tmp_path: Path) -> None:
    path = tmp_path / "cruise.txt"
    path.write_text("\n".join(PROFILES) + "\n", encoding="utf-8")
    assert table.read(path, name="cruise.txt").format == "ODV spreadsheet"
    path.write_text("Report of the cruise\n\nWe left Brest, in rain.\nNothing else happened.\n", encoding="utf-8")
    reading = table.read(path, name="cruise.txt")
    assert (reading.format, reading.proposals, reading.problems) == ("Text", (), ())


@pytest.mark.parametrize(
    "comment", ["//" + "<subject>SDN:LOCAL:" * 40_000, "//<DataVariable>" + "a" * 900_000, "//" + " " * 900_000 + "<"]
)
def test_comments_made_to_be_slow_are_read_quickly(tmp_path: Path, comment: str) -> None:
    before = time.process_time()
    assert proposed(read(tmp_path, comment, *PROFILES))["campaigns"] == [{"name": "C1"}]
    assert time.process_time() - before < 5


def test_a_spreadsheet_of_a_hundred_thousand_columns_is_not_looked_through(tmp_path: Path) -> None:
    reading = read(tmp_path, META + "\tA [m]" * 100_000, ONE + "\t1" * 100_000)
    assert (codes(reading), reading.proposals) == (["columns-too-many"], ())
