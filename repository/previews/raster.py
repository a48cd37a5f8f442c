"""The first band of a GeoTIFF on the map, or its colours where it has those; a TIFF without a place as a picture."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from repository.inspection.raster.projection import FAILURES, guarded
from repository.inspection.reading import Reading
from repository.previews.carrying import carried, nothing
from repository.previews.painting import MOST_PIXELS, painted
from repository.previews.picture import coloured
from repository.previews.shapes import MOST_PICTURE, Grid, Preview, words

_DEGREES: Final = CRS.from_epsg(4326)
_COLOURS: Final = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a grid; nothing for one that cannot be laid on the Earth."""
    with guarded():
        try:
            with rasterio.open(path, driver="GTiff") as raster:
                return _reading(raster)
        except (*FAILURES, ValueError, OverflowError, ArithmeticError):
            return nothing()


def _reading(raster: Any) -> Reading:
    if not raster.crs or raster.transform.is_identity:
        return nothing()
    with WarpedVRT(raster, crs=_DEGREES, resampling=Resampling.nearest) as turned:
        west, south, east, north = turned.bounds
        if not (-180.5 <= west < east <= 540 and east - west <= 361 and -90.5 <= south < north <= 90.5):
            return nothing()
        shrink = max(1.0, turned.width / MOST_PIXELS, turned.height / MOST_PIXELS)
        shape = max(1, round(turned.height / shrink)), max(1, round(turned.width / shrink))
        box = {
            "west": max(-180.0, west), "south": max(-90.0, south), "east": east, "north": min(90.0, north),
        }  # fmt: skip
        whole = Window(0, 0, turned.width, turned.height)
        if tuple(raster.colorinterp[:3]) == _COLOURS and raster.dtypes[0] == "uint8":
            bands = turned.read((1, 2, 3), out_shape=(3, *shape), window=whole)
            mask = turned.dataset_mask(out_shape=shape, window=whole)
            picture = coloured(np.dstack([*bands, mask]))
            grid = Grid.model_validate({"name": "", **box})
            return carried(Preview(grid=grid), picture, "image/webp") if len(picture) <= MOST_PICTURE else nothing()
        return _field(turned, raster, shape, box)


def _field(turned: Any, raster: Any, shape: tuple[int, int], box: dict[str, float]) -> Reading:
    band = turned.read(1, out_shape=shape, masked=True)
    made = painted(np.ma.filled(band.astype(np.float64), np.nan))
    if made is None or len(made.picture) > MOST_PICTURE:
        return nothing()
    unit = raster.units[0] or raster.tags(1).get("units", "") or ""
    told = {"name": words(raster.descriptions[0] or ""), "unit": words(unit), "low": made.low, "high": made.high}
    grid = Grid.model_validate({**told, **box, "is_cut": made.is_cut})
    return carried(Preview(grid=grid), made.picture, "image/png")
