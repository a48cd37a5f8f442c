"""Posted fields as plain values: texts by name, cleaned of what cannot be stored at all."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

Posted = Mapping[str, Sequence[str]]
"""Name -> the texts posted under it, as ``dict(request.POST.lists())`` gives them."""


class Indexed(dict[str, Sequence[str]]):
    """Posted names that know what stands under each of their beginnings: for a list of thousands in one piece."""

    def under(self, prefix: str) -> list[str]:
        """As ``names_under``."""
        return self._index.get(prefix, [])

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for name in self:
            at = name.find("-")
            while at >= 0:
                index.setdefault(name[:at], []).append(name[at + 1 :])
                at = name.find("-", at + 1)
        return index


def text_of(posted: Posted, name: str) -> str:
    """The last text posted under a name, as typed but for NUL characters and carriage returns; else nothing."""
    texts = posted.get(name) or ("",)
    return storable(texts[-1])


def texts_of(posted: Posted, name: str) -> list[str]:
    """Every text posted under a name that says something."""
    return [text for text in map(storable, posted.get(name) or ()) if text.strip()]


def storable(text: str) -> str:
    """A text without the characters that no database holds: NUL and lone surrogates; line ends as ``\\n``."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "ignore").decode("utf-8")


def names_under(posted: Posted, prefix: str) -> list[str]:
    """What stands after ``prefix-`` in the posted names, in their order."""
    if isinstance(posted, Indexed):
        return posted.under(prefix)
    start = f"{prefix}-"
    return [name[len(start) :] for name in posted if name.startswith(start)]


def number_of(posted: Posted, name: str) -> int | None:
    """The whole number posted under a name, of six digits at most; None for anything else."""
    text = text_of(posted, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def row_numbers(posted: Posted, name: str) -> list[int]:
    """The numbers of the rows posted under a list's name, in order; each row posts ``<name>-<number>-row``."""
    found = {rest.partition("-")[0] for rest in names_under(posted, name)}
    return sorted(int(number) for number in found if number.isascii() and number.isdecimal() and len(number) < 7)


def pack(rest: Mapping[str, Any]) -> str:
    """What a row holds beyond its controls, as the text of a hidden field; nothing for nothing."""
    return json.dumps(rest, ensure_ascii=False, separators=(",", ":")) if rest else ""


def unpack(text: str) -> dict[str, Any]:
    """What ``pack`` packed; nothing where the text is not that."""
    if not text:
        return {}
    try:
        rest = json.loads(text, parse_constant=_refuse)
        spelt = json.dumps(rest, ensure_ascii=False, allow_nan=False)
        spelt.encode("utf-8")
    except (ValueError, RecursionError):
        return {}
    return rest if isinstance(rest, dict) and "\\u0000" not in spelt else {}


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
