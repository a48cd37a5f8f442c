"""Which module reads a file: by what its bytes are, then by its name. One line for each format, sorted."""

from dataclasses import dataclass
from typing import Final

_VAGUE: Final = frozenset({"", "application/octet-stream", "text/plain", "application/xml", "application/json"})
"""Media types that leave open what a file is: its name decides."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A module of this folder, and the media types and the extensions (lower case, without the dot) that it reads."""

    module: str
    media_types: str
    extensions: str


_FORMATS: Final[tuple[_Format, ...]] = (
    _Format("archive.listing", "application/zip", "zip"),
    _Format("grib", "application/wmo-grib", "grib grib2 grb grb2"),
    _Format("image", "image/png image/jpeg image/gif image/webp image/bmp image/jp2", "png jpg jpeg gif webp bmp jp2"),
    _Format("netcdf", "application/x-netcdf application/netcdf application/x-hdf5", "nc nc3 nc4 cdf netcdf"),
    _Format("odv", "", "odv"),
    _Format("pdf", "application/pdf", "pdf"),
    _Format("raster", "image/tiff", "tif tiff"),
    _Format("seismic.miniseed", "application/vnd.fdsn.mseed", "mseed miniseed msd"),
    _Format("seismic.sac", "", "sac"),
    _Format("seismic.xml", "", "quakeml stationxml xml"),
    _Format("table", "text/csv text/tab-separated-values", "csv dat medatlas tab tsv txt"),
    _Format("vector.geojson", "application/geo+json", "geojson json"),
    _Format("vector.geopackage", "application/geopackage+sqlite3", "gpkg"),
    _Format("vector.kml", "application/vnd.google-earth.kml+xml application/vnd.google-earth.kmz", "kml kmz"),
    _Format("vector.shapefile", "application/vnd.shp application/vnd.shx application/vnd.dbf", "cpg dbf prj shp shx"),
)

_CHECKERS: Final = {
    "repository.inspection.netcdf": "repository.inspection.netcdf.conformance",
    "repository.inspection.odv": "repository.inspection.checking",
    "repository.inspection.table": "repository.inspection.checking",
    "repository.inspection.vector.geojson": "repository.inspection.vector.features",
}


def reader_for(media_type: str, name: str) -> str | None:
    """The dotted name of the module that reads such a file; None where no reader knows it.

    ``media_type`` is what the bytes say (`repository/uploads/media_types.py`) and wins over the name: a picture named
    ``.nc`` is read as a picture. Where it says little (`text/plain`), the extension decides.
    """
    plain = media_type.partition(";")[0].strip().lower()
    extension = name.rpartition("/")[2].rpartition(".")[2].lower()
    by_type = (each for each in _FORMATS if plain in each.media_types.split())
    by_name = (each for each in _FORMATS if extension in each.extensions.split())
    known = [each.module for each in (by_name if plain in _VAGUE else by_type)]
    return f"repository.inspection.{known[0]}" if known else None


def checker_for(reader: str) -> str | None:
    """The dotted name of the module that looks, after a reader, for what is wrong in the file."""
    return _CHECKERS.get(reader)
