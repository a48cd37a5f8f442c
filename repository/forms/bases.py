"""How a field read when its page was drawn: a hidden ``was-<field>`` tells whose change is whose. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from repository.forms.entries import Texts, short
from repository.forms.posted import Posted, storable, text_of

WAS: Final = "was"
TRIED: Final = "tried"
"""``tried-<field>``: as ``was``, of a save whose answer never came."""
_MOST_TRIED: Final = 8
_LONGEST_NAME: Final = 300
"""No control has a longer name; one without end would be taken apart without end."""
_WISHES: Final = ("-more", "-pick", "-other-text")
_OTHER: Final = ("-other-language", "-other-text")


@dataclass(frozen=True, slots=True)
class Base:
    """The controls of a field as drawn. ``mark``: of the value stored then; nothing once a script saved some."""

    texts: Texts
    mark: str = ""


def pack_base(texts: Texts, mark: str) -> str:
    """The hidden field: names without blanks texts, long texts as digests."""
    said = {name: [short(text) for text in cell] for name, cell in texts.items() if any(map(str.strip, cell))}
    kept = {name: cell[0] if len(cell) == 1 else cell for name, cell in said.items()}
    return json.dumps({"mark": mark, "texts": kept}, ensure_ascii=False, separators=(",", ":"))


def read_base(posted: Posted, field: str) -> Base | None:
    """What ``was-<field>`` tells; None where it was not sent, or is none of ours."""
    return _unpacked(text_of_raw(posted, f"{WAS}-{field}"))


def read_tried(posted: Posted, field: str) -> list[Base]:
    """What ``tried-<field>`` tells, the last one first."""
    found = [_unpacked(text) for text in list(posted.get(f"{TRIED}-{field}") or ())[-_MOST_TRIED:]]
    return [each for each in reversed(found) if each is not None]


def text_of_raw(posted: Posted, name: str) -> str:
    """The last text under a name, with everything in it."""
    return (posted.get(name) or ("",))[-1]


def of_field(posted: Posted, field: str) -> dict[str, list[str]]:
    """The controls of one field that were posted, but for what only asks or says which page of a list it is."""
    start = f"{field}-"
    windows = {f"{field}-{word}" for word in ("find", "start", "end")}
    ours = {name: texts for name, texts in posted.items() if len(name) <= _LONGEST_NAME}
    kept = {name: texts for name, texts in ours.items() if name == field or name.startswith(start)}
    lists = {name.removesuffix("-start") for name in kept if name.endswith("-start") and f"{name[:-6]}-end" in kept}
    windows |= {f"{each}-{word}" for each in lists for word in ("start", "end")}
    return with_languages({name: list(map(storable, texts)) for name, texts in kept.items() if name not in windows})


def has_wishes(posted: Posted, field: str) -> bool:
    """Whether something was typed that becomes a row or a language, and stands elsewhere once drawn anew."""
    return any(name.startswith(f"{field}-") and name.endswith(_WISHES) and text_of(posted, name) for name in posted)


def with_languages(texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The same, where a text in another language stands under its tag rather than in the pair that asks for one."""
    found = [name.removesuffix(_OTHER[1]) for name in texts if name.endswith(_OTHER[1])]
    made = {name: list(cell) for name, cell in texts.items() if not name.endswith(_OTHER)}
    for name in found:
        text, tag = text_of(texts, name + _OTHER[1]), text_of(texts, name + _OTHER[0]).strip()
        if text.strip():
            made[f"{name}-{tag[:40] or 'und'}"] = [text]
    return made


def _unpacked(text: str) -> Base | None:
    try:
        told = json.loads(text)
        texts = {storable(name): _cell(cell) for name, cell in told["texts"].items() if len(name) <= _LONGEST_NAME}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    mark = told.get("mark")
    return Base(with_languages(texts), mark if isinstance(mark, str) else "")


def _cell(cell: Any) -> list[str]:
    texts: Sequence[Any] = cell if isinstance(cell, list) else [cell]
    return [text for text in texts if isinstance(text, str)]
