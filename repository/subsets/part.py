"""Which rows of a file belong to a part, and the lines they are written as: one for each value. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from repository.inspection.reading import Reading
from repository.record.dates import first_day, last_day
from repository.subsets.question import SubsetQuestion, folded

MOST_VALUES: Final = 200_000
"""Values of one part, of all its files together; a part of more is refused, never cut."""

COLUMNS: Final = ("file", "row", "longitude", "latitude", "time", "depth", "variable", "unit", "value", "flag")
_READ: Final = "part"
_LONGEST_CELL: Final = 10_000


class TooMany(Exception):
    """The file holds more values of the part than are given out."""


class Cell(NamedTuple):
    """One value of a row, as text; ``names``: what the variable may be called, the first of which is written."""

    names: tuple[str, ...]
    unit: str
    value: str
    flag: str = ""


class Where(NamedTuple):
    """What a row says of place, time and depth; several of one kind are the ends of a range, none is not known.

    ``places``: (longitude, latitude) in degrees; ``times`` as `2019`, `2019-04`, `2019-04-12` or with a time of day.
    """

    places: Sequence[tuple[float, float]] = ()
    times: Sequence[str] = ()
    depths: Sequence[float] = ()


@dataclass(slots=True)
class Part:
    """Takes the rows of one file one by one. ``unplaced``, ``undated``, ``unfathomed``: rows without what was asked."""

    question: SubsetQuestion
    name: str
    values: int = 0
    unplaced: int = 0
    undated: int = 0
    unfathomed: int = 0
    _text: io.StringIO = field(default_factory=io.StringIO)
    _wanted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._wanted = frozenset(map(folded, self.question.variables))

    def wants(self, names: Iterable[str]) -> bool:
        """Whether a variable that may be called so was asked for."""
        return not self._wanted or any(folded(name) in self._wanted for name in names)

    def holds(self, where: Where) -> bool:
        """Whether a row belongs to the part; counts it where it does not tell what was asked."""
        if self.question.box and not where.places:
            self.unplaced += 1
            return False
        if self.question.period and not where.times:
            self.undated += 1
            return False
        if self.question.depth and not where.depths:
            self.unfathomed += 1
            return False
        return is_inside(self.question, where)

    def take(self, row: int, where: Where, cells: Iterable[Cell]) -> None:
        """Write the cells of a row that belongs to it. Raises TooMany."""
        longitude, latitude = where.places[0] if where.places else ("", "")
        before = [_cell(self.name), row, number_text(longitude), number_text(latitude)]
        before += [where.times[0] if where.times else "", number_text(where.depths[0]) if where.depths else ""]
        write = csv.writer(self._text, lineterminator="\n").writerow
        for cell in cells:
            if self.values == MOST_VALUES:
                raise TooMany
            self.values += 1
            write([*before, _cell(cell.names[0]), _cell(cell.unit), _cell(cell.value), _cell(cell.flag)])

    def reading(self) -> Reading:
        """What the process answers."""
        facts = {
            "text": self._text.getvalue(),
            "values": self.values,
            "left_out": {"place": self.unplaced, "time": self.undated, "depth": self.unfathomed},
        }
        return Reading(format=_READ, facts=facts)


class Answered(NamedTuple):
    """What one file gives to a part: lines, how many, and rows left out since they do not tell what was asked."""

    text: str
    values: int
    left_out: int


def answered(reading: Reading) -> Answered | None:
    """The answer of the process, believed no further than it can be; None where it is none."""
    if reading.format != _READ:
        return None
    text, values, left = reading.facts.get("text"), reading.facts.get("values"), reading.facts.get("left_out")
    if not isinstance(text, str) or not isinstance(values, int) or not isinstance(left, dict):
        return None
    if text.count("\n") != values or (text and not text.endswith("\n")) or "\r" in text or "\0" in text:
        return None
    return Answered(text, values, sum(int(count) for count in left.values() if isinstance(count, int)))


def too_many() -> Reading:
    """What the process answers where there are more values than are given out."""
    return Reading(format="too-many")


def header() -> str:
    """The first line of every part."""
    return ",".join(COLUMNS) + "\n"


def is_inside(question: SubsetQuestion, where: Where) -> bool:
    """Whether what a row says meets every condition; edges and whole days belong to it."""
    if question.box and not any(_is_in_box(question.box, *place) for place in where.places):
        return False
    if question.period and not _is_in_period(question.period, where.times):
        return False
    if question.depth:
        top, bottom = question.depth
        low, high = min(where.depths), max(where.depths)
        return (top is None or high >= top) and (bottom is None or low <= bottom)
    return True


def number_text(value: float | str) -> str:
    """A number with as many digits as lead back to it, a whole one without a point; blank stays blank."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _is_in_box(box: tuple[float, float, float, float], longitude: float, latitude: float) -> bool:
    west, south, east, north = box
    east_of_greenwich = longitude - 360 if longitude > 180 else longitude
    is_at_the_edge = abs(east_of_greenwich) == 180 and (abs(west) == 180 or abs(east) == 180)
    within = west <= east_of_greenwich <= east if west <= east else not east < east_of_greenwich < west
    return south <= latitude <= north and (within or is_at_the_edge)


def _is_in_period(period: tuple[str, str], times: Sequence[str]) -> bool:
    try:
        first: date = min(first_day(time[:10]) for time in times)
        last: date = max(last_day(time[:10]) for time in times)
    except ValueError:
        return False
    begin, end = period
    return (not begin or last.isoformat() >= begin) and (not end or first.isoformat() <= end)


def _cell(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_CELL].replace("\0", "")
