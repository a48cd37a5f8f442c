"""Coordinate reference systems in words for people: the name of the register with its number, never a WKT."""

from django.utils.translation import gettext as _

from repository.maps.systems import system_name
from repository.maps.wkt_systems import epsg_of_address, wkt_system


def system_words(*, epsg: int | None = None, name: str = "", uri: str = "") -> str:
    """`RGF93 / Lambert-93 (EPSG:2154)`: by number, by the name or WKT that was given, else by address."""
    wkt = wkt_system(name) if name else None
    number = epsg or (wkt.epsg if wkt else None) or (epsg_of_address(uri) if uri else None)
    own = wkt_words(name) if wkt else name
    said = (system_name(number) if number and (wkt or not name) else "") or own
    if number:
        return f"{said} (EPSG:{number})" if said else f"EPSG:{number}"
    return said or uri


def wkt_words(text: str) -> str:
    """What a WKT text calls its system, or that it calls it nothing; empty for a text that is no WKT."""
    found = wkt_system(text)
    if found is None:
        return ""
    if found.epsg and (known := system_name(found.epsg)):
        return known
    if found.name:
        return found.name
    told = {"method": found.method}
    return _("A system without a name (%(method)s)") % told if found.method else _("A system without a name")
