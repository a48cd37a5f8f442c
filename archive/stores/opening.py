"""From an address in the settings to a store."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive.stores.base import Store
from archive.stores.posix import PosixStore
from repository.errors import PermanentFailure

SUPPORTED = "file:///folder"


class StoreUnknown(PermanentFailure):
    """The address is not one of a store that this version can open."""

    code = "store-unknown"


def open_store(url: str) -> Store:
    """The store at an address; StoreUnknown with what is supported for any other kind of address."""
    return PosixStore(local_folder(url))


def local_folder(url: str) -> Path:
    """The absolute folder of a ``file://`` address; StoreUnknown for anything else.

    >>> str(local_folder("file:///srv/two%20words"))
    '/srv/two words'
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or not path.startswith("/"):
        scheme = f"{parts.scheme}://" if parts.scheme else "an address without a scheme"
        raise StoreUnknown(f"A store cannot be opened by {scheme}: supported is {SUPPORTED}.")
    return Path(path)
