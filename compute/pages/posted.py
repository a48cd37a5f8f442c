"""What was sent with a form, as the inputs of a request: the inverse of `controls.shown`. Nothing is judged here.

What is no number stays the text that was typed, so that the check of the schema says what is wrong with it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from compute.pages.controls import PREFIX, SIDES, kind_of
from compute.processes.base import InputSpec, Process
from compute.processes.boxes import CRS84

Posted = Mapping[str, Sequence[str]]
_BETWEEN: Final = re.compile(r"[\s,;]+")
_NUMBER: Final = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE: Final = 2**53
LONGEST: Final = 100_000


def given_of(process: Process, posted: Posted) -> dict[str, Any]:
    """The inputs that were filled in; a blank one is left out, so that its default holds."""
    found = {name: _value(name, spec, posted) for name, spec in process.inputs.items()}
    return {name: value for name, value in found.items() if value is not None}


def _value(name: str, spec: InputSpec, posted: Posted) -> Any:
    own, kind, schema = PREFIX + name, kind_of(spec), spec.schema
    if kind == "files":
        return _files(posted.get(own, ()), is_many=spec.max_occurs != 1)
    if kind == "check":
        return own in posted
    if kind in {"box", "period", "pair"}:
        return _of_parts(kind, own, posted)
    if kind == "group":
        return _group(own, schema["properties"], posted)
    text = _said(posted, own)
    return _typed(kind, schema, text) if text else None


def _of_parts(kind: str, own: str, posted: Posted) -> Any:
    """Of controls with several fields; None where all are blank."""
    if kind == "period":
        ends = {end: _said(posted, f"{own}-{end}") for end in ("start", "end")}
        return ends if any(ends.values()) else None
    parts = [f"0-{side}" for side in SIDES] if kind == "box" else ["0", "1"]
    numbers = [_number(_said(posted, f"{own}-{part}")) for part in parts]
    if all(number is None for number in numbers):
        return None
    return {"bbox": numbers, "crs": CRS84} if kind == "box" else [one for one in numbers if one is not None]


def _typed(kind: str, schema: Mapping[str, Any], text: str) -> Any:
    """Of controls with one field."""
    match kind:
        case "number":
            return _number(text)
        case "list":
            return _list(text, schema.get("items", {}))
        case "lists":
            return [_list(line, schema["items"].get("items", {})) for line in text.splitlines() if line.strip()]
        case "json":
            return _json(text)
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _said(posted: Posted, name: str) -> str:
    said = posted.get(name) or [""]
    return str(said[-1])[:LONGEST].replace("\r\n", "\n").strip()


def _number(text: str) -> Any:
    """A number where it is one; a comma is a decimal sign."""
    if not text:
        return None
    plain = text.replace(",", ".").replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        return text
    number = float(plain)
    return int(number) if number.is_integer() and abs(number) < _WHOLE else number


def _list(text: str, items: Mapping[str, Any]) -> list[Any]:
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    return [_number(part) for part in parts] if items.get("type") in {"number", "integer"} else parts


def _group(own: str, properties: Mapping[str, Any], posted: Posted) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for key, schema in properties.items():
        text = _said(posted, f"{own}-{key}")
        if text:
            found[key] = _number(text) if schema.get("type") in {"number", "integer"} else text
    return found or None


def _files(tokens: Sequence[str], *, is_many: bool) -> Any:
    """References, as `compute.staging` reads them: a token is ``layer:SUFFIX:PATH`` or ``draft:KEY:PATH``."""
    references = [reference for token in tokens if (reference := reference_of(token))]
    if not references:
        return None
    return references if is_many else references[-1]


def reference_of(token: str) -> dict[str, Any] | None:
    """The file that a choice of the form names; None for no choice."""
    kind, _, rest = token.partition(":")
    place, _, path = rest.partition(":")
    if kind not in {"layer", "draft"} or not place or not path:
        return None
    return {"dataset" if kind == "layer" else "draft": place, "path": path}
