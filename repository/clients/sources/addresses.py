"""Where sources are, as operators write it, and the paths below them that depositors may choose. Pure."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from repository.clients.irods.address import collection_address
from repository.clients.outgoing import is_loopback
from repository.clients.s3.address import TAKES as BUCKET_TAKES
from repository.clients.s3.address import address_of
from repository.clients.sources.database import TAKES as DATABASE_TAKES
from repository.clients.sources.database import database_address

TAKES: Final = (
    f"an address such as file:///srv/series, {BUCKET_TAKES}, https://data.example.org/series/,"
    " index+https://data.example.org/series/, thredds+https://data.example.org/thredds/catalog/series/catalog.xml,"
    f" irods://reader@data.example.org/zone/home/series or {DATABASE_TAKES}"
)
PATH_LENGTH: Final = 300
_STEP: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .+-]*")

KINDS: Final = {
    "file": "folder",
    "s3": "s3",
    "https": "http_file",
    "http": "http_file",
    "index+https": "http_index",
    "index+http": "http_index",
    "thredds+https": "thredds",
    "thredds+http": "thredds",
    "irods": "irods",
    "postgresql": "query",
}
"""Scheme of the address -> what kind of source it is."""


def kind_of(url: str) -> str:
    """The kind of the source at an address that `check_source` let pass."""
    return KINDS[urlsplit(url).scheme]


def check_source(url: str) -> None:
    """Raise ValueError or KeyError for an address that no source has."""
    _CHECKS[kind_of(url)](url)


def web_address(url: str) -> str:
    """The address that a web server is asked at: without the word that says how its answer is read. Raises ValueError.

    >>> web_address("index+https://data.example.org/series/")
    'https://data.example.org/series/'
    """
    found = url.partition("+")[2] if "+" in url.partition(":")[0] else url
    parts = urlsplit(found)
    if parts.username or parts.password or parts.query or parts.fragment or not parts.hostname or not parts.path:
        raise ValueError("no address of a file")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("plain http only to this machine")
    if not found.isascii() or any(letter <= " " for letter in found):
        raise ValueError("letters that no request has: write them percent-encoded")
    return found


def _index_address(url: str) -> None:
    if not web_address(url).endswith("/"):
        raise ValueError("the address of a list ends with a slash")


def _catalog_address(url: str) -> None:
    if not web_address(url).endswith(".xml"):
        raise ValueError("the address of a catalog ends with .xml")


def folder_of(url: str) -> Path:
    """The folder of a ``file://`` address. Raises ValueError."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.netloc or parts.query or parts.fragment or not path.startswith("/") or not path.strip("/"):
        raise ValueError("no folder")
    return Path(path)


def path_below(text: str) -> str:
    """A path below a source: plain letters, digits, ``_ . + -`` and blanks, no step that begins with a point.

    >>> path_below(" moorings/adcp 7/ ")
    'moorings/adcp 7'

    Raises ValueError.
    """
    path = text.strip().strip("/")
    if len(path) > PATH_LENGTH or any(not _STEP.fullmatch(step) for step in path.split("/") if path):
        raise ValueError("no path below a source")
    return path


_CHECKS: Final[dict[str, Callable[[str], object]]] = {
    "folder": folder_of,
    "s3": address_of,
    "http_file": web_address,
    "http_index": _index_address,
    "thredds": _catalog_address,
    "irods": collection_address,
    "query": database_address,
}
