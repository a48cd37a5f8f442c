"""JSON that somebody sent: bounded, without NaN, without depths, and its members with the types they should have."""

import json
from collections.abc import Mapping
from typing import Any, Final

from harvest.records.refused import FilterRefused

LONGEST: Final = 262_144
"""Bytes of a body."""
_MOST_LISTED: Final = 1_000


def json_of(body: bytes, locator: str = "body") -> Any:
    """What a JSON text says. Raises FilterRefused where it is none, or nested too deeply to be read."""
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise FilterRefused("This is not JSON.", locator) from error


def text(given: Mapping[str, Any], name: str) -> str:
    """A member that is a text, empty where there is none. Raises FilterRefused."""
    value = given.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise FilterRefused(f"`{name}` is a text.", name)
    return value


def texts(given: Mapping[str, Any], name: str) -> list[str]:
    """A member that is a list of texts, or one text. Raises FilterRefused."""
    value = given.get(name) or []
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or len(listed) > _MOST_LISTED:
        raise FilterRefused(f"`{name}` is a list of at most {_MOST_LISTED} texts.", name)
    if not all(isinstance(each, str) and "\0" not in each for each in listed):
        raise FilterRefused(f"`{name}` is a list of texts.", name)
    return [each for each in listed if each.strip()]


def number(value: object, name: str) -> float:
    """A number that there is. Raises FilterRefused."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise FilterRefused(f"`{name}` is made of numbers.", name)
    return float(value)


def _no_constant(name: str) -> float:
    raise ValueError(name)
