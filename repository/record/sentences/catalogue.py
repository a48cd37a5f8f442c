"""All codes with their severity and sentences, and the making of a finding from a remark."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from repository.record.findings import Finding, Remark, Severity, step_of
from repository.record.labels import label_of, where_of
from repository.record.sentences.advice import NOTES, WARNINGS
from repository.record.sentences.extents import EXTENTS
from repository.record.sentences.needs import NEEDS
from repository.record.sentences.values import VALUES

_QUOTED: Final = 60
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Sentence(NamedTuple):
    """The severity of a code and its sentence in English and French, with named gaps for values."""

    severity: Severity
    english: str
    french: str


def _french_spaces(text: str) -> str:
    """No-break spaces before : ; ? ! » and after «."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", _NO_BREAK, text)


CATALOGUE: Final[Mapping[str, Sentence]] = {
    code: Sentence(severity, english, _french_spaces(french))
    for severity, sentences in (
        (Severity.ERROR, {**VALUES, **EXTENTS, **NEEDS}),
        (Severity.WARNING, WARNINGS),
        (Severity.INFO, NOTES),
    )
    for code, (english, french) in sentences.items()
}
"""Code -> severity and sentences. `docs/record.md` lists them all."""


def put_into_words(remark: Remark) -> Finding:
    """The finding of a remark, in both languages. Errors: KeyError for a code that is not in the catalogue."""
    sentence = CATALOGUE[remark.code]
    labels, wheres = label_of(remark.path), where_of(remark.path)
    english = {name: _quoted(name, value) for name, value in remark.values.items()}
    french = {name: _quoted_in_french(name, value) for name, value in remark.values.items()}
    return Finding(
        path=remark.path,
        severity=sentence.severity,
        code=remark.code,
        english=sentence.english.format_map({**english, "label": labels[0], "where": wheres[0]}),
        french=sentence.french.format_map({**french, "label": labels[1], "where": wheres[1]}),
        step=step_of(remark.path),
    )


def _quoted(name: str, value: Any) -> str:
    """A value as a sentence shows it: numbers without a needless fraction, long texts cut, nothing unprintable."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    limit = _QUOTED * 5 if name == "choices" else _QUOTED
    text = "".join(character if character.isprintable() else " " for character in str(value)[: limit + 1])
    return text if len(text) <= limit else f"{text[:limit]}…"


def _quoted_in_french(name: str, value: Any) -> str:
    text = _quoted(name, value)
    return text.replace(".", ",") if isinstance(value, int | float) and not isinstance(value, bool) else text
