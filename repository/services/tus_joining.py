"""One file made of parts that arrived side by side (tus 1.0, concatenation), and the sweep over open uploads."""

import logging
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from repository.errors import RepositoryError
from repository.models import Person, Upload, UploadKind
from repository.queries.unfinished import owner_of
from repository.services.tus_uploads import create_upload, forget_upload
from repository.services.tus_writing import Grown, attach_whole, growing
from repository.uploads.store import DraftStore, draft_store
from repository.uploads.tus.refusals import HeaderMalformed, UploadBusy, UploadMissing

logger = logging.getLogger(__name__)

MEMORY: Final = timedelta(days=7)
"""How long it is remembered that an upload expired, or ended."""

QUIET: Final = timedelta(minutes=10)
"""What has not grown for so long and is whole was left by its sender, or by a server that was killed."""


def join_parts(*, actor: Person, dataset_key: UUID, parts: tuple[UUID, ...], metadata: Mapping[str, str]) -> Upload:
    """Make one file of parts that have arrived whole, in this order, and attach it. Repeated, it goes on where it was.

    Raises ``UploadMissing`` for a part that is none, ``HeaderMalformed`` for one that is not whole, and what
    ``create_upload`` and ``attach_whole`` do.
    """
    mine = Upload.objects.filter(dataset__key=dataset_key)
    made = mine.filter(kind=UploadKind.WHOLE, parts=list(parts)).first()
    if made is None:
        found = {part.key: part for part in mine.filter(key__in=parts, kind=UploadKind.PART)}
        if len(found) != len(parts):
            raise UploadMissing("There is no such part.")
        if any(part.offset != part.length for part in found.values()):
            raise HeaderMalformed("A part has not arrived whole.")
        length = sum(part.length for part in found.values())
        kind = UploadKind.WHOLE
        made = create_upload(
            actor=actor, dataset_key=dataset_key, length=length, metadata=metadata, kind=kind, parts=parts
        )
    if made.number is None:
        _join(made, actor)
    return made


def _join(upload: Upload, actor: Person) -> None:
    with growing(upload) as grown:
        if upload.number is not None:
            return
        start = 0
        for key in upload.parts:
            length = Upload.objects.filter(key=key).values_list("length", flat=True).first()
            if length is None:
                raise UploadMissing("There is no such part any more.")
            if grown.growth.size < start + length:
                _add(grown, key, skip=grown.growth.size - start)
                grown.remember()
            start += length
        attach_whole(grown, actor)


def _add(grown: Grown, key: UUID, *, skip: int) -> None:
    """Add one part, but for the bytes of it that an earlier try added already."""
    place = draft_store().unfinished_place(owner_of(grown.upload.dataset), key)
    descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.lseek(descriptor, skip, os.SEEK_SET)
        grown.growth.copy(descriptor)
    finally:
        os.close(descriptor)


def sweep_uploads(*, now: datetime | None = None) -> dict[str, int]:
    """Attach what is whole and was left, let go of what expired, forget what ended; how many of each.

    Safe to repeat, and to run beside uploads: what is written at this moment is left alone.
    """
    moment = now or timezone.now()
    counts = {"attached": _attach_left(moment), "expired": 0, "forgotten": 0, "strays": 0}
    for upload in Upload.objects.filter(number__isnull=True, expires__lte=moment).select_related("dataset"):
        counts["expired"] += _let_go(upload)
    for upload in Upload.objects.filter(number__isnull=True, dataset__is_removed=True).select_related("dataset"):
        counts["expired"] += _forgotten(upload)
    for upload in Upload.objects.filter(expires__lte=moment - MEMORY).select_related("dataset"):
        counts["forgotten"] += _forgotten(upload)
    counts["strays"] = _remove_strays(draft_store(), moment)
    if any(counts.values()):
        logger.info("uploads.swept %s", " ".join(f"{name}={count}" for name, count in counts.items()))
    return counts


def _attach_left(moment: datetime) -> int:
    """What the last byte of came before a server was killed becomes a file without its sender."""
    count = 0
    waiting = Upload.objects.filter(number__isnull=True, refusal="", expires__gt=moment, dataset__is_removed=False)
    for upload in waiting.exclude(kind=UploadKind.PART).select_related("dataset__deposit", "person"):
        place = draft_store().unfinished_place(owner_of(upload.dataset), upload.key)
        if not place.exists() or place.stat().st_mtime > (moment - QUIET).timestamp():
            continue
        try:
            if upload.kind == UploadKind.WHOLE:
                _join(upload, upload.person)
            elif place.stat().st_size >= upload.length:
                _attach(upload)
            count += upload.number is not None
        except (RepositoryError, OSError) as problem:
            logger.warning("upload.waits upload=%s reason=%r", upload.key, str(problem))
    return count


def _attach(upload: Upload) -> None:
    with growing(upload) as grown:
        if upload.number is None and grown.growth.size == upload.length:
            attach_whole(grown, upload.person)


def _let_go(upload: Upload) -> int:
    """Remove the bytes of what expired; its row stays for a while, to say so."""
    place = draft_store().unfinished_place(owner_of(upload.dataset), upload.key)
    was_there = place.exists()
    place.unlink(missing_ok=True)
    return was_there


def _forgotten(upload: Upload) -> int:
    try:
        forget_upload(upload)
    except UploadBusy:
        return 0
    return 1


def _remove_strays(store: DraftStore, moment: datetime) -> int:
    """Remove files without a row, once they are a day old."""
    if not store.unfinished.is_dir():
        return 0
    known = {key.hex for key in Upload.objects.filter(number__isnull=True).values_list("key", flat=True)}
    before = (moment - timedelta(days=1)).timestamp()
    count = 0
    for path in store.unfinished.iterdir():
        if path.name.rpartition(".")[2] not in known and path.stat().st_mtime < before:
            store.discard(path)
            count += 1
    return count
