"""Observations of CF's discrete sampling geometries: points, profiles, time series, trajectories, and their mixtures.

Source: CF-1.11, chapter 9 and appendix H; SeaDataNet data file formats, NetCDF (CFPOINT).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np

from compute.observations.depths import depth_of
from compute.observations.flags import NOT_CONTROLLED
from compute.observations.gathering import Gathering, unusable
from compute.observations.instants import NOT_KNOWN
from compute.observations.netcdf_flags import Coded, coded
from compute.observations.netcdf_platforms import Platforms
from compute.observations.netcdf_times import moments
from compute.observations.spreading import Spreading
from compute.observations.table import Variable
from compute.observations.units import harmonise
from compute.refusals import DataRefused
from repository.inspection.netcdf import header as netcdf
from repository.inspection.netcdf.axes import Axes, axes_of, has_dates, metres_of, sense_of
from repository.inspection.netcdf.header import Header
from repository.inspection.netcdf.variables import data_variables

MOST_VALUES: Final = 200_000_000
"""Values of one variable, fill values counted."""
_PIECE: Final = 500_000
_PRESSURES: Final = frozenset({"dbar", "decibar", "decibars", "db"})


def read(header: Header, gathering: Gathering) -> None:
    """Every value of a file. Raises DataRefused for a grid, or what gives no positions; errors of the library."""
    axes = axes_of(header)
    reader = _Reader(header, axes, gathering)
    for variable in data_variables(header, axes):
        if not reader.is_aside(variable) and gathering.wants(described(variable)):
            reader.take(variable)


def described(variable: netcdf.Variable) -> Variable:
    """Its codes, names and unit."""
    p01, p06 = (_code(variable.line(name), scheme) for name, scheme in _URNS)
    unit, standard_name = variable.line("units") or "", variable.line("standard_name") or ""
    known = harmonise(unit, p06=p06, p01=p01, standard_name=standard_name, name=variable.short)
    names = (variable.name, p01, standard_name.split(" ")[0])
    return Variable(*names, known.unit, unit or p06, known.factor, known.offset, known.rule)


_URNS: Final = (("sdn_parameter_urn", "SDN:P01::"), ("sdn_uom_urn", "SDN:P06::"))


def _code(said: str | None, scheme: str) -> str:
    return said.removeprefix(scheme) if said and said.startswith(scheme) else ""


class _Reader:
    """Knows the coordinates of a file, and takes its variables one by one, in pieces along their first dimension."""

    def __init__(self, header: Header, axes: Axes, gathering: Gathering) -> None:
        self._header, self._gathering = header, gathering
        self._longitude, self._latitude = _positions(header, axes)
        self._times = [each for each in axes.times if has_dates(each)]
        self._depths = [each for each in axes.verticals if sense_of(each)]
        self._pressure = next((each for each in header.variables if _is_pressure(each)), None)
        self._spreading = Spreading(header)
        self._platforms = Platforms(header, self._spreading, gathering)

    def is_aside(self, variable: netcdf.Variable) -> bool:
        """Whether it is the pressure that gives depths, or says which samples belong together."""
        return variable is self._pressure or bool(
            {"sample_dimension", "instance_dimension"} & variable.attributes.keys()
        )

    def take(self, variable: netcdf.Variable) -> None:
        """Every value of a variable that has positions; nothing for one that has none."""
        if variable.size > MOST_VALUES:
            raise DataRefused("The variable {name} has more than {most} values.", name=variable.name, most=MOST_VALUES)
        if len(set(variable.dimensions)) != len(variable.dimensions):
            return
        flags, described_ = coded(variable, self._header), described(variable)
        for piece, first in _pieces(variable):
            self._take(variable, described_, flags, piece, first)

    def _take(self, variable: netcdf.Variable, told: Variable, flags: Coded | None, piece: slice, first: int) -> None:
        spread = self._spreading.of(variable, piece)
        lon, lat = (spread.values(each) for each in (self._longitude, self._latitude))
        if lon is None or lat is None:
            return
        values = spread.own()
        bad = self._flagged(spread, self._longitude) | self._flagged(spread, self._latitude)
        depth, is_bad_depth, has_depth = self._depth(spread, lat)
        qc = spread.codes(flags) if flags else None
        columns = {
            "lon": lon,
            "lat": lat,
            "depth": depth,
            "time": self._time(spread),
            "value": values,
            "qc": NOT_CONTROLLED if qc is None else qc,
            "platform": self._platforms.along(variable, piece),
            "row": first + np.arange(values.size).reshape(values.shape),
            "bad": bad | is_bad_depth,
        }
        flat = {name: np.broadcast_to(column, values.shape).ravel() for name, column in columns.items()}
        self._gathering.add(told, **flat, has_depth=has_depth)

    def _flagged(self, spread: Any, coordinate: netcdf.Variable) -> Any:
        """Where the flags of a coordinate say bad or missing."""
        flags = coded(coordinate, self._header)
        codes = spread.codes(flags) if flags else None
        return np.zeros(1, dtype=bool) if codes is None else unusable(codes)

    def _time(self, spread: Any) -> Any:
        for each in self._times:
            values = spread.values(each)
            if values is not None:
                return np.where(self._flagged(spread, each), NOT_KNOWN, moments(values, each))
        return np.full(1, NOT_KNOWN)

    def _depth(self, spread: Any, lat: Any) -> tuple[Any, Any, bool]:
        """Metres downwards, where they are flagged, and whether there are any: of a depth, else of a pressure."""
        for each in self._depths:
            values = spread.values(each)
            if values is not None and spread.variable.name != each.name:
                sign = -1.0 if sense_of(each) == "up" else 1.0
                return values * sign * (metres_of(each) or 1.0), self._flagged(spread, each), True
        if self._pressure is not None:
            values = spread.values(self._pressure)
            if values is not None:
                return depth_of(values, lat), self._flagged(spread, self._pressure), True
        return np.full(1, np.nan), np.zeros(1, dtype=bool), False


def _positions(header: Header, axes: Axes) -> tuple[netcdf.Variable, netcdf.Variable]:
    """Longitude and latitude of the same dimensions: one of each place, or two along paths that are said to be such.

    Their own flags are read as codes, so those that the axes know are left aside.
    """
    most = 2 if header.line("featureType") else 1
    for latitude in axes.latitudes:
        for longitude in axes.longitudes:
            alike = latitude.dimensions == longitude.dimensions and latitude.group == longitude.group
            if alike and len(latitude.shape) <= most:
                return replace(longitude, flags=None), replace(latitude, flags=None)
    if axes.latitudes and axes.longitudes:
        raise DataRefused("The file is a grid, whose values are no observations.")
    raise DataRefused("The file is without positions.")


def _is_pressure(variable: netcdf.Variable) -> bool:
    """A pressure of sea water in decibars."""
    named = variable.line("standard_name") == "sea_water_pressure" or variable.short.upper() in ("PRES", "PRESSURE")
    return variable.is_number and named and (variable.line("units") or "").lower() in _PRESSURES


def _pieces(variable: netcdf.Variable) -> Iterator[tuple[slice, int]]:
    """Slices along the first dimension, and the number of the first value of each, from 1."""
    if not variable.shape:
        yield slice(0, 1), 1
        return
    length, others = variable.shape[0], variable.size // max(1, variable.shape[0])
    step = max(1, _PIECE // max(1, others))
    for start in range(0, length, step):
        yield slice(start, min(length, start + step)), start * others + 1
