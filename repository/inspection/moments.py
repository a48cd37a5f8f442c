"""Moments written as ISO 8601 in files, as days of UTC, and the period that they span. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from pydantic_core import PydanticCustomError

from repository.record.dates import first_day, last_day

_COARSE: Final = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


def day_of(said: str) -> str | None:
    """`2019`, `2019-04` or `2019-04-12` of a date, or of a date and time with its zone (none: UTC). None if impossible.

    >>> day_of("2012-04-04T23:30:00-02:00")
    '2012-04-05'
    """
    plain = said.strip()
    coarse = plain.removesuffix("Z")
    if _COARSE.fullmatch(coarse):
        try:
            first_day(coarse)
        except PydanticCustomError:
            return None
        return coarse
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", plain):
        return None
    try:
        moment = datetime.fromisoformat(plain)
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date().isoformat()
    except (ValueError, OverflowError):
        return None


def period_of(days: Iterable[str]) -> dict[str, str] | None:
    """The first and the last of these days (months, years) as a period of the record; None without any."""
    known = list(days)
    if not known:
        return None
    return {"begin": min(known, key=first_day), "end": max(known, key=last_day)}


def days_between(begin: datetime, end: datetime) -> dict[str, str]:
    """A period of whole days, both of UTC."""
    return {"begin": _day(begin), "end": _day(end)}


def _day(moment: datetime) -> str:
    return date(moment.year, moment.month, moment.day).isoformat()
