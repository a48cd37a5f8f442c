"""The table of observations: chosen by place, time, depth and flags; several become one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.observations.table import COLUMNS, Observations, Variable, concatenate
from tests.strategies import PATIENT

SALT, HEAT = Variable("S", "PSLTZZ01", unit="1e-3"), Variable("T", unit="degC", original_unit="K", offset=-273.15)


def table(lons: list[float], *, variables: tuple[Variable, ...] = (SALT,), source: str = "a") -> Observations:
    """Rows at these longitudes, a day and ten metres apart, of the variables in turn."""
    count = len(lons)
    columns = {
        "lon": lons,
        "lat": np.linspace(-60, 60, count),
        "depth": np.arange(count) * 10.0,
        "time": np.datetime64("2010-01-01", "ms") + np.arange(count) * np.timedelta64(1, "D"),
        "value": np.arange(count),
        "qc": [b"1239"[n % 4 : n % 4 + 1] for n in range(count)],
        "variable_index": np.arange(count) % len(variables),
        "platform_index": np.zeros(count),
        "source_index": np.zeros(count),
        "row": np.arange(count),
    }
    made = {name: np.asarray(columns[name]).astype(kind) for name, kind in COLUMNS.items()}
    return Observations(**made, variables=variables, platforms=("p",), sources=(source,), dropped={"value-missing": 1})


LONGITUDES = st.lists(st.floats(-180, 180), min_size=1, max_size=20)
SIDES = st.floats(-180, 180)


@given(LONGITUDES, SIDES, SIDES)
@settings(PATIENT, max_examples=60)
def test_a_box_and_the_rest_of_the_globe_share_nothing_but_their_edges(
    lons: list[float], west: float, east: float
) -> None:
    rows = table(lons)
    inside = set(rows.select(box=(west, -90, east, 90)).row.tolist())
    outside = set(rows.select(box=(east, -90, west, 90)).row.tolist())
    edges = {n for n, lon in enumerate(lons) if lon in (west, east) or abs(lon) == 180}
    assert inside & outside <= edges | (set() if west != east else set(range(len(lons))))
    assert inside | outside == set(range(len(lons))) or west == east


def test_a_box_over_the_antimeridian_takes_both_sides() -> None:
    rows = table([175.0, -175.0, 180.0, -180.0, 0.0, 169.9])
    assert rows.select(box=(170, -90, -170, 90)).row.tolist() == [0, 1, 2, 3]
    assert rows.select(box=(170, -90, 190, 90)).row.tolist() == [0, 1, 2, 3]
    assert rows.select(box=(0, -90, 360, 90)).row.tolist() == [0, 1, 2, 3, 4, 5]
    assert rows.select(box=(170, -90, 180, 90)).row.tolist() == [0, 2, 3]


def test_the_end_of_a_period_is_a_whole_day_month_or_year() -> None:
    rows = table([0.0] * 40)
    rows.time[1] += np.timedelta64(23, "h")
    assert len(rows.select(period=("2010-01-02", "2010-01-02"))) == 1
    assert len(rows.select(period=("2010-01", "2010-01"))) == 31
    assert len(rows.select(period=("2009", "2010"))) == 40


def test_what_a_limited_column_does_not_know_is_left_out() -> None:
    rows = table([0.0, 1.0, 2.0])
    rows.depth[0], rows.time[1] = np.nan, np.datetime64("NaT")
    assert rows.select(depth=(0, 100)).row.tolist() == [1, 2]
    assert rows.select(period=("2000", "2020")).row.tolist() == [0, 2]
    assert rows.select(flags="12").row.tolist() == [0, 1]
    assert np.isnan(rows.days[1])
    assert rows.days[0] == 40177


def test_variables_are_told_with_how_many_values_they_have() -> None:
    rows = table([0.0, 1.0, 2.0], variables=(SALT, HEAT))
    assert rows.present == ((SALT, 2), (HEAT, 1))
    assert rows.select(variable="PSLTZZ01").row.tolist() == [0, 2]
    assert rows.variable.tolist() == ["SDN:P01::PSLTZZ01", "T", "SDN:P01::PSLTZZ01"]
    assert rows.original_value[1] == pytest.approx(274.15)


@given(st.lists(LONGITUDES, max_size=4))
@settings(PATIENT, max_examples=30)
def test_tables_together_hold_the_rows_of_all_and_what_they_share_once(parts: list[list[float]]) -> None:
    tables = [table(lons, variables=(SALT, HEAT)[:: 1 - 2 * (n % 2)], source=str(n)) for n, lons in enumerate(parts)]
    both = concatenate(tables)
    assert both.lon.tolist() == [lon for lons in parts for lon in lons]
    assert both.variable.tolist() == [key for each in tables for key in each.variable]
    assert both.source.tolist() == [key for each in tables for key in each.source]
    assert len(both.variables) == (2 if parts else 0)
    assert both.dropped == ({"value-missing": len(parts)} if parts else {})
