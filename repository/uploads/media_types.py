"""What a file is, from its first bytes and then from its name. Pure; nothing is opened beyond the bytes given."""

import codecs
from typing import Final

from repository.uploads.names import extension_of

HEAD_SIZE: Final = 4_096
"""How many of the first bytes are looked at."""

UNKNOWN: Final = "application/octet-stream"
NETCDF: Final = "application/x-netcdf"
PICTURES: Final = frozenset({"image/png", "image/jpeg"})
"""What can stand for a dataset as its picture."""

_HDF5: Final = "application/x-hdf5"

_SIGNATURES: Final = (
    (b"CDF\x01", NETCDF),
    (b"CDF\x02", NETCDF),
    (b"CDF\x05", NETCDF),
    (b"\x89HDF\r\n\x1a\n", _HDF5),
    (b"\x0e\x03\x13\x01", "application/x-hdf"),
    (b"GRIB", "application/wmo-grib"),
    (b"BUFR", "application/wmo-bufr"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"SIMPLE  =", "application/fits"),
    (b"\x00\x00\x27\x0a", "application/vnd.shp"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"MATLAB 5.0", "application/x-matlab-data"),
)

_REFINED: Final = {
    (_HDF5, "nc"): NETCDF,
    (_HDF5, "nc4"): NETCDF,
    (_HDF5, "cdf"): NETCDF,
    (_HDF5, "netcdf"): NETCDF,
    ("application/vnd.sqlite3", "gpkg"): "application/geopackage+sqlite3",
    ("application/vnd.shp", "shx"): "application/vnd.shx",
    ("application/zip", "kmz"): "application/vnd.google-earth.kmz",
    ("application/zip", "xlsx"): "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ("application/zip", "docx"): "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ("application/zip", "ods"): "application/vnd.oasis.opendocument.spreadsheet",
    ("application/zip", "odt"): "application/vnd.oasis.opendocument.text",
}
"""(signature's type, extension) -> the narrower type."""

_TEXTS: Final = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "geojson": "application/geo+json",
    "xml": "application/xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "gml": "application/gml+xml",
    "md": "text/markdown",
    "html": "text/html",
    "htm": "text/html",
    "svg": "image/svg+xml",
    "qml": "application/xml",
    "sld": "application/vnd.ogc.sld+xml",
    "ipynb": "application/x-ipynb+json",
    "tex": "application/x-tex",
    "yaml": "application/yaml",
    "yml": "application/yaml",
}
"""Extension -> type, believed only where the bytes are text."""

_BINARIES: Final = {
    "dbf": "application/vnd.dbf",
    "mseed": "application/vnd.fdsn.mseed",
    "sac": UNKNOWN,
    "mp4": "video/mp4",
    "mpg": "video/mpeg",
    "mpeg": "video/mpeg",
    "tar": "application/x-tar",
    "wav": "audio/wav",
}
"""Extension -> type, for binary kinds whose first bytes do not tell."""

_EXPECTED: Final = {
    "nc": NETCDF,
    "nc4": NETCDF,
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "gpkg": "application/geopackage+sqlite3",
    "shp": "application/vnd.shp",
    "grib": "application/wmo-grib",
    "grib2": "application/wmo-grib",
    "gz": "application/gzip",
}
"""Extension -> the type whose signature such a file must have."""


def media_type_of(head: bytes, path: str) -> str:
    """The media type of a file from its first `HEAD_SIZE` bytes; its name only decides what the bytes leave open."""
    extension = extension_of(path)
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return _REFINED.get((media_type, extension), media_type)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if is_text(head):
        return _TEXTS.get(extension, "text/plain")
    return _BINARIES.get(extension, UNKNOWN)


def contradicts(media_type: str, path: str) -> bool:
    """Whether the name promises a kind of file that the bytes are not, such as a picture named ``.nc``."""
    expected = _EXPECTED.get(extension_of(path))
    return expected is not None and expected != media_type


def is_text(head: bytes) -> bool:
    """Whether the bytes read as text: UTF-8 or UTF-16 with its mark, or Latin letters without control characters."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"\x00" in head:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
    except UnicodeDecodeError:
        controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
        return controls == 0
    return all(byte >= 32 or byte in b"\t\n\r\f\x1a\x1b" for byte in head)
