"""Fields as one CF NetCDF file like those of SeaDataNet's climatologies, written field after field. Pure.

CF 1.8 with the attributes of ACDD 1.3; the names VAR, VAR_L1, VAR_L2, VAR_relerr, VAR_deepest, obs* are SeaDataNet's.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from netCDF4 import Dataset

from compute.observations.table import EPOCH
from compute.processes.divand.choosing import Period

FILL: Final = np.float32(9.96921e36)
_CHUNK: Final = 100
_STORED: Final = {"zlib": True, "complevel": 5, "fletcher32": True}
_SEASONAL: Final = "time: mean within years time: mean over years"


@dataclass(frozen=True, slots=True)
class Header:
    """What a file is about: axes, periods, thresholds of VAR_L1 and VAR_L2, global attributes."""

    name: str
    long_name: str
    standard_name: str
    unit: str
    lon: Any
    lat: Any
    depth: Any
    periods: tuple[Period, ...]
    thresholds: tuple[float, float]
    observations: int
    longest_id: int
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def variable(self) -> str:
        """The name as a NetCDF variable may have it.

        >>> Header("Water body salinity (PSU)", *[""] * 3, *[()] * 4, (0.3, 0.5), 0, 1).variable
        'Water_body_salinity_PSU'
        """
        plain = re.sub(r"[^A-Za-z0-9]+", "_", self.name).strip("_") or "VAR"
        return plain if plain[0].isalpha() else f"V_{plain}"


@contextmanager
def writing(path: Path, header: Header) -> Iterator["Writer"]:
    """A new file; fields and observations are put in one after the other."""
    with Dataset(path, "w", format="NETCDF4") as dataset:
        _axes(dataset, header)
        _fields(dataset, header)
        _observations(dataset, header)
        dataset.setncatts(dict(header.attributes))
        yield Writer(dataset, header)


class Writer:
    """Puts what is known into an open file."""

    def __init__(self, dataset: Any, header: Header) -> None:
        self._dataset, self._header, self._written = dataset, header, 0

    def put_field(self, number: int, values: Any, error: Any) -> None:
        """Field `number`, arrays (depth, latitude, longitude) with NaN where blank."""
        name, known = self._header.variable, np.isfinite(values)
        self._put(name, number, values)
        self._put(f"{name}_relerr", number, error)
        for level, threshold in zip(("L1", "L2"), self._header.thresholds, strict=True):
            self._put(f"{name}_{level}", number, np.where(error <= threshold, values, np.nan))
        last = len(known) - 1 - np.argmax(known[::-1], axis=0)
        deepest = np.take_along_axis(values, last[None], axis=0)[0]
        self._put(f"{name}_deepest", number, deepest)

    def put_observations(self, columns: Mapping[str, Any], ids: Any) -> None:
        """Longitudes, latitudes, depths, days and values of the same number of observations, after those before."""
        end = self._written + len(ids)
        for name, column in columns.items():
            self._dataset[name][self._written : end] = column
        width = self._header.longest_id
        texts = np.array([text.encode("utf-8")[:width] for text in ids], dtype=f"S{width}")
        self._dataset["obsid"][self._written : end, :] = texts.view("S1").reshape(len(texts), width)
        self._written = end

    def _put(self, name: str, number: int, values: Any) -> None:
        self._dataset[name][number] = np.where(np.isfinite(values), values, FILL)


def _axes(dataset: Any, header: Header) -> None:
    for name, axis, said in (
        ("lon", header.lon, ("longitude", "degrees_east", "X")),
        ("lat", header.lat, ("latitude", "degrees_north", "Y")),
        ("depth", header.depth, ("depth", "m", "Z")),
    ):
        dataset.createDimension(name, len(axis))
        made = dataset.createVariable(name, "f8", (name,))
        made.setncatts({"standard_name": said[0], "long_name": said[0], "units": said[1], "axis": said[2]})
        made[:] = axis
    dataset["depth"].positive = "down"
    dataset.createDimension("time", len(header.periods))
    dataset.createDimension("nv", 2)
    time = dataset.createVariable("time", "f8", ("time",))
    time.setncatts({"standard_name": "time", "long_name": "time", "units": "days since 1900-01-01 00:00:00"})
    time.setncatts({"calendar": "standard", "axis": "T", "climatology": "climatology_bounds"})
    bounds = dataset.createVariable("climatology_bounds", "f8", ("time", "nv"))
    time[:] = [_days(period.middle) for period in header.periods]
    bounds[:] = [[_days(day) for day in period.bounds] for period in header.periods]


def _days(day: Any) -> float:
    return float((day.astype("M8[ms]") - EPOCH).astype(np.int64) / 86_400_000)


def _fields(dataset: Any, header: Header) -> None:
    name = header.variable
    described = {"units": header.unit} if header.unit else {}
    described |= {"standard_name": header.standard_name} if header.standard_name and header.unit else {}
    first, second = header.thresholds
    error = {"units": "1", "valid_min": np.float32(0), "valid_max": np.float32(1)}
    whole = ("time", "depth", "lat", "lon")
    for suffix, text, dimensions in (
        ("", "", whole),
        ("_L1", f" masked using relative error threshold {first:g}", whole),
        ("_L2", f" masked using relative error threshold {second:g}", whole),
        ("_deepest", " at the deepest level with a value", ("time", "lat", "lon")),
    ):
        made = _made(dataset, f"{name}{suffix}", dimensions)
        made.setncatts({**described, "long_name": f"{header.long_name}{text}", "cell_methods": _SEASONAL})
    dataset[name].ancillary_variables = f"{name}_relerr"
    relative = _made(dataset, f"{name}_relerr", whole)
    relative.setncatts({"long_name": f"Relative error variance of {header.long_name}", **error})


def _made(dataset: Any, name: str, dimensions: tuple[str, ...]) -> Any:
    sizes = [len(dataset.dimensions[each]) for each in dimensions]
    chunks = [1] * (len(sizes) - 2) + [min(_CHUNK, size) for size in sizes[-2:]]
    return dataset.createVariable(name, "f4", dimensions, fill_value=FILL, chunksizes=chunks, **_STORED)


def _observations(dataset: Any, header: Header) -> None:
    dataset.createDimension("observations", header.observations)
    dataset.createDimension("idlen", header.longest_id)
    days = {"units": "days since 1900-01-01 00:00:00", "calendar": "standard"}
    for name, said in (
        ("obslon", {"standard_name": "longitude", "units": "degrees_east"}),
        ("obslat", {"standard_name": "latitude", "units": "degrees_north"}),
        ("obsdepth", {"standard_name": "depth", "units": "m", "positive": "down"}),
        ("obstime", {"standard_name": "time", **days}),
    ):
        made = dataset.createVariable(name, "f8", ("observations",), **_STORED)
        made.setncatts({"long_name": f"{said['standard_name']} of the observations", **said})
    made = dataset.createVariable("obsid", "S1", ("observations", "idlen"), zlib=True, complevel=5)
    made.long_name = "observation identifier"
