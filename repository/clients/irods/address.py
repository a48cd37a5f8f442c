"""Where a collection is: `irods://varve@host:1247/zone/home/varve?resource=demoResc&tls=require`. Pure."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

TAKES: Final = "irods://varve@host:1247/zone/home/varve?resource=demoResc"

PORT: Final = 1247
_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_PART: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._ -]{0,254}")


@dataclass(frozen=True, slots=True)
class IrodsAddress:
    """Who signs in where, the collection as its whole path, and the resources that each hold a copy of every file.

    ``tls``: the connection is encrypted and the server proves its name; without it only where the address says so.
    """

    user: str
    host: str
    port: int
    zone: str
    collection: str
    resources: tuple[str, ...]
    tls: bool = True


def irods_address(url: str) -> IrodsAddress:
    """What the address of a store says; the password comes beside it, never in it. Raises ValueError.

    >>> found = irods_address("irods://varve@data.example.org/tempZone/home/varve?resource=disk,tape")
    >>> found.collection, found.resources, found.tls
    ('/tempZone/home/varve', ('disk', 'tape'), True)
    """
    found = _read(url, {"resource", "tls"})
    if not found.resources:
        raise ValueError("no resources")
    return found


def collection_address(url: str) -> IrodsAddress:
    """What the address of a collection says that is only read, from whichever resource has it. Raises ValueError.

    >>> collection_address("irods://reader@data.example.org/tempZone/home/lab").collection
    '/tempZone/home/lab'
    """
    return _read(url, {"tls"})


def _read(url: str, options: set[str]) -> IrodsAddress:
    parts = urlsplit(url)
    told = parse_qs(parts.query, strict_parsing=bool(parts.query), keep_blank_values=True)
    if parts.scheme != "irods" or parts.fragment or parts.password is not None or set(told) - options:
        raise ValueError("no address of a collection")
    if any(len(values) != 1 for values in told.values()):
        raise ValueError("said twice")
    names = unquote(parts.path).strip("/").split("/")
    resources = tuple(told["resource"][0].split(",")) if "resource" in told else ()
    words = [parts.username or "", parts.hostname or "", *resources]
    if not all(_WORD.fullmatch(word) for word in words) or parts.port == 0 or len(set(resources)) < len(resources):
        raise ValueError("no user, host or resources")
    if len(names) < 2 or not all(_PART.fullmatch(name) for name in names):
        raise ValueError("no zone and collection")
    tls = {"require": True, "no": False}[told.get("tls", ["require"])[0]]
    collection = "/" + "/".join(names)
    return IrodsAddress(words[0], words[1], parts.port or PORT, names[0], collection, resources, tls)
