"""Round numbers and round times along an axis, and how they are written. Pure."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

Tick = tuple[float, str]
"""Where on the axis, and the words."""

_DAY: Final = 86_400
_CLOCK: Final = (1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200)
_DAYS: Final = (1, 2, 5, 10)
_MONTHS: Final = (1, 2, 3, 6)


def number_ticks(low: float, high: float, *, most: int = 5, decimal: str = ".") -> list[Tick]:
    """Up to ``most`` round numbers between the two ends.

    >>> [words for _, words in number_ticks(2, 100)]
    ['20', '40', '60', '80', '100']
    """
    span = high - low
    if not span > 0 or not math.isfinite(span):
        return [(low, number_words(low, decimal))]
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(index * step, number_words(index * step, decimal)) for index in range(first, last + 1)]


def number_words(value: float, decimal: str = ".") -> str:
    """A number as short as it can be said: `0.25`, `-142.6`, `3e-05`."""
    text = f"{value:.6g}" if abs(value) < 1e6 else f"{value:.4g}"
    return ("0" if text in ("-0", "0") else text.replace("-", "\N{MINUS SIGN}")).replace(".", decimal)


def time_ticks(low: float, high: float, *, most: int = 4) -> list[Tick]:
    """Up to ``most`` round moments of UTC between two (seconds since 1970): hours, days, months or years."""
    span = high - low
    if not span > 0 or not _is_time(low) or not _is_time(high):
        return []
    for step in _CLOCK:
        if span / step <= most:
            return [(at, _clock(at, step)) for at in _multiples(low, high, step)]
    for days in _DAYS:
        if span / (days * _DAY) <= most:
            return [(at, _moment(at).strftime("%Y-%m-%d")) for at in _multiples(low, high, days * _DAY)]
    months = next((each for each in _MONTHS if span / (each * 30.4 * _DAY) <= most), 0)
    return list(_months(low, high, months)) if months else list(_years(low, high, most))


def _clock(at: float, step: float) -> str:
    return _moment(at).strftime("%H:%M:%S" if step < 60 else "%H:%M")


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for index in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield float(index * step)


def _months(low: float, high: float, step: int) -> Iterator[Tick]:
    moment = _moment(low)
    year, month = moment.year, (moment.month - 1) // step * step + 1
    while year <= 9999:
        at = datetime(year, month, 1, tzinfo=UTC)
        if at.timestamp() > high:
            return
        if at.timestamp() >= low:
            yield at.timestamp(), at.strftime("%Y-%m")
        year, month = (year + 1, month + step - 12) if month + step > 12 else (year, month + step)


def _years(low: float, high: float, most: int) -> Iterator[Tick]:
    for at, _ in number_ticks(_moment(low).year, _moment(high).year + 1, most=most):
        if at == int(at) and 1 <= at <= 9999:
            seconds = datetime(int(at), 1, 1, tzinfo=UTC).timestamp()
            if low <= seconds <= high:
                yield seconds, f"{int(at)}"


def _is_time(seconds: float) -> bool:
    return -62_135_596_800 <= seconds <= 253_402_300_799


def _moment(seconds: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def moment_words(seconds: float) -> str:
    """`2026-10-05 06:00`; the day alone at midnight; empty for what no calendar has."""
    if not _is_time(seconds):
        return ""
    moment = _moment(seconds)
    return moment.strftime("%Y-%m-%d" if (moment.hour, moment.minute) == (0, 0) else "%Y-%m-%d %H:%M")
