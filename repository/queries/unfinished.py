"""Uploads that are not whole yet: what a page tells of them, and the room they are promised."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from repository.models import Dataset, DraftFile, Upload, UploadKind
from repository.uploads.kept import sample_of
from repository.uploads.store import draft_store

SHOWN_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One upload that can go on: its address key, its path in the dataset, and bytes announced and arrived."""

    key: UUID
    path: str
    length: int
    arrived: int
    expires: datetime
    refusal: str
    sample: str
    """SHA256 of what arrived first and last: the same file is known by it in any browser."""


def open_uploads(dataset: Dataset) -> QuerySet[Upload]:
    """The uploads of a dataset's whole deposit that may still become files."""
    found = Upload.objects.filter(number__isnull=True, expires__gt=timezone.now())
    if dataset.deposit_id:
        return found.filter(dataset__deposit_id=dataset.deposit_id)
    return found.filter(dataset=dataset)


def unfinished_files(dataset: Dataset) -> tuple[Unfinished, ...]:
    """What somebody began to send to this dataset and did not end, in the order of its beginning.

    Not what was begun again, since its beginning was answered to nobody, and stands in the dataset by now.
    """
    there = DraftFile.objects.filter(dataset=dataset, path=OuterRef("path"), file__size=OuterRef("length"))
    found = open_uploads(dataset).filter(dataset=dataset, kind=UploadKind.FILE)
    found = found.exclude(Exists(there), is_replacing=False, refusal="")
    return tuple(_told(each, owner_of(dataset)) for each in found[:SHOWN_MOST])


def promised_bytes(dataset: Dataset) -> int:
    """Bytes of the deposit's room that open uploads were promised; a whole takes those of its parts."""
    counted = open_uploads(dataset).exclude(kind=UploadKind.WHOLE)
    return int(counted.aggregate(total=Sum("length"))["total"] or 0)


def promised_files(dataset: Dataset) -> int:
    """How many new files the open uploads of the deposit will be."""
    return open_uploads(dataset).exclude(kind=UploadKind.PART).count()


def owner_of(dataset: Dataset) -> str:
    """For whom bytes arrive: all datasets of a deposit share its room."""
    return (dataset.deposit_id or dataset.key).hex


def _told(upload: Upload, owner: str) -> Unfinished:
    """With what is here, which on a disk may be more than the row remembers while it grows and after a cut."""
    lying = draft_store().lying(upload, owner)
    arrived, sample = (lying.size, lying.sample) if lying else (0, sample_of(b"", b""))
    return Unfinished(upload.key, upload.path, upload.length, arrived, upload.expires, upload.refusal, sample)
