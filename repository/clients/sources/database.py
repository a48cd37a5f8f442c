"""Where a database is that datasets grow from, and which questions may be asked of it. Pure."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

TAKES: Final = "postgresql://reader@db.example.org/tides"
TAKES_QUERY: Final = "one SELECT with an ORDER BY, such as SELECT time, level FROM tides ORDER BY time"
QUERY_LENGTH: Final = 20_000

PORT: Final = 5432
_WORD: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.$-]{0,62}")
_BEGINS: Final = re.compile(r"\s*(SELECT|WITH|VALUES|TABLE)\b", re.IGNORECASE)
_ORDERS: Final = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Who signs in where; ``tls``: the server has to prove its name."""

    user: str
    host: str
    port: int
    database: str
    tls: bool = True


def database_address(url: str) -> DatabaseAddress:
    """What an address says; the password comes beside it, never in it. Raises ValueError or KeyError.

    >>> database_address("postgresql://reader@db.example.org/tides").database
    'tides'
    """
    parts = urlsplit(url)
    told = parse_qs(parts.query, strict_parsing=bool(parts.query), keep_blank_values=True)
    if parts.scheme != "postgresql" or parts.fragment or parts.password is not None or set(told) - {"tls"}:
        raise ValueError("no address of a database")
    words = [parts.username or "", parts.hostname or "", unquote(parts.path).removeprefix("/")]
    if not all(_WORD.fullmatch(word) for word in words) or parts.port == 0 or len(told.get("tls", ["no"])) != 1:
        raise ValueError("no user, host or database")
    tls = {"require": True, "no": False}[told.get("tls", ["require"])[0]]
    return DatabaseAddress(words[0], words[1], parts.port or PORT, words[2], tls)


def check_query(text: str) -> None:
    """Raise ValueError for what only reads by no means, or answers in another order each time.

    What passes is still asked in a transaction that cannot write, as one statement, of a cursor.
    """
    if len(text) > QUERY_LENGTH or "\0" in text or not _BEGINS.match(text) or not _ORDERS.search(text):
        raise ValueError("no query that reads in an order")
