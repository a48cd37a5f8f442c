"""Positions of a table, batch by batch, gathered into one box; and what is wrong with them. Pure.

A box is exact or it is not given: one latitude that cannot be, one number that cannot be read, and there is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

from repository.record.longitudes import smallest_arc

_BLANK: Final = frozenset(
    {"", "-", "--", "---", "nan", "na", "n/a", "null", "none", "nil", "nd", "n.d.", "missing", "*"}
)
_MARK: Final = re.compile(r"[-+]?(?:9{3,}(?:\.[09]*)?|9{2,}\.9+)", re.ASCII)
_ABSURD: Final = 1e10
_COMMA: Final = re.compile(r"[-+]?\d+,\d+", re.ASCII)
_POINT: Final = re.compile(r"[-+]?\d+\.\d+", re.ASCII)
_HALF: Final = 180.0


def is_blank(text: str) -> bool:
    """Whether a cell says that it has no value, in words or by being empty."""
    return text.strip().lower() in _BLANK


def is_mark(text: str) -> bool:
    """Whether a number is written as marks of missing values are: -999, 9999.0, 99999, -99.99, 1e20, -1e10."""
    plain = text.strip().replace(",", ".")
    if _MARK.fullmatch(plain):
        return True
    value = number(plain)
    return value is not None and abs(value) >= _ABSURD


def is_declared(value: float, missing: frozenset[str]) -> bool:
    """Whether a number is one of those that the file declares as missing, however it is written."""
    return any(value == number(each) for each in missing)


def is_missing(text: str, value: float | None, missing: frozenset[str]) -> bool:
    """Whether a cell, and the number read from it, say that there is no value."""
    if value is None:
        return is_blank(text) or text.strip() in missing
    return bool(missing) and is_declared(value, missing)


def number(text: str, decimal: str = ".") -> float | None:
    """The number of a cell, whose decimal sign is ``.`` or ``,``; None where it is none, or not finite."""
    plain = text.replace(",", ".") if decimal == "," else text
    if "_" in plain or (decimal == "," and "." in text):
        return None
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None


def numbers(texts: Sequence[str], decimal: str = ".") -> list[float] | None:
    """The numbers of a whole column at once; None where one is missing, cannot be read or is not finite."""
    joined = "".join(texts)
    if "_" in joined or (decimal == "," and "." in joined):
        return None
    try:
        found = list(map(float, joined and [text.replace(",", ".") for text in texts] if decimal == "," else texts))
    except ValueError:
        return None
    return found if all(map(isfinite, found)) else None


def other_sign(text: str, decimal: str) -> bool:
    """Whether a cell is a number with the decimal sign that the table does not use."""
    return (_COMMA if decimal == "." else _POINT).fullmatch(text.strip()) is not None


@dataclass(slots=True)
class Span:
    """The lowest and highest of the numbers added; empty at first."""

    low: float = float("inf")
    high: float = float("-inf")

    def add(self, values: Iterable[float]) -> None:
        """Widen by these numbers."""
        kept = list(values)
        if kept:
            self.low = min(self.low, *kept)
            self.high = max(self.high, *kept)

    @property
    def empty(self) -> bool:
        """Whether nothing was added."""
        return self.low > self.high


@dataclass(slots=True)
class Positions:
    """All positions of a table. ``decimal`` is its decimal sign; ``missing`` are what the file declares as blank."""

    decimal: str = "."
    missing: frozenset[str] = frozenset()
    count: int = 0
    at_zero: int = 0
    bad_latitude: tuple[int, str] | None = None
    bad_longitude: tuple[int, str] | None = None
    unread: tuple[int, str] | None = None
    mixed: tuple[int, str] | None = None
    _latitudes: Span = field(default_factory=Span)
    _west: Span = field(default_factory=Span)
    _east: Span = field(default_factory=Span)
    _beyond: Span = field(default_factory=Span)

    def add(self, latitudes: Sequence[str], longitudes: Sequence[str], lines: Sequence[int]) -> None:
        """Add one batch; ``lines`` are the numbers of their lines, for what is said of them."""
        north, east = numbers(latitudes, self.decimal), numbers(longitudes, self.decimal)
        if north is None or east is None or not self._plain(north, east):
            pairs = list(self._pairs(latitudes, longitudes, lines))
            north, east = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        self.count += len(north)
        self._latitudes.add(north)
        self._west.add(value for value in east if value < 0)
        self._east.add(value for value in east if 0 <= value <= _HALF)
        self._beyond.add(value for value in east if value > _HALF)

    def _plain(self, north: list[float], east: list[float]) -> bool:
        """Whether a batch is without blanks and faults, so that nothing needs be looked at one by one."""
        if not north or (0.0 in north and 0.0 in east):
            return False
        if self.missing and any(is_declared(value, self.missing) for value in {*north, *east}):
            return False
        return min(north) >= -90 and max(north) <= 90 and min(east) >= -_HALF and max(east) <= 2 * _HALF

    def _pairs(
        self, latitudes: Sequence[str], longitudes: Sequence[str], lines: Sequence[int]
    ) -> Iterator[tuple[float, float]]:
        """The positions of a batch that has blanks or faults; the first fault of each kind is kept."""
        for row, latitude, longitude in zip(lines, latitudes, longitudes, strict=True):
            north, east = number(latitude, self.decimal), number(longitude, self.decimal)
            if is_missing(latitude, north, self.missing) or is_missing(longitude, east, self.missing):
                continue
            if north is None or east is None:
                self._not_read(row, latitude if north is None else longitude)
            elif self._possible(row, latitude, longitude, north, east):
                if north == 0 == east:
                    self.at_zero += 1
                else:
                    yield north, east

    def _not_read(self, row: int, text: str) -> None:
        if other_sign(text, self.decimal):
            self.mixed = self.mixed or (row, text)
        else:
            self.unread = self.unread or (row, text)

    def _possible(self, row: int, latitude: str, longitude: str, north: float, east: float) -> bool:
        wrong_north, wrong_east = not -90 <= north <= 90, not -_HALF <= east <= 2 * _HALF
        if (wrong_north and is_mark(latitude)) or (wrong_east and is_mark(longitude)):
            return False
        if wrong_north:
            self.bad_latitude = self.bad_latitude or (row, latitude.strip())
        elif wrong_east:
            self.bad_longitude = self.bad_longitude or (row, longitude.strip())
        return not (wrong_north or wrong_east)

    @property
    def two_countings(self) -> bool:
        """Whether longitudes are counted both from -180 and up to 360: one of the two must be a mistake."""
        return not self._west.empty and not self._beyond.empty

    @property
    def sound(self) -> bool:
        """Whether every position could be read and can be."""
        faults = (self.bad_latitude, self.bad_longitude, self.unread, self.mixed)
        return not any(faults) and not self.two_countings

    @property
    def zero_stands_out(self) -> bool:
        """Whether positions of exactly 0, 0 would widen the box of all the others, or are all there is."""
        if not self.at_zero:
            return False
        box = self._box()
        within = box is not None and box["south"] <= 0 <= box["north"] and box["west"] <= 0 <= box["east"]
        return not within

    def box(self) -> dict[str, float] | None:
        """The smallest box of all positions, as in a record; None where there are none or one of them is doubtful.

        It crosses the antimeridian where all positions fit into less than half of the Earth only in that way.
        """
        return self._box() if self.sound and not self.zero_stands_out else None

    def _box(self) -> dict[str, float] | None:
        if self._latitudes.empty:
            return None
        western, eastern = Span(), Span()
        western.add(v for v in (self._west.low, self._west.high) if isfinite(v))
        western.add(round(v - 2 * _HALF, 9) for v in (self._beyond.low, self._beyond.high) if isfinite(v))
        eastern.add(v for v in (self._east.low, self._east.high) if isfinite(v))
        west, east = smallest_arc([(each.low, each.high) for each in (western, eastern) if not each.empty], gap=_HALF)
        return {"west": west, "south": self._latitudes.low, "east": east, "north": self._latitudes.high}
