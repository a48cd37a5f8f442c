"""The base of every piece of a record, and its scalar values: numbers, flags, texts of one or several lines."""

import re
import unicodedata
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

LINE_LENGTH: Final = 4_000
TEXT_LENGTH: Final = 200_000

TYPED: Final = {"typed": True}
"""Validation context of a draft: a number may still be the text that a person typed, such as `43,45`."""

_TYPED_NUMBER = re.compile(r"[+-]?(\d+([.]\d*)?|[.]\d+)([eE][+-]?\d{1,3})?")
_BLANKS = re.compile(r"\s+")


class Part(BaseModel):
    """A frozen piece of a record: unknown fields refused, tuples only, so equal pieces are equal values."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, ser_json_inf_nan="strings")


def read_typed_number(value: object, info: ValidationInfo) -> object:
    """In a draft, turn the text of a number ("43,45", "−5", "1 200") into that number; leave anything else alone."""
    if not (isinstance(value, str) and info.context and info.context.get("typed")):
        return value
    text = _BLANKS.sub("", value).replace("−", "-").replace(",", ".")
    if not (text.isascii() and len(text) <= 40 and _TYPED_NUMBER.fullmatch(text)):
        return value
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _plain_zero(value: float) -> float:
    return value + 0.0


MARKS_OF_DIRECTION: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn a line for the eye; a name that needs them reads right without."""


def is_printable(character: str) -> bool:
    """Whether JSON, XML and readers carry it: no control character, line break, lone surrogate or non-character."""
    category, code = unicodedata.category(character), ord(character)
    return not (category in ("Cc", "Cs", "Zl", "Zp") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF)


def _refuse_unprintable(text: str, allowed: str) -> None:
    """Raise for what JSON, XML or a reader cannot carry: control characters, lone surrogates, non-characters."""
    if text.isprintable():
        return
    for character in text:
        if character not in allowed and not is_printable(character):
            raise PydanticCustomError("control-character", "character {name}", {"name": f"U+{ord(character):04X}"})


def clean_line(text: str) -> str:
    """One line of text: composed (NFC), without blanks around it.

    Errors: `control-character` for anything that is not text, a tab or a line break included.
    """
    text = text.strip()
    if text.isascii() and text.isprintable():  # most lines: composed already
        return text
    _refuse_unprintable(text, "")
    return unicodedata.normalize("NFC", text).strip()


def clean_text(text: str) -> str:
    """Text of several lines: as `clean_line`, but tabs and line breaks (all written `\\n`) may stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_unprintable(text, "\t\n")
    return unicodedata.normalize("NFC", text).strip()


def _not_blank(text: str) -> str:
    if not text:
        raise PydanticCustomError("text-missing", "no text")
    return text


Number = Annotated[
    float,
    AfterValidator(_plain_zero),
    Field(strict=True, allow_inf_nan=False),
    BeforeValidator(read_typed_number),
]
"""A finite number, never minus zero."""

Whole = Annotated[int, Field(strict=True, ge=-(2**53), le=2**53), BeforeValidator(read_typed_number)]
"""A whole number that every JSON reader can hold."""

Line = Annotated[str, StringConstraints(max_length=LINE_LENGTH), AfterValidator(clean_line), AfterValidator(_not_blank)]
"""A text of one line, never empty."""

Text = Annotated[str, StringConstraints(max_length=TEXT_LENGTH), AfterValidator(clean_text), AfterValidator(_not_blank)]
"""A text of one or more lines, never empty."""

Flag = Annotated[Literal[True] | None, BeforeValidator(lambda value: None if value is False else value)]
"""True or left out: `false` says the same as nothing, so that one fact has one spelling."""

Answer = Annotated[bool, Field(strict=True)]
"""Yes or no, where no answer (None) is a third thing."""
