"""What was taken out of a draft and can be put back."""

from datetime import datetime
from typing import NamedTuple

from repository.models import DataFile, Dataset, DraftFile, LifecycleEvent


class Removed(NamedTuple):
    """A file as it stood in the draft until it was removed."""

    number: int
    path: str
    role: str
    position: int | None


def removal_of(dataset: Dataset, number: int) -> Removed | None:
    """How a file stood in a draft before it was removed last."""
    events = LifecycleEvent.objects.filter(type="file.removed", dataset=dataset, payload__number=number)
    event = events.order_by("-id").first()
    if event is None:
        return None
    said = event.payload
    return Removed(number, str(said["path"]), str(said.get("role", "")), said.get("position"))


def just_removed(dataset: Dataset, number: int | None) -> Removed | None:
    """The file that an answer is about, where it is out of the draft and can still be put back."""
    if number is None or DraftFile.objects.filter(dataset=dataset, file__number=number).exists():
        return None
    is_kept = DataFile.objects.filter(dataset=dataset, number=number, erased_at=None).exists()
    return removal_of(dataset, number) if is_kept else None


def removed_since(moment: datetime) -> set[int]:
    """The numbers of all files that were removed from drafts since then."""
    events = LifecycleEvent.objects.filter(type="file.removed", at__gte=moment)
    return {int(number) for number in events.values_list("payload__number", flat=True)}
