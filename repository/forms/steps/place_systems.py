"""Of step 4: the depth range, the coordinate reference systems and how fine the data are in space."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from repository.forms.codecs import NUMBER, read_number, write_text
from repository.forms.leaves import Leaf
from repository.forms.localised import Localised
from repository.forms.notes import Place
from repository.forms.objects import Rows
from repository.forms.posted import Posted, text_of
from repository.forms.shown import Control, Option, Parts, Words
from repository.forms.system_words import system_words, wkt_words
from repository.maps.systems import system_name

SENSES: Final[tuple[Option, ...]] = (("down", _("depth, counted downwards")), ("up", _("height, counted upwards")))
UNITS: Final[tuple[Option, ...]] = (
    ("m", _("metres")),
    ("km", _("kilometres")),
    ("degree", _("degrees")),
    ("arc-minute", _("minutes of arc")),
    ("arc-second", _("seconds of arc")),
)
SYSTEMS: Final[Mapping[int, str]] = {
    4326: "WGS 84",
    4979: "WGS 84 (3D)",
    3857: "WGS 84 / Pseudo-Mercator",
    4258: "ETRS89",
    3035: "ETRS89 / LAEA Europe",
    3034: "ETRS89 / LCC Europe",
    25830: "ETRS89 / UTM zone 30N",
    25831: "ETRS89 / UTM zone 31N",
    25832: "ETRS89 / UTM zone 32N",
    4171: "RGF93",
    2154: "RGF93 / Lambert-93",
    27572: "NTF (Paris) / Lambert zone II",
    5490: "RGAF09 / UTM zone 20N",
    2972: "RGFG95 / UTM zone 22N",
    2975: "RGR92 / UTM zone 40S",
    4471: "RGM04 / UTM zone 38S",
    3163: "RGNC91-93 / Lambert New Caledonia",
    3297: "RGPF / UTM zone 6S",
    32630: "WGS 84 / UTM zone 30N",
    32631: "WGS 84 / UTM zone 31N",
    32632: "WGS 84 / UTM zone 32N",
    4269: "NAD83",
    27700: "OSGB36 / British National Grid",
    2056: "CH1903+ / LV95",
    6933: "WGS 84 / NSIDC EASE-Grid 2.0 Global",
    3413: "WGS 84 / NSIDC Sea Ice Polar Stereographic North",
    3976: "WGS 84 / NSIDC Sea Ice Polar Stereographic South",
    3995: "WGS 84 / Arctic Polar Stereographic",
    3031: "WGS 84 / Antarctic Polar Stereographic",
    5714: "MSL height",
    5715: "MSL depth",
    5720: "NGF-IGN69 height",
    5861: "LAT depth",
}
"""EPSG number -> name, of the systems in common use here (EPSG Geodetic Parameter Dataset)."""

_CODE = re.compile(r"(?:.*EPSG\s*[:/]+(?:[\d.]*[:/]+)?)?\s*(\d{1,8})", re.IGNORECASE | re.ASCII)


def read_code(text: str) -> Any:
    """The EPSG number of ``2154``, ``EPSG:2154``, an address, or the name of a system in the list; else as typed.

    >>> read_code("EPSG:2154"), read_code("urn:ogc:def:crs:EPSG::4326"), read_code("wgs 84"), read_code("Lambert")
    (2154, 4326, 4326, 'Lambert')
    """
    bare = text.strip()
    if match := _CODE.fullmatch(bare[:200]):
        return int(match[1])
    return next((code for code, name in SYSTEMS.items() if name.lower() == bare.lower()), text)


@dataclass(frozen=True, slots=True)
class SystemCode:
    """An EPSG number: chosen among those in common use, or typed."""

    key: str

    def takes(self, value: Any) -> bool:
        """A number, or what was typed for one."""
        return value is None or write_text(value) is not None

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The number typed, else the one chosen."""
        typed, chosen = text_of(posted, f"{name}_typed"), text_of(posted, name)
        return read_code(typed) if typed.strip() else read_number(chosen) if chosen else None

    def show(self, value: Any, place: Place) -> Parts:
        """A list, and a line for what it does not have; what is said of the number stands where the number stands."""
        text = "" if value is None else write_text(value) or ""
        options = tuple((str(code), f"{name} ({code})") for code, name in SYSTEMS.items())
        is_listed = text in dict(options)
        said = place.take()
        chosen = Control(
            place.name, "select", _("In common use"), text if is_listed else "", optional=True,
            options=(("", _("Choose")), *options), width="half", said=said if is_listed or not text else (),
        )  # fmt: skip
        typed = Control(
            f"{place.name}_typed", "text", _("Another EPSG number"), "" if is_listed else text, optional=True,
            width="half", said=() if is_listed or not text else said,
            help="" if is_listed or not isinstance(value, int) else self._named(value),
        )  # fmt: skip
        return Parts(f"{place.name}_code", "", (chosen, typed))

    def tell(self, value: Any) -> list[str]:
        """The name of a known system with its number."""
        text = "" if value is None else write_text(value) or ""
        name = (SYSTEMS.get(value) or system_name(value)) if isinstance(value, int) else None
        return [f"{name} (EPSG:{value})" if name else f"EPSG:{text}"] if text else []

    def _named(self, number: int) -> Words:
        """What the number that was typed is called, so that a wrong digit is seen."""
        name = system_name(number)
        return _("EPSG:%(number)s is %(name)s.") % {"number": number, "name": name} if name else ""


@dataclass(frozen=True, slots=True)
class SystemName:
    """What a system without a number is called, or its WKT: then what that calls it stands beside it."""

    key: str
    label: Words

    @property
    def _line(self) -> Leaf:
        return Leaf(self.key, self.label, optional=True)

    def takes(self, value: Any) -> bool:
        """A line."""
        return self._line.takes(value)

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The text as typed."""
        return self._line.read(posted, name, old)

    def show(self, value: Any, place: Place) -> Control:
        """The line; of a WKT its name."""
        words = wkt_words(value) if isinstance(value, str) else ""
        said = _("This WKT describes: %(name)s. Readers see this name, records keep the WKT.") % {"name": words}
        return replace(self._line.show(value, place), help=said if words else "")

    def tell(self, value: Any) -> list[str]:
        """The name, never a WKT."""
        return [system_words(name=value)] if isinstance(value, str) and value else []


def vertical() -> Rows:
    """Ranges of depth or height."""
    return Rows(
        "vertical",
        (
            Leaf("minimum", _("From (m)"), codec=NUMBER, inputmode="decimal", width="third"),
            Leaf("maximum", _("To (m)"), codec=NUMBER, inputmode="decimal", width="third"),
            Leaf("positive", _("Which is a"), kind="select", options=SENSES, width="third"),
            Leaf("datum", _("Counted from, such as mean sea level"), optional=True, width="half"),
        ),
        _("Depth or height"),
        _("Range"),
        (("", _("Add a range")),),
        help=_(
            "In metres, the smaller number first. A profile from the surface to 2,500 m: from 0 to 2500, a depth. "
            "Cores below the sea floor, or heights in the atmosphere, say what they are counted from."
        ),
        optional=True,
    )


def reference_systems() -> Rows:
    """The systems in which the positions of the files are written."""
    return Rows(
        "reference_systems",
        (SystemCode("epsg"), SystemName("name", _("Name, where it has no number"))),
        _("Coordinate reference systems"),
        _("System"),
        (("", _("Add a system")),),
        help=_(
            "In which the positions in the files are written; the boxes above are always degrees of WGS 84. "
            "A number of the EPSG register: 2154, EPSG:2154."
        ),
        optional=True,
    )


def spatial_resolution() -> Rows:
    """How fine the data are in space."""
    return Rows(
        "spatial_resolution",
        (
            Leaf("distance", _("Distance"), codec=NUMBER, inputmode="decimal", optional=True, width="third"),
            Leaf("unit", _("Unit"), kind="select", options=UNITS, optional=True, width="third"),
            Leaf("scale", _("Or the scale of a map: 1 to"), codec=NUMBER, inputmode="numeric", optional=True,
                 width="third"),
            Localised("note", _("In words"), optional=True, offers_others=False),
        ),
        _("Resolution in space"),
        _("Resolution"),
        (("", _("Add a resolution")),),
        help=_("The size of a grid cell or the distance between stations: 250 metres, 0.25 degrees; or 1 to 25000."),
        optional=True,
    )  # fmt: skip
