"""The archive itself and the stores as places that files are in: all asked, written and set aside in one way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.aip.durable import disk_failures, make_folder
from archive.aip.staging import Staging
from archive.models import ARCHIVE
from archive.queries import archive_root
from archive.queries.copies import places
from archive.stores.base import Store
from archive.stores.opening import open_store
from archive.stores.posix import INCOMING, PosixStore
from repository.errors import PermanentFailure, TransientFailure


class PlaceAway(TransientFailure):
    """The folder of a place holds nothing that was ever brought there: its disk is not mounted, or it was emptied."""

    code = "place-away"


def store_of(place: str) -> Store:
    """What reads and writes a place. Raises StoreUnknown for a name that the settings do not have."""
    return PosixStore(archive_root()) if place == ARCHIVE else open_store(place)


def check_place(place: str) -> None:
    """Raise PermanentFailure ``store-unknown`` for a name that is no place."""
    if place not in places():
        raise PermanentFailure(f"No place is called {place}: known are {', '.join(places())}.", code="store-unknown")


def folder_of(store: Store) -> Path | None:
    """The folder of a store that is one."""
    return store.root if isinstance(store, PosixStore) else None


def check_is_there(place: str, store: Store) -> None:
    """Raise PlaceAway for a folder without anything of ours.

    Then every file looks missing, and restoring all of them would fill whatever disk is there instead.
    """
    folder = folder_of(store)
    if folder is not None and not (folder / INCOMING).is_dir() and not store.list_packages():
        raise PlaceAway(
            f"{folder} holds nothing that was brought there: mount the disk of {place}, or, where it is new, "
            f"have everything restored by archive_repair --place {place}."
        )


def take_folder(place: str) -> None:
    """Make the folder of a place our own, by the order of a person: what is missing there is restored from now on."""
    folder = folder_of(store_of(place))
    if folder is not None:
        with disk_failures(folder):
            make_folder(folder / INCOMING)


@contextmanager
def turn_to_write(place: str, package: str) -> Iterator[None]:
    """Keep whoever seals from a package of the archive while a file of it is restored; stores look after themselves.

    Raises TransientFailure ``package-busy``, ``disk-full`` or ``disk-failed``.
    """
    if place != ARCHIVE:
        yield
        return
    root = archive_root()
    with disk_failures(root), Staging(root, package).hold():
        yield
