"""What happens to disks in the drill: copies rot, are restored, lost and found; and an order of law comes."""

from pathlib import Path

from django.conf import settings

from archive.aip.digest import sha256_of_file
from archive.models import FileCopy
from archive.services.checks import Reading, record_check
from archive.stores.addresses import local_folder
from tests.faults.cast import first
from tests.faults.story_erasure import ERASING


def rot() -> None:
    """One bit of one file flips on the disk of the store, and the audit comes by."""
    _flip("second")
    _look("second")


def lose() -> None:
    """Both copies of the file rot before the audit comes by."""
    for place in ("archive", "second"):
        _flip(place)
    for place in ("archive", "second"):
        _look(place)


def find() -> None:
    """Somebody brings the right bytes back into the store."""
    _flip("second")
    _look("second")


def _copy(place: str) -> FileCopy:
    rows = FileCopy.objects.filter(dataset=first(), place=place, name__contains=".csv-").select_related("dataset")
    return rows.order_by("name")[0]


def _path(copy: FileCopy) -> Path:
    url = settings.ARCHIVE_URL if copy.place == "archive" else settings.ARCHIVE_REPLICAS[copy.place]
    return local_folder(url) / copy.dataset.suffix / copy.name


def _flip(place: str) -> None:
    path = _path(_copy(place))
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    path.chmod(0o444)


def _look(place: str) -> None:
    copy = _copy(place)
    found = sha256_of_file(_path(copy))
    assert record_check(copy=copy, reading=Reading("" if found == copy.sha256 else "changed-hash", found))


ROT = (rot, lose, find, *ERASING)
