"""The question for a part of a layer, and its normalised text: the same question has the same text and identifier.

After the recommendations of the RDA on data citation (R4 query uniqueness, R8 query PID). Pure.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from repository.record.dates import first_day, last_day

MOST_VARIABLES: Final = 100
LONGEST_NAME: Final = 200
DEEPEST: Final = 120_000.0
"""Metres downwards; heights are negative."""

_NUMBER: Final = re.compile(r"[-+]?\d{1,6}(?:\.\d{1,12})?", re.ASCII)
_SIDES: Final = ("west", "south", "east", "north")
_DECIMALS: Final = 6

Box = tuple[float, float, float, float]


class BadQuestion(ValueError):
    """What was asked is no question; ``code`` says why, ``field`` where."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class SubsetQuestion:
    """``box``: west, south, east, north in degrees, west > east over the antimeridian. ``period``: days, both included,
    blank for an open end. ``depth``: metres downwards, both included, None for an open end. None where not asked.

    ``variables``: names as files have them, compared without case; none: all.
    """

    layer: int
    box: Box | None = None
    period: tuple[str, str] | None = None
    depth: tuple[float | None, float | None] | None = None
    variables: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The normalised question: one line for the form, one for the layer, one for each condition, names sorted."""
        lines = ["varve-subset 1", f"layer {self.layer}"]
        lines += [f"box {' '.join(map(plain, self.box))}"] if self.box else []
        lines += [f"period {' '.join(day or '..' for day in self.period)}"] if self.period else []
        if self.depth:
            lines.append("depth " + " ".join(".." if end is None else plain(end) for end in self.depth))
        lines += [f"variable {name}" for name in sorted({folded(name) for name in self.variables})]
        return "\n".join(lines) + "\n"

    @property
    def identifier(self) -> str:
        """The first 16 hexadecimal digits of the SHA256 of the text."""
        return sha256(self.text.encode()).hexdigest()[:16]

    @property
    def is_everything(self) -> bool:
        """Whether it asks for no part, but for the whole layer."""
        return not (self.box or self.period or self.depth or self.variables)

    def as_json(self) -> dict[str, object]:
        """For a column, or for the process that reads a file."""
        box, period, depth = (list(each) if each else None for each in (self.box, self.period, self.depth))
        return {
            "layer": self.layer,
            "box": box,
            "period": period,
            "depth": depth,
            "variables": list(self.variables),
        }


def question_from(document: Mapping[str, object]) -> SubsetQuestion:
    """The inverse of `SubsetQuestion.as_json`."""
    parts = {name: tuple(value) for name in ("box", "period", "depth") if isinstance(value := document[name], list)}
    names = document["variables"]
    variables = tuple(map(str, names)) if isinstance(names, list) else ()
    return SubsetQuestion(layer=int(str(document["layer"])), variables=variables, **parts)


def read_question(layer: int, asked: Mapping[str, str], variables: Sequence[str]) -> SubsetQuestion:
    """The question of a form with ``west south east north begin end top bottom``; blank is not asked.

    Raises BadQuestion for what is no question, rather than answering another one.
    """
    names = tuple(dict.fromkeys(name for each in variables if (name := _line(each))))
    if len(names) > MOST_VARIABLES:
        raise BadQuestion("variables", "too-many")
    if any(len(name) > LONGEST_NAME for name in names):
        raise BadQuestion("variables", "too-long")
    question = SubsetQuestion(layer, _box(asked), _period(asked), _depth(asked), names)
    if question.is_everything:
        raise BadQuestion("", "everything")
    return question


def folded(name: str) -> str:
    """A name as it is compared: composed, without case, with single blanks."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def plain(value: float) -> str:
    """A number with at most six decimals and no more than it needs: ``3``, ``-0.5``.

    >>> plain(3.10), plain(-0.0)
    ('3.1', '0')
    """
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _box(asked: Mapping[str, str]) -> Box | None:
    given = [asked.get(side, "").strip() for side in _SIDES]
    if not any(given):
        return None
    if not all(given):
        raise BadQuestion("box", "incomplete")
    west, south, east, north = (_number(text, "box") for text in given)
    if not -90 <= south <= north <= 90:
        raise BadQuestion("box", "latitudes")
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise BadQuestion("box", "longitudes")
    # the antimeridian has two numbers, of which each side takes its own
    if west > east:
        west = -180.0 if west == 180 else west
        east = 180.0 if east == -180 else east
    return west, south, east, north


def _period(asked: Mapping[str, str]) -> tuple[str, str] | None:
    begin, end = (asked.get(name, "").strip() for name in ("begin", "end"))
    if not (begin or end):
        return None
    try:
        first = first_day(begin).isoformat() if begin else ""
        last = last_day(end).isoformat() if end else ""
    except ValueError as error:
        raise BadQuestion("period", "date") from error
    if first and last and first > last:
        raise BadQuestion("period", "order")
    return first, last


def _depth(asked: Mapping[str, str]) -> tuple[float | None, float | None] | None:
    texts = [asked.get(name, "").strip() for name in ("top", "bottom")]
    if not any(texts):
        return None
    top, bottom = (_number(text, "depth") if text else None for text in texts)
    if any(end is not None and abs(end) > DEEPEST for end in (top, bottom)):
        raise BadQuestion("depth", "number")
    if top is not None and bottom is not None and top > bottom:
        raise BadQuestion("depth", "order")
    return top, bottom


def _number(text: str, field: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise BadQuestion(field, "number")
    return round(float(text), _DECIMALS) + 0.0


def _line(text: str) -> str:
    """One line that can be kept and shown; nothing for what is none."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())
