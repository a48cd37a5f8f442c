"""What an input of a process is in WPS: literal, box or complex; and values given by WPS as JSON. Pure."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from compute.doors.wps.messages import Corners, Given
from compute.processes.base import InputRefused, InputSpec, Process
from compute.processes.boxes import CRS84

Kind = Literal["literal", "box", "complex"]

JSON: Final = "application/json"
CRS84_URN: Final = "urn:ogc:def:crs:OGC:1.3:CRS84"
SYSTEMS: Final = (CRS84_URN, CRS84, "EPSG:4326", "urn:ogc:def:crs:EPSG::4326")
_SAME: Final = {CRS84_URN.lower(): CRS84, "": CRS84}
_TYPES: Final = {"string": "string", "number": "double", "integer": "integer", "boolean": "boolean"}
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_INTEGER: Final = re.compile(r"\s*[+-]?\d{1,30}\s*", re.ASCII)
_LONGEST_NUMBER: Final = 60


def kind_of(spec: InputSpec) -> Kind:
    """By its schema."""
    if spec.media_types:
        return "complex"
    if spec.schema.get("format") == "ogc-bbox":
        return "box"
    return "literal" if spec.schema.get("type") in _TYPES else "complex"


def data_type(spec: InputSpec) -> str:
    """The type of XML Schema of a literal input."""
    formats = {"date": "date", "date-time": "dateTime"}
    return formats.get(spec.schema.get("format", ""), _TYPES[spec.schema["type"]])


def inputs_of(process: Process, given: Iterable[Given]) -> dict[str, Any]:
    """Inputs as the service takes them; what is wrong beyond their form, it tells. Raises InputRefused."""
    found: dict[str, Any] = {}
    for one in given:
        spec = process.inputs.get(one.name)
        value = _value(one, spec)
        if spec is not None and spec.max_occurs != 1:
            found.setdefault(one.name, []).append(value)
        elif one.name in found:
            raise InputRefused(one.name, "maxOccurs", f"{one.name}: it is given more than once.")
        else:
            found[one.name] = value
    return found


def _value(given: Given, spec: InputSpec | None) -> Any:
    if spec is None:
        return given.text
    if given.href:
        return {"href": given.href}
    if given.box is not None:
        return _box(given.box)
    kind = kind_of(spec)
    if kind == "literal":
        return _literal(given.name, spec.schema, given.text)
    if kind == "box" and not given.text.lstrip().startswith("{"):
        return _box(_corners(given.name, given.text))
    return _json(given.name, given.text)


def _box(box: Corners) -> dict[str, Any]:
    system = box.crs.strip()
    named = _SAME.get(system.lower(), system.upper() if system.lower() == "epsg:4326" else system)
    return {"bbox": [*box.low, *box.high], "crs": named}


def _corners(name: str, text: str) -> Corners:
    """``low,low,high,high[,CRS[,2]]`` of an address."""
    parts = [one.strip() for one in text.split(",")]
    try:
        numbers = tuple(float(one) for one in parts[:4])
    except ValueError as error:
        raise InputRefused(name, "bbox", f"{name}: a box is four numbers and its reference system.") from error
    return Corners(numbers[:2], numbers[2:], parts[4] if len(parts) > len(numbers) == 4 else "")


def _literal(name: str, schema: Mapping[str, Any], text: str) -> Any:
    if schema["type"] == "string":
        return text
    if schema["type"] == "boolean":
        if text.strip().lower() in _BOOLEANS:
            return _BOOLEANS[text.strip().lower()]
        raise InputRefused(name, "type", f"{name}: true or false is expected.")
    if len(text) <= _LONGEST_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text)
        try:
            return float(text)
        except ValueError:
            pass
    raise InputRefused(name, "type", f"{name}: a number is expected.")


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputRefused(name, "type", f"{name}: JSON is expected.") from error
