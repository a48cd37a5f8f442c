"""The words of the drawing map, in the language of the page: buttons, keys, what is spoken."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def map_words() -> str:
    """JSON of every sentence that a drawing map writes or speaks (static/js/map.js)."""
    return json.dumps({**_names(), **_sides(), **_spoken(), "keys": _keys()}, ensure_ascii=False)


def _names() -> dict[str, str]:
    return {
        "map": _("map"),
        "name": _("Map to draw boxes on. Press H for help."),
        "draw": _("Draw a box"),
        "leave": _("Stop drawing"),
        "zoomIn": _("Nearer"),
        "zoomOut": _("Farther"),
        "fit": _("Show the boxes"),
        "world": _("Whole world"),
        "northPole": _("North pole"),
        "southPole": _("South pole"),
        "remove": _("Remove the chosen box"),
        "help": _("Keys"),
        "files": _("Dashed: what the files say. Use it in the fields, or draw your own."),
    }


def _sides() -> dict[str, str]:
    return {
        "north": _("north"),
        "south": _("south"),
        "east": _("east"),
        "west": _("west"),
        "n": pgettext("north", "N"),
        "s": pgettext("south", "S"),
        "e": pgettext("east", "E"),
        "w": pgettext("west", "W"),
        "to": pgettext("from 3 to 5", "to"),
    }


def _spoken() -> dict[str, str]:
    return {
        "begun": _("A new box. Arrows move the cross-hair, Enter sets a corner."),
        "begunByHand": _("Drag a box, or press at two of its corners."),
        "corner": _("First corner set. Now the other:"),
        "done": _("Box {number}: {box}."),
        "outlineBegun": _(
            "An outline: a press, or Enter, sets a corner; at the first or the last one again it is done."
        ),
        "outlineCorner": _("Corner {number}: {position}."),
        "left": _("Drawing stopped."),
        "chosen": _("Box {number} chosen: {box}."),
        "unchosen": _("No box chosen."),
        "none": _("There is no box yet."),
        "removed": _("Box {number} removed."),
        "span": _("The map shows {degrees} degrees from south to north."),
        "helpShut": _("Help closed."),
    }


def _keys() -> list[tuple[str, str]]:
    return [
        ("B", _("begin a box")),
        (_("Arrows"), _("move the cross-hair, the chosen box or the map; with Shift ten times finer")),
        (_("Enter"), _("set a corner; on a chosen box, move its north-eastern corner")),
        (_("Esc"), _("stop drawing, or choose nothing")),
        ("N", _("choose the next box")),
        (_("Del"), _("remove the chosen box")),
        ("+ \N{MINUS SIGN}", _("nearer, farther")),
        ("W", _("the whole world")),
        ("F", _("show the boxes")),
        ("H", _("this help")),
    ]
