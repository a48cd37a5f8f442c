"""Where sources are, as operators write it, and the paths below them that depositors may choose. Pure."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from repository.clients.outgoing import is_loopback
from repository.clients.s3.address import TAKES as BUCKET_TAKES
from repository.clients.s3.address import address_of

TAKES: Final = f"an address such as file:///srv/series, {BUCKET_TAKES} or https://data.example.org/series/"
PATH_LENGTH: Final = 300
_STEP: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .+-]*")

KINDS: Final = {"file": "folder", "s3": "s3", "https": "http_file", "http": "http_file"}
"""Scheme of the address -> what kind of source it is."""


def kind_of(url: str) -> str:
    """The kind of the source at an address that `check_source` let pass."""
    return KINDS[urlsplit(url).scheme]


def check_source(url: str) -> None:
    """Raise ValueError or KeyError for an address that no source has."""
    parts = urlsplit(url)
    if KINDS[parts.scheme] == "s3":
        address_of(url)
    elif parts.scheme == "file":
        folder_of(url)
    elif parts.username or parts.password or parts.query or parts.fragment or not parts.hostname or not parts.path:
        raise ValueError("no address of a file")
    elif parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError("plain http only to this machine")


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
