"""The stations of datasets: narrowed by place, time, depth, variable, name, layer and file; counted; in one order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Floor

from repository.catalogue.boxes import Box
from repository.models import Dataset, LayerFile, Station, StationReading
from repository.stations.question import InsideQuestion

MOST_POINTS: Final = 1_500
MOST_BOXES: Final = 200
"""So many dots and boxes are drawn on the map of a page."""
MOST_COUNTED: Final = 20_000
"""A dataset with more stations is not counted for a list of search results."""

_FINE: Final = 250
"""Parts of the width of a map, in each of which one dot is drawn."""

_READ_IN_NEWEST: Final = """
    SELECT r.dataset_id, r.file_id, r.stations FROM repository_stationreading r
    WHERE r.dataset_id = ANY(%s) AND r.stations > 0 AND EXISTS (
        SELECT FROM repository_layerfile l WHERE l.file_id = r.file_id AND l.snapshot_id IN (
            SELECT DISTINCT ON (dataset_id) id FROM repository_snapshot
            WHERE dataset_id = ANY(%s) AND published_at IS NOT NULL ORDER BY dataset_id, number DESC))
"""

_POINTS: Final = Q(west=F("east"), south=F("north"))


@dataclass(frozen=True, slots=True)
class StationFile:
    """A file of one layer that has stations: its key and number, its place in the layer, how many, of what."""

    key: int
    number: int
    path: str
    stations: int
    is_cut: bool
    variables: Sequence[str]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many stations were found, and between which degrees."""

    count: int = 0
    west: float | None = None
    south: float | None = None
    east: float | None = None
    north: float | None = None


def station_files(dataset: Dataset, fragment: int) -> tuple[StationFile, ...]:
    """The files of a layer that have stations, in the order in which their stations are listed."""
    rows = LayerFile.objects.filter(
        snapshot__dataset=dataset, snapshot__number=fragment, file__station_reading__stations__gt=0
    ).order_by("file_id", "path")
    read = (f"file__station_reading__{name}" for name in ("stations", "is_cut", "variables"))
    told = rows.values_list("file_id", "file__number", "path", *read)
    found = {key: StationFile(key, number, path, *rest) for key, number, path, *rest in told}
    return tuple(found.values())


def amount_inside(dataset: Dataset, fragment: int) -> tuple[int, int]:
    """How many stations a layer has, in how many files."""
    places = LayerFile.objects.filter(snapshot__dataset=dataset, snapshot__number=fragment).order_by()
    readings = StationReading.objects.filter(dataset=dataset, stations__gt=0, file_id__in=places.values("file_id"))
    told = readings.aggregate(stations=Sum("stations"), files=Count("pk"))
    return told["stations"] or 0, told["files"]


def stations_in(
    dataset: Dataset, files: Collection[StationFile], question: InsideQuestion, variables: Collection[str] | None = None
) -> QuerySet[Station]:
    """The stations of these files that answer a question, in their order.

    ``variables``: what the names of the question mean in the files; as they are where it is None.
    """
    keys = [each.key for each in files if question.file in (None, each.number)]
    found = Station.objects.filter(dataset=dataset, file_id__in=keys).filter(_narrowed(question))
    for word in question.name.split()[:10]:
        found = found.filter(name__icontains=word)
    if question.variables:
        found = found.filter(variables__overlap=list(question.variables if variables is None else variables))
    return found.order_by("dataset_id", "file_id", "number")


def after_station(found: QuerySet[Station], after: tuple[int, int], files: Iterable[StationFile]) -> QuerySet[Station]:
    """What comes after a station: stable whatever is added behind it."""
    number, station = after
    key = next((each.key for each in files if each.number == number), None)
    later = [each.key for each in files if (each.key > key if key is not None else each.number > number)]
    return found.filter(Q(file_id=key, number__gt=station) | Q(file_id__in=later))


def extent_of(found: QuerySet[Station]) -> Extent:
    """Counted in one pass over the index."""
    told = found.order_by().aggregate(
        count=Count("*"), left=Min("west"), low=Min("south"), right=Max("east"), high=Max("north")
    )
    return Extent(told["count"], told["left"], told["low"], told["right"], told["high"])


def points_of(found: QuerySet[Station], extent: Extent) -> list[tuple[float, float]]:
    """(longitude, latitude) of stations for a map: all of them where they are few, else one for each small square."""
    plain = found.filter(_POINTS).order_by()
    if extent.count <= MOST_POINTS:
        return [(x, y) for x, y in plain.values_list("west", "south") if x is not None and y is not None]
    if extent.west is None or extent.east is None or extent.south is None or extent.north is None:
        return []
    step = max(abs(extent.east - extent.west), extent.north - extent.south, 1e-6) / _FINE
    squares = plain.annotate(across=Floor(F("west") / step), up=Floor(F("south") / step)).values("across", "up")
    told = squares.annotate(x=Min("west"), y=Min("south")).values_list("x", "y")[: MOST_POINTS * 2]
    return list(told)


def boxes_of(found: QuerySet[Station]) -> list[tuple[float, float, float, float]]:
    """(west, south, east, north) of the first paths and areas."""
    wide = found.exclude(_POINTS).filter(west__isnull=False)
    return [
        (west, south, east, north)
        for west, south, east, north in wide.values_list("west", "south", "east", "north")[:MOST_BOXES]
        if west is not None and south is not None and east is not None and north is not None
    ]


def rows_of(found: QuerySet[Station], first: int, count: int) -> list[Station]:
    """Some of the stations found, in their order: looked for along the index, and only these read whole."""
    keys = list(found.values_list("dataset_id", "file_id", "number")[first : first + count])
    files: dict[int, list[int]] = {}
    for _dataset, file, number in keys:
        files.setdefault(file, []).append(number)
    asked = Q(pk__in=[])
    for file, numbers in files.items():
        asked |= Q(file_id=file, number__in=numbers)
    return list(Station.objects.filter(asked).order_by("file_id", "number"))


def first_layers(dataset: Dataset, files: Sequence[int]) -> Mapping[int, int]:
    """File (its key) -> the layer in which it came."""
    places = LayerFile.objects.filter(
        file_id__in=files, snapshot__dataset=dataset, snapshot__published_at__isnull=False
    ).order_by()
    return dict(places.values("file_id").annotate(first=Min("snapshot__number")).values_list("file_id", "first"))


def counts_inside(question: InsideQuestion, datasets: Collection[int]) -> Mapping[int, int | None]:
    """Dataset (its key) -> how many stations of its newest layer answer; None where they are too many to be counted.

    Datasets without stations are left out. The names of variables are not asked: they differ from file to file.
    """
    keys = list(datasets)
    with connection.cursor() as cursor:
        cursor.execute(_READ_IN_NEWEST, [keys, keys])
        rows = cursor.fetchall()
    totals: dict[int, int] = {}
    for dataset, _file, stations in rows:
        totals[dataset] = totals.get(dataset, 0) + stations
    few = {dataset for dataset, total in totals.items() if total <= MOST_COUNTED}
    files = [file for dataset, file, _stations in rows if dataset in few]
    narrowed = Station.objects.filter(dataset_id__in=few, file_id__in=files).filter(_narrowed(question)).order_by()
    grouped = narrowed.values("dataset_id").annotate(count=Count("*")).values_list("dataset_id", "count")
    counted = dict(grouped) if few else {}
    return {dataset: counted.get(dataset, 0) if dataset in few else None for dataset in totals}


def _narrowed(question: InsideQuestion) -> Q:
    """By place, time and depth: a station without them is found by none."""
    asked, wanted = question.asked, Q()
    if asked.place:
        touching = Q()
        for part in _both_sides(asked.place.parts):
            touching |= _touches(part)
        wanted &= touching
    if span := asked.span:
        wanted &= Q(first_day__lte=_day(span.last), last_day__gte=_day(span.first))
    if asked.top is not None or asked.bottom is not None:
        top, bottom = asked.top, asked.bottom
        if top is not None and bottom is not None and top > bottom:
            top, bottom = bottom, top
        wanted &= Q(bottom__gte=top) if top is not None else Q(bottom__isnull=False)
        wanted &= Q(top__lte=bottom) if bottom is not None else Q()
    return wanted


def _touches(part: Box) -> Q:
    plain = Q(west__lte=F("east")) & Q(west__lte=part.east, east__gte=part.west)
    across = Q(west__gt=F("east")) & (Q(west__lte=part.east) | Q(east__gte=part.west))
    return Q(south__lte=part.north, north__gte=part.south) & (plain | across)


def _both_sides(parts: Iterable[Box]) -> Iterator[Box]:
    """180 degrees west is 180 degrees east."""
    for part in parts:
        yield part
        if part.east == 180:
            yield Box(-180.0, part.south, -180.0, part.north)
        if part.west == -180:
            yield Box(180.0, part.south, 180.0, part.north)


def _day(day: int) -> int:
    """Within what a column of whole numbers holds: nothing was measured before or after."""
    return max(min(day, 2**31 - 1), -(2**31))
