"""Collecting what no draft needs: cut uploads, replaced and removed files, draft copies of what is archived."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from repository.models import DataFile, DraftFile, Upload
from repository.queries.removed_files import removed_since
from repository.queries.room import files_nobody_places
from repository.services.room import forget_room
from repository.uploads.store import DraftStore, draft_store

logger = logging.getLogger(__name__)

GRACE = timedelta(days=1)
"""How long bytes without an owner are left alone: longer than a file that is sent in one go takes."""


@dataclass(frozen=True, slots=True)
class Collected:
    """How many were removed: cut uploads, files without a place, draft copies of archived files, strays."""

    cut: int
    unplaced: int
    archived: int
    strays: int


def collect_orphans(*, now: datetime | None = None) -> Collected:
    """Remove what has had no owner for longer than ``GRACE``. Safe to repeat, and to run beside uploads."""
    before = (now or timezone.now()) - GRACE
    store = draft_store()
    cut = store.remove_cut(before=before.timestamp())
    DraftFile.objects.filter(dataset__is_removed=True).delete()
    unplaced = _forget_unplaced(store, before)
    archived = DataFile.objects.exclude(archived_name="").exclude(draft_path="").select_related("dataset")
    dropped = sum(_drop_copy(file, store) for file in archived)
    collected = Collected(cut, unplaced, dropped, _remove_strays(store, before))
    logger.info("drafts.collected cut=%d unplaced=%d archived=%d strays=%d", cut, unplaced, dropped, collected.strays)
    return collected


def _forget_unplaced(store: DraftStore, before: datetime) -> int:
    """Forget what nobody places, but for what was removed a moment ago: it may be put back."""
    fresh = removed_since(before)
    loose = files_nobody_places().filter(created__lt=before)
    return sum(_forget(file, store) for file in loose if file.number not in fresh)


def make_room(*, deposit_id: UUID | None) -> int:
    """Forget at once what was replaced or removed in one deposit, for the sake of what comes; the number of files."""
    if deposit_id is None:
        return 0
    loose = files_nobody_places().filter(dataset__deposit_id=deposit_id)
    return sum(_forget(file, draft_store()) for file in loose)


def drop_draft_copies(*, dataset_id: int) -> int:
    """Remove the draft copies of a dataset's archived files, once the transaction that archived them is through."""
    archived = DataFile.objects.filter(dataset_id=dataset_id).exclude(archived_name="").exclude(draft_path="")
    archived = archived.select_related("dataset")
    return sum(_drop_copy(file, draft_store()) for file in archived)


def _forget(file: DataFile, store: DraftStore) -> int:
    """Remove a file nobody places: the row first, then the bytes, so that a crash leaves a stray and never a gap."""
    version = file.dataset.submitted_version
    if version is not None and any(entry.get("number") == file.number for entry in version.files):
        return 0
    with transaction.atomic():
        row = DataFile.objects.select_for_update(of=("self",)).filter(pk=file.pk, draft_places__isnull=True).first()
        if row is None or row.layer_places.exists():
            return 0
        draft_path = row.draft_path
        row.delete()
        forget_room(dataset=file.dataset)
        if draft_path:
            transaction.on_commit(lambda: store.discard(draft_path), robust=True)
    return 1


def _drop_copy(file: DataFile, store: DraftStore) -> int:
    draft_path = file.draft_path
    with transaction.atomic():
        DataFile.objects.filter(pk=file.pk).update(draft_path="")
        forget_room(dataset=file.dataset)
        transaction.on_commit(lambda: store.discard(draft_path), robust=True)
    return 1


def _remove_strays(store: DraftStore, before: datetime) -> int:
    """Remove bytes without a row, which a crash between their last place and the commit leaves."""
    coming = {key.hex for key in Upload.objects.filter(number__isnull=True).values_list("key", flat=True)}
    # after those that are coming, so that what ends meanwhile is in one of the two
    known = set(DataFile.objects.exclude(draft_path="").values_list("draft_path", flat=True))
    strays = 0
    for each in store.kept():
        is_known = each.draft_path in known or each.draft_path.rpartition("/")[2] in coming
        if not is_known and each.modified < before.timestamp():
            store.discard(each.draft_path)
            strays += 1
    return strays
