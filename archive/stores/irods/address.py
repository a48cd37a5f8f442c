"""Where a collection is: `irods://varve@host:1247/zone/home/varve?resource=demoResc`. Pure."""

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
    """Who signs in where, the collection as its whole path, the resource of new files (nothing: the zone's)."""

    user: str
    host: str
    port: int
    zone: str
    collection: str
    resource: str = ""


def irods_address(url: str) -> IrodsAddress:
    """What an address says; the password comes beside it, never in it. Raises ValueError.

    >>> irods_address("irods://varve@data.example.org/tempZone/home/varve").collection
    '/tempZone/home/varve'
    """
    parts = urlsplit(url)
    told = parse_qs(parts.query, strict_parsing=bool(parts.query), keep_blank_values=True)
    if parts.scheme != "irods" or parts.fragment or parts.password is not None or set(told) - {"resource"}:
        raise ValueError("no address of a collection")
    if any(len(values) != 1 for values in told.values()):
        raise ValueError("said twice")
    names = unquote(parts.path).strip("/").split("/")
    resource = told.get("resource", [""])[0]
    words = [parts.username or "", parts.hostname or "", *([resource] if told else [])]
    if not all(_WORD.fullmatch(word) for word in words) or parts.port == 0:
        raise ValueError("no user, host or resource")
    if len(names) < 2 or not all(_PART.fullmatch(name) for name in names):
        raise ValueError("no zone and collection")
    return IrodsAddress(words[0], words[1], parts.port or PORT, names[0], "/" + "/".join(names), resource)
