"""Which rows belong to a part, said once more by other means: turning angles, days counted, plain lists. No numpy."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repository.subsets.question import SubsetQuestion


class Row(NamedTuple):
    """One row of a table as a test makes it; None is an empty cell."""

    longitude: float | None
    latitude: float | None
    day: date | None
    depth: float | None
    values: tuple[str, ...]


def belongs(row: Row, question: SubsetQuestion) -> bool:
    """Whether a row meets every condition."""
    return _is_there(row, question) and _is_then(row, question) and _is_so_deep(row, question)


def _is_there(row: Row, question: SubsetQuestion) -> bool:
    if question.box is None:
        return True
    west, south, east, north = question.box
    if row.longitude is None or row.latitude is None or row.latitude < south or row.latitude > north:
        return False
    width = 360 if (west, east) == (-180, 180) else (east - west) % 360
    return round((row.longitude - west) % 360, 9) % 360 <= round(width, 9)


def _is_then(row: Row, question: SubsetQuestion) -> bool:
    if question.period is None:
        return True
    begin, end = (date.fromisoformat(each).toordinal() if each else None for each in question.period)
    if row.day is None:
        return False
    return (begin is None or row.day.toordinal() >= begin) and (end is None or row.day.toordinal() <= end)


def _is_so_deep(row: Row, question: SubsetQuestion) -> bool:
    if question.depth is None:
        return True
    top, bottom = question.depth
    if row.depth is None:
        return False
    return (top is None or row.depth >= top) and (bottom is None or row.depth <= bottom)


def lines(rows: Sequence[Row], names: Sequence[tuple[str, str]], question: SubsetQuestion, file: str) -> str:
    """The lines that a file of these rows gives."""
    wanted = {each.lower() for each in question.variables}
    found = []
    for number, row in enumerate(rows, start=1):
        if not belongs(row, question):
            continue
        # a position is one only with both
        is_placed = row.longitude is not None and row.latitude is not None
        told = [row.longitude if is_placed else None, row.latitude if is_placed else None]
        before = [file, str(number), *map(_shown, told), row.day.isoformat() if row.day else "", _shown(row.depth)]
        for (name, unit), value in zip(names, row.values, strict=True):
            if value and (not wanted or name.lower() in wanted):
                found.append(",".join([*before, name, unit, value, ""]) + "\n")
    return "".join(found)


def _shown(number: float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
