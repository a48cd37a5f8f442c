"""What the columns of a text table are: declared by whoever sends it, or read off its labels. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from compute.refusals import DataRefused
from repository.inspection.table.columns import Column, roles_of

_FLAG: Final = re.compile(r"(.*?)[\s_:.-]*(?:qc|qv|qf|flag|flags|quality|quality_flag)(?:[\s_:.-]\w+)?", re.IGNORECASE)
_SEADATANET: Final = re.compile(r"Q[VF]:(\w+).*", re.IGNORECASE)
_PLATFORM: Final = ("platform", "station", "profile", "cruise", "float", "id", "trajectory")
_MOST: Final = 500
"""Columns that are declared."""


class Measured(NamedTuple):
    """A column of values: unit, P01 code and CF standard name may be blank; `flags` is the label of its flags."""

    label: str
    unit: str = ""
    p01: str = ""
    standard_name: str = ""
    flags: str = ""
    scheme: str = "SEADATANET"


@dataclass(frozen=True, slots=True)
class Declared:
    """The labels of the columns of a table; blank: there is none. `depth` grows downwards in metres."""

    longitude: str
    latitude: str
    values: tuple[Measured, ...]
    time: str = ""
    depth: str = ""
    platform: str = ""
    is_height: bool = False
    date_parts: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Declared":
        """From JSON: `{"longitude", "latitude", "time", "depth", "platform", "values": [{"label", "unit", ...}]}`.

        Raises DataRefused where longitude, latitude or values are not named.
        """
        labels = {name: said.get(name, "") for name in ("longitude", "latitude", "time", "depth", "platform")}
        values = said.get("values")
        if (
            not all(isinstance(each, str) for each in labels.values())
            or not labels["longitude"]
            or not labels["latitude"]
        ):
            raise DataRefused("The columns of longitude and latitude must be declared by their labels.")
        if not isinstance(values, Sequence) or not values or len(values) > _MOST:
            raise DataRefused("Between one and {most} columns of values must be declared.", most=_MOST)
        return cls(**labels, values=tuple(_measured(each) for each in values))


def declared_by_labels(columns: Sequence[Column]) -> Declared:
    """What the labels say: one pair of positions, a date, a depth, a station; all else may be values.

    Raises DataRefused where they say no position.
    """
    roles = roles_of(columns)
    if not roles.longitudes:
        raise DataRefused("The labels do not tell which columns are longitude and latitude: declare them.")
    flags = _flags(columns)
    platform = next((each for word in _PLATFORM for each in columns if word in each.words), None)
    taken = {*roles.used, *(each.index for each in roles.verticals), *flags.values()}
    taken |= {platform.index} if platform else set()
    values = [
        Measured(each.label, each.unit or "", *_named(each), *_flagged(columns, flags.get(each.index)))
        for each in columns
        if each.index not in taken and each.label.strip()
    ]
    return Declared(
        longitude=roles.longitudes[0].label,
        latitude=roles.latitudes[0].label,
        values=tuple(values),
        time=roles.dates[0].label if roles.dates else "",
        depth=roles.verticals[0].label if roles.verticals else "",
        platform=platform.label if platform else "",
        is_height=roles.positive == "up",
        date_parts=tuple(each.label for each in roles.parts) if len(roles.parts) == 3 else (),
    )


def _measured(said: Any) -> Measured:
    if not isinstance(said, Mapping) or not all(isinstance(each, str) for each in said.values()):
        raise DataRefused("A column of values is declared by a label, a unit and further texts.")
    known = {name: said[name] for name in Measured._fields if name in said}
    if not known.get("label"):
        raise DataRefused("A column of values is declared by its label.")
    return Measured(**known)


def _flags(columns: Sequence[Column]) -> dict[int, int]:
    """Column of values -> column of its flags: the one that follows, or that bears its name and a word for flags."""
    found = {}
    names = {each.name.casefold(): each.index for each in columns}
    for each in columns:
        match = _FLAG.fullmatch(each.label.strip())
        if _SEADATANET.fullmatch(each.label.strip()):
            found[each.index - 1] = each.index
        elif match:
            owner = names.get(match[1].casefold(), each.index - 1 if not match[1] else -1)
            if owner >= 0 and owner != each.index:
                found[owner] = each.index
    return found


def _flagged(columns: Sequence[Column], flag: int | None) -> tuple[str, str]:
    if flag is None:
        return "", "SEADATANET"
    match = _SEADATANET.fullmatch(columns[flag].label.strip())
    return columns[flag].label, match[1] if match else "SEADATANET"


def _named(column: Column) -> tuple[str, str]:
    """P01 code and standard name, where the name of a column is one itself."""
    if re.fullmatch(r"SDN:P01::\w{8}", column.name):
        return column.name[-8:], ""
    return "", column.name if re.fullmatch(r"[a-z]+(?:_[a-z0-9]+){2,}", column.name) else ""
