"""An ODV spreadsheet becomes rows of values, each with where, when, how deep and how good."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.observations.reading import read, sha256_of
from compute.refusals import DataRefused
from repository.stations.places import depth_of
from tests.compute.observations.spreadsheets import STATION, Cast, spreadsheet, written
from tests.strategies import PATIENT

DEPTH, SALINITY, OXYGEN = "Depth [m]", "Salinity [psu]", "Oxygen [ml/l]"
TWO = [
    Cast("7", "2010-03-04T05:06:07.250", 10.5, 42.25, [["1", "1", "38.1", "1"], ["5", "1", "38.2", "2"]]),
    Cast("8", "2011-03-04", -170.0, -42.0, [["3", "1", "34.5", "4"]]),
]


def test_metadata_on_the_first_row_of_a_station_hold_for_all_its_rows(tmp_path: Path) -> None:
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], TWO)
    found = read(path, "text/plain")
    assert found.value.tolist() == [38.1, 38.2, 34.5]
    assert found.lon.tolist() == [10.5, 10.5, -170.0]
    assert found.lat.tolist() == [42.25, 42.25, -42.0]
    assert found.depth.tolist() == [1, 5, 3]
    assert found.qc.tolist() == [b"1", b"2", b"4"]
    assert found.time.astype(str).tolist() == ["2010-03-04T05:06:07.250"] * 2 + ["2011-03-04T00:00:00.000"]
    assert found.platform.tolist() == ["486-id7", "486-id7", "486-id8"]
    assert found.row.tolist() == [1, 2, 3]
    assert set(found.source) == {sha256_of(path)}


def test_metadata_on_all_rows_give_the_same(tmp_path: Path) -> None:
    once = read(spreadsheet(tmp_path, [DEPTH, SALINITY], TWO), "text/plain", sha256="x")
    every = read(spreadsheet(tmp_path, [DEPTH, SALINITY], TWO, everywhere=True), "text/plain", sha256="x")
    for name in ("lon", "lat", "depth", "time", "value", "qc", "platform", "row"):
        assert getattr(once, name).tolist() == getattr(every, name).tolist()


def test_a_station_goes_on_over_the_end_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], TWO)
    whole = read(path, "text/plain")
    monkeypatch.setattr("compute.observations.cells._CELLS", 1)
    assert read(path, "text/plain").lon.tolist() == whole.lon.tolist()
    assert read(path, "text/plain").platform.tolist() == whole.platform.tolist()


def test_values_and_depths_that_are_missing_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        ["1", "9", "38", "1"],
        ["", "1", "38", "1"],
        ["3", "4", "38", "1"],
        ["4", "1", "", "9"],
        ["5", "1", "7", "9"],
    ]
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], [Cast("1", "2010-01-01", 1.0, 2.0, [*rows, ["6", "1", "39", "0"]])])
    found = read(path, "text/plain")
    assert found.value.tolist() == [39]
    assert found.row.tolist() == [6]
    assert found.dropped == {"coordinate-flagged": 2, "depth-missing": 1, "value-missing": 2}


def test_oxygen_in_millilitres_becomes_micromoles_and_says_by_which_number(tmp_path: Path) -> None:
    rows = [["1", "1", "6", "1"]]
    path = spreadsheet(tmp_path, [DEPTH, OXYGEN], [Cast("1", "2010-01-01", 1.0, 2.0, rows)])
    found = read(path, "text/plain", variable="oxygen")
    assert found.value[0] == pytest.approx(267.966)
    assert (found.unit[0], found.original_unit[0]) == ("umol/l", "ml/l")
    told = found.provenance(0)
    assert told["original_value"] == pytest.approx(6)
    assert "44.661" in told["rule"]


def test_a_semantic_header_names_the_variables(tmp_path: Path) -> None:
    head = [
        "//SDN_parameter_mapping",
        "//<subject>SDN:LOCAL:Salinity</subject><object>SDN:P01::PSLTZZ01</object><units>SDN:P06::UUUU</units>",
    ]
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], TWO, head=head)
    for asked in ("PSLTZZ01", "SDN:P01::PSLTZZ01", "salinity", ["nothing", "psltzz01"]):
        assert len(read(path, "text/plain", variable=asked)) == 3
    with pytest.raises(DataRefused, match="SDN:P01::PSLTZZ01"):
        read(path, "text/plain", variable="TEMPPR01")


def test_depth_is_computed_of_pressure_at_its_latitude(tmp_path: Path) -> None:
    rows = [["1000", "1", "38", "1"]]
    path = spreadsheet(tmp_path, ["PRES [decibar]", SALINITY], [Cast("1", "2010-01-01", 1.0, 60.0, rows)])
    found = read(path, "text/plain", variable="Salinity")
    assert found.depth[0] == pytest.approx(depth_of(1000.0, 60.0), abs=1e-9)


def test_chronological_julian_dates_of_rows_go_before_the_date_of_the_station(tmp_path: Path) -> None:
    rows = [["2433283.5", "1", "38", "1"], ["", "9", "39", "1"]]
    labels = ["Chronological Julian Date [days]", SALINITY]
    found = read(spreadsheet(tmp_path, labels, [Cast("1", "1950-01-01", 1.0, 2.0, rows)]), "text/plain")
    assert found.time.astype(str).tolist() == ["1950-01-01T12:00:00.000", "1950-01-01T00:00:00.000"]


def test_flags_of_odv_itself_are_translated(tmp_path: Path) -> None:
    lines = [f"{STATION}\tDepth [m]\tQF\tSalinity [psu]\tQF"]
    lines += [f"C\tS\tB\t2010-01-01\t1\t2\t{n}\t0\t38\t{flag}" for n, flag in enumerate("0148")]
    found = read(written(tmp_path, "\n".join(lines)), "text/plain")
    assert found.qc.tolist() == [b"1", b"0", b"3", b"4"]


@pytest.mark.parametrize("mark", ["-999", "9999.0", "1e20", "nan", "-", "inf", "text"])
def test_marks_of_missing_values_are_no_values(tmp_path: Path, mark: str) -> None:
    rows = [["1", "1", mark, "0"], ["2", "1", "38", "0"]]
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], [Cast("1", "2010-01-01", 1.0, 2.0, rows)])
    assert read(path, "text/plain").value.tolist() == [38]


def test_a_depth_of_999_that_is_flagged_as_good_is_one(tmp_path: Path) -> None:
    rows = [["999", "1", "38", "1"]]
    path = spreadsheet(tmp_path, [DEPTH, SALINITY], [Cast("1", "2010-01-01", 1.0, 2.0, rows)])
    assert np.isclose(read(path, "text/plain").depth, 999).all()


VALUES = st.tuples(st.floats(0, 6000), st.floats(-3, 90), st.floats(-3, 90), st.sampled_from("012356"))
CASTS = st.lists(
    st.tuples(st.floats(-180, 179.99), st.floats(0.01, 90), st.integers(-2_000_000_000_000, 4_000_000_000_000)),
    min_size=1,
    max_size=5,
)


@given(CASTS, st.lists(VALUES, min_size=1, max_size=4), st.permutations(range(3)), st.booleans())
@settings(PATIENT, max_examples=40)
def test_what_is_written_comes_back_whatever_the_order_of_the_columns(
    places: list[tuple[float, float, int]],
    levels: list[tuple[float, float, float, str]],
    order: list[int],
    everywhere: bool,
) -> None:
    labels = [[DEPTH, SALINITY, "Nitrate [umol/l]"][place] for place in order]
    rows = [[c for place in order for c in (repr(level[place]), level[3] if place else "1")] for level in levels]
    casts = [Cast(str(n), str(np.datetime64(when, "ms")), lon, lat, rows) for n, (lon, lat, when) in enumerate(places)]
    with TemporaryDirectory() as folder:
        found = read(spreadsheet(Path(folder), labels, casts, everywhere=everywhere), "")
    for place, name in ((1, "Salinity"), (2, "Nitrate")):
        rows_ = found.select(variable=name)
        assert rows_.value.tolist() == [level[place] for _ in casts for level in levels]
        assert rows_.depth.tolist() == [level[0] for _ in casts for level in levels]
        assert rows_.qc.tolist() == [level[3].encode() for _ in casts for level in levels]
        assert rows_.lon.tolist() == [cast.lon for cast in casts for _ in levels]
        assert rows_.time.astype(str).tolist() == [cast.time for cast in casts for _ in levels]
