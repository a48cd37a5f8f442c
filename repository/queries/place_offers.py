"""What is on offer beside the fields of a place: what was pasted or named, in words, and what has to be known first."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from repository.forms.place_offers import MOST_EACH, Offer
from repository.maps.box import Box
from repository.maps.gazetteer import Named
from repository.maps.graticule import degrees_text
from repository.maps.pasted import Pasted, Refused, Remark, read_pasted
from repository.maps.pasted.shapes import around
from repository.queries.places import name_of
from repository.record.extents import BoundingBox
from repository.record.part import TYPED
from repository.templatetags.formatting import number_text
from repository.templatetags.plates import frame_text, letters

SHOWN: Final = 6
"""Boxes that are told in words; the picture shows the others."""
_FORMS: Final = {"wkt": "WKT", "geojson": "GeoJSON", "kml": "KML"}


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """An offer to be drawn. ``refusal``: why there is none; ``may_exchange``: it might be one with x for y."""

    heading: str
    offer: Offer | None = None
    lines: tuple[str, ...] = ()
    more: int = 0
    remarks: tuple[str, ...] = ()
    refusal: str = ""
    may_exchange: bool = False

    @property
    def may_take_each(self) -> bool:
        """Whether the boxes can be used as they are."""
        return self.offer is not None and len(self.offer.boxes) <= MOST_EACH

    @property
    def around(self) -> Box | None:
        """The one box around several; None where there is only one."""
        return around(self.offer.boxes) if self.offer and len(self.offer.boxes) > 1 else None

    @property
    def title(self) -> str:
        """The sentence of the picture."""
        return _("Map of the boxes on offer: %(frames)s") % {"frames": "; ".join(self.lines)}


@dataclass(frozen=True, slots=True)
class TypedBoxes:
    """The boxes of a draft that can be drawn already, and the sentence of their picture."""

    boxes: tuple[BoundingBox, ...]

    @property
    def caption(self) -> str:
        """The first of them in words."""
        frames = "; ".join(frame_text(box) for box in self.boxes[:SHOWN])
        return frames if len(self.boxes) <= SHOWN else f"{frames}…"

    @property
    def title(self) -> str:
        """What the picture shows."""
        return _("Map of the data: %(frames)s") % {"frames": self.caption}


def typed_boxes(place: Any) -> TypedBoxes:
    """The whole boxes of a draft's place, numbers still as they were typed; one that is not finished is left out."""
    rows = place.get("boxes") if isinstance(place, Mapping) else None
    found = []
    for row in rows if isinstance(rows, list) else ():
        with suppress(ValidationError):
            found.append(BoundingBox.model_validate(row, context=TYPED))
    return TypedBoxes(tuple(found))


def offer_of_text(text: str, *, exchanged: bool) -> PlaceOffer:
    """What a pasted text offers, or why it offers nothing."""
    try:
        pasted = read_pasted(text, exchanged=exchanged)
    except Refused as problem:
        return PlaceOffer(_("Nothing was read"), refusal=_why(problem), may_exchange=problem.may_exchange)
    remarks = [_remark(each) for each in pasted.remarks]
    if exchanged:
        remarks.append(_("Latitude and longitude were exchanged."))
    return _offered(_heading(pasted), Offer(pasted.boxes, {}), tuple(remarks))


def offer_of_place(place: Named, language: str) -> PlaceOffer:
    """The boxes of a named place, with its name in both languages."""
    if place.is_country:
        remarks = (_("Boxes of the land, without the waters of the country; rounded outwards."),)
    else:
        remarks = (_("An approximate box, to be made smaller or larger by hand."),)
    return _offered(name_of(place, language), Offer(place.boxes, {"en": place.english, "fr": place.french}), remarks)


def _offered(heading: str, offer: Offer, remarks: tuple[str, ...]) -> PlaceOffer:
    count = len(offer.boxes)
    if count > MOST_EACH:
        words = _("More than %(most)s boxes cannot be kept one by one; the one around them all can.")
        remarks = (*remarks, words % {"most": number_text(MOST_EACH)})
    lines = tuple(frame_text(box._asdict()) for box in offer.boxes[:SHOWN])
    return PlaceOffer(heading, offer, lines, max(count - SHOWN, 0), remarks)


def _heading(pasted: Pasted) -> str:
    count = len(pasted.boxes)
    said = {"count": number_text(count), "form": _FORMS.get(pasted.form, "")}
    if pasted.form in _FORMS:
        return ngettext("Read as %(form)s: %(count)s box", "Read as %(form)s: %(count)s boxes", count) % said
    return ngettext("Read as positions: %(count)s", "Read as positions: %(count)s", count) % said


def _remark(remark: Remark) -> str:
    values = remark.values
    match remark.code:
        case "outlines-reduced":
            count = int(str(values["count"]))
            return ngettext(
                "An outline was reduced to the box around it.",
                "%(count)s outlines were reduced to the boxes around them.",
                count,
            ) % {"count": number_text(count)}
        case "lines-reduced":
            return _("Of a line, the box around it is kept.")
        case "the-short-way":
            words = _(
                "Read the short way, over the antimeridian: from %(west)s to %(east)s. "
                "If it goes round the other way, exchange west and east in the fields."
            )
            return words % {"west": _longitude(values["west"]), "east": _longitude(values["east"])}
        case "around-a-pole":
            words = _(
                "The outline goes around a pole, so the box goes from %(latitude)s to the pole, all the way round."
            )
            return words % {"latitude": _latitude(values["latitude"])}
        case _:
            return _("The first number of each line was read as the latitude, the second as the longitude.")


def _longitude(value: Any) -> str:
    said = letters()
    return degrees_text(float(value), said.east, said.west, said)


def _latitude(value: Any) -> str:
    said = letters()
    return degrees_text(float(value), said.north, said.south, said)


def _why(problem: Refused) -> str:
    values = {key: _shown(value) for key, value in problem.values.items()}
    return str(_reasons()[problem.code]) % values


def _shown(value: object) -> str:
    if isinstance(value, float):
        return letters().number(round(value, 7))
    return number_text(value) if isinstance(value, int) else str(value)


def _reasons() -> Mapping[str, str]:
    """Code of a refusal -> what it means and what to do."""
    return {
        "empty": _("Nothing was pasted."),
        "too-long": _("The text is longer than %(most)s characters. Paste the box around it instead."),
        "too-many": _("There are more than %(most)s shapes or positions. Paste the box around them instead."),
        "too-deep": _("Collections lie in collections more than %(most)s deep. Paste the shapes alone."),
        "nothing": _(
            "No place was found in it. Paste WKT, GeoJSON, the coordinates of a KML file, or lines of latitude and "
            "longitude."
        ),
        "not-wkt": _(
            "It begins as WKT and cannot be read further near “%(near)s”. Look at its parentheses and commas."
        ),
        "not-json": _("It begins as GeoJSON and breaks off at line %(line)s. Paste the whole document."),
        "not-geojson": _("It is JSON without a geometry that can be read. Paste a geometry, a feature or a bbox."),
        "type-unknown": _("A shape of the type “%(name)s” cannot be read. Points, lines and polygons can."),
        "system": _(
            "Its coordinates are in the system “%(name)s”. Turn them into degrees of WGS 84 (EPSG:4326) and paste them."
        ),
        "line-unread": _("Line %(line)s could not be read: “%(text)s”. Write latitude and longitude: 43.2 5.1."),
        "one-number": _("Line %(line)s has one number, “%(text)s”. A position has two: latitude and longitude."),
        "upside-down": _("The south (%(south)s) lies above the north (%(north)s). Were they exchanged?"),
        "latitude": _(
            "%(value)s is not a latitude: it must lie between -90 and 90. Were longitude and latitude exchanged?"
        ),
        "longitude": _("%(value)s is not a longitude: it must lie between -180 and 180."),
    }
