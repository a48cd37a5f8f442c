"""Putting a file back that was taken out of a draft: its bytes wait for a day, longer where nothing needs the room."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import FileRefused
from repository.models import DataFile, Dataset, Deposit, DraftFile, FileRole, Person
from repository.queries.removed_files import removal_of
from repository.queries.room import room_in
from repository.services.deposits import lock_with_deposit
from repository.services.events import record_event
from repository.services.room import forget_room


@transaction.atomic
def restore_file(*, dataset_key: UUID, actor: Person, number: int) -> DraftFile:
    """Put a removed file back under its path, at its place and for what it was for.

    Nothing happens where it is there. Raises ``FileRefused`` where its bytes are gone or were erased by law, where
    another file has its path by now, or where the deposit holds as many files as it may.
    """
    dataset = lock_with_deposit(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    placed = DraftFile.objects.filter(dataset=dataset, file__number=number).first()
    if placed is not None:
        return placed
    removed = removal_of(dataset, number)
    file = DataFile.objects.select_for_update().filter(dataset=dataset, number=number).first()
    if removed is not None and file is not None and file.erased_at is not None:
        words = _("“%(path)s” was erased by an order of law: it cannot be put back.")
        raise FileRefused(words % {"path": removed.path}, code="file-erased")
    if removed is None or file is None or not (file.draft_path or file.archived_name):
        raise FileRefused(_("This file is not kept any more. Send it again."), code="file-gone")
    if DraftFile.objects.filter(dataset=dataset, path=removed.path).exists():
        words = _("There is another file “%(path)s” by now, so this one was not put back.")
        raise FileRefused(words % {"path": removed.path}, code="file-exists")
    room = room_in(dataset)
    if room.files is not None and room.files < 1:
        raise FileRefused(_("The deposit holds as many files as it may, so this one was not put back."))
    place = DraftFile.objects.create(
        dataset=dataset, file=file, path=removed.path, role=_role(dataset, removed.role), position=removed.position
        if removed.position is not None else _last(dataset) + 1,
    )  # fmt: skip
    forget_room(dataset=dataset)
    now = timezone.now()
    Dataset.objects.filter(pk=dataset.pk).update(modified=now)
    Deposit.objects.filter(datasets=dataset).update(modified=now)
    payload = {"path": place.path, "number": number, "sha256": file.sha256}
    record_event("file.restored", subject=dataset, actor=actor, payload=payload)
    return place


def _last(dataset: Dataset) -> int:
    return DraftFile.objects.filter(dataset=dataset).aggregate(last=Max("position"))["last"] or 0


def _role(dataset: Dataset, role: str) -> str:
    """What it was for; another picture of the dataset stays the one."""
    if role == FileRole.THUMBNAIL and DraftFile.objects.filter(dataset=dataset, role=role).exists():
        return FileRole.DOCUMENT
    return role if role in FileRole.values else FileRole.DATA
