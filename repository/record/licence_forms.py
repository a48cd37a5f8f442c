"""A licence as files write it, recognised only where it is exactly the name, code or address of one."""

import re
from collections.abc import Iterator
from typing import Any, Final

from repository.record.rights import KNOWN_LICENCES

_ADDRESS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/([1-4]\.0)"
    r"(?:/(?:(?:legalcode|deed)(?:\.\w+)?)?)?"
)
_SHORT = re.compile(
    r"(?:creative commons )?cc[ -](by(?:-nc)?(?:-nd|-sa)?)[ -]v?([1-4]\.0)(?: international| unported)?"
)
_ZERO: Final = frozenset({"cc0", "cc0 1.0", "cc0-1.0", "cc0 1.0 universal", "creative commons zero 1.0 universal"})


def licence_from(text: str) -> Any | None:
    """The licence of the record; None unless the whole text is its SPDX name, its title or its address."""
    plain = " ".join(text.strip().rstrip(".").split())
    beside = re.fullmatch(r"(.*\S)\s*\((cc[ -][^()]*)\)", plain, re.IGNORECASE)
    if beside:
        named, short = licence_from(beside[1]), licence_from(beside[2])
        return named if named == short else None
    lower = plain.lower()
    for known in KNOWN_LICENCES.values():
        if lower in set(_spellings(known.spdx, known.english, known.french, known.uri)):
            return {"spdx": known.spdx}
    if lower in _ZERO:
        return {"spdx": "CC0-1.0"}
    if match := _ADDRESS.fullmatch(lower) or _SHORT.fullmatch(lower):
        return {"spdx": f"CC-{match[1].upper()}-{match[2]}"}
    return None


def _spellings(spdx: str, english: str, french: str, uri: str) -> Iterator[str]:
    yield from (text.lower() for text in (spdx, english, french))
    bare = uri.lower().rstrip("/")
    for address in (bare, bare.replace("https:", "http:")):
        yield from (address, f"{address}/", f"{address}/legalcode")
