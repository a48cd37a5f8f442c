"""Moments of many cells at once, as datetime64 in milliseconds and UTC; NaT for what is none. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from repository.inspection.positions import number
from repository.inspection.times import FIRST_YEAR, LAST_YEAR, NotADate, Order, Since, read_date
from repository.stations.moments import Moments

NOT_KNOWN: Final = np.datetime64("NaT", "ms")
CJD_1900: Final = 2_415_021.0
"""Chronological Julian date (P01 CJDY1101) of 1900-01-01T00:00: it begins at midnight, half a day before the
astronomical one (SeaDataNet data file formats, ODV: 1950-01-01T00:00 is 2433283)."""
_1900: Final = np.datetime64("1900-01-01", "ms")
_FIRST, _LAST = (np.datetime64(f"{year:04d}-01-01", "ms") for year in (FIRST_YEAR, LAST_YEAR + 1))
_DAY: Final = 86_400_000.0
_REMEMBERED: Final = 100_000


class Instants:
    """Reads dates as written; where day and month could be exchanged and nothing tells, a date is not known."""

    def __init__(self, order: Order | None = None, since: Since | None = None) -> None:
        self._order: Order | None = order
        self._since = since
        self._known: dict[str, Any] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Whether day or month comes first, where no label tells and these dates leave one possible."""
        moments = Moments()
        for text in dict.fromkeys(texts):
            moments.read(text)
        if self._order is None and moments.which is not None:
            self._order = "month" if moments.which else "day"

    def read(self, texts: Iterable[str]) -> Any:
        """The moments of cells."""
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        found = [known[text] if text in known else known.setdefault(text, self._one(text)) for text in texts]
        return np.array(found, dtype="M8[ms]")

    def _one(self, text: str) -> Any:
        plain = text.strip()
        if self._since is not None:
            value = number(plain)
            return NOT_KNOWN if value is None else counted(np.array([value]), self._since)[0]
        try:
            moment = datetime.fromisoformat(plain) if len(plain) >= 8 else _day_of(plain, self._order)
        except ValueError:
            moment = _day_of(plain, self._order)
        if moment is None:
            return NOT_KNOWN
        try:
            utc = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
        except OverflowError:
            return NOT_KNOWN
        return likely(np.array([np.datetime64(utc, "ms")]))[0]


def of_parts(parts: Sequence[Sequence[str]]) -> Any:
    """Moments of a year, a month and a day in columns of their own."""
    found = [
        f"{year.strip():0>4}-{month.strip():0>2}-{day.strip():0>2}" for year, month, day in zip(*parts, strict=True)
    ]
    return Instants().read(found)


def with_clock(days: Any, clocks: Sequence[str]) -> Any:
    """Days with the times of day of another column, `hh:mm` or `hh:mm:ss`."""
    return days + np.array([_clock(text) for text in clocks], dtype="m8[ms]")


def chronological(values: Any) -> Any:
    """Moments of chronological Julian dates.

    >>> chronological(np.array([2433283.25]))
    array(['1950-01-01T06:00:00.000'], dtype='datetime64[ms]')
    """
    return _after(np.asarray(values, dtype=float) - CJD_1900, _1900, _DAY)


def counted(values: Any, since: Since) -> Any:
    """Moments of a count such as `days since 1950-01-01`."""
    origin = np.datetime64(since.origin.astimezone(UTC).replace(tzinfo=None), "ms")
    return _after(np.asarray(values, dtype=float), origin, since.seconds * 1000.0)


def likely(moments: Any) -> Any:
    """Without those in years that no measurement has."""
    with np.errstate(invalid="ignore"):
        return np.where((moments >= _FIRST) & (moments < _LAST), moments, NOT_KNOWN)


def _after(counts: Any, origin: Any, milliseconds: float) -> Any:
    with np.errstate(invalid="ignore", over="ignore"):
        shifts = np.round(counts * milliseconds)
        good = np.isfinite(shifts) & (np.abs(shifts) < 1e15)
    moments = origin + np.where(good, shifts, 0).astype(np.int64).astype("m8[ms]")
    return likely(np.where(good, moments, NOT_KNOWN))


def _day_of(text: str, order: Order | None) -> datetime | None:
    try:
        day_first, month_first = read_date(text)
    except NotADate:
        return None
    if order is None and day_first and month_first and day_first != month_first:
        return None
    chosen = (month_first if order == "month" else day_first) if order else day_first or month_first
    if chosen is None or len(chosen) < 10:
        return None
    return datetime.fromisoformat(chosen)


def _clock(text: str) -> int:
    parts = text.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.replace(".", "", 1).isdecimal() and part.isascii() for part in parts):
        return 0
    hours, minutes, seconds = (*map(float, parts), 0.0)[:3]
    return round((hours * 3600 + minutes * 60 + seconds) * 1000) if hours < 24 and minutes < 60 else 0
