"""Where in a record another wording can be suggested, whether that place still says what was read, putting it there.

Pure: documents in, documents out. A place is named by a JSON Pointer (RFC 6901).
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from repository.record.document import Path, is_empty

TEXTS: Final = frozenset({"title", "abstract", "lineage", "quality", "use_limitations", "access_note"})
"""Fields that are one text in several languages: another language can be suggested, too."""
SINGLE: Final = frozenset({"language", "processing_level", "update_frequency", "forwarding"})
"""Fields that are one value."""
ONE_MORE: Final = "-"
"""The last step of a pointer to one more entry of a list."""
MOST_PLACES: Final = 400
LONGEST_TEXT: Final = 20_000

_OF_THE_SOFTWARE: Final = frozenset(
    {"kind", "documents", "distribution", "provenance", "publication", "schema_version"}
)


class Place(NamedTuple):
    """A place that a value can be suggested for, and what stands there now (None for nothing)."""

    path: Path
    value: Any

    @property
    def pointer(self) -> str:
        """Its JSON Pointer."""
        return pointer_of(self.path)


def pointer_of(path: Path) -> str:
    """A path as a JSON Pointer.

    >>> pointer_of(("keywords", 0, "term", "en"))
    '/keywords/0/term/en'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def path_of(pointer: str) -> Path:
    """The path of a pointer; numbers are positions in a list.

    >>> path_of("/keywords/0/term/en")
    ('keywords', 0, 'term', 'en')
    """
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return tuple(int(step) if step.isascii() and step.isdecimal() else step for step in steps)


def places_of(field: str, value: Any, *, languages: Sequence[str]) -> tuple[Place, ...]:
    """The places of one field, in its order; ``languages``: those in which a text may be added. 400 at most."""
    if field in _OF_THE_SOFTWARE:
        return ()
    found = [] if is_empty(value) else list(_leaves(value, (field,)))[:MOST_PLACES]
    if field in TEXTS:
        said = value if isinstance(value, Mapping) else {}
        found += [Place((field, language), None) for language in dict.fromkeys(languages) if language not in said]
    elif field in SINGLE and not found:
        found.append(Place((field,), None))
    elif field == "keywords":
        found.append(Place((field, ONE_MORE), None))
    return tuple(found)


def _leaves(value: Any, path: Path) -> Iterator[Place]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _OF_THE_SOFTWARE:
                yield from _leaves(item, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield Place(path, value)


def value_at(document: Any, path: Path) -> Any:
    """What stands at a path; None where there is no such place."""
    for step in path:
        if isinstance(document, Mapping):
            document = document.get(step)
        elif isinstance(document, list | tuple) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return None
    return document


def as_value(place: Place, text: str, *, language: str) -> Any:
    """The value of a typed text for a place: a number where a number stood, an entry where one is added.

    >>> as_value(Place(("place", "boxes", 0, "north"), 43.5), "43,45", language="en")
    43.45
    """
    said = text.replace("\r\n", "\n").strip()
    if place.path[-1] == ONE_MORE:
        return {"term": {language: said}}
    number = _number(said) if isinstance(place.value, int | float) else None
    return said if number is None else number


def text_of(value: Any) -> str:
    """A value as it is shown and typed: the words of an entry, a number without a needless point."""
    if isinstance(value, Mapping):
        return next((text for item in value.values() if (text := text_of(item))), "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def says_same(value: Any, other: Any) -> bool:
    """Whether two values say the same, however a draft spells them: blanks around it, ``43,5`` for 43.5."""
    if isinstance(value, int | float) or isinstance(other, int | float):
        left, right = (_number(text_of(each)) for each in (value, other))
        return left is not None and left == right
    if isinstance(value, Mapping) or isinstance(other, Mapping):
        return bool(value == other)
    return _plain(value) == _plain(other)


def place_now(document: Mapping[str, Any], path: Path, before: Any) -> Path | None:
    """Where the place is in a document that changed since: what was read must still stand there.

    An entry of a list is found again where it moved to, if one alone says ``before``. None where the place says
    something else by now.
    """
    if path[-1] == ONE_MORE or before is None:
        return path if path[-1] == ONE_MORE or is_empty(value_at(document, path)) else None
    if says_same(value_at(document, path), before):
        return path
    moved = [each for each in _alike(document, path) if says_same(value_at(document, each), before)]
    return moved[0] if len(moved) == 1 else None


def _alike(document: Any, path: Path) -> Iterator[Path]:
    """The paths that differ from one by positions in lists only."""
    if not path:
        yield ()
        return
    step, rest = path[0], path[1:]
    if isinstance(step, int) and isinstance(document, list | tuple):
        for index, item in enumerate(document):
            yield from ((index, *each) for each in _alike(item, rest))
    elif isinstance(document, Mapping) and step in document:
        yield from ((step, *each) for each in _alike(document[step], rest))


def holds(document: Mapping[str, Any], path: Path, value: Any) -> Path | None:
    """Where a document says a suggested value already: at the place itself, or as an entry of the list."""
    if path[-1] != ONE_MORE:
        return path if says_same(value_at(document, path), value) else None
    entries = value_at(document, path[:-1])
    there = enumerate(entries) if isinstance(entries, list | tuple) else ()
    return next(((*path[:-1], index) for index, entry in there if _includes(entry, value)), None)


def _includes(entry: Any, value: Any) -> bool:
    """Whether an entry says all that a value says, whatever it says beside it."""
    if isinstance(value, Mapping):
        return isinstance(entry, Mapping) and all(_includes(entry.get(key), item) for key, item in value.items())
    return says_same(entry, value)


def laid(whole: Any, path: Path, value: Any) -> Any:
    """The same document with a value at a path; what stands beside it stays.

    >>> laid({"en": "Oxigen"}, ("en",), "Oxygen")
    {'en': 'Oxygen'}
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if step == ONE_MORE:
        return [*(whole if isinstance(whole, list | tuple) else ()), value]
    if isinstance(step, int):
        entries = list(whole) if isinstance(whole, list | tuple) else []
        return [laid(item, rest, value) if index == step else item for index, item in enumerate(entries)]
    kept = whole if isinstance(whole, Mapping) else {}
    return {**kept, step: laid(kept.get(step), rest, value)}


def without(whole: Any, path: Path) -> Any:
    """The same document without what stands at a path; None where nothing is left of it."""
    if not path:
        return None
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        entries = list(whole) if isinstance(whole, list | tuple) else []
        return [without(item, rest) if index == step else item for index, item in enumerate(entries)
                if rest or index != step] or None  # fmt: skip
    kept = whole if isinstance(whole, Mapping) else {}
    left = {key: without(item, rest) if key == step else item for key, item in kept.items()}
    return {key: item for key, item in left.items() if key != step or not is_empty(item)} or None


def _plain(value: Any) -> str:
    text = "" if value is None else str(value)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())


def _number(text: str) -> float | None:
    try:
        number = float("".join(text.split()).replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
