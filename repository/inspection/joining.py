"""Extents and variables of many files made into those of the dataset. Pure; values have the shape of the record."""

import calendar

from repository.inspection.longitudes import smallest_arc
from repository.inspection.reading import Json


def joined_boxes(boxes: list[Json]) -> list[Json]:
    """The smallest box that holds all of them, over the antimeridian where that is the shorter way."""
    west, east = smallest_arc((box["west"], box["east"]) for box in boxes)
    south, north = min(box["south"] for box in boxes), max(box["north"] for box in boxes)
    return [{"west": west, "south": south, "east": east, "north": north}]


def joined_periods(periods: list[Json]) -> list[Json]:
    """The period from the first begin to the last end; open where one of them is still growing.

    Periods of deep time, by name or without a begin are kept as they are, beside it.
    """
    dated = [each for each in periods if isinstance(each.get("begin"), str) and "name" not in each]
    dated = [each for each in dated if each.get("ongoing") or isinstance(each.get("end"), str)]
    others = [each for each in periods if each not in dated]
    if not dated:
        return others
    begin = min((each["begin"] for each in dated), key=lambda date: (first_day(date), len(date)))
    if any(each.get("ongoing") for each in dated):
        return [{"begin": begin, "ongoing": True}, *others]
    end = max((each["end"] for each in dated), key=lambda date: (last_day(date), -len(date)))
    return [{"begin": begin, "end": end}, *others]


def joined_heights(heights: list[Json]) -> list[Json]:
    """One range for each sense and datum."""
    spans: dict[tuple[str, str, str], dict[str, Json]] = {}
    for each in heights:
        key = (each["positive"], each.get("datum") or "", each.get("datum_uri") or "")
        span = spans.setdefault(key, dict(each))
        span["minimum"] = min(span["minimum"], each["minimum"])
        span["maximum"] = max(span["maximum"], each["maximum"])
    return [spans[key] for key in sorted(spans)]


def joined_variables(variables: list[Json]) -> list[Json]:
    """Each name once, with everything that the files say of it; what they say differently (a unit) is left out."""
    by_name: dict[str, list[Json]] = {}
    for each in variables:
        by_name.setdefault(each["name"], []).append(each)
    return [_agreed(by_name[name]) for name in by_name]


def _agreed(described: list[Json]) -> Json:
    keys = dict.fromkeys(key for each in described for key in each)
    agreed: dict[str, Json] = {}
    for key in keys:
        values = [each[key] for each in described if key in each]
        if all(value == values[0] for value in values):
            agreed[key] = values[0]
    return agreed


def first_day(date: str) -> str:
    """The first day that a year, a month or a day can mean."""
    return (date + "-01-01")[:10] if len(date) < 7 else (date + "-01")[:10]


def last_day(date: str) -> str:
    """The last day that a year, a month or a day can mean."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:7]))[1]:02d}"
    return date
