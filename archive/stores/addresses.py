"""Where stores are, and what opens them: read strictly, without asking anybody. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from archive.stores.s3.address import TAKES as S3_TAKES
from archive.stores.s3.address import replica_address
from repository.clients.irods.address import TAKES as IRODS_TAKES
from repository.clients.irods.address import irods_address
from repository.errors import PermanentFailure

TAKES: Final = f"an address such as file:///srv/varve, {S3_TAKES} or {IRODS_TAKES}"


class StoreUnknown(PermanentFailure):
    """No store has this name, or the address is not one that this version can open."""

    code = "store-unknown"


@dataclass(frozen=True, slots=True, repr=False)
class StoreSecrets:
    """What opens a store beside its address; shown nowhere. Which of them a store takes is its kind's affair."""

    access_key: str = ""
    secret_key: str = ""
    password: str = ""
    ca_file: str = ""
    """The path of the certificates (PEM) that prove the server."""


def local_folder(url: str) -> Path:
    """The absolute folder of a ``file://`` address; StoreUnknown for anything else.

    >>> str(local_folder("file:///srv/two%20words"))
    '/srv/two words'
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or not path.startswith("/"):
        scheme = f"{parts.scheme}://" if parts.scheme else "an address without a scheme"
        raise StoreUnknown(f"A folder cannot be had from {scheme}: it takes file:///folder.")
    return Path(path)


def place_of(url: str) -> str:
    """What two addresses have in common where they lead to the same bytes: the address without its options.

    >>> place_of("s3://varve/copies/?region=eu-west-3&lock=governance&lock_days=90")
    's3://amazonaws.com/varve/copies'

    Raises ValueError for an address that no store has.
    """
    return _PLACES[urlsplit(url).scheme](url)


def _folder_place(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.netloc or parts.query or parts.fragment or not path.startswith("/") or not path.strip("/"):
        raise ValueError("no folder")
    return f"file://{path.rstrip('/')}"


def _bucket_place(url: str) -> str:
    bucket = replica_address(url).bucket
    server = urlsplit(bucket.endpoint).netloc or "amazonaws.com"
    return f"s3://{server}/{bucket.bucket}/{bucket.prefix}".rstrip("/")


def _collection_place(url: str) -> str:
    found = irods_address(url)
    return f"irods://{found.host}:{found.port}{found.collection}"


_PLACES: Final[dict[str, Callable[[str], str]]] = {
    "file": _folder_place,
    "s3": _bucket_place,
    "irods": _collection_place,
}
