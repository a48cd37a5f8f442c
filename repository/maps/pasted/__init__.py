"""Places pasted as text (WKT, GeoJSON, KML coordinates, plain positions), read into boxes. Pure."""

from typing import Final

from repository.maps.pasted.geojson import read_geojson
from repository.maps.pasted.lists import read_kml, read_list
from repository.maps.pasted.shapes import Pasted, Refused, Remark, settle
from repository.maps.pasted.wkt import looks_like_wkt, read_wkt

__all__ = ["LONGEST", "Pasted", "Refused", "Remark", "read_pasted"]

LONGEST: Final = 1_000_000
"""Characters of a pasted text."""


def read_pasted(text: str, *, exchanged: bool = False) -> Pasted:
    """The boxes of a pasted text. ``exchanged``: a person said that its latitudes and longitudes stand the other way.

    Raises ``Refused`` with a code, where the text gives no place.
    """
    bare = text.strip().lstrip("\ufeff").strip()
    if not bare:
        raise Refused("empty")
    if len(bare) > LONGEST:
        raise Refused("too-long", most=LONGEST)
    if bare.startswith("{"):
        return settle("geojson", read_geojson(bare), exchanged=exchanged)
    if "<" in bare and "coordinates" in bare:
        return settle("kml", read_kml(bare), exchanged=exchanged)
    if looks_like_wkt(bare):
        raws, is_latitude_first = read_wkt(bare)
        return settle("wkt", raws, exchanged=exchanged is not is_latitude_first)
    raws, is_doubtful = read_list(bare)
    remarks = [Remark("latitude-first")] if is_doubtful and not exchanged else []
    return settle("list", raws, exchanged=exchanged, remarks=remarks)
