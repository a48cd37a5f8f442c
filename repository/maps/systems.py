"""Coordinate reference systems by their EPSG number, from the register that PROJ carries: a small file, read as it is.

PROJ itself (and GDAL, for which rasterio brings it) is not loaded: a page that names a system needs no projection.
"""

import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_ASKED: Final = "SELECT name FROM crs_view WHERE auth_name = 'EPSG' AND code = ?"
_MOST: Final = 99_999_999


@lru_cache(maxsize=1)
def register() -> Path | None:
    """The file of PROJ that comes with rasterio; None where rasterio was installed without one."""
    found = find_spec("rasterio")
    folders = found.submodule_search_locations if found else None
    files = [Path(folder) / "proj_data" / "proj.db" for folder in folders or ()]
    return next((file for file in files if file.is_file()), None)


@lru_cache(maxsize=1024)
def system_name(epsg: int) -> str | None:
    """What the system of an EPSG number is called; None for a number of none, and where there is no register.

    >>> system_name(32733), system_name(7030)
    ('WGS 84 / UTM zone 33S', None)
    """
    file = register()
    if file is None or not 0 < epsg <= _MOST:
        return None
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
        row = base.execute(_ASKED, (str(epsg),)).fetchone()
    return str(row[0]) if row else None


class KnownSystems:
    """The EPSG numbers that are one of a system, as a container; without a register every number may be."""

    def __contains__(self, epsg: object) -> bool:
        return register() is None or (isinstance(epsg, int) and system_name(epsg) is not None)
