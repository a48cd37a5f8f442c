"""What a coordinate reference system given as WKT (OGC 01-009, ISO 19162, Esri) is called, read without a library."""

import re
from typing import Final, NamedTuple

_HEADS: Final = (
    "PROJCRS|PROJECTEDCRS|PROJCS|GEODCRS|GEODETICCRS|GEOGCRS|GEOGRAPHICCRS|GEOGCS|GEOCCS|VERTCRS|VERTICALCRS|VERT_CS|"
    "COMPOUNDCRS|COMPD_CS|BOUNDCRS|ENGCRS|ENGINEERINGCRS|LOCAL_CS|DERIVEDPROJCRS|FITTED_CS"
)
_WKT: Final = re.compile(rf'\s*(?:{_HEADS})\s*[\[(]\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_BOUND: Final = re.compile(r"\s*BOUNDCRS\s*[\[(]\s*SOURCECRS\s*[\[(]", re.IGNORECASE)
_EPSG: Final = re.compile(
    r'(?:AUTHORITY|ID)\s*[\[(]\s*"EPSG"\s*,\s*"?(\d{1,8})"?\s*(?:,[^\[\]()]*)?[\])]\s*[\])]\s*$', re.IGNORECASE
)
_METHOD: Final = re.compile(r'(?:PROJECTION|METHOD)\s*[\[(]\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_EPSG_ADDRESS: Final = re.compile(
    r"(?:https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/|urn:ogc:def:crs:EPSG:[\d.]*:|EPSG:)(\d{1,8})", re.IGNORECASE
)
_NO_NAME: Final = frozenset({"", "unnamed", "unknown", "undefined", "custom", "user", "<custom>"})
_MOST: Final = 100_000


class WktSystem(NamedTuple):
    """The name a text gives its system (empty for none), the EPSG number it ends with, and its projection."""

    name: str
    epsg: int | None
    method: str


def wkt_system(text: str) -> WktSystem | None:
    """What a WKT text is about; None for any other text.

    >>> wkt_system('PROJCS["RGF_1993_Lambert_93",GEOGCS["x"],PROJECTION["Lambert_Conformal_Conic"]]')
    WktSystem(name='RGF 1993 Lambert 93', epsg=None, method='Lambert Conformal Conic')
    >>> wkt_system("RGF93 / Lambert-93") is None
    True
    """
    whole = text[:_MOST]
    bound = _BOUND.match(whole)
    inner = whole[bound.end() :] if bound else whole
    head = _WKT.match(inner)
    if head is None:
        return None
    name, method, number = _plain(head[1]), _METHOD.search(inner), _EPSG.search(inner)
    is_named = name.lower().partition(" ")[0] not in _NO_NAME
    return WktSystem(
        name if is_named else "", int(number[1]) if number and not bound else None, _plain(method[1]) if method else ""
    )


def epsg_of_address(uri: str) -> int | None:
    """The EPSG number of the address or the URN of a system of the register.

    >>> epsg_of_address("urn:ogc:def:crs:EPSG::2154"), epsg_of_address("https://example.org/4326")
    (2154, None)
    """
    match = _EPSG_ADDRESS.fullmatch(uri.strip()[:200])
    return int(match[1]) if match else None


def _plain(text: str) -> str:
    """Names of Esri have underscores for blanks."""
    return " ".join(text.replace('""', '"').replace("_", " ").split())[:120]
