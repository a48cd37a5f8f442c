"""The first field of a NetCDF grid of latitudes and longitudes, made small and painted."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.axes import Axes
from repository.inspection.netcdf.header import Header, Variable
from repository.previews.netcdf_curves import name_of, unit_of
from repository.previews.netcdf_values import values_of
from repository.previews.painting import MOST_PIXELS, painted
from repository.previews.shapes import MOST_PICTURE, Grid

_LEAST: Final = 4
"""Rows and columns of a grid that is worth a map."""
_EVEN: Final = 0.02
"""By which part steps of a grid may differ where its picture is stretched evenly."""
_TRIED: Final = 6


def grid_of(header: Header, axes: Axes, measured: Sequence[Variable]) -> tuple[Grid, bytes] | None:
    """The first field that has values over an even grid, and its picture; None where there is none."""
    for latitude in axes.latitudes:
        for longitude in axes.longitudes:
            if len(latitude.shape) != 1 or len(longitude.shape) != 1 or latitude.dimensions == longitude.dimensions:
                continue
            if min(latitude.size, longitude.size) < _LEAST or max(latitude.size, longitude.size) > 200_000:
                continue
            both = {*latitude.dimensions, *longitude.dimensions}
            wanted = [each for each in measured if both <= set(each.dimensions)]
            for variable in wanted[:_TRIED]:
                made = _field(variable, latitude, longitude)
                if made:
                    return made
    return None


def _field(variable: Variable, latitude: Variable, longitude: Variable) -> tuple[Grid, bytes] | None:
    rows, columns = values_of(latitude), values_of(longitude)
    if not (_is_even(rows) and _is_even(columns)):
        return None
    steps = _steps(rows, columns)
    return _painted(variable, rows, columns, _read(variable, latitude.dimensions[0], longitude.dimensions[0], steps))


def drawn_grid(variable: Variable, rows: Any, columns: Any, field: Any) -> tuple[Grid, bytes] | None:
    """A field (rows by columns, NaN for none) over latitudes and longitudes, and its picture; None for uneven ones."""
    if not (_is_even(rows) and _is_even(columns)):
        return None
    down, across = _steps(rows, columns)
    return _painted(variable, rows, columns, field[::down, ::across])


def _steps(rows: Any, columns: Any) -> tuple[int, int]:
    return max(1, -(-rows.size // MOST_PIXELS)), max(1, -(-columns.size // MOST_PIXELS))


def _painted(variable: Variable, rows: Any, columns: Any, field: Any) -> tuple[Grid, bytes] | None:
    """``field`` is thinned out already, the axes are whole."""
    down, across = _steps(rows, columns)
    rows, columns = rows[::down], columns[::across]
    if rows[0] < rows[-1]:
        field, rows = field[::-1], rows[::-1]
    if columns[0] > columns[-1]:
        field, columns = field[:, ::-1], columns[::-1]
    made = painted(field)
    if made is None or len(made.picture) > MOST_PICTURE:
        return None
    height, width = abs(rows[0] - rows[-1]) / (rows.size - 1), (columns[-1] - columns[0]) / (columns.size - 1)
    west, east = float(columns[0] - width / 2), float(columns[-1] + width / 2)
    turn = 360.0 if east > 360 and west >= 180 else 0.0
    if not west - turn >= -180.001 or east - west > 360.001 + width:
        return None
    grid = Grid(
        name=name_of(variable), unit=unit_of(variable), low=made.low, high=made.high, is_cut=made.is_cut,
        west=max(-180.0, west - turn), east=east - turn,
        south=max(-90.0, float(rows[-1] - height / 2)), north=min(90.0, float(rows[0] + height / 2)),
    )  # fmt: skip
    return grid, made.picture


def _read(variable: Variable, row: str, column: str, steps: tuple[int, int]) -> Any:
    """The field at the first place of every other dimension, rows by columns."""
    stride = {row: slice(None, None, steps[0]), column: slice(None, None, steps[1])}
    field = values_of(variable, tuple(stride.get(name, 0) for name in variable.dimensions))
    order = [name for name in variable.dimensions if name in stride]
    return field if order == [row, column] else field.T


def _is_even(values: Any) -> bool:
    """Whether an axis grows or falls by the same step everywhere."""
    steps = np.diff(values)
    if not np.isfinite(steps).all() or not steps.size or steps[0] == 0:
        return False
    return bool(np.abs(steps / steps.mean() - 1).max() <= max(_EVEN, 2e-4 / abs(float(steps.mean()))))
