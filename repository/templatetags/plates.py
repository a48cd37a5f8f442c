"""From what a template has (record boxes, mappings) to the pure map of `repository/maps`, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext, pgettext

from repository.maps.box import Box
from repository.maps.graticule import Letters
from repository.maps.land import read_land
from repository.maps.place import box_text
from repository.maps.plate import MOST_BOXES, boxes_left_out, draw_plate
from repository.maps.results import Area, Marked, draw_results
from repository.templatetags import formatting


def letters() -> Letters:
    """N, S, E, W and the decimal sign in the language of the page."""
    directions = pgettext("north", "N"), pgettext("south", "S"), pgettext("east", "E"), pgettext("west", "W")
    return Letters(*directions, decimal=str(formats.get_format("DECIMAL_SEPARATOR")))


def as_box(value: object) -> Box | None:
    """A box from a mapping or an object with west, south, east, north; None while one is missing or no number."""
    sides = (value.get(side) if isinstance(value, Mapping) else getattr(value, side, None) for side in Box._fields)
    try:
        return Box(*(float(cast("Any", side)) for side in sides))
    except (TypeError, ValueError):
        return None


def draw_found(hits: Sequence[Marked], area: Area, *, title: str, width: int) -> SafeString:
    """The map of a page of search results as SVG."""
    land = read_land(Path(settings.BASE_DIR) / "build" / "land")
    drawn = draw_results(hits, area, width=width, title=title, land=land, letters=letters())
    return mark_safe(drawn)  # noqa: S308 (numbers, and words escaped by the map)


def draw(boxes: Iterable[object] | None, points: object, *, title: str, width: object) -> SafeString:
    """The map as SVG; boxes of a draft that are not finished are left out."""
    found = _finished(boxes)
    pairs = [(float(lon), float(lat)) for lon, lat in points] if isinstance(points, (list, tuple)) else []
    land = read_land(Path(settings.BASE_DIR) / "build" / "land")
    pixels = width if isinstance(width, int) else 760
    drawn = draw_plate(found, pairs, width=pixels, title=title, land=land, letters=letters())
    return mark_safe(drawn)  # noqa: S308 (numbers, and words escaped by the map)


def not_drawn(boxes: Iterable[object] | None) -> str:
    """The sentence that says how many boxes the map leaves out; empty while it draws all of them."""
    left = boxes_left_out(_finished(boxes))
    if not left:
        return ""
    words = ngettext(
        "The first %(most)s boxes are drawn; %(left)s more is not.",
        "The first %(most)s boxes are drawn; %(left)s more are not.",
        left,
    )
    return words % {"most": formatting.number_text(MOST_BOXES), "left": formatting.number_text(left)}


def _finished(boxes: Iterable[object] | None) -> list[Box]:
    return [box for value in boxes or () if (box := as_box(value))]


def frame_text(value: object) -> str:
    """The words of one box; empty while it is not finished."""
    box = as_box(value)
    return box_text(box, letters()) if box else ""
