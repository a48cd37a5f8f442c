"""Dates as coarse as people know them (year, month, day) and deep time, and the periods between two of them."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Discriminator, Tag, model_validator
from pydantic_core import PydanticCustomError

from repository.record.identifiers import Uri
from repository.record.languages import LocalisedLine
from repository.record.part import Flag, Line, Number, Part

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII)
_YEARS: Final = {"a": 1.0, "ka": 1e3, "Ma": 1e6, "Ga": 1e9}
_PRESENT: Final = 1950


def first_day(text: str) -> date:
    """The first day of `2019`, `2019-04` or `2019-04-12`. Errors: `date-form`, `date-impossible`."""
    match = _DATE.fullmatch(text)
    if not match:
        raise PydanticCustomError("date-form", "{value} is not a date", {"value": text[:40]})
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise PydanticCustomError("date-impossible", "{value} does not exist", {"value": text}) from error


def last_day(text: str) -> date:
    """The last day of `2019`, `2019-04` or `2019-04-12`. Errors: as `first_day`."""
    day = first_day(text)
    month = 12 if len(text) == 4 else day.month
    return day if len(text) == 10 else date(day.year, month, calendar.monthrange(day.year, month)[1])


def _date(text: str) -> str:
    first_day(text)
    return text


def _day(text: str) -> str:
    if len(text) != 10:
        raise PydanticCustomError("day-form", "{value} is not a day", {"value": text[:40]})
    return _date(text)


def _duration(text: str) -> str:
    if not _DURATION.fullmatch(text):
        raise PydanticCustomError("duration-form", "{value} is not a duration", {"value": text[:40]})
    return text


CalendarDate = Annotated[Line, AfterValidator(_date)]
"""`2019`, `2019-04` or `2019-04-12` (Gregorian, UTC)."""

Day = Annotated[Line, AfterValidator(_day)]
"""A whole date: `2019-04-12`."""

Duration = Annotated[Line, AfterValidator(_duration)]
"""An ISO 8601 duration: `P1M`, `PT10M`."""


class DeepTime(Part):
    """An age before present (1950): `{"age": 66.0, "unit": "Ma"}`; `plus_minus` in the same unit."""

    age: Number
    unit: Literal["a", "ka", "Ma", "Ga"]
    plus_minus: Number | None = None

    @property
    def years(self) -> float:
        """The age in years before 1950."""
        return self.age * _YEARS[self.unit]

    @model_validator(mode="after")
    def _past(self) -> "DeepTime":
        if self.age < 0 or (self.plus_minus or 0) < 0:
            raise PydanticCustomError("age-negative", "an age cannot be negative", {"value": self.age})
        return self

    def __str__(self) -> str:
        return f"{self.age:g} {self.unit} BP"


def _moment_kind(value: Any) -> str:
    return "<deep>" if isinstance(value, Mapping | DeepTime) else "<date>"


Moment = Annotated[
    Annotated[CalendarDate, Tag("<date>")] | Annotated[DeepTime, Tag("<deep>")], Discriminator(_moment_kind)
]
"""A calendar date (a text) or deep time (an object)."""


def _place_in_time(moment: str | DeepTime, *, last: bool) -> float:
    """Years of our era, only to put two moments in order."""
    if isinstance(moment, DeepTime):
        return _PRESENT - moment.years
    day = last_day(moment) if last else first_day(moment)
    return day.year + (day.timetuple().tm_yday - 1) / 366


class Period(Part):
    """A time span of the data, both ends included; without an end it is `ongoing`, or nobody said when it ended."""

    begin: Moment | None = None
    end: Moment | None = None
    ongoing: Flag = None
    name: LocalisedLine | None = None
    uri: Uri | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.begin is None and self.end is None and self.name is None:
            raise PydanticCustomError("period-empty", "a period needs a date or a name")
        if self.ongoing and self.end is not None:
            raise PydanticCustomError("period-ended-and-ongoing", "both an end and still growing")
        if self.begin is None or self.end is None:
            return self
        if _place_in_time(self.begin, last=False) > _place_in_time(self.end, last=True):
            said = {"begin": str(self.begin), "end": str(self.end)}
            raise PydanticCustomError("period-reversed", "{begin} is after {end}", said)
        return self

    @property
    def is_deep_time(self) -> bool:
        """Whether either end is an age before present."""
        return isinstance(self.begin, DeepTime) or isinstance(self.end, DeepTime)


class TemporalCoverage(Part):
    """When the data are about: one or more periods, or the explicit answer that time does not apply."""

    periods: tuple[Period, ...] = ()
    not_applicable: Flag = None

    @model_validator(mode="after")
    def _one_answer(self) -> "TemporalCoverage":
        if self.not_applicable and self.periods:
            raise PydanticCustomError("period-and-none", "periods given, and said not to apply")
        return self
