"""Under which licence a product may be shared: the most restrictive of its inputs, where they go together at all."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

_FREEDOM: Final = {"CC0-1.0": 0, "etalab-2.0": 1, "CC-BY-4.0": 2, "CC-BY-NC-4.0": 3}
"""Licences that ask nothing of a product's own licence, the freest first."""
_SHARED_ALIKE: Final = {"CC-BY-SA-4.0": 2, "ODbL-1.0": 2, "CC-BY-NC-SA-4.0": 3}
"""Licences that a product has to have itself -> the most restrictive of the others that may be mixed in."""
_NO_PRODUCTS: Final = frozenset({"CC-BY-ND-4.0", "CC-BY-NC-ND-4.0"})


class Doubt(StrEnum):
    """Why no licence is proposed."""

    NOTHING_READ = "nothing-read"
    MISSING = "missing"
    NO_PRODUCTS = "no-products"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


def inherited(licences: Sequence[Any]) -> tuple[Mapping[str, Any] | None, Doubt | None]:
    """The licence of what is computed from data under these (as in records; None: none is said), or why there is none.

    The same licence everywhere is that licence; texts that nobody here knows are never put in order.
    """
    if not licences:
        return None, Doubt.NOTHING_READ
    given = [each for each in licences if isinstance(each, Mapping) and any(each.values())]
    if len(given) < len(licences):
        return None, Doubt.MISSING
    names = {str(each.get("spdx") or "") for each in given}
    if names & _NO_PRODUCTS:
        return None, Doubt.NO_PRODUCTS
    if all(each == given[0] for each in given):
        return given[0], None
    if not names <= _FREEDOM.keys() | _SHARED_ALIKE.keys():
        return (given[0], None) if len(names) == 1 and "" not in names else (None, Doubt.UNKNOWN)
    return _strictest(names)


def _strictest(names: set[str]) -> tuple[Mapping[str, Any] | None, Doubt | None]:
    alike = names & _SHARED_ALIKE.keys()
    others = max((_FREEDOM[name] for name in names - alike), default=0)
    if not alike:
        return {"spdx": max(names, key=_FREEDOM.__getitem__)}, None
    name = next(iter(alike))
    if len(alike) > 1 or others > _SHARED_ALIKE[name]:
        return None, Doubt.CONFLICT
    return {"spdx": name}, None
