"""How much a deposit may still take: bytes of one file, bytes in all, number of files."""

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from repository.models import Allowance, DataFile, Dataset, Deposit, DraftFile
from repository.uploads.handler import Room


def room_in(dataset: Dataset) -> Room:
    """The room left in a dataset's deposit, by the allowance of who opened it, else by the settings."""
    deposit = dataset.deposit
    allowance = Allowance.objects.filter(person_id=deposit.created_by_id).first() if deposit else None
    most = settings.DEPOSIT_MAX_BYTES
    if allowance is not None and allowance.deposit_bytes is not None:
        most = allowance.deposit_bytes
    files = None
    if allowance is not None and allowance.deposit_files is not None:
        placed = DraftFile.objects.filter(dataset__deposit=deposit, dataset__is_removed=False).count()
        files = max(allowance.deposit_files - placed, 0)
    left = max(most - bytes_kept_for(dataset), 0)
    return Room(file_bytes=min(settings.UPLOAD_MAX_BYTES, left), total_bytes=left, files=files)


def bytes_kept_for(dataset: Dataset) -> int:
    """Bytes that the deposit takes: as they were counted last (``services/room.py``), else counted now."""
    known = Deposit.objects.filter(datasets=dataset).values_list("kept_bytes", flat=True).first()
    return counted_bytes(dataset) if known is None else known


def counted_bytes(dataset: Dataset) -> int:
    """Bytes that the deposit takes: all that its drafts place, and what waits there to be collected."""
    of_deposit = DataFile.objects.filter(dataset=dataset)
    if dataset.deposit_id:
        of_deposit = DataFile.objects.filter(dataset__deposit_id=dataset.deposit_id)
    counted = of_deposit.filter(Q(draft_places__isnull=False) | ~Q(draft_path="")).distinct()
    return int(DataFile.objects.filter(pk__in=counted.values("pk")).aggregate(total=Sum("size"))["total"] or 0)


def files_nobody_places() -> QuerySet[DataFile]:
    """Files that stand in no draft and no layer, that no submitted version waiting for its freeze names, and that were
    not taken from a source for the next layer.
    """
    loose = DataFile.objects.filter(draft_places__isnull=True, layer_places__isnull=True, source_places__isnull=True)
    return loose.select_related("dataset__submitted_version")
