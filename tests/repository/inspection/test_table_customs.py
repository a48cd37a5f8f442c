"""Tables as they come from instruments, spreadsheets, data centres and laboratories."""

from pathlib import Path
from typing import Any

import pytest

from repository.inspection import table
from repository.inspection.reading import Reading, Unreadable


def read(tmp_path: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> Reading:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return table.read(path, name=name)


def proposed(reading: Reading) -> dict[str, Any]:
    return {proposal.field: proposal.value for proposal in reading.proposals}


def test_a_row_of_units_under_the_labels_gives_the_units(tmp_path: Path) -> None:
    text = "time,latitude,longitude,depth,sst\nUTC,degrees_north,degrees_east,m,degree_C\n"
    reading = read(tmp_path, text + "2019-04-12T10:00:00Z,43.1,5.2,10.0,13.5\n2019-04-13T10:00:00Z,43.2,5.3,20.0,NaN\n")
    assert proposed(reading)["vertical"] == [{"minimum": 10.0, "maximum": 20.0, "unit": "m", "positive": "down"}]
    assert proposed(reading)["variables"] == [{"name": "depth", "unit": "m"}, {"name": "sst", "unit": "degree_C"}]
    assert reading.facts["rows"] == 2


def test_the_comment_of_a_data_centre_is_passed_over(tmp_path: Path) -> None:
    text = (
        "/* DATA DESCRIPTION:\nCitation:\tDoe, Jane (2019): X\nCoverage:\tLATITUDE: 1 * LONGITUDE: 2\n*/\n"
        "Event\tDate/Time\tLatitude\tLongitude\tDepth water [m]\tTemp [°C]\n"
        "PS1\t2019-04-12T10:00\t43.1\t5.2\t10\t1.5\nPS2\t2019-04-13T10:00\t44.1\t5.3\t20\t1.7\n"
    )
    found = proposed(read(tmp_path, text, "PS1.tab"))
    assert found["place/boxes"] == [{"west": 5.2, "south": 43.1, "east": 5.3, "north": 44.1}]
    assert found["vertical"][0]["maximum"] == 20.0


def test_a_french_spreadsheet_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    labels = "Station;Date;Latitude;Longitude;Profondeur (m);Température (°C)"
    text = f"sep=;\n{labels}\nA;13/04/2019;48,3829;-4,6212;5,0;12,5\n"
    reading = read(tmp_path, text, encoding="latin-1")
    assert proposed(reading) == {
        "place/boxes": [{"west": -4.6212, "south": 48.3829, "east": -4.6212, "north": 48.3829}],
        "time/periods": [{"begin": "2019-04-13", "end": "2019-04-13"}],
        "vertical": [{"minimum": 5.0, "maximum": 5.0, "unit": "m", "positive": "down"}],
        "variables": [{"name": "Profondeur", "unit": "m"}, {"name": "Température", "unit": "°C"}],
    }
    assert reading.facts["encoding"] == "Windows-1252"
    assert reading.facts["decimal"] == ","


def test_columns_set_apart_by_blanks_with_labels_in_a_comment_are_read(tmp_path: Path) -> None:
    text = "# Cruise X\n# time lat lon temp_degC\n" + "".join(
        f"2001-01-1{at}  10.{at}  20.5  27.1\n" for at in range(4)
    )
    reading = read(tmp_path, text, "track.txt")
    assert proposed(reading)["time/periods"] == [{"begin": "2001-01-10", "end": "2001-01-13"}]
    assert proposed(reading)["variables"] == [{"name": "temp_degC", "unit": "degC"}]


def test_occurrences_with_intervals_of_dates_are_read(tmp_path: Path) -> None:
    text = (
        "occurrenceID,eventDate,decimalLatitude,decimalLongitude,minimumDepthInMeters,maximumDepthInMeters,count\n"
        "urn:1,2015-05-01/2015-05-03,48.1,-4.5,0,10,5\nurn:2,2014-12,48.2,-4.6,5,15,7\n"
    )
    found = proposed(read(tmp_path, text))
    assert found["time/periods"] == [{"begin": "2014-12", "end": "2015-05-03"}]
    assert found["vertical"] == [{"minimum": 0.0, "maximum": 15.0, "unit": "m", "positive": "down"}]
    assert "variables" not in found


def test_dates_in_three_columns_and_counts_from_a_moment_are_read(tmp_path: Path) -> None:
    parts = read(tmp_path, "year,month,day,sst [degC]\n2001,1,15,27.1\n2001,2,16,27.2\n")
    assert proposed(parts)["time/periods"] == [{"begin": "2001-01-15", "end": "2001-02-16"}]
    counts = read(tmp_path, "time [days since 1950-01-01],sst [degC]\n25000.5,27.1\n25001.5,27.2\n")
    assert proposed(counts)["time/periods"] == [{"begin": "2018-06-13", "end": "2018-06-14"}]


@pytest.mark.parametrize("origin", ["1900-01-01", "1970-01-01"])
def test_an_origin_of_counting_long_before_all_dates_is_no_begin(tmp_path: Path, origin: str) -> None:
    reading = read(tmp_path, f"date,temp [degC]\n{origin},1.5\n2015-01-01,1.5\n2015-02-01,1.5\n")
    assert [problem.code for problem in reading.problems] == ["date-doubtful"]
    assert "time/periods" not in proposed(reading)
    series = read(tmp_path, f"date,temp [degC]\n{origin},1.5\n{origin[:4]}-02-01,1.5\n2015-02-01,1.5\n")
    assert proposed(series)["time/periods"] == [{"begin": origin, "end": "2015-02-01"}]


def test_one_row_for_each_value_names_no_variable(tmp_path: Path) -> None:
    reading = read(tmp_path, "station,parameter,value,unit\nA,nitrate,1.5,umol/l\nB,nitrate,1.7,umol/l\n")
    assert (reading.proposals, reading.problems) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "id,doi,title,year\n1,10.1/a,\"A, b\",2001\n2,10.1/b,C,2004\n",
        "Time (s),Elevation (m),x,y\n0.0,1,2,3\n0.1,1,2,3\n",
        "id,lat,lon\n1,4830.5,432.1\n",
        "lat,lon\n48°30.5N,4°10.2W\n",
    ],
)  # fmt: skip
def test_what_only_looks_like_place_time_or_depth_is_left(tmp_path: Path, text: str) -> None:
    assert proposed(read(tmp_path, text)).keys() <= {"variables"}


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    text = "This dataset, made in 2019, has a README.\nIt was made, as said, in Brest.\nVersions: 1, 2, 3\n"
    reading = read(tmp_path, text, "README.txt")
    assert (reading.format, reading.proposals, reading.problems) == ("Text", (), ())


def test_a_matrix_without_units_names_no_variables(tmp_path: Path) -> None:
    labels = ",".join(f"sample{at}" for at in range(100))
    reading = read(tmp_path, f"gene,{labels}\n" + "a," + ",".join(["1.5"] * 100) + "\n")
    assert (reading.proposals, reading.problems) == ((), ())


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html>\n<p>a,b\n", '{"lat": 1,\n "lon": 2}\n', "<?xml version='1.0'?>\n<a/>\n"]
)
def test_a_page_named_as_a_table_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path, text)
    assert refusal.value.problem.code == "table-not"
    assert read(tmp_path, text, "notes.txt").problems == ()


def test_binary_data_of_an_instrument_is_not_accused_of_being_no_text(tmp_path: Path) -> None:
    reading = read(tmp_path, "\0\1\2\n" * 100, "ctd.dat")
    assert (reading.format, reading.problems) == ("", ())


def test_the_columns_of_a_table_that_any_program_reads_are_told_with_their_kind(tmp_path: Path) -> None:
    reading = read(tmp_path, "station,DOXY,n\nA,200.5,1\nB,199.25,2\n")
    assert reading.facts["header"] == [["station", "text"], ["DOXY", "decimal"], ["n", "whole"]]


@pytest.mark.parametrize(
    "text",
    [
        "station;DOXY\nA;200.5\nB;199.25\n",
        "depth,sst\nm,degree_C\n10.0,13.5\n20.0,12.5\n",
        "# made by hand\nstation,DOXY\nA,200.5\nB,199.25\n",
        "station,DOXY,DOXY\nA,200.5,1.5\nB,199.25,2.5\n",
        '"station",DOXY\nA,200.5\nB,199.25\n',
        "station,DOXY\nA,200.5\nB\n",
    ],
)
def test_the_columns_of_a_table_that_needs_to_be_understood_first_are_not_told(tmp_path: Path, text: str) -> None:
    assert "header" not in read(tmp_path, text).facts
