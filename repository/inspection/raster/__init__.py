"""Reads a GeoTIFF: its box, reference system, resolution and named bands. No pixel is read, no neighbour is opened.

Sources: OGC 19-008r4 (GeoTIFF 1.1), OGC 21-026 (Cloud Optimized GeoTIFF).
"""

import re
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

import rasterio
from rasterio.crs import CRS

from repository.inspection.raster.projection import FAILURES, Corner, box_of, guarded, reference_system
from repository.inspection.reading import Place, Problem, Proposal, Reading
from repository.inspection.remarks import Sentences, line_of, remark, shown, unreadable

_GRID: Final = Place("corners of the grid and its reference system", "coins de la grille et son système de référence")
_SYSTEM: Final = Place("reference system (GeoKeys)", "système de référence (GeoKeys)")
_PIXEL: Final = Place("size of a pixel", "taille d’un pixel")
_BANDS: Final = Place("names of the bands", "noms des bandes")

_NUMBERED: Final = re.compile(
    r"(band|bande|layer|lyr|couche|channel|canal|raster|b)?[ _.#-]*\d*|gr[ae]y|red|green|blue|alpha|undefined|palette",
    re.IGNORECASE,
)
"""What programs call a band that nobody named, and the colours of a picture."""

_BANDS_MOST: Final = 1_000
_BLOCKS_MOST: Final = 4_096
_SAME: Final = 1e-6
"""By which part the two sides of a square pixel may differ."""

_SENTENCES: Final[Sentences] = {
    "raster-unreadable": (
        "error",
        "This TIFF cannot be read: its header is damaged or cut. Export it again and send it anew.",
        "Ce TIFF est illisible : son en-tête est abîmé ou tronqué. Exportez-le de nouveau et renvoyez-le.",
    ),
    "raster-truncated": (
        "error",
        "This TIFF is cut: its pixels should reach byte {expected}, and it ends at {size}. Send it again.",
        (
            "Ce TIFF est tronqué : ses pixels devraient aller jusqu’à l’octet {expected}, et il finit à {size}. "
            "Renvoyez-le."
        ),
    ),
    "raster-without-system": (
        "warning",
        "This grid does not say its reference system, so its place is unknown. Export it as a GeoTIFF with its system.",
        (
            "Cette grille n’indique pas son système de référence : son emprise est inconnue. "
            "Exportez-la en GeoTIFF avec son système."
        ),
    ),
    "raster-without-place": (
        "info",
        "This TIFF is a picture without a place on the Earth. If it is a map, export it as a GeoTIFF.",
        "Ce TIFF est une image sans emprise sur la Terre. Si c’est une carte, exportez-la en GeoTIFF.",
    ),
    "raster-control-points": (
        "info",
        "This TIFF is tied to the Earth by control points, which are not read here. Draw its box by hand.",
        (
            "Ce TIFF est rattaché à la Terre par des points de contrôle, qui ne sont pas lus ici. Tracez "
            "l’emprise à la main."
        ),
    ),
    "raster-outside": (
        "warning",
        "The corners of this grid lie beyond the latitudes and longitudes of the Earth. Check its reference system.",
        (
            "Les coins de cette grille sont hors des latitudes et longitudes de la Terre. "
            "Vérifiez son système de référence."
        ),
    ),
    "raster-unprojectable": (
        "warning",
        "The corners of this grid have no position on the Earth in its reference system. Draw its box by hand.",
        (
            "Les coins de cette grille n’ont pas de position sur la Terre dans son système de référence. "
            "Tracez son emprise à la main."
        ),
    ),
}


def read(path: Path, *, name: str) -> Reading:
    """What the header of a TIFF says. The date of the file (TIFFTAG_DATETIME) is no date of the data: not proposed.

    Errors: `Unreadable` with `raster-unreadable`.
    """
    with guarded():
        try:
            with rasterio.open(path, driver="GTiff") as raster:
                return _reading(raster, path.stat().st_size)
        except (*FAILURES, ValueError, OverflowError) as problem:
            raise unreadable(_SENTENCES, "raster-unreadable") from problem


def _reading(raster: Any, size: int) -> Reading:
    placed, problems = _placed(raster)
    variables = _variables(raster)
    proposals = list(placed)
    if variables:
        proposals.append(Proposal("variables", variables, _BANDS))
    problems += _truncation(raster, size)
    cloud = raster.tags(ns="IMAGE_STRUCTURE").get("LAYOUT") == "COG"
    name = "Cloud Optimized GeoTIFF" if cloud else "GeoTIFF" if raster.crs or _located(raster) else "TIFF"
    return Reading(name, tuple(proposals), tuple(problems), _facts(raster, cloud))


def _located(raster: Any) -> bool:
    return not raster.transform.is_identity


def _placed(raster: Any) -> tuple[list[Proposal], list[Problem]]:
    crs: CRS | None = raster.crs
    proposals = [Proposal("reference_systems", [reference_system(crs)], _SYSTEM)] if crs else []
    if not _located(raster):
        tied = bool(raster.gcps[0] or raster.rpcs)
        return proposals, [remark(_SENTENCES, "raster-control-points" if tied else "raster-without-place")]
    if not crs:
        return proposals, [remark(_SENTENCES, "raster-without-system", _SYSTEM)]
    half = abs(raster.transform.e) / 2 if crs.is_geographic else 0.0
    found = box_of(crs, _corners(raster), slack=half)
    if not found.box:
        return proposals, [remark(_SENTENCES, f"raster-{found.reason}", _GRID)]
    proposals.append(Proposal("place/boxes", [found.box], _GRID))
    resolution = _resolution(crs, raster.transform)
    if resolution:
        proposals.append(Proposal("spatial_resolution", [resolution], _PIXEL))
    return proposals, []


def _corners(raster: Any) -> list[Corner]:
    pixels = (0, 0), (raster.width, 0), (raster.width, raster.height), (0, raster.height)
    return [raster.transform @ (float(column), float(row)) for column, row in pixels]


def _resolution(crs: CRS, grid: Any) -> dict[str, Any] | None:
    """The side of a pixel, where pixels are square and its length is one on the ground (so not in Mercator)."""
    across, down = (grid.a**2 + grid.d**2) ** 0.5, (grid.b**2 + grid.e**2) ** 0.5
    if not across > 0 or abs(across - down) > _SAME * across:
        return None
    unit, factor = crs.units_factor
    if crs.is_geographic:
        return {"distance": float(f"{across:.10g}"), "unit": "degree"} if unit.lower() == "degree" else None
    if 'PROJECTION["Mercator' in crs.to_wkt():
        return None
    return {"distance": float(f"{across * factor:.8g}"), "unit": "m"}


def _variables(raster: Any) -> list[dict[str, Any]]:
    """Bands that somebody named, with their units."""
    found: dict[str, dict[str, Any]] = {}
    for description, unit in islice(zip(raster.descriptions, raster.units, strict=True), _BANDS_MOST):
        name, said = line_of(description), line_of(unit)
        if name and not _NUMBERED.fullmatch(name):
            found.setdefault(name, {"name": name, "unit": said} if said else {"name": name})
    return list(found.values())


def _truncation(raster: Any, size: int) -> list[Problem]:
    """Whether a block of pixels lies beyond the end of the file; of very many blocks the last ones are asked."""
    height, width = raster.block_shapes[0]
    columns, rows = -(-raster.width // width), -(-raster.height // height)
    asked = min(rows, max(1, _BLOCKS_MOST // columns))
    expected = 0
    for column, row in islice(product(range(columns), range(rows - asked, rows)), _BLOCKS_MOST):
        offset = raster.get_tag_item(f"BLOCK_OFFSET_{column}_{row}", "TIFF", bidx=raster.count)
        length = raster.get_tag_item(f"BLOCK_SIZE_{column}_{row}", "TIFF", bidx=raster.count)
        if offset and length:
            expected = max(expected, int(offset) + int(length))
    return [remark(_SENTENCES, "raster-truncated", expected=expected, size=size)] if expected > size else []


def _facts(raster: Any, cloud: bool) -> dict[str, Any]:
    crs: CRS | None = raster.crs
    facts: dict[str, Any] = {
        "width": raster.width,
        "height": raster.height,
        "bands": raster.count,
        "type": raster.dtypes[0],
        "cloud_optimised": cloud,
        "overviews": len(raster.overviews(1)),
    }
    if raster.nodata is not None:
        facts["nodata"] = str(raster.nodata)
    if crs:
        facts["reference_system"] = shown(crs.to_wkt(), 2_000)
    names = [shown(text) for text in islice(raster.descriptions, 20) if text]
    if names:
        facts["band_names"] = names
    if raster.compression:
        facts["compression"] = raster.compression.value
    return facts
