"""What tests do to copies: age them, damage them, audit them, and look at what became of them."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.aip.digest import sha256_of_file
from archive.models import FileCopy, FixityEvent
from archive.services.audit import audit_place
from archive.stores.addresses import local_folder
from archive.stores.base import at_full_speed
from repository.models import Dataset


def long_ago(copies: Iterable[FileCopy] | None = None) -> None:
    """Nobody looked at these (or at any) for a hundred days; the places were not looked through either."""
    rows = FileCopy.objects.all() if copies is None else FileCopy.objects.filter(pk__in=[row.pk for row in copies])
    rows.update(checked_at=timezone.now() - timedelta(days=100))


def audited(*places: str) -> int:
    """Have everything that is due read back; the number of copies read."""
    chosen = places or ("archive", *settings.ARCHIVE_REPLICAS)
    return sum(audit_place(place=place, may_go_on=lambda: True, pace=at_full_speed) for place in chosen)


def folder(place: str, dataset: Dataset) -> Path:
    """Where the package lies in a place."""
    url = settings.ARCHIVE_URL if place == "archive" else settings.ARCHIVE_REPLICAS[place]
    return local_folder(url) / dataset.suffix


def copy_in(place: str, dataset: Dataset, ending: str = ".csv-") -> FileCopy:
    """The copy of the first file whose name has this in it."""
    rows = FileCopy.objects.filter(place=place, dataset=dataset, name__contains=ending).select_related("dataset")
    return rows.order_by("name")[0]


def path_of(copy: FileCopy) -> Path:
    """Where the copy lies, or should."""
    return folder(copy.place, copy.dataset) / copy.name


def damage(path: Path, content: bytes | None = None) -> None:
    """Let the bytes be others; one bit where none are given."""
    path.chmod(0o644)
    found = bytearray(path.read_bytes())
    found[len(found) // 2] ^= 1
    path.write_bytes(bytes(found) if content is None else content)


def is_sound(copy: FileCopy) -> bool:
    """Whether the row says so, and the bytes."""
    copy.refresh_from_db()
    path = path_of(copy)
    return copy.state == "sound" and not path.is_symlink() and sha256_of_file(path) == copy.sha256


def kinds(copy: FileCopy) -> list[tuple[str, str]]:
    """(kind, fault) of everything that was written about a copy, in order."""
    return list(FixityEvent.objects.filter(copy=copy).order_by("pk").values_list("kind", "fault"))
