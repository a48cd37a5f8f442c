"""The bytes of a deposit, kept beside it: counted once, added to with each file, counted anew after a removal."""

from django.db.models import F

from repository.models import Dataset, Deposit
from repository.queries.room import counted_bytes


def count_room(*, dataset: Dataset) -> None:
    """Know what the deposit's files take; the caller has locked its row, so that no file comes meanwhile."""
    unknown = Deposit.objects.filter(datasets=dataset, kept_bytes__isnull=True)
    if unknown.exists():
        unknown.update(kept_bytes=counted_bytes(dataset))


def take_room(*, dataset: Dataset, size: int) -> None:
    """Add the bytes of a file that is kept now."""
    Deposit.objects.filter(datasets=dataset, kept_bytes__isnull=False).update(kept_bytes=F("kept_bytes") + size)


def forget_room(*, dataset: Dataset) -> None:
    """Have the deposit's bytes counted anew when they are asked for: something was removed, or placed again."""
    Deposit.objects.filter(datasets=dataset).update(kept_bytes=None)  # waits for who counts at this moment
