"""The stations of public files: read after publication, apart and outside transactions, written whole or not at all."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.access import public_files_are_open
from repository.lifecycle import Standing
from repository.models import (
    DataFile,
    Dataset,
    Delivery,
    LayerFile,
    Publication,
    Station,
    StationReading,
)
from repository.queries.erasures import erased_among
from repository.queries.layers import published_snapshots
from repository.record.dates import first_day, last_day
from repository.services.catalogue import note_change
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.inspections import storable
from repository.stations.readers import READERS, read_stations_apart, station_reader_for
from repository.stations.shapes import Found
from repository.stations.shapes import Station as Told

logger = logging.getLogger(__name__)

MOST_FILES: Final = 5_000
"""So many files of a dataset are read, those of the newest layer first."""
MOST_OF_A_DATASET: Final = 1_000_000
"""Stations of one dataset; a file that would bring more is noted as cut."""

AT_ONCE: Final = 50
STATIONS_AT_ONCE: Final = 200_000
PATIENCE_S: Final = 120.0
"""So many files, stations or seconds before what was read is written and the rest ordered anew."""

_COPY: Final = """
    COPY repository_station (dataset_id, file_id, number, kind, name, west, south, east, north, begin, "end",
    first_day, last_day, top, bottom, observations, variables) FROM STDIN
"""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What reading one file gave."""

    file: DataFile
    found: Found | None


@transaction.atomic
def order_all_stations() -> int:
    """Have the files of public datasets read that were not, or by older readers; the number of datasets."""
    public = Publication.objects.filter(dataset__standing=Standing.PUBLIC, published_at__isnull=False)
    newest = public.order_by("dataset_id", "-number").distinct("dataset_id").select_related("dataset__current_version")
    return sum(_order(publication) for publication in newest.iterator())


def lacks_stations(dataset: Dataset) -> bool:
    """Whether a public file, open to everybody, is still to be read for its stations."""
    return _is_open(dataset) and next(_wanted(dataset), None) is not None


def read_stations(*, claim: Claim) -> None:
    """Consumer of ``previews.ordered``: read some files, write their stations, and order the others."""
    publication = Publication.objects.select_related("dataset__current_version").get(pk=claim.event.subject_id)
    answers: list[_Answer] = []
    until, count, is_done = time.monotonic() + PATIENCE_S, 0, True
    room = MOST_OF_A_DATASET - _kept(publication.dataset)
    for place in _wanted(publication.dataset):
        if len(answers) == AT_ONCE or count > STATIONS_AT_ONCE or time.monotonic() > until:
            is_done = False
            break
        answers.append(_Answer(place.file, _cut(_read(place), room - count)))
        count += len(answers[-1].found.stations) if answers[-1].found else 0
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=publication.dataset_id)
        if not _is_open(dataset):
            return
        gone = erased_among(answer.file for answer in answers)
        for answer in answers:
            if answer.file.pk not in gone:
                _write(dataset, answer)
        if count:
            dataset.previewed_at = timezone.now()
            dataset.save(update_fields=["previewed_at"])
            note_change(dataset)
        if not is_done and not _is_ordered(claim):
            _order(publication)
    logger.info("stations.read dataset=%d files=%d stations=%d", publication.dataset_id, len(answers), count)


def forget_stations(dataset: Dataset) -> None:
    """Remove all rows of a dataset that is public no more."""
    Station.objects.filter(dataset=dataset).delete()
    StationReading.objects.filter(dataset=dataset).delete()


def _order(publication: Publication) -> bool:
    """In the lane of the previews, whose files they are."""
    dataset = publication.dataset
    if not lacks_stations(dataset):
        return False
    record_event("previews.ordered", subject=publication, lane=f"previews:{dataset.pk}")
    return True


def _is_ordered(claim: Claim) -> bool:
    """Whether the same is waiting in this lane already."""
    waiting = Delivery.objects.filter(lane=claim.lane, consumer=claim.consumer, done_at__isnull=True)
    return waiting.exclude(pk=claim.delivery_id).exists()


def _is_open(dataset: Dataset) -> bool:
    return dataset.standing == Standing.PUBLIC and public_files_are_open(dataset)


def _kept(dataset: Dataset) -> int:
    return _read_now(dataset).aggregate(kept=Sum("stations"))["kept"] or 0


def _read_now(dataset: Dataset) -> QuerySet[StationReading]:
    """The files that these readers have read."""
    return StationReading.objects.filter(dataset=dataset, readers=READERS)


def _wanted(dataset: Dataset) -> Iterator[LayerFile]:
    """The places of files that these readers have not read, newest layer first, each file once."""
    left = MOST_FILES - _read_now(dataset).count()
    missing = Q(file__station_reading__isnull=True) | ~Q(file__station_reading__readers=READERS)
    seen: set[int] = set()
    for snapshot in published_snapshots(dataset).values_list("pk", flat=True):
        places = LayerFile.objects.filter(missing, snapshot_id=snapshot, file__erased_at=None).select_related("file")
        for place in places.order_by("position", "path")[: max(left, 0)]:
            if place.file_id not in seen and len(seen) < left:
                seen.add(place.file_id)
                yield place


def _read(place: LayerFile) -> Found | None:
    """The stations of a file, from the sealed package; None where it tells of none, or is missing."""
    if station_reader_for(place.file.media_type, place.path) is None:
        return None
    find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
    try:
        return read_stations_apart(find(place.file), name=place.path, media_type=place.file.media_type)
    except OSError:
        logger.warning("stations.failed file=%d", place.file.number)
        return None


def _cut(found: Found | None, room: int) -> Found | None:
    if found is None or len(found.stations) <= room:
        return found
    return Found(found.stations[: max(room, 0)], is_cut=True)


def _write(dataset: Dataset, answer: _Answer) -> None:
    """The rows of one file in place of those that were there."""
    stations = answer.found.stations if answer.found else ()
    Station.objects.filter(file=answer.file).delete()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for number, told in enumerate(stations, start=1):
            copy.write_row(_row(dataset, answer.file, number, told))
    read = {
        "dataset": dataset,
        "stations": len(stations),
        "is_cut": bool(answer.found and answer.found.is_cut),
        "variables": [*dict.fromkeys(storable(name) for told in stations for name in told.variables)],
        "readers": READERS,
        "read_at": timezone.now(),
    }
    row = StationReading(file=answer.file, **read)
    StationReading.objects.bulk_create([row], update_conflicts=True, unique_fields=["file"], update_fields=list(read))


def _row(dataset: Dataset, file: DataFile, number: int, told: Told) -> tuple[object, ...]:
    days = _days(told)
    return (
        *(dataset.pk, file.pk, number, told.kind, storable(told.name), told.west, told.south, told.east, told.north),
        *(told.begin if days[0] else "", told.end if days[0] else "", *days, told.top, told.bottom),
        *(told.observations, [storable(name) for name in told.variables]),
    )


def _days(told: Told) -> tuple[int, int] | tuple[None, None]:
    """The days of a station; none where what stands there is no date."""
    try:
        return first_day(told.begin[:10]).toordinal(), last_day(told.end[:10]).toordinal()
    except ValueError:
        return None, None
