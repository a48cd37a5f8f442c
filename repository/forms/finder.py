"""The box that searches all vocabularies at once: how it is drawn in a list, and the entries picked from it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from repository.forms.posted import Posted, storable, text_of, texts_of, unpack
from repository.forms.shown import Finder, Found, RowList, Section

FIND, PICK = "find", "pick"
ASKED: Final = "find-in"
"""In an address: the list whose box was asked without script; the words stand under ``find``."""
LONGEST: Final = 300
_LONGEST_TEXT: Final = 1000
MOST_PICKS: Final = 50
"""Entries that are taken from one box at once."""
_NAMED: Final = frozenset({"name", "identifier", "scheme", "scheme_uri", "uri"})
_KEYS: Final[dict[str, frozenset[str]]] = {
    "keywords": frozenset({"scheme", "scheme_uri", "uri", "kind"}),
    "variables": frozenset({"name", "standard_name", "standard_name_uri"}),
    "instruments": _NAMED,
    "platforms": _NAMED,
}


def read_picks(posted: Posted, name: str, box: str, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The entries picked in the box of a list, but for those that stand in its rows; anything else is passed over."""
    made: list[dict[str, Any]] = []
    for text in texts_of(posted, f"{name}-{PICK}")[:MOST_PICKS]:
        entry = _entry(unpack(text), box)
        if entry and not any(_is_same(entry, row) for row in (*rows, *made)):
            made.append(entry)
    return made


def _entry(value: Mapping[str, Any], box: str) -> dict[str, Any]:
    """What of a value belongs to an entry of the box's list."""
    made: dict[str, Any] = _texts(value, _KEYS[box])
    if box == "keywords":
        term = value.get("term")
        texts = _texts(term, frozenset({"en", "fr"})) if isinstance(term, Mapping) else {}
        return {"term": texts, **made} if texts else {}
    if box == "variables" and isinstance(value.get("concepts"), list):
        concepts = [_texts(each, _NAMED) for each in value["concepts"][:10] if isinstance(each, Mapping)]
        made |= {"concepts": [each for each in concepts if each]} if any(concepts) else {}
    return made if made.get("name") else {}


def _texts(value: Mapping[str, Any], keys: frozenset[str]) -> dict[str, Any]:
    texts = {key: storable(value[key])[:_LONGEST_TEXT].strip() for key in value if key in keys and _is_text(value[key])}
    return {key: text for key, text in texts.items() if text}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_same(entry: Mapping[str, Any], row: Any) -> bool:
    """Whether a row says the same: the same address, or without one the same words."""
    if not isinstance(row, Mapping):
        return False
    if entry.get("uri"):
        return bool(row.get("uri") == entry["uri"])
    return all(row.get(key) == value for key, value in entry.items())


def asked_in(posted: Posted, pressed: str, lists: Iterable[str]) -> str:
    """The list whose box asks for a search: its button was pressed, or something stands in it and Enter saved."""
    verb, _colon, name = pressed.partition(":")
    if verb == FIND:
        return name if name in lists else ""
    if pressed not in ("", "save"):
        return ""
    return next((each for each in lists if text_of(posted, f"{each}-{FIND}").strip()), "")


def query_of(posted: Posted, name: str) -> str:
    """What to add to the step's address, so that it shows what was found."""
    return question(name, text_of(posted, f"{name}-{FIND}").strip()[:LONGEST])


def question(name: str, words: str, **more: str) -> str:
    """The question to a box of this name, as the end of its step's address."""
    asked = {ASKED: name, FIND: words} | {key: text for key, text in more.items() if text}
    return f"?{urlencode(asked)}#{name}-{FIND}"


def with_found(sections: Sequence[Section], name: str, words: str, found: tuple[Found, ...]) -> tuple[Section, ...]:
    """The sections, one of which shows what its box found, unfolded."""
    return tuple(_with_found(each, words, found) if each.field == name else each for each in sections)


def _with_found(section: Section, words: str, found: tuple[Found, ...]) -> Section:
    shown = section.shown
    if not isinstance(shown, RowList) or shown.finder is None:
        return section
    finder = Finder(shown.finder.name, shown.finder.box, words, found, is_asked=True)
    return replace(section, shown=replace(shown, finder=finder), is_folded=False)


def fold_words(row: Mapping[str, Any]) -> str:
    """What a row that came from a vocabulary is called in one line; nothing for one that was typed."""
    term, scheme = row.get("term"), row.get("scheme")
    told = list(term.values()) if isinstance(term, Mapping) else [row.get("name")]
    names = [text for text in told if isinstance(text, str) and text]
    if not row.get("uri") or not isinstance(scheme, str) or not scheme or len(names) < max(len(told), 1):
        return ""
    return f"{' / '.join(dict.fromkeys(names))} ({scheme})"


def free_entry(box: str, words: str, language: str) -> dict[str, Any]:
    """The entry of words that no vocabulary has."""
    return {"term": {language: words}} if box == "keywords" else {"name": words}
