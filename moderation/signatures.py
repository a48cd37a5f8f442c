"""What a file is by its first bytes, against what its name says. Pure; whole files are read by the inspection alone."""

from collections.abc import Mapping
from typing import Final

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at."""

_MAGIC: Final = (
    (b"CDF\x01", "netcdf"),
    (b"CDF\x02", "netcdf"),
    (b"CDF\x05", "netcdf"),
    (b"\x89HDF\r\n\x1a\n", "hdf5"),
    (b"\x0e\x03\x13\x01", "hdf4"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"GRIB", "grib"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_LATER_BLOCKS: Final = (512, 1024, 2048)
"""Where the HDF5 superblock may also begin (HDF5 File Format Specification 3.0, II.A)."""

_KINDS: Final = {
    "netcdf hdf5": "nc nc4 cdf netcdf",
    "hdf5": "h5 hdf5 he5",
    "tiff": "tif tiff",
    "png": "png",
    "jpeg": "jpg jpeg",
    "gif": "gif",
    "pdf": "pdf",
    "zip": "zip xlsx docx pptx ods odt kmz",
    "gzip": "gz tgz",
    "sqlite": "gpkg sqlite",
    "shapefile": "shp shx",
    "grib": "grib grib2 grb grb2",
    "text": "csv tsv txt odv md json geojson xml qml kml svg prj cdl",
}
EXPECTED: Final[Mapping[str, frozenset[str]]] = {
    extension: frozenset(kinds.split()) for kinds, extensions in _KINDS.items() for extension in extensions.split()
}
"""Extension -> what a file with it may be. An extension that is not here says nothing."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "netcdf": ("NetCDF", "NetCDF"),
    "hdf5": ("NetCDF-4 or HDF5", "NetCDF-4 ou HDF5"),
    "hdf4": ("HDF4", "HDF4"),
    "tiff": ("TIFF", "TIFF"),
    "png": ("PNG", "PNG"),
    "jpeg": ("JPEG", "JPEG"),
    "gif": ("GIF", "GIF"),
    "pdf": ("PDF", "PDF"),
    "zip": ("ZIP", "ZIP"),
    "gzip": ("gzip", "gzip"),
    "7z": ("7-Zip", "7-Zip"),
    "sqlite": ("SQLite", "SQLite"),
    "shapefile": ("shapefile", "shapefile"),
    "grib": ("GRIB", "GRIB"),
    "ole": ("an old Office document", "un ancien document Office"),
    "text": ("text", "du texte"),
    "binary": ("binary data", "des données binaires"),
}
"""Kind -> its name in English and French."""


def kind_of(head: bytes) -> str:
    """The kind of a file that begins with `head`, a key of `WORDS`; `binary` where nothing is recognised."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    hdf5 = _MAGIC[3][0]
    if any(head[at : at + len(hdf5)] == hdf5 for at in _LATER_BLOCKS):
        return "hdf5"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "text" if is_text(head) else "binary"


def is_text(head: bytes) -> bool:
    """Whether the bytes are characters: UTF-16 with its mark, or no control character but those that lay text out."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head)


def extension_of(path: str) -> str:
    """The last extension, lower case, without its dot."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def mismatch(path: str, head: bytes) -> tuple[str, str] | None:
    """(what the name says, what the bytes are) where they differ, as keys of `WORDS`; None where they agree."""
    expected = EXPECTED.get(extension_of(path))
    found = kind_of(head)
    if expected is None or found in expected:
        return None
    return min(expected, key=lambda kind: kind != "netcdf"), found
