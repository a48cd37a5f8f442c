"""Dates of a table one by one: both readings of day and month are kept until the whole file tells which holds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from repository.inspection.positions import is_blank, is_mark, number
from repository.inspection.times import FIRST_YEAR, LAST_YEAR, NotADate, Order, Since, iso_day, iso_month, read_date

Readings = tuple[str, str]
"""A moment with the day read first, and with the month read first; blank where it is none so."""

_NONE: Final[Readings] = ("", "")
_REMEMBERED: Final = 50_000
_LONGEST: Final = 40


@dataclass(slots=True)
class Moments:
    """Reads dates and remembers which orders of day and month are possible throughout."""

    order: Order | None = None
    since: Since | None = None
    _known: dict[str, Readings] = field(default_factory=dict)
    _impossible: set[int] = field(default_factory=set)
    _differ: bool = False

    def read(self, text: str) -> Readings:
        """Both readings of a cell; blank for what is no date of a measurement."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._read(text.strip())
        return found

    def read_parts(self, texts: Sequence[str]) -> Readings:
        """As `read`, of a year, a month and a day in cells of their own, or as many as there are."""
        values = [number(text) for text in texts]
        whole = [int(value) for value in values if value is not None and value == int(value)]
        try:
            return _likely(_date_of(whole)) if len(whole) == len(texts) else _NONE
        except NotADate:
            return _NONE

    @property
    def which(self) -> int | None:
        """Which of the two readings holds for all; None where nobody can say."""
        given = {"day": 0, "month": 1}.get(self.order or "")
        if given is not None:
            return given
        possible = [each for each in (0, 1) if each not in self._impossible]
        return possible[0] if len(possible) == 1 or (possible and not self._differ) else None

    def _read(self, text: str) -> Readings:
        if is_blank(text) or len(text) > _LONGEST:
            return _NONE
        if self.since:
            return self._counted(text)
        if is_mark(text):
            return _NONE
        if instant := instant_of(text):
            return _likely(instant)
        try:
            day_first, month_first = read_date(text)
        except NotADate:
            return _NONE
        self._impossible |= {place for place, each in enumerate((day_first, month_first)) if each is None}
        self._differ = self._differ or day_first != month_first
        return _likely(day_first or "")[0], _likely(month_first or "")[0]

    def _counted(self, text: str) -> Readings:
        value = number(text)
        if value is None or self.since is None or is_mark(text):
            return _NONE
        try:
            return _likely(self.since.day(value))
        except NotADate:
            return _NONE


def instant_of(text: str) -> str:
    """A moment of ISO 8601 with its time of day, `2019-04-12T10:30:00`, in UTC and with a Z where a zone is written.

    >>> instant_of("2019-04-12 10:30+02:00"), instant_of("2019-04-12")
    ('2019-04-12T08:30:00Z', '')
    """
    if len(text) < 13 or text[4:5] != "-" or text[10:11] not in ("T", "t", " "):
        return ""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _likely(text: str) -> Readings:
    return (text, text) if text and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR else _NONE


def _date_of(parts: Sequence[int]) -> str:
    if len(parts) == 3:
        return iso_day(*parts)
    return iso_month(*parts) if len(parts) == 2 else iso_month(parts[0], 1)[:4]
