"""Where there is water: a file of bathymetry or elevation, read at the cells of a grid row by row."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from netCDF4 import Dataset

from compute.processes.divand.crowds import nearest
from compute.processes.divand.grid import Flags, Floats
from compute.processes.divand.request import Request
from compute.refusals import DataRefused

_LON: Final = ("lon", "longitude", "x", "nav_lon")
_LAT: Final = ("lat", "latitude", "y", "nav_lat")
_DOWN: Final = ("deptho", "depth", "bathymetry", "bathy")
"""Names of variables that grow downwards; all others are elevations, negative below the sea, as GEBCO has them."""


def water(path: Path | None, request: Request) -> Flags:
    """(longitude, latitude, depth): True where the sea floor lies deeper than the level; without a file all of it.

    Raises DataRefused for a file without longitudes, latitudes and depths, or without water in the area.
    """
    shape = (len(request.lon), len(request.lat), len(request.depths))
    if path is None:
        return np.ones(shape, dtype=bool)
    floor = _floor(path, request)
    wet: Flags = np.nan_to_num(floor, nan=-1.0)[:, :, None] > request.depths[None, None, :]
    if not wet.any():
        raise DataRefused(
            "The bathymetry has no water deeper than {depth} m in {box}.",
            depth=float(request.depths[0]),
            box=request.box.said,
        )
    return wet


def _floor(path: Path, request: Request) -> Floats:
    """Metres below the surface, above 0 in the sea; NaN where the file has none."""
    if path.is_symlink() or not path.is_file():
        raise DataRefused("The bathymetry is no file.")
    try:
        with Dataset(path) as dataset:
            lon, lat = (_axis(dataset, names) for names in (_LON, _LAT))
            variable = _heights(dataset)
            columns, rows = _columns(lon, request), _rows(lat, request)
            picked = [np.ma.filled(variable[row, :].astype(float), np.nan)[columns] for row in rows]
            sign = 1.0 if _is_down(variable) else -1.0
    except (OSError, RuntimeError, IndexError) as error:
        raise DataRefused("The bathymetry is no NetCDF that can be read.") from error
    return np.asarray(sign * np.array(picked, dtype=float).T)


def _axis(dataset: Any, names: tuple[str, ...]) -> Floats:
    found = [name for name in dataset.variables if name.lower() in names and dataset[name].ndim == 1]
    axis = np.ma.filled(dataset[found[0]][:].astype(float), np.nan) if found else np.empty(0)
    steps = np.diff(axis)
    if len(axis) < 2 or not (np.all(steps > 0) or np.all(steps < 0)):
        raise DataRefused("The bathymetry has no ordered axis {name}.", name=names[1])
    return np.asarray(axis)


def _heights(dataset: Any) -> Any:
    """The variable over (latitude, longitude)."""
    for variable in dataset.variables.values():
        names = tuple(name.lower() for name in variable.dimensions)
        if len(names) == 2 and names[0] in _LAT and names[1] in _LON and variable.dtype.kind in "if":
            return variable
    raise DataRefused("The bathymetry has no variable over latitude and longitude.")


def _is_down(variable: Any) -> bool:
    said = str(getattr(variable, "standard_name", ""))
    if said:
        return said.startswith("sea_floor_depth")
    return str(getattr(variable, "positive", "")) == "down" or variable.name.lower() in _DOWN


def _columns(lon: Floats, request: Request) -> Any:
    """The nearest longitude going around; refused where the file ends before the area."""
    turned = np.mod(lon, 360.0)
    order = np.argsort(turned, kind="stable")
    around = np.concatenate([turned[order[-1:]] - 360, turned[order], turned[order[:1]] + 360])
    place = np.mod(request.lon, 360.0)
    found = nearest(around, place)
    if np.abs(around[found] - place).max() > np.abs(np.diff(lon)).max():
        raise DataRefused("The bathymetry does not cover all longitudes of the area.")
    return np.concatenate([order[-1:], order, order[:1]])[found]


def _rows(lat: Floats, request: Request) -> Any:
    order = np.argsort(lat)
    found = nearest(lat[order], request.lat)
    if np.abs(lat[order][found] - request.lat).max() > np.abs(np.diff(lat)).max():
        raise DataRefused("The bathymetry does not cover all latitudes of the area.")
    return order[found]
