"""The period of a NetCDF file: from its times, held against what its attributes say."""

from datetime import date, timedelta
from typing import Final

from repository.inspection.netcdf.axes import Axes, cells_of, climatologies_of, has_dates
from repository.inspection.netcdf.coordinates import MOST_VALUES, span_of
from repository.inspection.netcdf.header import Header, Variable, attribute, attributes, variables
from repository.inspection.netcdf.notes import Notes
from repository.inspection.netcdf.place import FAULTS, range_of
from repository.inspection.netcdf.times import NoDates, day_from_text, day_of, is_likely

_ATTRIBUTES: Final = (("time_coverage_start", "time_coverage_end"), ("start_date", "stop_date"))

Period = tuple[str, str]
"""First and last day."""


def period(header: Header, axes: Axes, notes: Notes) -> None:
    """Propose the period. Where times and attributes disagree, the times, which are the data, and say so."""
    said, names = _said(header, notes)
    times = climatologies_of(header) or axes.times
    undated = [each for each in times if not has_dates(each)]
    for variable in undated[:1]:
        notes.remark("time-no-unit", variables(variable.name), name=variable.name)
    dated = [each for each in times if has_dates(each)]
    spans = {each.name: span for each in dated if (span := _of_cells(each, header) or _read(each, notes))}
    if not spans:
        doubtful = any(problem.code == "time-unlikely" for problem in notes.problems)
        if said and not doubtful:
            notes.propose("time/periods", [{"begin": said[0], "end": said[1]}], attributes(*names))
        return
    begin, end = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
    if said and not (_alike(said[0], begin) and (_alike(said[1], end) or _is_midnight(said[1], end))):
        notes.remark("period-disagrees", attributes(*names), said=f"{said[0]} - {said[1]}", read=f"{begin} - {end}")
    notes.propose("time/periods", [{"begin": begin, "end": end}], variables(*spans))


def _of_cells(variable: Variable, header: Header) -> Period | None:
    """The first and last day of what its values stand for: a climatology is of years, a mean of a month."""
    cells = cells_of(variable, header)
    if cells is None or cells.size > MOST_VALUES:
        return None
    try:
        span = span_of(cells)
        days = (day_of(span.minimum, variable), day_of(span.maximum, variable, is_end=True)) if span else None
    except (*FAULTS, NoDates):
        return None
    is_period = days and days[0] <= days[1] and all(is_likely(day, variable) for day in days)
    return days if is_period else None


def _read(variable: Variable, notes: Notes) -> Period | None:
    """The first and last day of a time variable; None where it holds none, or none that data can have."""
    span = range_of(variable, notes)
    if span is None:
        return None
    try:
        days = day_of(span.minimum, variable), day_of(span.maximum, variable)
    except NoDates:
        notes.remark("time-no-unit", variables(variable.name), name=variable.name)
        return None
    if not all(is_likely(day, variable) for day in days):
        notes.remark("time-unlikely", variables(variable.name), name=variable.name, begin=days[0], end=days[1])
        return None
    return days


def _said(header: Header, notes: Notes) -> tuple[Period | None, tuple[str, str]]:
    for names in _ATTRIBUTES:
        texts = [header.line(name) for name in names]
        if texts[0] is None or texts[1] is None:
            continue
        days = [day_from_text(text) for text in texts if text]
        for name, text, day in zip(names, texts, days, strict=True):
            if day is None:
                notes.remark("period-attribute-unreadable", attribute(name), value=text)
        if days[0] and days[1] and days[0] <= days[1]:
            return (days[0], days[1]), names
    return None, ("", "")


def _is_midnight(said: str, end: str) -> bool:
    """Whether the end that is said is the midnight after the last day."""
    try:
        return date.fromisoformat(said) - date.fromisoformat(end) == timedelta(days=1)
    except ValueError:
        return False


def _alike(said: str, read: str) -> bool:
    """Whether two dates are the same as far as the coarser of them goes."""
    length = min(len(said), len(read))
    return said[:length] == read[:length]
