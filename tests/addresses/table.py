"""The URL table read as it is: every address with its name and its parts, filled with any values at all."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

_PART = re.compile(r"<(?:\w+:)?(?P<path>\w+)>|\(\?P<(?P<regex>\w+)>(?:[^()]|\([^()]*\))*\)")


class Address(NamedTuple):
    """One row of the table. ``name`` with its name space; of an address without a name, its route."""

    name: str
    route: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of what varies in it."""
        return tuple(found["path"] or found["regex"] for found in _PART.finditer(self.route))

    def filled(self, values: Mapping[str, object]) -> str:
        """The path with these values in its parts, quoted as a browser does."""
        bare = self.route.replace("^", "").replace("$", "")
        return "/" + _PART.sub(lambda found: quote(str(values[found["path"] or found["regex"]]), safe="/:"), bare)


def every_address() -> tuple[Address, ...]:
    """The whole table, in its order."""
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        else:
            yield Address(f"{space}{pattern.name}" if pattern.name else route, route)
