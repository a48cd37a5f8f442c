"""The positions that were read from the files of a layer: dots for the map, and a list that says the same."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.maps.box import Box, wrap
from repository.maps.place import box_text
from repository.models import Dataset, Preview
from repository.queries.preview_parts import StationLine, StationsView
from repository.templatetags.formatting import number_text
from repository.templatetags.plates import letters

MOST_FILES: Final = 200
MOST_DOTS: Final = 500
MOST_LINES: Final = 100


def stations_of(dataset: Dataset, fragment: int) -> StationsView:
    """The stations of one layer. The files must be open."""
    places = {"file__layer_places__snapshot__dataset": dataset, "file__layer_places__snapshot__number": fragment}
    rows = Preview.objects.filter(**places, station_count__gt=0).order_by("file_id")
    found: dict[tuple[float, float], str] = {}
    is_part, largest = False, 0
    for stations, count in rows.values_list("stations", "station_count")[:MOST_FILES]:
        listed = stations or []
        is_part = is_part or count > len(listed)
        largest = max(largest, count)
        for longitude, latitude, name in listed:
            place = wrap(float(longitude)), float(latitude)
            found[place] = found.get(place) or str(name)
    if not found:
        return StationsView()
    points = list(found)
    shown = points[:: -(-len(points) // MOST_DOTS)]
    count = max(len(points), largest)
    words = ngettext("%(count)s position", "%(count)s positions", count) % {"count": number_text(count)}
    if is_part or len(shown) < len(points):
        words = _("%(positions)s, some of which are drawn") % {"positions": words}
    lines = tuple(StationLine(found[place], _place_words(*place)) for place in shown[:MOST_LINES])
    return StationsView(tuple(shown), words, lines, _note(len(lines), count))


def _place_words(longitude: float, latitude: float) -> str:
    return box_text(Box(longitude, latitude, longitude, latitude), letters())


def _note(shown: int, count: int) -> str:
    if shown >= count:
        return ""
    told = {"shown": number_text(shown), "count": number_text(count)}
    return _("%(shown)s of %(count)s positions; all of them are in the files.") % told
