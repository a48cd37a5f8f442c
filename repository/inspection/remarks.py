"""Problems of a file put into words: each format has a table, code -> severity and sentence in both languages. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import PydanticCustomError

from repository.inspection.reading import Place, Problem, Severity, Unreadable
from repository.record.part import LINE_LENGTH, clean_line

Sentences = Mapping[str, tuple[Severity, str, str]]
"""Code -> severity, the sentence in English, the sentence in French."""

WHOLE: Final = Place("the whole file", "le fichier entier")
SHOWN: Final = 80
"""Characters of a name or value that a sentence quotes."""


def remark(sentences: Sentences, code: str, place: Place = WHOLE, **values: Any) -> Problem:
    """The problem of that code, its sentences filled with the values (numbers as each language writes them)."""
    severity, english, french = sentences[code]
    quoted = {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}
    return Problem(
        code=code,
        severity=severity,
        place=place,
        english=english.format(**{name: _number(value, ",", ".") for name, value in quoted.items()}),
        french=french.format(**{name: _number(value, "\u202f", ",") for name, value in quoted.items()}),
    )


def unreadable(sentences: Sentences, code: str, place: Place = WHOLE, **values: Any) -> Unreadable:
    """To be raised: the file cannot be read at all, for that reason."""
    return Unreadable(remark(sentences, code, place, **values))


def shown(text: str, most: int = SHOWN) -> str:
    """A text of a file as a sentence can quote it: no control characters or direction marks, and not too long."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in text[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def line_of(value: object) -> str | None:
    """A text of a file as one line of the record; None where it is blank, too long or holds control characters."""
    if not isinstance(value, str) or len(value) > LINE_LENGTH:
        return None
    try:
        return clean_line(" ".join(value.split())) or None
    except PydanticCustomError:
        return None


def _number(value: Any, thousands: str, point: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    text = f"{value:,}" if isinstance(value, int) else f"{value:.10g}"
    return text.replace(",", "\0").replace(".", point).replace("\0", thousands)
