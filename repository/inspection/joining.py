"""Extents and variables of many files made into those of the dataset. Pure; values have the shape of the record."""

import calendar
from typing import Final

from repository.inspection.reading import Json
from repository.record.longitudes import smallest_arc

NEAR: Final = 5.0
"""Degrees: boxes that lie so near to each other are one region."""

MOST_REGIONS: Final = 6
"""Data of more regions than this are spread over one large one."""


def joined_boxes(boxes: list[Json]) -> list[Json]:
    """One box for each region, the smallest that holds its boxes, over the antimeridian where that is the shorter way.

    Data of two oceans are two boxes: one around both would say that there are data on the continent between.
    """
    regions = sorted(boxes, key=_sides)
    while (joined := _joined_once(regions)) != regions:
        regions = joined
    return regions if len(regions) <= MOST_REGIONS else [_around(boxes)]


def _joined_once(boxes: list[Json]) -> list[Json]:
    groups: list[list[Json]] = []
    for box in boxes:
        near = [group for group in groups if any(_are_near(box, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return sorted((_around(group) for group in groups), key=_sides)


def _around(boxes: list[Json]) -> Json:
    west, east = smallest_arc((box["west"], box["east"]) for box in boxes)
    south, north = min(box["south"] for box in boxes), max(box["north"] for box in boxes)
    return {"west": west, "south": south, "east": east, "north": north}


def _are_near(one: Json, other: Json) -> bool:
    """Whether the gap between two boxes is at most `NEAR` degrees of latitude and of longitude."""
    if max(one["south"], other["south"]) - min(one["north"], other["north"]) > NEAR:
        return False
    if min(one["north"], other["north"]) >= 90 - NEAR or max(one["south"], other["south"]) <= NEAR - 90:
        return True  # around a pole all longitudes are near
    widths = [float((box["east"] - box["west"]) % 360 or 360 * (box["east"] != box["west"])) for box in (one, other)]
    eastwards = float((other["west"] - one["west"]) % 360)
    return eastwards - widths[0] <= NEAR or 360 - eastwards - widths[1] <= NEAR


def _sides(box: Json) -> tuple[float, float, float, float]:
    return box["west"], box["south"], box["east"], box["north"]


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
