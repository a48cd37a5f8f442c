"""The box and the vertical range of a NetCDF file: from its coordinates, held against what its attributes say."""

from typing import Final

from repository.inspection.netcdf.axes import Axes, is_contradictory, metres_of, sense_of
from repository.inspection.netcdf.coordinates import MOST_VALUES, Positions, Span, positions_of, span_of
from repository.inspection.netcdf.header import Header, Variable, attribute_of, attributes, variables
from repository.inspection.netcdf.notes import Notes
from repository.inspection.reading import Json
from repository.record.longitudes import smallest_arc

_BOX: Final = ("geospatial_lon_min", "geospatial_lat_min", "geospatial_lon_max", "geospatial_lat_max")
_VERTICAL: Final = ("geospatial_vertical_min", "geospatial_vertical_max")
_METRES: Final = frozenset({"", "m", "meter", "metre", "meters", "metres"})
_ROUNDING: Final = 0.02
"""Degrees (or the share of a range) by which attributes may differ from coordinates: they are written rounded."""

FAULTS: Final = (OSError, RuntimeError, ValueError, TypeError, IndexError, AttributeError, ArithmeticError)
"""What the library raises for variables whose bytes or attributes cannot be read."""

Box = dict[str, float]


def place(header: Header, axes: Axes, notes: Notes) -> None:
    """Propose the box. Where coordinates and attributes disagree, the coordinates, which are the data, and say so."""
    for variable in axes.misused:
        notes.remark(
            "coordinates-unit",
            attribute_of(variable.name, "units"),
            name=variable.name,
            unit=variable.line("units") or "",
        )
    said = _said_box(header, notes)
    read, names, step = _read_box(axes, notes)
    if read is None:
        if said and not _doubtful(notes):
            notes.propose("place/boxes", [said], attributes(*_BOX))
        return
    if said and not _agree(said, read, max(_ROUNDING, step)):
        notes.remark("box-disagrees", attributes(*_BOX), said=_shown(said), read=_shown(read))
    notes.propose("place/boxes", [read], variables(*names))


def vertical(header: Header, axes: Axes, notes: Notes) -> None:
    """Propose depths and heights in metres, each with its sense; pressure is no depth, and is not proposed as one."""
    said = _said_vertical(header)
    found: dict[str, Json] = {}
    names: list[str] = []
    for variable in axes.verticals:
        if is_contradictory(variable):
            notes.remark("vertical-sense", attribute_of(variable.name, "positive"), name=variable.name)
            return
        sense, span = sense_of(variable), range_of(variable, notes)
        if sense is None or span is None:
            continue
        scale = metres_of(variable) or 1.0
        low, high = round(span.minimum * scale, 6) + 0.0, round(span.maximum * scale, 6) + 0.0
        if sense == "down" and low < 0 and high <= 0:
            notes.remark("vertical-sign", variables(variable.name), name=variable.name, example=f"{low:g}")
            return
        before = found.get(sense, {"minimum": low, "maximum": high})
        low, high = min(low, before["minimum"]), max(high, before["maximum"])
        found[sense] = {"minimum": low, "maximum": high, "unit": "m", "positive": sense}
        names.append(variable.name)
    if found:
        notes.propose("vertical", [found[sense] for sense in sorted(found)], variables(*names))
        _hold_against(said, found, notes)
    elif said:
        notes.propose("vertical", [said], attributes(*_VERTICAL))


def _hold_against(said: dict[str, Json] | None, found: dict[str, Json], notes: Notes) -> None:
    """Say where the attributes give another range of the same sense."""
    read = found.get(said["positive"]) if said else None
    if said and read and not _close(said, read["minimum"], read["maximum"]):
        notes.remark(
            "vertical-disagrees",
            attributes(*_VERTICAL),
            said=f"{said['minimum']} - {said['maximum']}",
            read=f"{read['minimum']} - {read['maximum']}",
        )


def _read_box(axes: Axes, notes: Notes) -> tuple[Box | None, tuple[str, ...], float]:
    """The box of all pairs of coordinates, the names of these, and the widest step of a grid."""
    boxes: list[Box] = []
    names: dict[str, None] = {}
    step = 0.0
    pairs = _pairs(axes)
    for latitude, longitude in pairs:
        found = _positions(latitude, longitude, notes)
        if found is None or found.arc is None:
            continue
        if found.impossible is not None:
            notes.remark(
                "positions-impossible", variables(latitude.name, longitude.name), example=f"{found.impossible:g}"
            )
            return None, (), 0.0
        west, east = found.arc
        boxes.append({"west": west, "south": found.south, "east": east, "north": found.north})
        names |= dict.fromkeys((latitude.name, longitude.name))
        step = max(step, found.step)
    if not boxes:
        if pairs and not _doubtful(notes):
            notes.remark("coordinates-empty", variables(pairs[0][0].name, pairs[0][1].name))
        return None, (), 0.0
    west, east = smallest_arc((box["west"], box["east"]) for box in boxes)
    south, north = min(box["south"] for box in boxes), max(box["north"] for box in boxes)
    return {"west": west, "south": south, "east": east, "north": north}, tuple(names), step


def _pairs(axes: Axes) -> list[tuple[Variable, Variable]]:
    """Each latitude with the longitude that goes with it: of the same dimensions, else of the same group."""
    pairs = []
    for latitude in axes.latitudes:
        beside = [each for each in axes.longitudes if each.group == latitude.group]
        alike = [each for each in beside if each.dimensions == latitude.dimensions]
        flat = [each for each in beside if len(each.shape) <= 1 and len(latitude.shape) <= 1]
        for longitude in alike[:1] or flat:
            pairs.append((latitude, longitude))
    return pairs


def _positions(latitude: Variable, longitude: Variable, notes: Notes) -> Positions | None:
    if max(latitude.size, longitude.size) > MOST_VALUES:
        notes.remark(
            "coordinates-too-many",
            variables(latitude.name, longitude.name),
            count=max(latitude.size, longitude.size),
        )
        return None
    try:
        found = positions_of(latitude, longitude)
    except FAULTS:
        notes.remark("variable-unreadable", variables(latitude.name, longitude.name), name=latitude.name)
        return None
    if found.mark is not None:
        notes.remark(
            "positions-unlikely",
            variables(latitude.name, longitude.name),
            count=found.marks,
            example=f"{found.mark:g}",
        )
    return found


def range_of(variable: Variable, notes: Notes) -> Span | None:
    """The range of one coordinate, and what is to be said of its values."""
    if variable.size > MOST_VALUES:
        notes.remark("coordinates-too-many", variables(variable.name), count=variable.size)
        return None
    try:
        span = span_of(variable)
    except FAULTS:
        notes.remark("variable-unreadable", variables(variable.name), name=variable.name)
        return None
    if span and span.mark is not None:
        notes.remark("mark-undeclared", variables(variable.name), name=variable.name, mark=f"{span.mark:g}")
    return span


def _doubtful(notes: Notes) -> bool:
    """Whether something is wrong with the coordinates, so that the attributes are not believed alone."""
    return any(problem.code in ("positions-impossible", "variable-unreadable") for problem in notes.problems)


def _said_box(header: Header, notes: Notes) -> Box | None:
    """The box of the attributes, with longitudes counted to 360 turned; None where it is not whole, or wrong."""
    west, south, east, north = (header.number(name) for name in _BOX)
    if west is None or south is None or east is None or north is None:
        return None
    if not (-90 <= south <= north <= 90 and -180 <= west <= 360 and -180 <= east <= 360):
        shown = ", ".join(f"{value:g}" for value in (west, south, east, north))
        notes.remark("box-attributes-wrong", attributes(*_BOX), said=shown)
        return None
    if east - west >= 360:
        west, east = -180.0, 180.0
    west, east = (round(value - 360 if value > 180 else value, 8) + 0.0 for value in (west, east))
    return {"west": west, "south": round(south, 8) + 0.0, "east": east, "north": round(north, 8) + 0.0}


def _agree(said: Box, read: Box, within: float) -> bool:
    width = (read["east"] - read["west"]) % 360
    loose = {
        "west": max(within, width * _ROUNDING),
        "south": max(within, (read["north"] - read["south"]) * _ROUNDING),
    }
    loose |= {"east": loose["west"], "north": loose["south"]}
    if (said["west"], said["east"]) == (-180, 180) and width + 2 * within >= 360:
        loose |= {"west": 360, "east": 360}
    return all(abs((said[side] - read[side] + 180) % 360 - 180) <= loose[side] + 1e-9 for side in said)


def _said_vertical(header: Header) -> dict[str, Json] | None:
    low, high = (header.number(name) for name in _VERTICAL)
    unit = (header.line("geospatial_vertical_units") or "").lower()
    positive = (header.line("geospatial_vertical_positive") or "").lower()
    if low is None or high is None or low > high or unit not in _METRES - {""} or positive not in ("up", "down"):
        return None
    return {"minimum": low + 0.0, "maximum": high + 0.0, "unit": "m", "positive": positive}


def _close(said: dict[str, Json], low: float, high: float) -> bool:
    loose = max(1.0, (high - low) * _ROUNDING)
    return bool(abs(said["minimum"] - low) <= loose and abs(said["maximum"] - high) <= loose)


def _shown(box: Box) -> str:
    return ", ".join(f"{box[side]:g}" for side in ("west", "south", "east", "north"))
