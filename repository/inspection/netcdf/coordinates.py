"""The range of coordinate variables, read piece by piece: never more than a few megabytes at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from repository.inspection.netcdf.header import Variable, number_from
from repository.record.longitudes import Arc, smallest_arc

MOST_VALUES: Final = 80_000_000
"""Values of one coordinate that are read; more than that is said, and not read."""

_PIECE: Final = 1_000_000
_BINS: Final = 3_600
_MARKS: Final = (-999.0, -9999.0, -99999.0, -999999.0, -999.9, -9999.9, -32768.0)
_HUGE: Final = 1e19
"""What stands for a missing value in times and depths, though the header may not say so."""

_MARK: Final = 900.0
"""A position beyond this is no slip of a person but the mark of a missing value, such as -999 or 99999."""


@dataclass(frozen=True, slots=True)
class Span:
    """The smallest and largest value of a variable, its unit untouched, and a mark that its header does not declare."""

    minimum: float
    maximum: float
    mark: float | None = None


@dataclass(slots=True)
class Positions:
    """What a pair of coordinates covers; `marks` counts values such as -999, `impossible` is one that is no mark."""

    south: float = 90.0
    north: float = -90.0
    arc: Arc | None = None
    step: float = 0.0
    marks: int = 0
    mark: float | None = None
    impossible: float | None = None


def span_of(variable: Variable) -> Span | None:
    """The range of the values that are there, usual marks of missing ones left out; None where all are missing.

    Errors: those of the library and of numpy for attributes or bytes that cannot be read.
    """
    low, high, mark = np.inf, -np.inf, None
    for piece in _pieces(variable):
        values = _present(piece)
        marks = np.isin(values, _MARKS) | (np.abs(values) >= _HUGE)
        if marks.any():
            mark = float(values[marks][0]) if mark is None else mark
            values = values[~marks]
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
    return Span(_plain(low, variable), _plain(high, variable), mark) if low <= high else None


def positions_of(latitude: Variable, longitude: Variable) -> Positions:
    """The box of two coordinates. Where both have the same dimensions, a position counts only when both are there.

    Errors: as `span_of`.
    """
    found, bins = Positions(), _Bins()
    if latitude.dimensions == longitude.dimensions and latitude.group == longitude.group:
        for north, east in zip(_pieces(latitude), _pieces(longitude), strict=True):
            both = ~(np.ma.getmaskarray(north) | np.ma.getmaskarray(east))
            _take(found, bins, np.ma.getdata(north)[both], np.ma.getdata(east)[both])
        found.step = 0.0
    else:
        for piece in _pieces(latitude):
            values = _present(piece)
            _take_latitudes(found, _on_earth(found, values, 90.0, 90.0))
            found.step = max(found.step, _step(values, latitude))
        for piece in _pieces(longitude):
            values = _present(piece)
            bins.add(_on_earth(found, values, 180.0, 360.0))
            found.step = max(found.step, _step(values, longitude))
    arcs = bins.arcs(5 if longitude.data.dtype.itemsize == 4 and longitude.data.dtype.kind == "f" else 8)
    found.arc = smallest_arc(arcs) if arcs and found.south <= found.north else None
    found.south, found.north = _plain(found.south, latitude), _plain(found.north, latitude)
    return found


def _take(found: Positions, bins: "_Bins", latitudes: Any, longitudes: Any) -> None:
    finite = np.isfinite(latitudes) & np.isfinite(longitudes)
    latitudes, longitudes = latitudes[finite], longitudes[finite]
    good = (np.abs(latitudes) <= 90) & (longitudes >= -180) & (longitudes <= 360)
    _on_earth(found, latitudes, 90.0, 90.0)
    _on_earth(found, longitudes, 180.0, 360.0)
    _take_latitudes(found, latitudes[good])
    bins.add(longitudes[good])


def _take_latitudes(found: Positions, values: Any) -> None:
    if values.size:
        found.south, found.north = min(found.south, float(values.min())), max(found.north, float(values.max()))


def _on_earth(found: Positions, values: Any, below: float, above: float) -> Any:
    """The values between -below and above; of the others, marks are counted and one example is kept."""
    good = (values >= -below) & (values <= above)
    if not good.all():
        wrong = values[~good]
        marks = wrong[np.abs(wrong) >= _MARK]
        found.marks += int(marks.size)
        if marks.size and found.mark is None:
            found.mark = round(float(marks[0]), 6)
        if marks.size < wrong.size:
            found.impossible = round(float(wrong[np.abs(wrong) < _MARK][0]), 6)
    return values[good]


class _Bins:
    """Longitudes gathered in tenths of a degree, with the exact smallest and largest of each."""

    def __init__(self) -> None:
        self._low = np.full(_BINS, np.inf)
        self._high = np.full(_BINS, -np.inf)

    def add(self, longitudes: Any) -> None:
        values = np.where(longitudes > 180, longitudes.astype(np.float64) - 360, longitudes)
        places = np.clip(((values + 180) * (_BINS / 360)).astype(np.int64), 0, _BINS - 1)
        np.minimum.at(self._low, places, values)
        np.maximum.at(self._high, places, values)

    def arcs(self, digits: int) -> list[Arc]:
        full = self._low <= self._high
        pairs = zip(self._low[full], self._high[full], strict=True)
        return [(round(float(low), digits) + 0.0, round(float(high), digits) + 0.0) for low, high in pairs]


def _pieces(variable: Variable) -> Iterator[Any]:
    """The values as masked arrays, one dimension, unpacked, in pieces of about a million along one dimension.

    Errors: ValueError for a packing that is no number: the library would hand out the packed values.
    """
    data, shape = variable.data, variable.shape
    for name in ("scale_factor", "add_offset"):
        if name in variable.attributes and number_from(variable.attributes[name]) is None:
            raise ValueError(f"{name} is no number")
    data.set_auto_maskandscale(True)
    if 0 in shape:
        return
    if variable.size <= _PIECE or not shape:
        yield _good(variable, ...)
        return
    axis = int(np.argmax(shape))
    others = variable.size // shape[axis]
    chunks = data.chunking()
    chunk = chunks[axis] if isinstance(chunks, list) else 1
    length = max(1, _PIECE // others // chunk) * chunk
    for start in range(0, shape[axis], length):
        where = tuple(slice(start, start + length) if place == axis else slice(None) for place in range(len(shape)))
        yield _good(variable, where)


def _good(variable: Variable, where: Any) -> Any:
    """The values at some place, masked where they are missing or flagged as bad."""
    values = np.ma.atleast_1d(np.ma.asarray(variable.data[where]))
    if variable.flags is not None:
        variable.flags.data.set_auto_maskandscale(False)
        variable.flags.data.set_auto_chartostring(False)
        marks = np.atleast_1d(variable.flags.data[where])
        values = np.ma.masked_where(np.isin(marks, variable.flags.bad), values)
    return values.ravel()


def _present(piece: Any) -> Any:
    values = np.ma.compressed(piece)
    return values[np.isfinite(values)]


def _step(values: Any, variable: Variable) -> float:
    """The widest gap between neighbours, for the coordinate of a dimension only."""
    if len(variable.shape) != 1 or values.size < 2 or variable.dimensions[0] != variable.short:
        return 0.0
    return float(np.abs(np.diff(values.astype(np.float64))).max())


def _plain(value: float, variable: Variable) -> float:
    """Without the digits that only the binary form has: a float of four bytes is good to about a metre."""
    kind = variable.data.dtype
    packed = "scale_factor" in variable.attributes
    return round(float(value), 5 if kind.kind == "f" and kind.itemsize == 4 and not packed else 8) + 0.0
