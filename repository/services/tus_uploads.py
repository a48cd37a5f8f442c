"""Resumable uploads as rows: beginning one where there is room for it, finding one's own, dropping one."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, can, require
from repository.errors import FileRefused
from repository.models import Dataset, DraftFile, Person, Upload, UploadKind
from repository.queries.room import room_in
from repository.queries.unfinished import open_uploads, owner_of, promised_bytes, promised_files
from repository.services.collection import make_room
from repository.services.deposits import lock_with_deposit
from repository.uploads.crowding import leaves_too_little
from repository.uploads.names import path_of
from repository.uploads.store import draft_store
from repository.uploads.tus.growth import boot_of_machine
from repository.uploads.tus.headers import metadata_text
from repository.uploads.tus.refusals import UploadGone, UploadMissing, UploadTooLarge

logger = logging.getLogger(__name__)

LIFE: Final = timedelta(days=7)
"""How long an upload is kept after its last byte."""

OPEN_MOST: Final = 2_000
"""Uploads of one deposit that are not whole; each is a row and a file."""


def create_upload(
    *,
    actor: Person,
    dataset_key: UUID,
    length: int,
    metadata: Mapping[str, str],
    kind: UploadKind = UploadKind.FILE,
    parts: tuple[UUID, ...] = (),
) -> Upload:
    """Promise room for ``length`` bytes. ``metadata`` as the client gave it: filename, relativePath, replace.

    Raises ``FileRefused`` (name, number of files, disk, a file of this name), ``UploadTooLarge``, ``NotAllowed``.
    """
    path = "" if kind is UploadKind.PART else path_of(_name(metadata))
    if not length:
        raise FileRefused(
            _("This file is empty, so it was not kept. Export it again and drop it here, or remove this line.")
        )
    is_replacing = metadata.get("replace") == "true"
    with transaction.atomic():
        dataset = lock_with_deposit(dataset_key=dataset_key)
        require(actor, Action.EDIT, dataset)
        if path and not is_replacing:
            _check_name(dataset, path, length)
        _check_room(dataset, path or _name(metadata), length, kind)
        upload = Upload.objects.create(
            dataset=dataset,
            person=actor,
            kind=kind,
            path=path,
            is_replacing=is_replacing,
            metadata=metadata_text(metadata),
            length=length,
            parts=list(parts),
            boot=boot_of_machine(),
            expires=timezone.now() + LIFE,
        )
    logger.info("upload.begun upload=%s dataset=%s bytes=%d kind=%s", upload.key, dataset.key, length, kind.value)
    return upload


def upload_to_write(*, actor: Person, key: UUID) -> Upload:
    """An upload that the actor may go on with: whoever may change the dataset's files.

    Raises ``UploadMissing`` for one of somebody else, ``UploadGone`` for one that expired, ``NotAllowed`` where the
    actor may read the dataset and not change it now. One that ended is returned.
    """
    found = Upload.objects.select_related("dataset__deposit").filter(key=key, dataset__is_removed=False).first()
    if found is None or not can(actor, Action.READ, found.dataset):
        raise UploadMissing(_("There is no such upload."))
    if found.number is None:
        require(actor, Action.EDIT, found.dataset)
        if found.expires <= timezone.now():
            raise UploadGone(_("This upload was not finished in time, so its bytes were let go of. Begin it again."))
    return found


def drop_upload(*, actor: Person, key: UUID) -> None:
    """Let go of an upload and its bytes. Of one that ended nothing but the memory goes: its file stays in the draft."""
    upload = upload_to_write(actor=actor, key=key)
    forget_upload(upload)
    logger.info("upload.dropped upload=%s dataset=%s", upload.key, upload.dataset.key)


def forget_upload(upload: Upload) -> None:
    """Remove bytes and row. Raises ``UploadBusy`` while it is written."""
    store, owner = draft_store(), owner_of(upload.dataset)
    with store.hold(upload, owner):
        row = Upload.objects.filter(pk=upload.pk).first()
        if row is not None:
            store.let_go(row, owner)
            row.delete()


def _name(metadata: Mapping[str, str]) -> str:
    """The relative path where a folder was sent; clients say ``null`` where there is none."""
    folder_path = metadata.get("relativePath", "")
    return folder_path if folder_path not in ("", "null") else metadata.get("filename") or metadata.get("name", "")


def _check_name(dataset: Dataset, path: str, length: int) -> None:
    """Refuse before it is sent what would be refused when it is whole; the same bytes again are no harm."""
    if DraftFile.objects.filter(dataset=dataset, path=path).exclude(file__size=length).exists():
        raise FileRefused(
            _("There is a file “%(path)s” already, so this one was not kept. Choose to replace it, or rename it.")
            % {"path": path},
            code="file-exists",
        )


def _check_room(dataset: Dataset, name: str, length: int, kind: UploadKind) -> None:
    """The deposit's room less what others were promised, the number of its files, and the disk."""
    room = room_in(dataset)
    promised = 0 if kind is UploadKind.WHOLE else promised_bytes(dataset)
    if length > room.total_bytes - promised and make_room(deposit_id=dataset.deposit_id):
        room = room_in(dataset)
    if length > min(settings.UPLOAD_MAX_BYTES, room.file_bytes, room.total_bytes - promised):
        raise UploadTooLarge(
            _("“%(path)s” is larger than there is room for, so it was not kept. Ask the help desk for more room.")
            % {"path": name}
        )
    is_new = kind is not UploadKind.PART and not DraftFile.objects.filter(dataset=dataset, path=name).exists()
    if is_new and room.files is not None and room.files - promised_files(dataset) < 1:
        raise FileRefused(_("The deposit holds as many files as it may, so this one was not kept."))
    if open_uploads(dataset).count() >= OPEN_MOST:
        raise FileRefused(_("So many uploads are open in this deposit. Finish some of them, or remove them."))
    if leaves_too_little(draft_store(), coming=length):
        raise disk_full(name)


def disk_full(path: str) -> FileRefused:
    """What is told where the disk takes no more."""
    logger.error("upload.failed reason=disk-full")
    words = _("There is no room on the disk of this site for “%(path)s”, so it was not kept. Send it again later.")
    return FileRefused(words % {"path": path}, code="disk-full")
