"""A damaged, hostile or badly written table yields sentences with the place, never a guess and never a failure."""

from pathlib import Path
from typing import Any

import pytest

from repository.inspection import table
from repository.inspection.reading import Reading, Unreadable
from repository.inspection.table.text import LONGEST_LINE

ROWS = "lat,lon,date,temp [degC]\n43.1,5.2,2019-04-12,13.5\n43.4,5.6,2019-04-14,13.7\n"


def read(tmp_path: Path, text: str | bytes, **given: Any) -> Reading:
    path = tmp_path / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return table.read(path, name="campaign/table.csv", **given)


def fields(reading: Reading) -> set[str]:
    return {proposal.field for proposal in reading.proposals}


def problem_of(reading: Reading, code: str) -> tuple[str, str, str]:
    (found,) = [problem for problem in reading.problems if problem.code == code]
    return found.severity, found.place.english, found.english


def test_a_sound_table_has_no_problem(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS)
    assert reading.problems == ()
    assert fields(reading) == {"place/boxes", "time/periods", "variables"}
    assert [proposal.place.english for proposal in reading.proposals] == [
        "column 1, lat; column 2, lon",
        "column 3, date",
        "label of column 4",
    ]


def test_uneven_rows_are_named_by_line_and_nothing_is_taken_from_the_table(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "43.5,5.7\n43.6,5.8,2019-04-15,13,5\n")
    assert fields(reading) == set()
    severity, place, sentence = problem_of(reading, "rows-uneven")
    assert (severity, place) == ("error", "line 4")
    assert "2 rows have not the 4 columns" in sentence
    assert "(lines 4, 5)" in sentence


def test_empty_cells_and_empty_lines_at_the_end_are_no_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "43.5,5.7,2019-04-16,13.1,,\n,,,\n\n")
    assert reading.problems == ()
    assert fields(reading) >= {"place/boxes", "time/periods"}


def test_a_cut_file_is_told_from_an_uneven_one(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "43.5,5.")
    assert problem_of(reading, "file-cut")[0] == "error"
    assert fields(reading) == set()


def test_an_exchanged_latitude_is_asked_about_with_its_line(tmp_path: Path) -> None:
    reading = read(tmp_path, "lat,lon\n12.1,43.2\n143.2,-17.5\n")
    severity, place, sentence = problem_of(reading, "latitude-range")
    assert severity == "error"
    assert place == "line 3, column 1, lat; column 2, lon"
    assert sentence == "143.2 is not a latitude: it must lie between -90 and 90. Were longitude and latitude exchanged?"
    assert "place/boxes" not in fields(reading)


@pytest.mark.parametrize("mark", ["-9999", "9999.0", "NaN", "", "n/a", "-999.99", "1e20"])
def test_marks_of_missing_positions_do_not_count(tmp_path: Path, mark: str) -> None:
    reading = read(tmp_path, ROWS + f"{mark},{mark},2019-04-15,13.1\n")
    assert reading.problems == ()
    assert reading.proposals[0].value == [{"west": 5.2, "south": 43.1, "east": 5.6, "north": 43.4}]


def test_positions_at_zero_zero_are_asked_about(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "0,0,2019-04-15,13.1\n")
    assert problem_of(reading, "position-zero")[0] == "warning"
    assert "place/boxes" not in fields(reading)


def test_longitudes_counted_in_two_ways_give_no_box(tmp_path: Path) -> None:
    reading = read(tmp_path, "lat,lon\n1,-170\n2,190\n")
    assert problem_of(reading, "longitudes-two-ways")[0] == "warning"
    assert "place/boxes" not in fields(reading)


def test_longitudes_up_to_360_are_counted_from_greenwich(tmp_path: Path) -> None:
    reading = read(tmp_path, "lat,lon\n1,175\n2,190.5\n")
    assert reading.proposals[0].value == [{"west": 175.0, "south": 1.0, "east": -169.5, "north": 2.0}]


def test_ambiguous_dates_are_said_and_not_guessed(tmp_path: Path) -> None:
    reading = read(tmp_path, "lat,lon,date\n1,2,01/02/2019\n1,2,03/04/2019\n")
    assert problem_of(reading, "date-ambiguous")[1] == "column 3, date"
    assert "time/periods" not in fields(reading)


def test_a_comma_among_points_gives_no_box(tmp_path: Path) -> None:
    reading = read(tmp_path, "lat;lon;temp [degC]\n43.1;5.2;13.5\n43,4;5.6;13.7\n43.5;5.3;13,9\n")
    assert "place/boxes" not in fields(reading)
    assert {problem.code for problem in reading.problems} == {"decimal-mixed"}


def test_columns_without_a_unit_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,OXYGEN,temp [degC],pH\n1,210.5,13.5,8.1\n2,211.5,13.6,8.2\n")
    assert problem_of(reading, "unit-missing") == (
        "warning",
        "column 2, OXYGEN",
        'Column 2, "OXYGEN", has no unit. Readers will not know µmol/kg from ml/l. Say the unit here.',
    )
    assert reading.proposals[0].value == [{"name": "OXYGEN"}, {"name": "temp", "unit": "degC"}, {"name": "pH"}]


def test_names_that_are_empty_or_given_twice_are_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "a,,temp [degC],temp [degC]\n1,2,3.5,4.5\n")
    assert problem_of(reading, "label-empty")[2].startswith("Column 2 has no name")
    assert "(columns 3, 4)" in problem_of(reading, "label-twice")[2]


def test_a_table_without_labels_is_not_guessed_at(tmp_path: Path) -> None:
    reading = read(tmp_path, "43.1,5.2,13.5\n43.4,5.6,13.7\n")
    assert problem_of(reading, "table-no-labels")[0] == "warning"
    assert fields(reading) == set()


def test_a_formula_is_told_and_the_table_is_read(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "43.5,5.7,2019-04-16,=cmd|'/C calc'!A0\n")
    assert problem_of(reading, "formula")[:2] == ("info", "line 4")
    assert "place/boxes" in fields(reading)


def test_letters_of_another_encoding_are_told_with_their_line(tmp_path: Path) -> None:
    text = "lat,lon,lieu\n1,2,Été\n" + "1,2,abc\n" * 200_000
    reading = read(tmp_path, text.encode() + "3,4,Été\n".encode("latin-1"))
    assert problem_of(reading, "encoding-mixed")[1] == "line 200003"
    assert reading.proposals[0].value == [{"west": 2.0, "south": 1.0, "east": 4.0, "north": 3.0}]


@pytest.mark.parametrize("text", [b"lat,lon\n1,\x002\n", b"\0" * 5_000, b"lat,lon\n" + b"\0" * 3_000_000])
def test_zero_bytes_are_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path, text)
    assert refusal.value.problem.code in ("nul-bytes", "line-endless")


def test_ten_million_columns_are_counted_and_no_more(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path, b"a," * 10_000_000 + b"a\n" + b"1," * 10_000_000 + b"1\n")
    assert refusal.value.problem.code == "line-endless"
    reading = read(tmp_path, b"a," * 400_000 + b"a\n" + b"1," * 400_000 + b"1\n")
    assert problem_of(reading, "columns-too-many")[0] == "warning"
    assert reading.facts["columns"] == 400_001


def test_one_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path, b"lat,lon " + b"x" * (2 * LONGEST_LINE))
    assert refusal.value.problem.code == "line-endless"


def test_a_line_without_end_in_the_middle_stops_the_reading(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS.encode() + b"x" * (2 * LONGEST_LINE))
    assert problem_of(reading, "line-endless")[0] == "error"
    assert fields(reading) == set()


def test_a_part_of_a_file_gives_no_extent(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + "43.5,5.7,2019-04-16,13.1\n" * 100_000, patience=-1.0)
    assert problem_of(reading, "read-in-part")[0] == "info"
    assert fields(reading) <= {"variables"}


@pytest.mark.parametrize("after", ["", '43.6,5.8,2019-04-15,"shut"\n'])
def test_a_quotation_mark_that_swallows_rows_is_told_with_its_line(tmp_path: Path, after: str) -> None:
    reading = read(tmp_path, ROWS + '43.5,5.7,2019-04-16,"open\n' + "80,5.8,2020-04-15,1\n" * 3 + after)
    assert problem_of(reading, "quote-open")[:2] == ("error", "line 4")
    assert fields(reading) == set()


def test_a_quotation_mark_that_swallows_a_long_file_is_told_with_its_line(tmp_path: Path) -> None:
    reading = read(tmp_path, ROWS + '43.5,5.7,2019-04-16,"open\n' + "80,5.8,2020-04-15,1\n" * 100_000)
    assert problem_of(reading, "quote-open")[:2] == ("error", "line 4")
    assert fields(reading) == set()


def test_a_text_of_several_lines_in_one_cell_is_no_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, 'lat,lon,note\n43.1,5.2,"rain,\nwind and\nfog"\n43.4,5.6,none\n43.5,145.6,"a\nb"\n')
    assert reading.problems == ()
    assert reading.proposals[0].value == [{"west": 5.2, "south": 43.1, "east": 145.6, "north": 43.5}]
