"""Files of drafts: taking what arrived into a dataset, replacing, removing, and what each is for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import FileRefused, PermanentFailure, WrongState
from repository.models import DataFile, Dataset, Deposit, DraftFile, FileRole, Person
from repository.queries.erasures import was_erased
from repository.queries.room import room_in
from repository.services.deposits import lock_dataset, lock_with_deposit
from repository.services.events import record_event
from repository.services.identifiers import draw_number
from repository.services.inspections import expect_reading
from repository.services.room import count_room, forget_room, take_room
from repository.uploads.arrivals import Received, receive
from repository.uploads.media_types import PICTURES
from repository.uploads.names import extension_of, path_of
from repository.uploads.store import draft_store

_DOCUMENTS = frozenset({"pdf", "doc", "docx", "odt", "md", "qml", "sld", "html", "htm", "rtf"})


def attach_file(
    *, dataset_key: UUID, actor: Person, received: Received, folder: str = "", replace: bool = False
) -> DraftFile:
    """Take a file that arrived whole into a dataset's draft; its bytes move to ``drafts/<number>``.

    A file of the same path and the same bytes is left as it is. One of the same path and other bytes is refused, unless
    ``replace``: then the place holds the new bytes, and the old ones stay in the store until they are collected.
    Raises ``FileRefused`` also where the deposit has no room left.
    """
    number = draw_number()
    path = path_of(received.path, folder=folder)
    with _adopted(received, number) as draft_path, transaction.atomic():
        dataset = lock_with_deposit(dataset_key=dataset_key)
        require(actor, Action.EDIT, dataset)
        place = DraftFile.objects.filter(dataset=dataset, path=path).select_related("file").first()
        if place is not None and place.file.sha256 == received.sha256 and place.file.size == received.size:
            draft_store().discard(draft_path)
            return place
        if place is not None and not replace:
            raise FileRefused(
                _("There is a file “%(path)s” already, so this one was not kept. Choose to replace it, or rename it.")
                % {"path": path},
                code="file-exists",
            )
        if was_erased(dataset, received.sha256):
            words = _("“%(path)s” has bytes that an order of law erased from this dataset: it was not kept.")
            raise FileRefused(words % {"path": path}, code="file-erased")
        count_room(dataset=dataset)
        _check_room(dataset, received, is_new=place is None)
        file = _keep(dataset, actor, received, path=path, number=number, draft_path=draft_path)
        take_room(dataset=dataset, size=received.size)
        replaced = place.file.number if place else None
        place = _place(dataset, file, path, place)
        _touch(dataset)
        payload = {"path": path, "number": number, "size": file.size, "sha256": file.sha256, "replaced": replaced}
        record_event("file.attached", subject=dataset, actor=actor, payload=payload, lane=expect_reading(file=file))
    return place


def attach_upload(
    *, dataset_key: UUID, actor: Person, upload: "File[bytes]", path: str = "", replace: bool = False
) -> DraftFile:
    """Receive a file that is already here (a program's, not a browser's) under ``path`` and attach it."""
    received = receive(path or upload.name or "", upload.chunks(), most=settings.UPLOAD_MAX_BYTES)
    try:
        return attach_file(dataset_key=dataset_key, actor=actor, received=received, replace=replace)
    finally:
        received.close()


def remove_file(*, dataset_key: UUID, actor: Person, number: int) -> None:
    """Take a file out of a draft. Layers that hold it keep it. Nothing happens where it is not there."""
    with transaction.atomic():
        dataset = lock_dataset(dataset_key=dataset_key)
        require(actor, Action.EDIT, dataset)
        place = DraftFile.objects.filter(dataset=dataset, file__number=number).select_related("file").first()
        if place is None:
            return
        stood = {"role": place.role, "position": place.position}
        payload = {"path": place.path, "number": number, "sha256": place.file.sha256, **stood}
        place.delete()
        forget_room(dataset=dataset)
        _touch(dataset)
        record_event("file.removed", subject=dataset, actor=actor, payload=payload)


@transaction.atomic
def set_file_role(*, dataset_key: UUID, actor: Person, number: int, role: str) -> DraftFile:
    """Say what a file is for. One picture at most stands for the dataset: an earlier one becomes a document.

    Raises ``DraftFile.DoesNotExist``, ``ValueError`` for an unknown role, ``WrongState`` for a picture that is none.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    wanted = FileRole(role)
    place = DraftFile.objects.select_related("file").get(dataset=dataset, file__number=number)
    if wanted is FileRole.THUMBNAIL:
        if place.file.media_type not in PICTURES:
            raise WrongState(_("Only a PNG or JPEG file can be the picture of the dataset."), code="not-a-picture")
        earlier = DraftFile.objects.filter(dataset=dataset, role=FileRole.THUMBNAIL).exclude(pk=place.pk)
        earlier.update(role=FileRole.DOCUMENT)
    place.role = wanted
    place.save(update_fields=["role"])
    _touch(dataset)
    return place


def open_draft(data_file: DataFile) -> BinaryIO:
    """A draft's file to read from anywhere, until it is archived. Raises ``PermanentFailure`` where no copy is kept."""
    return draft_store().open(_draft_path(data_file))


def draft_source(data_file: DataFile) -> Path | Callable[[], BinaryIO]:
    """Where a package takes a draft's file from. Raises ``PermanentFailure`` where no copy is kept."""
    return draft_store().source(_draft_path(data_file))


def _draft_path(data_file: DataFile) -> str:
    if not data_file.draft_path:
        raise PermanentFailure(f"file {data_file.number} has no draft copy", code="draft-copy-missing")
    return data_file.draft_path


def role_of(path: str, media_type: str) -> FileRole:
    """What a new file is probably for; the depositor may say otherwise."""
    name = path.rpartition("/")[2].lower()
    is_document = extension_of(path) in _DOCUMENTS or name.startswith("readme") or media_type == "application/pdf"
    return FileRole.DOCUMENT if is_document else FileRole.DATA


@contextmanager
def _adopted(received: Received, number: int) -> Iterator[str]:
    """The bytes at their place by number, for a transaction that may still fail: then they are removed again."""
    draft_path = received.staged.adopt(number=number)
    try:
        yield draft_path
    except BaseException:
        received.staged.release(draft_path)
        raise


def _check_room(dataset: Dataset, received: Received, *, is_new: bool) -> None:
    room = room_in(dataset)
    if received.size > min(room.file_bytes, room.total_bytes):
        raise FileRefused(
            _("The deposit has no room left for “%(path)s”, so it was not kept.") % {"path": received.path}
        )
    if is_new and room.files is not None and room.files < 1:
        raise FileRefused(_("The deposit holds as many files as it may, so this one was not kept."))


def _keep(dataset: Dataset, actor: Person, received: Received, *, path: str, number: int, draft_path: str) -> DataFile:
    return DataFile.objects.create(
        number=number,
        dataset=dataset,
        original_name=path.rpartition("/")[2],
        size=received.size,
        sha256=received.sha256,
        media_type=received.media_type,
        draft_path=draft_path,
        uploaded_by=actor,
    )


def _place(dataset: Dataset, file: DataFile, path: str, place: DraftFile | None) -> DraftFile:
    if place is not None:
        place.file = file
        place.save(update_fields=["file"])
        return place
    last = DraftFile.objects.filter(dataset=dataset).aggregate(last=Max("position"))["last"] or 0
    return DraftFile.objects.create(
        dataset=dataset, file=file, path=path, role=role_of(path, file.media_type), position=last + 1
    )


def _touch(dataset: Dataset) -> None:
    now = timezone.now()
    Dataset.objects.filter(pk=dataset.pk).update(modified=now)
    if dataset.deposit_id:
        Deposit.objects.filter(pk=dataset.deposit_id).update(modified=now)
