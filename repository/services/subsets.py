"""Parts of layers: stored once for each question, read by a worker, run again; apart and outside transactions."""

import hashlib
import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from repository.access import Action, can
from repository.errors import NotAllowed, TransientFailure, WrongState
from repository.models import (
    DataFile,
    Dataset,
    FileRole,
    LayerFile,
    LifecycleEvent,
    Person,
    Snapshot,
    Subset,
    SubsetContent,
    SubsetState,
)
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.subsets.part import MOST_VALUES, header
from repository.subsets.question import SubsetQuestion, question_from
from repository.subsets.readers import READERS, NotRead, read_part_apart

logger = logging.getLogger(__name__)

MOST_FILES: Final = 500
"""Files of a layer that are read for a part."""
MOST_A_DAY: Final = 20
"""Parts that one person may have read within a day, new ones and those run again."""
MOST_BYTES: Final = 64_000_000
"""Of the CSV of one part: long names and cells make a long line of every value."""
_REFUSALS: Final = {"too-many": "too-many-values", "too-long": "too-long"}
"""Of what one file says, what ends the whole: a result never lacks a file because a machine was busy."""
AGAIN_AFTER: Final = timedelta(hours=1)


class Refused(Exception):
    """The part cannot be given; ``code``: a key of ``REFUSALS`` in `queries/subsets.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class _Result:
    """What came out of all files."""

    text: str = field(default_factory=header)
    size: int = 0
    values: int = 0
    left_out: int = 0
    files_read: int = 0
    unread: list[dict[str, str]] = field(default_factory=list)
    erased: frozenset[int] = frozenset()

    @property
    def content(self) -> bytes:
        """The CSV."""
        return self.text.encode()


@transaction.atomic
def store_subset(*, dataset: Dataset, question: SubsetQuestion, actor: Person) -> Subset:
    """Store a question and have it read; the one that is there where it was stored before.

    Raises NotAllowed where not everybody may have the files, WrongState for more than a day's, Snapshot.DoesNotExist.
    """
    _require_open(dataset)
    snapshot = Snapshot.objects.get(dataset=dataset, number=question.layer, published_at__isnull=False)
    Person.objects.select_for_update().get(pk=actor.pk)
    known = Subset.objects.filter(dataset=dataset, identifier=question.identifier).first()
    if known is not None:
        return known
    _take_turn(actor)
    subset, is_new = Subset.objects.get_or_create(
        dataset=dataset,
        identifier=question.identifier,
        defaults={
            "snapshot": snapshot,
            "question": question.text,
            "asked": question.as_json(),
            "stored_by": actor,
        },
    )
    if is_new:
        record_event("subset.ordered", subject=subset, actor=actor, payload={"question": question.text})
    return subset


@transaction.atomic
def run_again(*, subset: Subset, actor: Person) -> None:
    """Have a part read anew and compared. Raises NotAllowed, WrongState."""
    Person.objects.select_for_update().get(pk=actor.pk)
    row = Subset.objects.select_for_update(of=("self",)).select_related("dataset__current_version").get(pk=subset.pk)
    _require_open(row.dataset)
    if row.state == SubsetState.ORDERED or row.ordered_at > timezone.now() - AGAIN_AFTER:
        raise WrongState(_("It was read within the last hour. Wait a little."), code="subset-just-read")
    _take_turn(actor)
    row.ordered_at = timezone.now()
    row.save(update_fields=["ordered_at"])
    record_event("subset.ordered", subject=row, actor=actor, payload={"question": row.question})


def read_subset(*, claim: Claim) -> None:
    """Consumer of ``subset.ordered``: read the files, keep what comes out, or compare it with what came out before.

    Raises TransientFailure ``erased-meanwhile`` where an order of law took one of the files during the reading.
    """
    subset = Subset.objects.select_related("dataset__current_version", "snapshot").get(pk=claim.event.subject_id)
    refusal, result = "", _Result()
    try:
        result = _read(subset)
    except Refused as refused:
        refusal = refused.code
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).select_related("current_version")
        row = Subset.objects.select_for_update().get(pk=subset.pk)
        if not can(None, Action.DOWNLOAD, dataset.get(pk=row.dataset_id)):
            SubsetContent.objects.filter(subset=row).delete()
            refusal = "closed"
        if not refusal and result.erased != _erased_in(row):
            raise TransientFailure(f"A file of {row} was erased while it was read.", code="erased-meanwhile")
        _note(row, result, refusal)
    logger.info("subset.read subset=%d values=%d refusal=%s", subset.pk, result.values, refusal)


def forget_subsets(dataset: Dataset) -> None:
    """Remove the bytes of all parts of a dataset; what was asked, and its SHA256, stay."""
    SubsetContent.objects.filter(subset__dataset=dataset).delete()


def forget_parts_with(files: QuerySet[DataFile]) -> None:
    """Remove the bytes of all parts of layers that hold one of these files; what was asked, and its SHA256, stay."""
    SubsetContent.objects.filter(subset__snapshot__layer_files__file__in=files).delete()


def _erased_in(subset: Subset) -> frozenset[int]:
    """Which files of its layer an order of law took."""
    gone = LayerFile.objects.filter(snapshot=subset.snapshot_id, file__erased_at__isnull=False)
    return frozenset(gone.values_list("file_id", flat=True))


def _note(row: Subset, result: _Result, refusal: str) -> None:
    """The first result stays for good; a later one only tells whether it is the same."""
    now = timezone.now()
    if row.state == SubsetState.READY:
        if refusal not in ("closed", "too-long"):  # these say nothing about the result
            row.checked_at, row.is_same = now, not refusal and hashlib.sha256(result.content).hexdigest() == row.sha256
            row.save(update_fields=["checked_at", "is_same"])
            if row.is_same and not SubsetContent.objects.filter(subset=row).exists():
                SubsetContent.objects.create(subset=row, packed=zlib.compress(result.content))
        return
    row.computed_at, row.readers, row.unread = now, READERS, result.unread
    row.left_out, row.files_read, row.refusal = result.left_out, result.files_read, refusal
    row.state = SubsetState.REFUSED if refusal else SubsetState.READY
    if not refusal:
        row.values, row.size = result.values, len(result.content)
        row.sha256 = hashlib.sha256(result.content).hexdigest()
        SubsetContent.objects.update_or_create(subset=row, defaults={"packed": zlib.compress(result.content)})
    row.save()


def _read(subset: Subset) -> _Result:
    """All data files of the layer, by path. Raises Refused; TransientFailure where the package lacks a file."""
    if not can(None, Action.DOWNLOAD, subset.dataset):
        raise Refused("closed")
    places = LayerFile.objects.filter(snapshot=subset.snapshot_id, role=FileRole.DATA).select_related("file__dataset")
    listed = sorted(places[: MOST_FILES + 1], key=lambda place: place.path)
    if len(listed) > MOST_FILES:
        raise Refused("too-many-files")
    question, result = question_from(subset.asked), _Result(erased=_erased_in(subset))
    pieces = [result.text]
    for place in listed:
        _add(place, question, result, pieces)
    if not result.files_read:
        raise Refused("nothing-read")
    result.text = "".join(pieces)
    return result


def _add(place: LayerFile, question: SubsetQuestion, result: _Result, pieces: list[str]) -> None:
    if place.file_id in result.erased:
        result.unread.append({"path": place.path, "code": "erased"})
        return
    find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
    try:
        found = read_part_apart(find(place.file), name=place.path, media_type=place.file.media_type, question=question)
    except NotRead as fault:
        if fault.code in _REFUSALS:
            raise Refused(_REFUSALS[fault.code]) from fault
        result.unread.append({"path": place.path, "code": fault.code})
        return
    except OSError as fault:
        raise TransientFailure(f"File {place.file.number} is not there: {fault}", code="file-away") from fault
    result.files_read += 1
    result.size += len(found.text.encode())
    result.values += found.values
    result.left_out += found.left_out
    pieces.append(found.text)
    if result.values > MOST_VALUES or result.size > MOST_BYTES:
        raise Refused("too-many-values")


def _require_open(dataset: Dataset) -> None:
    if not can(None, Action.DOWNLOAD, dataset):
        raise NotAllowed(_("The files are not open to everybody: no part of them can be given."), code="files-closed")


def _take_turn(actor: Person) -> None:
    """One of the actor's turns of this day. Raises WrongState."""
    since = timezone.now() - timedelta(days=1)
    taken = LifecycleEvent.objects.filter(type="subset.ordered", actor=actor, at__gte=since)
    if taken.count() >= MOST_A_DAY:
        words = _("You have had %(most)d parts read within a day, as many as one person may. Come back tomorrow.")
        raise WrongState(words % {"most": MOST_A_DAY}, code="too-many-subsets")
