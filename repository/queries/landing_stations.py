"""The positions that were read from the files of a layer: dots for the map, a list, and the way to the stations."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.maps.box import Box, wrap
from repository.maps.place import box_text
from repository.models import Dataset, Preview
from repository.queries.landing_parts import Link
from repository.queries.layers import published_snapshots
from repository.queries.preview_parts import StationLine, StationsView
from repository.queries.stations import amount_inside
from repository.templatetags.formatting import number_text
from repository.templatetags.plates import letters

MOST_FILES: Final = 200
MOST_DOTS: Final = 500
MOST_LINES: Final = 100


def stations_of(dataset: Dataset, fragment: int | None) -> StationsView:
    """The positions in one layer, whose files must be open; none without a layer."""
    if fragment is None:
        return StationsView()
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


def inside_link(dataset: Dataset, fragment: int | None) -> Link | None:
    """To the stations in the files of one layer, with how many there are; None where there are none."""
    stations, files = amount_inside(dataset, fragment) if fragment is not None else (0, 0)
    if not stations:
        return None
    counted = ngettext("%(count)s station", "%(count)s stations", stations) % {"count": number_text(stations)}
    words = ngettext("%(stations)s in one file", "%(stations)s in %(files)s files", files)
    newest = published_snapshots(dataset).values_list("number", flat=True).first()
    query = "" if fragment == newest else f"?layer={fragment}"
    address = reverse("inside", args=[dataset.suffix])
    return Link(words % {"stations": counted, "files": number_text(files)}, f"{address}{query}")


def _place_words(longitude: float, latitude: float) -> str:
    return box_text(Box(longitude, latitude, longitude, latitude), letters())


def _note(shown: int, count: int) -> str:
    if shown >= count:
        return ""
    told = {"shown": number_text(shown), "count": number_text(count)}
    return _("%(shown)s of %(count)s positions; all of them are in the files.") % told
