"""The coordinate reference systems that a NetCDF file names (CF section 5.6, ACDD geospatial_bounds_crs)."""

import re
from typing import Final

from repository.inspection.netcdf.header import Header, attribute, attribute_of, line_from, text_from
from repository.inspection.netcdf.notes import Notes
from repository.inspection.reading import Json, Place

_EPSG = re.compile(r"(?:EPSG:+|.*/EPSG/0/)?(\d{4,6})", re.IGNORECASE)
_WKT = re.compile(r"(?:AUTHORITY\[\s*\"EPSG\"\s*,\s*\"(\d+)\"\s*\]|ID\[\s*\"EPSG\"\s*,\s*(\d+)\s*\])\s*\]\s*$")
_CODES: Final = ("epsg_code", "epsg", "EPSG_code")
_TEXTS: Final = ("crs_wkt", "spatial_ref")


def reference_systems(header: Header, notes: Notes) -> None:
    """Propose each system that is named by its EPSG number, in a grid mapping or for the bounds."""
    found: dict[int, Place] = {}
    for variable in header.variables:
        if "grid_mapping_name" not in variable.attributes and not any(name in variable.attributes for name in _TEXTS):
            continue
        for name in _CODES:
            match = _EPSG.fullmatch(str(variable.attributes.get(name, "")).strip())
            if match:
                found.setdefault(int(match[1]), attribute_of(variable.name, name))
        for name in _TEXTS:
            match = _WKT.search(text_from(variable.attributes.get(name)) or "")
            if match:
                found.setdefault(int(match[1] or match[2]), attribute_of(variable.name, name))
    for name in ("geospatial_bounds_crs", "geospatial_bounds_vertical_crs"):
        match = _EPSG.fullmatch(line_from(header.attributes.get(name)) or "")
        if match:
            found.setdefault(int(match[1]), attribute(name))
    systems: list[Json] = [{"epsg": number} for number in found]
    if systems:
        notes.propose("reference_systems", systems, next(iter(found.values())))
