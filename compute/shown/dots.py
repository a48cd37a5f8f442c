"""The observations of a field that is shown: those of its depth and its season, thinned out."""

from typing import Any, Final

import numpy as np

from compute.shown.axes import Gridded, Observed
from repository.previews.netcdf_curves import moment_in
from repository.previews.netcdf_values import values_of

MOST: Final = 3_000
_YEAR: Final = 12
_STEP: Final = 100_000.0
"""In the unit of a time: so long that what it takes is known well in whole seconds."""


def dots_of(found: Gridded, *, depth: int, time: int) -> list[list[float]] | None:
    """Longitude and latitude of each place, once, at most `MOST`; None where a file tells of no observation."""
    seen = found.observed
    if seen is None:
        return None
    places = np.column_stack([values_of(seen.longitude), values_of(seen.latitude)])
    kept = np.isfinite(places).all(axis=1) & _at_depth(found, seen, depth) & _in_season(found, seen, time)
    once = np.unique(np.round(places[kept], 4), axis=0)
    thinned = once[:: 1 + len(once) // MOST]
    return [[float(lon), float(lat)] for lon, lat in thinned]


def _at_depth(found: Gridded, seen: Observed, depth: int) -> Any:
    """Those nearer to the level than to its neighbours; all of them where there is one level."""
    if seen.depth is None or found.depths.size < 2:
        return True
    order = np.argsort(found.depths, kind="stable")
    levels = found.depths[order]
    nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, np.nan_to_num(values_of(seen.depth)))
    return order[nearest] == depth


def _in_season(found: Gridded, seen: Observed, time: int) -> Any:
    """Those between the bounds of the time, in its months; all of them where the file does not say which."""
    if seen.time is None or found.bounds is None or found.bounds.shape != (found.times, 2) or found.time is None:
        return True
    begin, end = (moment_in(float(each), found.time) for each in values_of(found.bounds)[time])
    first, second = (moment_in(each, seen.time) for each in (0.0, _STEP))
    if begin is None or end is None or first is None or second is None:
        return True
    moments = first + (second - first) / _STEP * values_of(seen.time)
    within = (moments >= begin) & (moments < end)
    months = _months(np.array([begin, end, *np.where(within, moments, begin)]))
    start, length = months[0], (months[1] - months[0]) % _YEAR or _YEAR
    return within & ((months[2:] - start) % _YEAR < length)


def _months(seconds: Any) -> Any:
    return seconds.astype("M8[s]").astype("M8[M]").astype(np.int64)
