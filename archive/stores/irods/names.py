"""Names of packages and their files as names in a zone: what is not plainly safe is percent-encoded. Pure."""

from typing import Final
from urllib.parse import quote, unquote

_SAFE: Final = ""
"""Beside letters, digits and ``_.-~`` of ASCII: a quote in a name would be a part of the questions asked about it."""


def encoded(name: str) -> str:
    """The name that an object gets.

    >>> encoded("71230.csv-2026-03-05"), encoded("x' || = 'p1")
    ('71230.csv-2026-03-05', 'x%27%20%7C%7C%20%3D%20%27p1')
    """
    return quote(name, safe=_SAFE)


def decoded(name: str) -> str:
    """The name of which an object has the encoded one; a stranger's name stays what it is."""
    plain = unquote(name)
    return plain if encoded(plain) == name else name
