"""The observations of a job: its staged files read, chosen, each once; and the lengths that they tell."""

from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.observations.reading import read
from compute.observations.table import Observations, concatenate
from compute.processes.base import Context
from compute.processes.divand.choosing import check_one_unit, choose
from compute.processes.divand.crowds import Located, duplicates, nearest
from compute.processes.divand.field import Lengths
from compute.processes.divand.grid import Flags, Floats
from compute.processes.divand.lengths import TRUSTED, Fitted, fit_length, fit_within, smoothed
from compute.processes.divand.request import Request
from compute.processes.divand.seafloor import water
from compute.processes.divand.transforms import transform_of
from compute.refusals import DataRefused, Said

_SMOOTH_M: Final = 100.0
_LEAST: Final = 10
"""Observations that a fit needs."""


def observations_of(context: Context, request: Request) -> Observations:
    """All that belong to the request, from all files in their order. Raises DataRefused."""
    columns = request.inputs.get("columns")
    tables: list[Observations] = []
    refused: list[Said] = []
    for staged in context.inputs["observations"]:
        path: Path = context.source(staged["path"])
        try:
            tables.append(
                read(
                    path,
                    staged.get("media_type", ""),
                    variable=request.inputs["variable"],
                    columns=columns,
                    sha256=staged.get("sha256", ""),
                )
            )
        except DataRefused as error:
            refused += [Said("{file}:", {"file": path.name}), *error.said]
    if not tables:
        raise DataRefused(*refused or [Said("No file of observations was given.")])
    found = choose(concatenate(tables), request.choice)
    check_one_unit(found)
    if request.inputs["duplicates"] == "keep":
        return found
    seen = Located(found.lon, found.lat, found.depth, found.days, found.value, found.platform_index)
    return found.where(~duplicates(seen))


def wet_of(context: Context, request: Request) -> Flags:
    """Which cells are sea, by the staged bathymetry if there is one. Raises DataRefused."""
    staged = request.inputs.get("bathymetry")
    return water(context.source(staged["path"]) if staged else None, request)


def lengths_of(request: Request, table: Observations, seed: int) -> tuple[Lengths, dict[str, Any]]:
    """The lengths of every field: as given, or fitted to all observations together; and what to report."""
    inputs, levels = request.inputs, len(request.depths)
    given = Lengths(np.full(levels, inputs["length_xy_m"]), np.full(levels, inputs["length_z_m"]))
    if inputs["length"] == "fixed":
        return given, {"how": "fixed"}
    limits = inputs["transform_limits"]
    value = transform_of(inputs["transform"], threshold=limits[0], low=limits[0], high=limits[1]).there(table.value)
    kept = np.flatnonzero(np.isfinite(value))
    depth, value = np.nan_to_num(table.depth)[kept], value[kept]
    fits = _fit_each(request.depths, (table.lon[kept], table.lat[kept], depth), value, seed)
    horizontal = _settled(request.depths, fits, given.horizontal, inputs["length_limits_m"])
    vertical, upright = given.vertical, None
    if levels > 1 and len(value) >= _LEAST:
        upright = fit_within(table.platform_index[kept], depth, value, seed=seed)
        span = [float(np.diff(request.depths).min()) / 2, float(np.ptp(request.depths))]
        vertical = _settled(request.depths, [upright] * levels, given.vertical, span)
    told = {"how": "fit", "horizontal": [_told(fit) for fit in fits], "vertical": _told(upright)}
    return Lengths(horizontal, vertical), told


def _fit_each(depths: Floats, places: tuple[Floats, Floats, Floats], value: Floats, seed: int) -> list[Fitted | None]:
    """At each depth, of the observations nearer to it than to its neighbours."""
    lon, lat, depth = places
    level = nearest(depths, depth)
    fits: list[Fitted | None] = []
    for number in range(len(depths)):
        near = level == number
        many = near.sum() >= _LEAST
        fits.append(fit_length((lon[near], lat[near]), value[near], spherical=True, seed=seed) if many else None)
    return fits


def _settled(depths: Floats, fits: list[Fitted | None], given: Floats, limits: list[float]) -> Floats:
    """Within limits, smoothed over depths by quality; as given where nothing could be fitted."""
    found = np.array([fit.length if fit and not fit.is_guess else np.nan for fit in fits])
    if not np.isfinite(found).any():
        return given
    quality = np.array([fit.quality if fit and fit.quality >= TRUSTED else 0.0 for fit in fits])
    low, high = limits
    return np.asarray(np.clip(smoothed(depths, np.clip(found, low, high), quality, _SMOOTH_M), low, high))


def _told(fit: Fitted | None) -> dict[str, Any] | None:
    if fit is None:
        return None
    return {
        "length_m": fit.length,
        "variance": fit.variance,
        "signal_to_noise": fit.signal_to_noise,
        "quality": fit.quality,
        "is_guess": fit.is_guess,
    }
