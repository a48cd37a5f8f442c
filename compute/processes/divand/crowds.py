"""Observations that say the same: duplicates, super-observations, and smaller weights where they crowd. Pure numbers.

What is near: `Apart` in degrees, metres, days and units of the value. No place is cut at the antimeridian.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from compute.processes.divand.grid import EARTH_RADIUS_M, Flags, Floats

_ENTRIES: Final = 4_000_000
_REACH: Final = 3.0
"""In lengths: beyond, exp(-9) is nothing."""


class Apart(NamedTuple):
    """Two observations that differ by no more than all of these are one, sent twice."""

    lon: float = 0.1
    lat: float = 0.1
    depth: float = 0.5
    time: float = 1 / 24
    value: float = 0.01


class Super(NamedTuple):
    """The mean of what lies in each cell: `number` observations, `first` the index of one of them."""

    lon: Floats
    lat: Floats
    depth: Floats
    value: Floats
    number: Floats
    first: Any


@dataclass(frozen=True, slots=True)
class Located:
    """Where, when and what; `days` and `depth` may be NaN, which equals NaN. `station`: numbers of platforms."""

    lon: Floats
    lat: Floats
    depth: Floats
    days: Floats
    value: Floats
    station: Any


def duplicates(seen: Located, apart: Apart | None = None) -> Flags:
    """True for those that repeat an earlier one that stays; levels of one profile only where depth and time do."""
    apart = apart or Apart()
    columns = np.column_stack(
        [
            np.mod(seen.lon, 360.0),
            seen.lat,
            np.nan_to_num(seen.depth, nan=-1e6),
            np.nan_to_num(seen.days, nan=-1e9),
            seen.value,
        ]
    )
    _rows, first = np.unique(columns, axis=0, return_index=True)
    doubled = np.ones(len(columns), dtype=bool)
    doubled[first] = False
    kept = np.flatnonzero(~doubled)
    for i, j in _near(columns[kept], apart):
        one, other = kept[i], kept[j]
        same = seen.station[one] == seen.station[other]
        level = columns[one, 2] == columns[other, 2] and columns[one, 3] == columns[other, 3]
        if not doubled[one] and (not same or level):
            doubled[other] = True
    return doubled


def _near(columns: Floats, apart: Apart) -> Any:
    """Pairs (earlier, later) within all limits, ordered by the later one."""
    if len(columns) < 2:
        return np.empty((0, 2), dtype=np.intp)
    scaled = columns / np.array(apart)
    scaled[:, 0] = np.minimum(scaled[:, 0], np.nextafter(360 / apart.lon, 0))
    scaled[:, 1:] -= scaled[:, 1:].min(axis=0)
    limits = np.concatenate([[360 / apart.lon], scaled[:, 1:].max(axis=0) * 2 + 10])
    found = cKDTree(scaled, boxsize=limits).query_pairs(1 + 1e-9, p=np.inf, output_type="ndarray")
    return found[np.lexsort((found[:, 0], found[:, 1]))]


def super_observations(seen: Located, axes: tuple[Floats, ...]) -> Super:
    """One mean for each cell of a grid that holds any; axes: longitude, latitude, and depth where there are layers."""
    places = (seen.lon, seen.lat, seen.depth)[: len(axes)]
    cells = [nearest(axis, place) for axis, place in zip(axes, places, strict=True)]
    shape = tuple(len(axis) for axis in axes)
    _cell, first, which, count = np.unique(
        np.ravel_multi_index(tuple(cells), shape), return_index=True, return_inverse=True, return_counts=True
    )
    mean = [np.bincount(which, part) / count for part in (seen.lon, seen.lat, seen.depth, seen.value)]
    return Super(mean[0], mean[1], mean[2], mean[3], count.astype(float), first)


def nearest(axis: Floats, places: Floats) -> Any:
    """The index of the nearest of an increasing axis."""
    return np.searchsorted((axis[1:] + axis[:-1]) / 2, places) if len(axis) > 1 else np.zeros(len(places), np.intp)


def crowding(lon: Floats, lat: Floats, depth: Floats | None, near_m: float, near_depth: float = 1.0) -> Floats:
    """R * 1: how many observations each stands beside, itself included, by exp(-distance^2); 1 where it is alone.

    Errors of observations that crowd are correlated; R^-1 is then near the diagonal matrix whose error variances are
    multiplied by this (Barth et al. 2014; DIVAnd's weights "R times one"). near_m, near_depth: lengths in metres.
    """
    east, north = np.deg2rad(lon), np.deg2rad(lat)
    place = [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    columns = [part * (EARTH_RADIUS_M / near_m) for part in place]
    columns += [] if depth is None else [depth / near_depth]
    points = np.column_stack(columns)
    tree, total = cKDTree(points), np.ones(len(points))
    share = max(1, _ENTRIES // max(len(points), 1))
    for begin in range(0, len(points), share):
        part = cKDTree(points[begin : begin + share])
        found = part.sparse_distance_matrix(tree, _REACH, output_type="coo_matrix")
        rows = min(share, len(points) - begin)
        total[begin : begin + share] = np.bincount(found.row, np.exp(-(found.data**2)), rows)
    return np.maximum(total, 1.0)
