"""Dates of a table, in the many ways they are written, gathered into one period; nothing ambiguous is guessed. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal

from repository.inspection.positions import is_blank, is_mark

Order = Literal["day", "month"]
"""What comes first where a date ends with its year: 31/12/2019 or 12/31/2019."""

_CLOCK: Final = r"(?:[T\s]\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d*)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
_ISO: Final = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2})" + _CLOCK + r")?)?", re.ASCII | re.IGNORECASE)
_PLAIN: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d*)?)?Z?)?", re.ASCII)
_INTERVAL: Final = re.compile(r"(\d{4}-\d\d[^/]*)/(\d{4}-\d\d[^/]*)", re.ASCII)
_LONGEST: Final = 80
"""Characters; what is longer is no date."""

_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T\s]+[\d:.,]+\s*(?:Z|UTC)?)?", re.ASCII)
_NAMED: Final = re.compile(r"(\d{1,2})[-/ .]+([^\W\d_]{3,9})\.?[-/ ,]+(\d{4})(?:[T\s]+[\d:.,]+\s*(?:Z|UTC)?)?")
_MONTHS: Final = (
    "jan january janv janvier", "feb february fev fév février fevrier févr fevr", "mar march mars",
    "apr april avr avril", "may mai", "jun june juin", "jul july juil juillet", "aug august aou aoû aout août",
    "sep sept september septembre", "oct october octobre", "nov november novembre",
    "dec december déc décembre decembre",
)  # fmt: skip
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NOTHING: Final = frozenset({"0000-00-00", "9999-12-31", "9999-99-99", "99/99/9999", "00/00/0000"})
_ORIGINS: Final = frozenset({"1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01"})
_GAP: Final = 2
"""Years. The empty cell of a spreadsheet or a clock at zero, if the next date comes later than that."""

FIRST_YEAR: Final = 1600
LAST_YEAR: Final = 2100
"""Years outside are no dates of a measurement: a mark, or another calendar."""

_SINCE: Final = re.compile(
    r"(seconds?|secs?|s|minutes?|min|hours?|hrs?|h|days?|d|secondes?|heures?|jours?)\s+(?:since|depuis)\s+(.+)",
    re.IGNORECASE,
)
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "j": 86400}


class NotADate(ValueError):
    """A text that is no date, or a date that is not in the calendar."""


def iso_day(year: int, month: int, day: int) -> str:
    """``2019-04-12``. Errors: NotADate."""
    try:
        return date(year, month, day).isoformat()
    except (ValueError, OverflowError) as error:
        raise NotADate from error


def iso_month(year: int, month: int) -> str:
    """``2019-04``. Errors: NotADate."""
    return iso_day(year, month, 1)[:7]


def read_date(text: str) -> tuple[str | None, str | None]:
    """A date read with the day first, and with the month first (both the same where the order is plain), in UTC.

    Each is ``2019``, ``2019-04`` or ``2019-04-12``, or None where it is not in the calendar. Errors: NotADate where the
    text is no date in any reading.
    """
    plain = text.strip().rstrip(".")
    if len(plain) > _LONGEST:
        raise NotADate
    match = _ISO.fullmatch(plain)
    if match:
        return (_iso(match),) * 2
    match = _COMPACT.fullmatch(plain)
    if match:
        return (iso_day(*(int(part) for part in match.groups())),) * 2
    match = _NAMED.fullmatch(plain)
    if match and match[2].lower() in _MONTH:
        return (iso_day(int(match[3]), _MONTH[match[2].lower()], int(match[1])),) * 2
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        raise NotADate
    readings = _either(int(match[4]), int(match[1]), int(match[3]))
    if readings == (None, None):
        raise NotADate
    return readings


def _either(year: int, first: int, second: int) -> tuple[str | None, str | None]:
    found: list[str | None] = []
    for month, day in ((second, first), (first, second)):
        try:
            found.append(iso_day(year, month, day))
        except NotADate:
            found.append(None)
    return found[0], found[1]


def _iso(match: re.Match[str]) -> str:
    year, _, month, day, hour, minute, second, zone = match.groups()
    if day is None:
        return iso_month(int(year), int(month)) if month else year
    plain = iso_day(int(year), int(month), int(day))
    if hour is None:
        return plain
    if int(hour) > 24 or int(minute) > 59 or int(second or 0) > 60:
        raise NotADate
    if zone is None or zone.upper() in ("Z", "UTC", "GMT"):
        return plain
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    if hours > 14 or int(hour) == 24:
        raise NotADate
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=timezone(shift))
    try:
        return moment.astimezone(UTC).date().isoformat()
    except OverflowError as error:
        raise NotADate from error


@dataclass(frozen=True, slots=True)
class Since:
    """A count of seconds from a moment, such as ``days since 1950-01-01``."""

    origin: datetime
    seconds: int

    @classmethod
    def of(cls, unit: str) -> "Since | None":
        """The count that a unit names; None where it names none."""
        match = _SINCE.fullmatch(" ".join(unit.split()))
        if match is None:
            return None
        try:
            origin = datetime.fromisoformat(re.sub(r"\s*(?:Z|UTC)$", "", match[2].strip(), flags=re.IGNORECASE))
        except ValueError:
            return None
        return cls(origin.replace(tzinfo=UTC) if origin.tzinfo is None else origin, _UNITS[match[1][0].lower()])

    def day(self, count: float) -> str:
        """The day of a count. Errors: NotADate."""
        try:
            return (self.origin + timedelta(seconds=count * self.seconds)).astimezone(UTC).date().isoformat()
        except (OverflowError, ValueError) as error:
            raise NotADate from error


@dataclass(slots=True)
class _Reach:
    """First, second and last of dates written as in a record, coarse ones among them."""

    begin: str = ""
    second: str = ""
    end: str = ""

    def add(self, text: str) -> None:
        if not self.begin or text < self.begin:
            self.begin, self.second = text, self.begin
        elif text != self.begin and (not self.second or text < self.second):
            self.second = text
        self.end = text if not self.end else max(self.end, text, key=lambda each: each + "~")

    @property
    def begins_with_a_mark(self) -> bool:
        """Whether the first is a day from which machines count, years before all the others."""
        return self.begin in _ORIGINS and bool(self.second) and int(self.second[:4]) - int(self.begin[:4]) > _GAP


@dataclass(slots=True)
class Dates:
    """All dates of a table. ``order`` is given where the file itself states it."""

    order: Order | None = None
    missing: frozenset[str] = frozenset()
    count: int = 0
    wrong: str = ""
    doubtful: str = ""
    slashed: str = ""
    _day_first: _Reach = field(default_factory=_Reach)
    _month_first: _Reach = field(default_factory=_Reach)
    _impossible: set[Order] = field(default_factory=set)

    def add(self, texts: Iterable[str]) -> None:
        """Add dates as written; the first that is none is kept in ``wrong``."""
        kept = dict.fromkeys(texts)
        if all(map(_PLAIN.fullmatch, kept)):
            kept = dict.fromkeys(text[:10] for text in kept)
        for text in kept:
            if match := _INTERVAL.fullmatch(text.strip()):
                self.add(match.groups())
                continue
            plain = text.strip()
            if (
                is_blank(plain)
                or plain in _NOTHING
                or plain[:10] in _NOTHING
                or plain in self.missing
                or is_mark(plain)
            ):
                continue
            try:
                day_first, month_first = read_date(plain)
            except NotADate:
                self.wrong = self.wrong or plain
                continue
            self.count += 1
            if day_first != month_first:
                self.slashed = self.slashed or plain
            self._put(day_first, "day", plain)
            self._put(month_first, "month", plain)

    def add_days(self, days: Iterable[str]) -> None:
        """Add dates that are read already: 2019, 2019-04 or 2019-04-12."""
        for day in days:
            self.count += 1
            self._put(day, "day", day)
            self._put(day, "month", day)

    def _put(self, text: str | None, order: Order, written: str) -> None:
        if text is None:
            self._impossible.add(order)
            return
        if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            self.doubtful = self.doubtful or written
        (self._day_first if order == "day" else self._month_first).add(text)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders of day and month under which every date is in the calendar."""
        return tuple(
            order for order in ("day", "month") if order not in self._impossible and self.order in (None, order)
        )

    @property
    def at_origin(self) -> str:
        """A first date that is an origin of counting, years before all the others; else blank."""
        return self._day_first.begin if self._day_first.begins_with_a_mark else ""

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could be exchanged throughout, and it would matter."""
        return len(self.orders) == 2 and self._day_first != self._month_first

    def period(self) -> dict[str, str] | None:
        """First and last date as in a record; None where there is none, or one is wrong, doubtful or ambiguous."""
        if not self.count or self.wrong or self.doubtful or self.ambiguous or not self.orders:
            return None
        reach = self._day_first if self.orders[0] == "day" else self._month_first
        if reach.begins_with_a_mark:
            return None
        return {"begin": reach.begin, "end": reach.end}
