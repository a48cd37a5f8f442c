"""One file made of parts that arrived side by side (tus 1.0, concatenation), and the sweep over open uploads."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from repository.errors import RepositoryError, TransientFailure
from repository.models import Person, Upload, UploadKind
from repository.queries.unfinished import owner_of
from repository.services.tus_uploads import create_upload, forget_upload
from repository.services.tus_writing import Grown, attach_whole, growing
from repository.uploads.store import draft_store
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
            part = Upload.objects.filter(key=key).first()
            if part is None:
                raise UploadMissing("There is no such part any more.")
            if grown.growth.size < start + part.length:
                _add(grown, part, skip=grown.growth.size - start)
                grown.remember()
            start += part.length
        attach_whole(grown, actor)


def _add(grown: Grown, part: Upload, *, skip: int) -> None:
    """Add one part, but for the bytes of it that an earlier try added already."""
    with draft_store().open_part(part, owner_of(grown.upload.dataset)) as source:
        source.seek(skip)
        grown.growth.add(source)


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
    counts["strays"] = _remove_strays(moment)
    if any(counts.values()):
        logger.info("uploads.swept %s", " ".join(f"{name}={count}" for name, count in counts.items()))
    return counts


def _attach_left(moment: datetime) -> int:
    """What the last byte of came before a server was killed becomes a file without its sender."""
    count = 0
    waiting = Upload.objects.filter(number__isnull=True, refusal="", expires__gt=moment, dataset__is_removed=False)
    for upload in waiting.exclude(kind=UploadKind.PART).select_related("dataset__deposit", "person"):
        lying = draft_store().lying(upload, owner_of(upload.dataset))
        if lying is None or lying.grown > (moment - QUIET).timestamp():
            continue
        try:
            if upload.kind == UploadKind.WHOLE:
                _join(upload, upload.person)
            elif lying.size >= upload.length:
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
    store, owner = draft_store(), owner_of(upload.dataset)
    try:
        if store.lying(upload, owner) is None:
            return 0
        with store.hold(upload, owner):
            row = Upload.objects.filter(pk=upload.pk, number__isnull=True, expires=upload.expires).first()
            return int(row is not None and store.let_go(row, owner))
    except (UploadBusy, TransientFailure) as failure:
        logger.warning("upload.left upload=%s code=%s", upload.key, failure.code)
        return 0


def _forgotten(upload: Upload) -> int:
    try:
        forget_upload(upload)
    except (UploadBusy, TransientFailure):
        return 0
    return 1


def _remove_strays(moment: datetime) -> int:
    """Remove what is on its way for no upload, once it is a day old."""
    known = {key.hex for key in Upload.objects.filter(number__isnull=True).values_list("key", flat=True)}
    return draft_store().remove_strays(known, before=(moment - timedelta(days=1)).timestamp())
