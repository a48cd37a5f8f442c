"""Files that only say all together: a Shapefile is its ``.shp`` and the parts of the same name beside it. Pure."""

from collections.abc import Mapping
from typing import Final

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {"shp": ("shx", "dbf", "prj", "cpg")}
"""Extension of the file that is read -> extensions of those that it is read with."""


def companions_of(path: str) -> dict[str, str]:
    """Path -> extension (lower case) of what a file may be read with; nothing for most files.

    >>> companions_of("map/zone.shp")["map/zone.prj"]
    'prj'
    """
    stem, dot, extension = path.rpartition(".")
    parts = _PARTS.get(extension.lower(), ()) if dot else ()
    return {f"{stem}.{spelt}": part for part in parts for spelt in (part.upper(), part)}


def leaders_of(path: str) -> tuple[str, ...]:
    """The paths of files that say more once this one is there.

    >>> leaders_of("map/zone.prj")
    ('map/zone.shp', 'map/zone.SHP')
    """
    stem, dot, extension = path.rpartition(".")
    leading = [leader for leader, parts in _PARTS.items() if dot and extension.lower() in parts]
    return tuple(f"{stem}.{spelt}" for leader in leading for spelt in (leader, leader.upper()))
