"""Reading the files of drafts, apart and outside transactions: one row for each file. No page waits for it."""

import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from repository.inspection.apart import inspect
from repository.inspection.companions import companions_of, leaders_of
from repository.inspection.failing import failure
from repository.inspection.readers import reader_for
from repository.inspection.reading import Problem, Proposal, Reading
from repository.models import DataFile, Dataset, DraftFile, Gravity, Inspection
from repository.record.assess import assess
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.uploads.kept import CopyTooLarge
from repository.uploads.store import draft_store

logger = logging.getLogger(__name__)

READERS: Final = "3"
"""The version of the readers in ``repository/inspection/``: raised when they read more, or read otherwise."""

GRAVITY: Final = {"info": Gravity.INFO, "warning": Gravity.WARNING, "error": Gravity.ERROR}


def expect_reading(*, file: DataFile) -> str:
    """Say that a file that has just arrived will be read; the lane in which that is done, one file at a time."""
    Inspection.objects.create(file=file)
    return lane_of(file.dataset_id)


def lane_of(dataset_id: int) -> str:
    """Reading has a lane of its own: whatever else happens to a dataset does not wait behind its files."""
    return f"reading:{dataset_id}"


def read_file(*, claim: Claim) -> None:
    """Read the file that an event names, unless it was read by these readers before, or is gone."""
    number, path = claim.event.payload["number"], claim.event.payload["path"]
    waiting = Inspection.objects.filter(file__number=number).select_related("file").first()
    if waiting is None or (waiting.read_at is not None and waiting.readers == READERS):
        with claim.complete():
            return
    began = timezone.now()
    reading = _read(waiting.file, path)
    seconds = (timezone.now() - began).total_seconds()
    with claim.complete():
        row = Inspection.objects.select_for_update().filter(pk=waiting.pk).first()
        if row is not None:
            take_down(row=row, reading=reading, seconds=seconds)
            _order_leaders(waiting.file.dataset_id, path)
    logger.info("file.read number=%d seconds=%.1f format=%s", number, seconds, reading.format if reading else "gone")


@transaction.atomic
def order_readings() -> int:
    """Have every file of a draft read that these readers have not read yet; how many."""
    unread = DraftFile.objects.exclude(file__draft_path="").exclude(
        file__inspection__readers=READERS, file__inspection__read_at__isnull=False
    )
    count = 0
    for place in unread.select_related("file", "dataset"):
        row, _is_new = Inspection.objects.get_or_create(file=place.file)
        row.read_at = None
        row.save(update_fields=["read_at"])
        _order(place.dataset, place)
        count += 1
    return count


def _order(dataset: Dataset, place: DraftFile) -> None:
    payload = {"path": place.path, "number": place.file.number}
    record_event("reading.ordered", subject=dataset, payload=payload, lane=lane_of(place.file.dataset_id))


def _order_leaders(dataset_id: int, path: str) -> None:
    """Have what says more with this file read again; what waits anyway will find it there."""
    leading = DraftFile.objects.filter(dataset_id=dataset_id, path__in=leaders_of(path)).select_related(
        "file", "dataset"
    )
    for place in leading:
        if Inspection.objects.filter(file=place.file, read_at__isnull=False).update(read_at=None):
            _order(place.dataset, place)


def _read(file: DataFile, path: str) -> Reading | None:
    """What the file says of itself; None where its bytes are gone, or go meanwhile."""
    if not file.draft_path:
        return None
    if reader_for(file.media_type, path) is None:
        return Reading(format="") if draft_store().holds(file.draft_path) else None
    try:
        with _here(file) as place, _beside(file, path, place) as together:
            reading = inspect(together, name=path, media_type=file.media_type)
    except FileNotFoundError:
        return None
    except CopyTooLarge:
        return Reading(format="", problems=(failure("inspection-too-distant"),))
    return reading if draft_store().holds(file.draft_path) else None


def _here(file: DataFile) -> AbstractContextManager[Path]:
    return draft_store().local(file.draft_path, size=file.size, sha256=file.sha256)


@contextmanager
def _beside(file: DataFile, path: str, place: Path) -> Iterator[Path]:
    """The place of a file; where others belong to it, a link to it in a folder with links to them, by extension."""
    wanted = companions_of(path)
    there = DraftFile.objects.filter(dataset_id=file.dataset_id, path__in=wanted).select_related("file")
    parts = [(wanted[each.path], each.file) for each in there if each.file.draft_path] if wanted else []
    if not parts:
        yield place
        return
    with TemporaryDirectory(prefix="varve-together-") as folder, ExitStack() as copies:
        together = Path(folder) / f"part.{path.rpartition('.')[2].lower()}"
        together.symlink_to(place.absolute())
        for extension, part in dict(parts).items():
            beside = copies.enter_context(_here(part))
            (Path(folder) / f"part.{extension}").symlink_to(beside.absolute())
        yield together


def take_down(*, row: Inspection, reading: Reading | None, seconds: float) -> None:
    """Write what reading a file gave; None where its bytes were gone."""
    reading = _fitting(reading, row.file_id) if reading else None
    problems = [GRAVITY[problem.severity] for problem in reading.problems] if reading else []
    row.reading = storable(reading.as_json()) if reading else None
    row.has_proposals = bool(reading and reading.proposals)
    row.gravity = max(problems, default=Gravity.NONE)
    row.readers = READERS
    row.read_at = timezone.now()
    row.seconds = seconds
    row.save()


def _fitting(reading: Reading, file_id: int) -> Reading:
    """The reading without values that no description could take: a wrong one is worse than none; problems graded."""
    kept = tuple(proposal for proposal in reading.proposals if not _faults(proposal))
    for proposal in reading.proposals:
        if proposal not in kept:
            logger.warning("proposal.unfit file=%d field=%s faults=%s", file_id, proposal.field, _faults(proposal))
    return replace(reading, proposals=kept, problems=tuple(_graded(problem, reading) for problem in reading.problems))


def _graded(problem: Problem, reading: Reading) -> Problem:
    """Only a file that could not be read at all stands in the way of submission; else an error is to be settled."""
    is_readable = bool(reading.format) and problem.severity == "error"
    return replace(problem, severity="warning") if is_readable else problem


def _faults(proposal: Proposal) -> list[str]:
    """The codes of what blocks in a description that says nothing but this."""
    top, _slash, rest = proposal.field.partition("/")
    value = storable(proposal.value)
    found = assess({top: {rest: value} if rest else value}).blocking
    return [finding.code for finding in found if finding.path[:1] == (top,)]


def storable(value: Any) -> Any:
    """The same JSON without what the database cannot hold: NUL, lone surrogates, numbers that are none.

    >>> storable({"title": "CTD\\x00 casts", "depth": [1.5, float("nan")]})
    {'title': 'CTD casts', 'depth': [1.5, None]}
    """
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {storable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value
