"""Writing JSON as text: nothing empty, nothing that cannot be printed, the same bytes for the same values."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from repository.crosswalks.xml_text import language_tag
from repository.record.languages import Localised

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_MARKUP: Final = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})


def document(values: Mapping[str, Any]) -> bytes:
    """A whole document as UTF-8, one member a line, with a final newline."""
    return f"{_written(without_empty(values), indent=1)}\n".encode()


def in_full(values: Mapping[str, Any]) -> bytes:
    """A whole document with its nulls and empty lists, where a format wants them."""
    return f"{_written(values, indent=1)}\n".encode()


def data_block(values: Mapping[str, Any]) -> str:
    """The same in one line for the inside of a `script` element: no `<`, `>` or `&` stands in it."""
    return _written(without_empty(values), separators=(",", ":")).translate(_MARKUP)


def without_empty(values: Any) -> Any:
    """The values without members and entries that say nothing; false and zero say something."""
    if isinstance(values, str):
        return values
    if isinstance(values, Mapping):
        kept = ((name, without_empty(value)) for name, value in values.items())
        return {name: value for name, value in kept if _says_something(value)}
    if isinstance(values, list | tuple):
        return [value for value in map(without_empty, values) if _says_something(value)]
    return values


def said_in(texts: Localised | None, first: str = "") -> list[Any]:
    """A text in its languages as JSON-LD, that of the language `first` at the head; plain where nobody said which."""
    ordered = sorted((texts or {}).items(), key=lambda pair: pair[0] != first)
    return [in_language(text, tag) for tag, text in ordered]


def in_language(text: str, tag: str | None) -> Any:
    """One text with its language."""
    language = language_tag(tag)
    return {"@language": language, "@value": text} if language else text


def one_or_many(values: list[Any]) -> Any:
    """The value itself where there is one."""
    return values[0] if len(values) == 1 else values


def _says_something(value: Any) -> bool:
    if isinstance(value, dict):
        return len(value) > 1 or bool(value.keys() - {"@type"})
    return value is not None and value not in ("", [])


def _written(values: Any, **form: Any) -> str:
    text = json.dumps(values, ensure_ascii=False, **form)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", _LONE.sub("\ufffd", text))
