"""Inputs of a job: checked against the process' schemas (JSON Schema 2020-12) and by meaning, defaults written out.

The same request has the same canonical inputs, whatever door it came through. Files are looked at by `Files`.
"""

import json
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from compute.processes.base import InputRefused, Inputs, InputSpec, Process
from compute.processes.boxes import canonical_box, check_period, moment

MAX_BYTES: Final = 2**20
MAX_DEPTH: Final = 32
MAX_WHOLE: Final = 2**53
_SHOWN: Final = 80

Files = Callable[[str, Any], dict[str, Any]]
"""What is made of one value of an input that is a file: (name of the input, value given) -> value kept."""

STAGED: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["path", "sha256", "bytes", "media_type"],
    "properties": {
        "path": {"type": "string", "pattern": "^[^/\\\\]+(/[^/\\\\]+)*$"},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "bytes": {"type": "integer", "minimum": 0},
        "media_type": {"type": "string"},
    },
    "additionalProperties": False,
}


def canonical_inputs(process: Process, given: Any, *, files: Files | None = None) -> dict[str, Any]:
    """What a job is given: checked, defaults written out, numbers and boxes in one form. Raises InputRefused."""
    if not isinstance(given, Mapping):
        raise InputRefused("inputs", "type", "Inputs are one object: the name of an input, its value.")
    for name in given:
        if name not in process.inputs:
            known = ", ".join(process.inputs) or "none"
            raise InputRefused(
                str(name)[:_SHOWN], "unknown-input", f"There is no input of that name; there are: {known}."
            )
    canonical = {}
    for name, spec in process.inputs.items():
        if name in given or "default" in spec.schema:
            value = _plain(name, given[name] if name in given else spec.schema["default"], 0)
            check_size({name: value})
            canonical[name] = _canonical(name, spec, value, files or staged_file)
        elif spec.min_occurs > 0:
            raise InputRefused(name, "required", f"{name} is needed: {spec.title}.")
    check_size(canonical)
    process.check(canonical)
    return canonical


def canonical_text(inputs: Inputs) -> bytes:
    """Canonical JSON: one text for one request."""
    return json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def check_size(inputs: Inputs) -> None:
    """More than some MB belong into a file. Raises InputRefused."""
    if len(canonical_text(inputs)) > MAX_BYTES:
        largest = max(inputs, key=lambda name: len(canonical_text({name: inputs[name]})))
        raise InputRefused(largest, "size", f"{largest}: inputs have at most {MAX_BYTES // 2**20} MB; give a file.")


def staged_file(name: str, value: Any) -> dict[str, Any]:
    """A file that lies below `in/` already. Raises InputRefused."""
    _validate(name, STAGED, value)
    if any(part in {".", ".."} for part in value["path"].split("/")):
        raise InputRefused(name, "path", f"{name}: a path goes down only.")
    return dict(value)


def _canonical(name: str, spec: InputSpec, value: Any, files: Files) -> Any:
    if spec.max_occurs == 1:
        return _one(name, spec, value, files)
    if not isinstance(value, list):
        raise InputRefused(name, "type", f"{name}: a list is expected, since it may be given more than once.")
    if len(value) < spec.min_occurs:
        raise InputRefused(name, "minOccurs", f"{name}: at least {spec.min_occurs} are needed.")
    if spec.max_occurs is not None and len(value) > spec.max_occurs:
        raise InputRefused(name, "maxOccurs", f"{name}: at most {spec.max_occurs} are taken.")
    return [_one(name, spec, one, files) for one in value]


def _one(name: str, spec: InputSpec, value: Any, files: Files) -> Any:
    if spec.media_types:
        staged = files(name, value)
        if staged["media_type"] not in spec.media_types:
            raise InputRefused(
                name, "media-type", f"{name}: a file of {', '.join(spec.media_types)}, not of {staged['media_type']}."
            )
        return staged
    value = _with_defaults(spec.schema, value)
    _validate(name, spec.schema, value)
    return _by_meaning(name, spec.schema, value)


def _plain(name: str, value: Any, depth: int) -> Any:
    """JSON as PostgreSQL and every program can keep it: whole numbers as such, no NaN, no NUL. Raises InputRefused."""
    if depth > MAX_DEPTH:
        raise InputRefused(name, "depth", f"{name}: nested too deeply.")
    if isinstance(value, Mapping):
        return {_text(name, key): _plain(name, one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(name, one, depth + 1) for one in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return _number(name, value)
    return _text(name, value)


def _number(name: str, value: int | float) -> int | float:
    if not math.isfinite(value) if isinstance(value, float) else abs(value) > MAX_WHOLE:
        raise InputRefused(name, "finite", f"{name}: NaN, infinite numbers and whole ones beyond 2^53 are not taken.")
    return int(value) if abs(value) <= MAX_WHOLE and value == int(value) else value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InputRefused(name, "type", f"{name}: not a value of JSON.")
    if "\x00" in value or any("\ud800" <= one <= "\udfff" for one in value):
        raise InputRefused(name, "characters", f"{name}: a text has characters that cannot be kept.")
    return value


def _with_defaults(schema: Mapping[str, Any], value: Any) -> Any:
    """Defaults of properties that were left out, at any depth."""
    properties = schema.get("properties")
    if not isinstance(value, dict) or not isinstance(properties, Mapping):
        return value
    given = {key: one["default"] for key, one in properties.items() if "default" in one and key not in value}
    filled = given | value
    return {key: _with_defaults(properties.get(key, {}), one) for key, one in filled.items()}


def _validate(name: str, schema: Mapping[str, Any], value: Any) -> None:
    errors = sorted(_validator(json.dumps(schema)).iter_errors(value), key=lambda one: (len(one.path), str(one.path)))
    if errors:
        raise _refusal(name, errors[0])


@lru_cache(maxsize=512)
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema))


def _refusal(name: str, error: ValidationError) -> InputRefused:
    where = name + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.path)
    return InputRefused(name, str(error.validator), f"{where}: {error.message[: 4 * _SHOWN]}")


def _by_meaning(name: str, schema: Mapping[str, Any], value: Any) -> Any:
    """What `format` says, at any depth: box, period, day, moment."""
    kind = schema.get("format")
    if kind == "ogc-bbox":
        return canonical_box(name, value)
    if kind == "period":
        check_period(name, value)
    elif kind == "date-time":
        moment(name, value)
    elif kind == "date":
        moment(name, value if len(value) == len("2020-02-29") else None)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return {key: _by_meaning(name, properties.get(key, {}), one) for key, one in value.items()}
    if isinstance(value, list) and isinstance(schema.get("items"), Mapping):
        return [_by_meaning(name, schema["items"], one) for one in value]
    return value
