"""The files of a small campaign at sea, as the tests write them: seven kinds, of which two disagree on the title."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

from PIL import ExifTags, Image
from pypdf import PdfWriter

from config.demo import files
from tests.repository.inspection.made_shapefiles import point, write
from tests.services.components import ROOT

SAMPLES = ("odv/diap.txt", "netcdf-seadatanet/diap.nc")
"""Real files that are sent too where `VARVE_SHARED` has them."""


def write_campaign(folder: Path) -> list[Path]:
    """NetCDF, ODV, GeoTIFF, a zipped Shapefile, CSV, a PDF and a photo."""
    made = {
        "profiles.nc": files.netcdf_profiles(),
        "casts_odv.txt": files.odv_spreadsheet(),
        "shelf.tif": files.geotiff_bathymetry(),
        "stations.zip": zipped_shapefile(),
        "bottles.csv": files.csv_bottles(),
        "cruise_report.pdf": report("Cruise report of the autumn campaign on the shelf"),
        "deck.jpg": photo(),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in made]


def real_samples() -> list[Path]:
    """Some files of real campaigns, if they are here."""
    shared = Path(os.environ.get("VARVE_SHARED") or ROOT.parent / "shared") / "standards" / "files"
    return [shared / name for name in SAMPLES if (shared / name).exists()]


def zipped_shapefile() -> bytes:
    """The stations as points, all parts of a Shapefile in one zip."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(packed, "w") as archive:
        places = [point((longitude, latitude)) for _, latitude, longitude in files.STATIONS]
        write(Path(name), places, kind=1, stem="stations")
        for part in sorted(Path(name).iterdir()):
            archive.writestr(part.name, part.read_bytes())
    return packed.getvalue()


def report(title: str) -> bytes:
    """A PDF of three pages with a title."""
    writer, written = PdfWriter(), io.BytesIO()
    for _ in range(3):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    writer.write(written)
    return written.getvalue()


def photo() -> bytes:
    """A photo that says where and when it was taken."""
    exif, written = Image.Exif(), io.BytesIO()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (42.0, 45.0, 0.0), 3: "E", 4: (4.0, 6.0, 0.0)})
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:10:05 09:12:00"
    Image.effect_mandelbrot((320, 200), (-2.0, -1.2, 1.0, 1.2), 40).convert("RGB").save(written, "JPEG", exif=exif)
    return written.getvalue()
