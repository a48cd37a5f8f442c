"""A file that names another file shows nothing of it: a preview is the first thing that publishes what was read."""

from html import escape
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_bounds

from repository.previews.carrying import make_apart

SIDE = 1200
RAW = (
    '<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">'
    '<SourceFilename relativetoVRT="0">{}</SourceFilename><ImageOffset>0</ImageOffset><PixelOffset>1</PixelOffset>'
    "<LineOffset>8</LineOffset></VRTRasterBand></VRTDataset>"
)
SMALLER = (
    '<VRTDataset rasterXSize="{half}" rasterYSize="{half}"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
    '<SourceFilename relativeToVRT="0">{source}</SourceFilename><SourceBand>1</SourceBand>'
    '<SrcRect xOff="0" yOff="0" xSize="8" ySize="8"/><DstRect xOff="0" yOff="0" xSize="{half}" ySize="{half}"/>'
    "</SimpleSource></VRTRasterBand></VRTDataset>"
)


def test_a_raster_whose_overview_is_somebody_else_s_file_shows_nothing_of_it(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere" / "secret.txt"
    secret.parent.mkdir()
    secret.write_bytes(bytes(range(40, 104)))
    path = tmp_path / "stored" / "slope.tif"
    path.parent.mkdir()
    shape = {"width": SIDE, "height": SIDE, "count": 1, "dtype": "uint8", "crs": "EPSG:4326"}
    with rasterio.open(path, "w", driver="GTiff", transform=from_bounds(0, 0, 5, 5, SIDE, SIDE), **shape) as raster:
        raster.write(np.ones((SIDE, SIDE), np.uint8), 1)
        overview = SMALLER.format(half=SIDE // 2, source=escape(RAW.format(secret)))
        raster.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=overview)
    made = make_apart(path, name="slope.tif", media_type="image/tiff")
    grid = made.preview.grid if made else None
    assert grid is None or (grid.low, grid.high) == (1.0, 1.0)
