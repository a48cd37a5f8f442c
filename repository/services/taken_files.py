"""Bytes of a source brought here: one pass to the disk, looked at again after the end, kept one file at a time."""

import logging
from contextlib import suppress
from typing import Final, NamedTuple

from django.db import transaction

from repository.clients.sources.base import OpenSource, SourceChanging
from repository.errors import FileRefused
from repository.inspection.apart import inspect
from repository.models import DataFile, Dataset, LayerFile, Source, SourceFile
from repository.queries.erasures import was_erased
from repository.queries.layers import newest_snapshot
from repository.record.dates import first_day
from repository.series.listing import Found
from repository.services.identifiers import draw_number
from repository.uploads.arrivals import Arrival, Received
from repository.uploads.names import path_of
from repository.uploads.store import draft_store

logger = logging.getLogger(__name__)

TRIES: Final = 3
"""How often a file is read that is written meanwhile."""


class Days(NamedTuple):
    """The first and the last day that a file says it covers, empty where it says none."""

    begin: str = ""
    end: str = ""


def path_in_dataset(name: str) -> str | None:
    """The path that a name of a source has in a dataset; None where no dataset can hold it."""
    try:
        return path_of(name)
    except FileRefused:
        return None


class Erased(Exception):
    """The source still has what an order of law erased here: it is not taken again."""


def bring(*, source: Source, opened: OpenSource, path: str, found: Found, most: int) -> None:
    """Have the bytes of one file as the listing told it. What is the same as before is not kept twice.

    Raises ``Erased`` where they were erased by law, ``SourceChanging`` where it is another file by now,
    ``SourceAway``; ``FileRefused`` where no room is left.
    """
    received = _received(opened, path, found, most)
    try:
        known = _known(source, path, received)
        mark = {"size": found.size if found.mark else received.size, "mark": found.mark}
        if known is not None:
            days = SourceFile.objects.filter(source=source, path=path, file=known).values_list("begin", "end").first()
            days = days or _days_of(known, path)
            _remember(source, path, known, mark, Days(*days))
            return
        file = _kept(source, path, received, mark)
        days = _days_of(file, path)
        if any(days):
            SourceFile.objects.filter(source=source, path=path, file=file).update(begin=days[0], end=days[1])
    finally:
        received.close()


def _received(opened: OpenSource, path: str, found: Found, most: int) -> Received:
    for tries_left in reversed(range(TRIES)):
        arrival = Arrival(path, most=most)
        try:
            after = opened.fetch(found.name, arrival.write)
            if found.mark and (after.size, after.mark) != (found.size, found.mark):
                raise SourceChanging(f"{found.name} is not what the listing said.")
            if after.size != arrival.size:
                raise SourceChanging(f"{found.name} was cut.")
            return arrival.finish()
        except SourceChanging:
            arrival.abandon()
            if not tries_left:
                raise
        except BaseException:
            arrival.abandon()
            raise
    raise AssertionError("unreachable")


def _known(source: Source, path: str, received: Received) -> DataFile | None:
    """The file that has these bytes at this path already: in the newest layer, or brought a moment ago."""
    same = {"file__sha256": received.sha256, "file__size": received.size, "path": path, "file__erased_at": None}
    brought = SourceFile.objects.filter(source=source, **same).select_related("file").first()
    if brought is not None:
        return brought.file
    newest = newest_snapshot(source.dataset)
    place = LayerFile.objects.filter(snapshot=newest, **same).select_related("file").first() if newest else None
    return place.file if place else None


def _kept(source: Source, path: str, received: Received, mark: dict[str, object]) -> DataFile:
    number = draw_number()
    draft_path = received.staged.adopt(number=number)
    try:
        with transaction.atomic():
            dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=source.dataset_id)  # as confirmations do
            if was_erased(dataset, received.sha256):
                raise Erased(path)
            file = DataFile.objects.create(
                number=number,
                dataset=source.dataset,
                original_name=path.rpartition("/")[2],
                size=received.size,
                sha256=received.sha256,
                media_type=received.media_type,
                draft_path=draft_path,
                uploaded_by=source.declared_by,
            )
            _remember(source, path, file, mark, Days())
    except BaseException:
        received.staged.release(draft_path)
        raise
    return file


def _remember(source: Source, path: str, file: DataFile, mark: dict[str, object], days: Days) -> None:
    values = {"file": file, **mark, **days._asdict()}
    SourceFile.objects.update_or_create(source=source, path=path, defaults=values)


def _days_of(file: DataFile, path: str) -> Days:
    """What the file says of its time; nothing where it says nothing, or nothing that can be read."""
    if not file.draft_path:
        return Days()
    with suppress(FileNotFoundError):
        with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256) as place:
            reading = inspect(place, name=path, media_type=file.media_type)
        return _days_in([item.value for item in reading.proposals if item.field == "time/periods"])
    return Days()


def _days_in(proposed: list[object]) -> Days:
    """From the first to the last calendar day of all periods."""
    periods = [period for value in proposed if isinstance(value, list) for period in value if isinstance(period, dict)]
    told = [text for period in periods for text in (period.get("begin"), period.get("end")) if isinstance(text, str)]
    days = []
    for text in told:
        with suppress(ValueError):
            days.append((first_day(text), text))
    return Days(min(days)[1], max(days)[1]) if days else Days()
