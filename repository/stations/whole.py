"""A file as one row: its box, period and depths as its reader says, where it tells of no stations."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from repository.inspection.readers import reader_for
from repository.inspection.reading import Reading, Unreadable
from repository.record.longitudes import smallest_arc
from repository.stations.shapes import Station, carried, names_of, nothing

PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""

Proposed = Mapping[str, Any]


def read(path: Path, *, name: str) -> Reading:
    """One row for a file; nothing where its reader, chosen by its name, finds neither place nor time nor depth."""
    reader = reader_for("", name)
    if reader is None:
        return nothing()
    try:
        reading: Reading = import_module(reader).read(path, name=name)
    except Unreadable:
        return nothing()
    station = station_of(reading)
    return carried([station]) if station.says_something else nothing()


def station_of(reading: Reading) -> Station:
    """A row from what a reader proposes for a record."""
    said = {proposal.field: proposal.value for proposal in reading.proposals}
    periods: Sequence[Mapping[str, Any]] = said.get("time/periods") or ()
    begins = [str(each["begin"]) for each in periods if isinstance(each.get("begin"), str)]
    ends = [str(each["end"]) for each in periods if isinstance(each.get("end"), str)]
    is_timed = bool(begins and ends)
    return Station(
        "",
        "area",
        *_sides(said.get("place/boxes") or ()),
        min(begins) if is_timed else "",
        max(ends) if is_timed else "",
        *_depths(said.get("vertical")),
        0,
        tuple(names_of(said)),
    )


def _sides(boxes: Sequence[Mapping[str, float]]) -> tuple[float | None, float | None, float | None, float | None]:
    if not boxes:
        return None, None, None, None
    west, east = smallest_arc((box["west"], box["east"]) for box in boxes)
    return west, min(box["south"] for box in boxes), east, max(box["north"] for box in boxes)


def _depths(vertical: Any) -> tuple[float | None, float | None]:
    told: Sequence[Mapping[str, Any]] = vertical if isinstance(vertical, list) else [vertical] if vertical else []
    ranges = [_downwards(each) for each in told if each.get("unit") == "m"]
    if not ranges:
        return None, None
    return min(top for top, _ in ranges), max(bottom for _, bottom in ranges)


def _downwards(vertical: Mapping[str, Any]) -> tuple[float, float]:
    low, high = float(vertical["minimum"]), float(vertical["maximum"])
    return (low, high) if vertical.get("positive") == "down" else (-high, -low)
