"""What is hardly so in times and places. Pure."""

from collections.abc import Iterator
from typing import Final

from moderation.sentences import finding
from repository.record.dates import first_day
from repository.record.findings import Finding
from repository.record.model import Record

FIRST_INSTRUMENTS: Final = 1650
"""Before this year no calendar date of a measurement is likely: the thermometer series begin in 1659."""


def plausible(record: Record) -> Iterator[Finding]:
    """Periods before instruments, and boxes that touch the point 0, 0."""
    for index, period in enumerate(record.time.periods):
        begin = first_day(period.begin) if isinstance(period.begin, str) else None
        if begin and begin.year < FIRST_INSTRUMENTS:
            yield finding("period-before-instruments", ("time", "periods", index), year=f"{begin.year:04d}")
    for index, box in enumerate(record.place.boxes):
        at_zero = 0 in (box.south, box.north) and 0 in (box.west, box.east)
        if at_zero and not box.is_point:
            yield finding("box-touches-zero", ("place", "boxes", index))
