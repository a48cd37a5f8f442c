"""Which module reads the stations of a file; called in a process of its own, its answer checked."""

from pathlib import Path
from typing import Final

from repository.inspection.apart import Limits, read_apart
from repository.inspection.readers import reader_for
from repository.stations.shapes import Found, found_from

READERS: Final = "1"
"""The version of the readers in this folder: raised when they read more, or otherwise."""

LIMITS: Final = Limits(seconds=150, cpu_seconds=120, memory=700_000_000, answer=40_000_000)
"""What reading one file may take."""

_OWN: Final = {"netcdf": "netcdf", "odv": "odv", "table": "table"}
_WHOLE: Final = frozenset(
    {
        *("grib", "image", "raster", "seismic.miniseed", "seismic.sac", "seismic.xml"),
        *("vector.geojson", "vector.geopackage", "vector.kml", "vector.shapefile"),
    }
)
"""Readers of `repository/inspection/` that tell where and when, of files that are one row."""


def station_reader_for(media_type: str, name: str) -> str | None:
    """The dotted name of the module that reads the stations of such a file; None where none does."""
    reader = reader_for(media_type, name)
    kind = (reader or "").removeprefix("repository.inspection.")
    if kind in _OWN:
        return f"repository.stations.{_OWN[kind]}"
    is_named_so = reader == reader_for("", name)
    if kind == "vector.shapefile":
        is_named_so = name.lower().endswith(".shp")
    return "repository.stations.whole" if kind in _WHOLE and is_named_so else None


def read_stations_apart(path: Path, *, name: str, media_type: str, limits: Limits = LIMITS) -> Found | None:
    """The stations of a file, read apart; None where it tells of none. Never raises for a bad file.

    ``name`` is its path in the dataset. What comes back is believed no further than `shapes.py` says.
    """
    reader = station_reader_for(media_type, name)
    if reader is None or path.stat().st_size == 0:
        return None
    return found_from(read_apart(reader, path, name=name, limits=limits))
