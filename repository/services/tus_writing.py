"""Bytes of resumable uploads: taken at the end of their file, sure before they are told of, and attached when whole."""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.errors import FileRefused, RepositoryError, TransientFailure
from repository.models import Person, Upload, UploadEnds, UploadKind, UploadPiece
from repository.queries.room import room_in
from repository.queries.unfinished import owner_of
from repository.services.files import attach_file
from repository.services.tus_uploads import LIFE, disk_full, upload_to_write
from repository.uploads.arrivals import Received
from repository.uploads.crowding import LOOK_EVERY, Share, is_crowded, leaves_too_little
from repository.uploads.kept import sample_of
from repository.uploads.media_types import media_type_of
from repository.uploads.store import Growing, Held, draft_store
from repository.uploads.tus.checksums import Promise
from repository.uploads.tus.growth import Known
from repository.uploads.tus.inlet import Inlet
from repository.uploads.tus.refusals import (
    OffsetDiffers,
    SenderSilent,
    UploadClosed,
    UploadLost,
    UploadMissing,
    UploadTooLarge,
)

logger = logging.getLogger(__name__)

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Grown:
    """An upload that is held by this request."""

    upload: Upload
    growth: Growing
    hold: Held

    def remember(self) -> None:
        """Make sure that what came lasts, then say so in the row: only after that is anybody told."""
        with _full_disk_told(self.upload.path):
            known = self.growth.known()
        _write_down(self.upload, known)

    def remember_sure(self) -> None:
        """As `remember`, of what is sure by now, while more is coming."""
        with _full_disk_told(self.upload.path):
            known = self.growth.sure()
        _write_down(self.upload, known)


@contextmanager
def growing(upload: Upload) -> Iterator[Grown]:
    """Hold an upload, with the row as it is now. Raises ``UploadBusy``, ``UploadMissing``, ``UploadLost``."""
    with draft_store().hold(upload, owner_of(upload.dataset)) as hold:
        known = _read(upload)
        growth = hold.growth(known, length=upload.length, is_hashed=upload.kind != UploadKind.PART)
        grown = Grown(upload, growth, hold)
        hold.settle = grown.remember
        try:
            yield grown
        except (UploadLost, TransientFailure):
            with suppress(RepositoryError):
                grown.remember()  # what it went back to
            raise
        finally:
            growth.close()


def _read(upload: Upload) -> Known:
    """What the row remembers. Raises ``UploadMissing`` where it went meanwhile."""
    try:
        upload.refresh_from_db(fields=["offset", "hashed", "hash_state", "boot", "sending", "number", "refusal"])
    except Upload.DoesNotExist as gone:
        raise UploadMissing(_("There is no such upload.")) from gone
    ends = UploadEnds.objects.filter(upload=upload).first() if upload.sending or not upload.boot else None
    known = Known(upload.offset, upload.hashed, bytes(upload.hash_state), upload.boot, upload.sending)
    return replace(known, first=bytes(ends.first), last=bytes(ends.last)) if ends else known


def _write_down(upload: Upload, known: Known) -> None:
    """Remember, unless somebody else did since it was read. Raises ``SenderSilent``."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # the sending may have taken hours
    now = timezone.now()
    values: dict[str, Any] = {
        "offset": known.offset,
        "hashed": known.hashed,
        "hash_state": known.state,
        "boot": known.boot,
        "sending": known.sending,
        "expires": now + LIFE,
    }
    if known.offset != upload.offset:
        values["grown"] = now
    if known.first:
        values["sample"] = sample_of(known.first, known.last)
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, offset=upload.offset).update(**values):
            raise SenderSilent(_("Somebody else went on with this upload. Ask how much is here."))
        _write_pieces(upload, known)
    for name, value in values.items():
        setattr(upload, name, value)


def _write_pieces(upload: Upload, known: Known) -> None:
    if known.pieces:
        pieces = [UploadPiece(upload=upload, number=piece.number, etag=piece.etag) for piece in known.pieces]
        UploadPiece.objects.bulk_create(
            pieces, update_conflicts=True, unique_fields=["upload", "number"], update_fields=["etag"]
        )
    if known.first:
        UploadEnds.objects.update_or_create(upload=upload, defaults={"first": known.first, "last": known.last})


def write_upload(
    *,
    actor: Person,
    key: UUID,
    offset: int,
    body: Inlet,
    coming: int = 0,
    promise: Promise | None = None,
) -> Upload:
    """Take the bytes that follow ``offset``; its row with the new offset, all of which is on the disk.

    ``coming``: how many the sender says will come, where it says so.

    What came is kept wherever the sending stops, but where a checksum was promised: then all or nothing of it. The last
    byte attaches the file to the draft. Raises what ``upload_to_write`` does, ``UploadBusy``, ``OffsetDiffers``,
    ``ChecksumDiffers``, ``SenderSilent``, ``UploadTooLarge`` and ``FileRefused``.
    """
    upload = upload_to_write(actor=actor, key=key)
    if upload.kind == UploadKind.WHOLE:
        raise UploadClosed(_("This upload is made of its parts. Nothing can be added to it."))
    if upload.number is not None:
        _check_offset(offset, upload.length)
        return upload
    with growing(upload) as grown:
        _check_offset(offset, grown.growth.size)
        if coming > upload.length - offset:
            raise _too_many()
        _take(grown, body, promise)
        return _attached_if_whole(grown, actor)


def tell_upload(*, actor: Person, key: UUID) -> Upload:
    """The row of an upload with its true offset, after whatever cut it. One that is whole is attached now.

    Raises as ``write_upload`` does.
    """
    upload = upload_to_write(actor=actor, key=key)
    if upload.number is not None:
        return upload
    with growing(upload) as grown:
        if grown.growth.size != upload.offset or grown.growth.size == upload.length:
            grown.remember()
        return upload if upload.kind == UploadKind.WHOLE else _attached_if_whole(grown, actor)


def _check_offset(offset: int, here: int) -> None:
    if offset != here:
        words = _("These bytes do not follow those that are here. Ask how many are here, and go on from there.")
        raise OffsetDiffers(words, offset=here)


def _too_many() -> UploadTooLarge:
    return UploadTooLarge(_("More came than was announced, so nothing of it was kept."))


def _take(grown: Grown, body: Inlet, promise: Promise | None) -> None:
    before = grown.growth.known()
    if before.boot != grown.upload.boot:
        grown.remember()  # what a kill leaves from here on is of this run of the machine
    body.on_silence = partial(grown.hold.let_go, back_to=before.offset if promise else None)
    try:
        _write(grown, body, promise)
        if promise is not None:
            promise.keep()
    except BaseException as fault:
        if promise is not None or isinstance(fault, UploadTooLarge):
            with grown.hold.kept():
                grown.growth.take_back(before)
        raise
    finally:
        body.stop()
        with grown.hold.kept():
            grown.remember()
        if grown.growth.size < grown.upload.length:
            logger.info("upload.paused upload=%s offset=%d", grown.upload.key, grown.growth.size)


def _write(grown: Grown, body: Inlet, promise: Promise | None) -> None:
    growth, upload = grown.growth, grown.upload
    share = Share(owner_of(upload.dataset), room_in(upload.dataset).total_bytes)
    _check_disk(upload, share)
    looked_at = growth.size
    for block in body:
        if growth.size + len(block) > upload.length:
            raise _too_many()
        with _full_disk_told(upload.path), grown.hold.kept():
            growth.write(block)
        if promise is not None:
            promise.update(block)
        if growth.size - looked_at >= LOOK_EVERY:
            looked_at = growth.size
            _check_disk(upload, share)
        if growth.is_due and promise is None:
            with grown.hold.kept():
                grown.remember_sure()


@contextmanager
def _full_disk_told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise disk_full(path) from error


def _check_disk(upload: Upload, share: Share) -> None:
    """Stop before the disk is full. What came so far waits for the rest."""
    store = draft_store()
    if leaves_too_little(store):
        raise disk_full(upload.path)
    if is_crowded(store, share):
        raise FileRefused(
            _("“%(path)s” is larger than there is room for, so it was not kept. Ask the help desk for more room.")
            % {"path": upload.path}
        )


def _attached_if_whole(grown: Grown, actor: Person) -> Upload:
    upload = grown.upload
    if grown.growth.size == upload.length and upload.kind != UploadKind.PART:
        attach_whole(grown, actor)
    return upload


def attach_whole(grown: Grown, actor: Person) -> None:
    """Take a whole upload into its draft, in one transaction with its row. Its bytes stay here until that is through.

    Raises ``FileRefused``, whose sentence the row keeps: it may be tried again, or dropped.
    """
    upload, growth = grown.upload, grown.growth
    growth.seal()
    sha256, media_type = growth.sha256(), media_type_of(growth.head(), upload.path)
    staged = draft_store().stage(upload, owner_of(upload.dataset))
    received = Received(upload.path, upload.length, sha256, media_type, staged)
    try:
        with transaction.atomic():
            row = Upload.objects.select_for_update().get(pk=upload.pk)
            attached = attach_file(
                dataset_key=upload.dataset.key, actor=actor, received=received, replace=upload.is_replacing
            )
            row.number, row.refusal = attached.file.number, ""
            row.save(update_fields=["number", "refusal"])
            parts = list(Upload.objects.filter(key__in=upload.parts, kind=UploadKind.PART).select_related("dataset"))
            Upload.objects.filter(pk__in=[part.pk for part in parts]).delete()
    except FileRefused as refusal:
        Upload.objects.filter(pk=upload.pk).update(refusal=refusal.sentence)
        raise
    finally:
        received.close()
    upload.number = row.number
    _let_go(upload, parts)
    logger.info("upload.ended upload=%s file=%d bytes=%d", upload.key, row.number, upload.length)


def _let_go(upload: Upload, parts: list[Upload]) -> None:
    """Remove what the bytes were on their way, and their parts; what is left here is collected later."""
    for each in (upload, *parts):
        try:
            draft_store().let_go(each, owner_of(upload.dataset))
        except TransientFailure as failure:
            logger.warning("upload.left upload=%s code=%s", each.key, failure.code)
