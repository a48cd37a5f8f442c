"""A NetCDF file as a cast, a series in time or the map of a grid, and the positions of its stations."""

from math import isfinite
from pathlib import Path
from typing import Final

import netCDF4
import numpy as np

from repository.inspection.netcdf.axes import Axes, axes_of
from repository.inspection.netcdf.header import Header, Variable, header_of
from repository.inspection.netcdf.variables import data_variables
from repository.inspection.reading import Reading
from repository.previews.carrying import carried, nothing
from repository.previews.netcdf_curves import Casts, curves_of
from repository.previews.netcdf_grids import grid_of
from repository.previews.netcdf_values import FAULTS, text_values, values_of
from repository.previews.shapes import Preview
from repository.previews.thinning import Stations

_MOST_POSITIONS: Final = 2_000_000


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a file; nothing for one that the library cannot open."""
    try:
        dataset = netCDF4.Dataset(path, "r")
    except OSError:
        return nothing()
    try:
        header = header_of(dataset)
        return _preview(header, axes_of(header))
    except FAULTS:
        return nothing()
    finally:
        dataset.close()


def _preview(header: Header, axes: Axes) -> Reading:
    measured = data_variables(header, axes)
    drawn = grid_of(header, axes, measured)
    if drawn:
        grid, picture = drawn
        return carried(Preview(grid=grid), picture, "image/png")
    stations, casts = _stations(header, axes)
    plot = curves_of(header, measured, casts)
    return carried(Preview(plot=plot, stations=stations.listed(), station_count=stations.count))


def _stations(header: Header, axes: Axes) -> tuple[Stations, Casts]:
    """The positions of casts, series and paths; and what is known of each."""
    found = Stations()
    pair = _pair(axes, is_sampled=bool(header.line("featureType")))
    names = _names(header)
    if pair is None or pair[0].size > _MOST_POSITIONS:
        return found, Casts(axes, names)
    latitude, longitude = pair
    places = np.column_stack([values_of(longitude).ravel(), values_of(latitude).ravel()])
    for index, (east, north) in enumerate(places.tolist()):
        if isfinite(north) and isfinite(east):
            found.add(east, north, names[index] if index < len(names) else "")
    return found, Casts(axes, names, places)


def _pair(axes: Axes, *, is_sampled: bool) -> tuple[Variable, Variable] | None:
    """A latitude and a longitude that give positions together: of the same dimensions, which are those of no grid."""
    for latitude in axes.latitudes:
        for longitude in axes.longitudes:
            alike = latitude.dimensions == longitude.dimensions and latitude.group == longitude.group
            if alike and len(latitude.shape) <= (2 if is_sampled else 1):
                return latitude, longitude
    return None


def _names(header: Header) -> list[str]:
    """The names of stations (CF section 9.5: ``cf_role``), one for each."""
    roles = ("profile_id", "timeseries_id", "trajectory_id")
    named = next((each for each in header.variables if each.line("cf_role") in roles), None)
    return text_values(named) if named else []
