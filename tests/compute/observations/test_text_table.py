"""A text table is read by columns that are declared, or that its labels tell, in any order."""

from pathlib import Path
from random import Random

import pytest

from compute.observations.reading import read
from compute.refusals import DataRefused
from tests.compute.observations.spreadsheets import written

COLUMNS = {
    "longitude": ["10.5", "-170", "190.5"],
    "latitude": ["42.25", "-42", "0.5"],
    "date": ["2010-03-04T05:06:07Z", "2011-03-04", "2012-01-01T00:00+02:00"],
    "depth (m)": ["1", "2.5", "3"],
    "station": ["A", "A", "B"],
    "temperature (K)": ["283.15", "293.15", ""],
    "temperature_qc": ["1", "4", "9"],
    "oxygen (ml/l)": ["6", "5", "-999"],
}


def _csv(folder: Path, labels: list[str], separator: str = ",") -> Path:
    rows = zip(*(COLUMNS[label] for label in labels), strict=True)
    return written(folder, "\n".join(separator.join(row) for row in [labels, *rows]) + "\n", "made.csv")


@pytest.mark.parametrize("seed", range(6))
def test_labels_tell_what_columns_are_in_any_order(tmp_path: Path, seed: int) -> None:
    labels = list(COLUMNS)
    Random(seed).shuffle(labels)
    found = read(_csv(tmp_path, labels, ",;\t"[seed % 3]), "text/csv")
    heat, oxygen = found.select(variable="temperature"), found.select(variable="oxygen")
    assert heat.value.tolist() == pytest.approx([10, 20])
    assert heat.qc.tolist() == [b"1", b"4"]
    assert heat.time.astype(str).tolist() == ["2010-03-04T05:06:07.000", "2011-03-04T00:00:00.000"]
    assert oxygen.value.tolist() == pytest.approx([267.966, 223.305])
    assert oxygen.depth.tolist() == [1, 2.5]
    assert oxygen.platform.tolist() == ["A", "A"]
    assert found.dropped == {"value-missing": 2}


def test_declared_columns_need_no_telling_labels(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c,d,e,f\n190,2,2020-01-02,7,38.1,2\n1,2,2020-01-03,8,38.2,3\n", "made.csv")
    value = {"label": "e", "unit": "psu", "p01": "PSLTZZ01", "flags": "f"}
    declared = {"longitude": "a", "latitude": "b", "time": "c", "depth": "d", "values": [value]}
    found = read(path, "text/csv", columns=declared)
    assert found.lon.tolist() == [-170, 1]
    assert found.qc.tolist() == [b"2", b"3"]
    assert found.variable.tolist() == ["SDN:P01::PSLTZZ01"] * 2
    assert found.unit.tolist() == ["1e-3"] * 2


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"longitude": "a", "latitude": "b", "values": []},
        {"longitude": "a", "latitude": "nowhere", "values": [{"label": "c"}]},
        {"longitude": "a", "latitude": "b", "values": ["c"]},
        {"longitude": "a", "latitude": "b", "values": [{"label": 3}]},
        {"longitude": 1, "latitude": "b", "values": [{"label": "c"}]},
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(tmp_path: Path, declared: dict[str, object]) -> None:
    with pytest.raises(DataRefused):
        read(written(tmp_path, "a,b,c\n1,2,3\n4,5,6\n", "made.csv"), "text/csv", columns=declared)


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        ("03/04/2010 13/04/2010", ["2010-04-03", "2010-04-13"]),
        ("03/04/2010 04/13/2010", ["2010-03-04", "2010-04-13"]),
        ("03/04/2010 05/04/2010", ["NaT", "NaT"]),
        ("2010 2010-04", ["NaT", "NaT"]),
    ],
)
def test_a_date_whose_day_and_month_could_be_exchanged_is_not_known(
    tmp_path: Path, dates: str, wanted: list[str]
) -> None:
    rows = "".join(f"1,2,{each},38\n" for each in dates.split())
    path = written(tmp_path, f"lon,lat,date,salinity\n{rows}", "made.csv")
    assert [each[:10] for each in read(path, "text/csv").time.astype(str)] == wanted
