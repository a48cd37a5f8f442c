"""Small Shapefiles, written byte by byte after the ESRI description of 1998."""

import struct
from collections.abc import Sequence
from pathlib import Path

Position = tuple[float, float]

WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]'
)
LAMBERT_93 = (
    'PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],'
    'PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],'
    'PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],'
    'PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]'
)


def point(at: Position) -> bytes:
    return struct.pack("<i2d", 1, *at)


def polygon(*rings: Sequence[Position]) -> bytes:
    places = [place for ring in rings for place in ring]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    starts = [sum(len(ring) for ring in rings[:i]) for i in range(len(rings))]
    head = struct.pack("<i4d2i", 5, min(xs), min(ys), max(xs), max(ys), len(rings), len(places))
    flat = [number for place in places for number in place]
    return head + struct.pack(f"<{len(rings)}i", *starts) + struct.pack(f"<{len(flat)}d", *flat)


def shp(records: Sequence[bytes], *, kind: int) -> bytes:
    body = b"".join(struct.pack(">2i", i + 1, len(r) // 2) + r for i, r in enumerate(records))
    header = struct.pack(">i20xi", 9994, (100 + len(body)) // 2) + struct.pack("<2i8d", 1000, kind, *[0.0] * 8)
    return header + body


def dbf(columns: Sequence[str], rows: int) -> bytes:
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", 4, 0) for name in columns)
    length = 1 + 4 * len(columns)
    head = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, rows, 33 + len(fields), length)
    return head + fields + b"\r" + b" " * (length * rows)


def write(folder: Path, records: Sequence[bytes], *, kind: int, prj: str | None = WGS84, stem: str = "zone") -> Path:
    """All parts of a Shapefile with two columns; its ``.shp``."""
    path = folder / f"{stem}.shp"
    path.write_bytes(shp(records, kind=kind))
    path.with_suffix(".shx").write_bytes(shp([], kind=kind))
    path.with_suffix(".dbf").write_bytes(dbf(["espèce", "depth"], len(records)))
    if prj is not None:
        path.with_suffix(".prj").write_text(prj)
    return path
