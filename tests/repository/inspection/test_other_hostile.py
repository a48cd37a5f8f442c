"""Hostile files of every other format, read as uploads are: each ends soon, with a sentence of its own and no value."""

import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from repository.inspection.apart import inspect
from repository.uploads.media_types import HEAD_SIZE, media_type_of
from tests.repository.inspection.made_gribs import edition2
from tests.repository.inspection.test_image import chunk
from tests.repository.inspection.truth_other import codes_of, fields_of

SECONDS: Final = 30
"""Far more than any of them takes; a busy machine is no fault of theirs."""


def zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">2I5B", 5_000, 5_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def pdf_of(*objects: bytes) -> bytes:
    made, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))


def pdf_with_bomb() -> bytes:
    packed = zeros(200)
    head = b"<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return b"%PDF-1.5\n1 0 obj" + head + packed + b"\nendstream endobj\nstartxref\n9\n%%EOF"


def zip_of(**members: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return made.getvalue()


def tiff(*tags: tuple[int, int, int, int]) -> bytes:
    directory = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + directory + struct.pack("<I", 8)


def laughs() -> bytes:
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    return b'<!DOCTYPE kml [<!ENTITY a "ha">' + grown + b']><kml a="&k;"><name>&m;</name></kml>'


HOSTILE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "text.png": (lambda: png(chunk(b"zTXt", b"a\0\0" + zeros(200))), "image-unreadable"),
    "profile.png": (lambda: png(chunk(b"iCCP", b"a\0\0" + zeros(200))), "image-unreadable"),
    "bomb.pdf": (pdf_with_bomb, "pdf-unreadable"),
    "loop.pdf": (lambda: pdf_of(b"<</Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "pdf-unreadable"),
    "deep.pdf": (lambda: pdf_of(b"[" * 100_000), "pdf-unreadable"),
    "tags.tif": (lambda: tiff(*[(256, 4, 1, 1 << 30)] * 60_000), "raster-unreadable"),
    "loop.tif": (lambda: tiff((256, 4, 1, 10)), "raster-unreadable"),
    "nothing.zip": (lambda: b"PK\x03\x04" + bytes(100_000), "archive-unreadable"),
    "zeros.zip": (lambda: zip_of(a_shp=bytes(30 << 20), a_prj=b"?" * 1_000), "shapefile-unreadable"),
    "laughs.kml": (laughs, "kml-unreadable"),
    "bomb.kmz": (lambda: zip_of(doc_kml=b"<kml>" + b" " * (60 << 20)), "kml-too-large"),
    "deep.geojson": (lambda: b'{"type":' + b'{"a":' * 100_000, "geojson-too-deep"),
    "long.geojson": (lambda: b'{"type":"' + b"x" * (40 << 20), "geojson-too-large"),
    "none.gpkg": (lambda: b"SQLite format 3\0" + b"\xff" * 5_000, "geopackage-unreadable"),
    "words.grib": (lambda: b"GRIB" * 1_000_000, "grib-unreadable"),
    "section.grib2": (lambda: edition2().replace(b"\0\0\0\x15\x01", b"\0\0\0\0\x01"), "grib-unreadable"),
    "zeros.mseed": (lambda: bytes(1 << 20), "miniseed-unreadable"),
    "zeros.sac": (lambda: bytes(1_000), "sac-unreadable"),
    "laughs.quakeml": (lambda: laughs().replace(b"kml", b"quakeml"), "xml-unreadable"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_soon_and_believed_in_nothing(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "stored"
    path.write_bytes(make())
    began = time.monotonic()
    reading = inspect(path, name=name, media_type=media_type_of(path.read_bytes()[:HEAD_SIZE], name))
    assert codes_of(reading) == [code]
    assert fields_of(reading) == {}
    assert time.monotonic() - began < SECONDS
    assert all(problem.english and problem.french for problem in reading.problems)
