"""The body of an execute request, read into what the service takes and how the results are wanted (OGC 18-062r2, 7.11).

Inputs are given in the standard's own wrapping: a value, ``{"value", "mediaType"}`` or ``{"href"}``.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from compute.doors.ogc_processes.refused import invalid
from compute.models import CallMoment
from compute.processes.base import InputSpec, Process

_QUALIFIED: Final = frozenset({"value", "mediaType", "encoding", "schema"})
_REFERENCE: Final = frozenset({"href", "rel", "type", "hreflang", "title"})
_PLAIN: Final = frozenset({"application/json", "text/plain"})
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """``outputs``: None all of them, by value; otherwise output -> how it is transmitted."""

    inputs: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, str] | None = None
    response: Literal["raw", "document"] = "raw"
    calls: dict[str, str] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        """What is kept with the job, for its results."""
        return {"response": self.response, "outputs": self.outputs}


def asked_of(process: Process, body: Any) -> Asked:
    """Raises Unanswered, which names the member."""
    if not isinstance(body, dict):
        raise invalid("body", "type", 'The body is one object: {"inputs": {…}}.')
    response = body.get("response", "raw")
    if response not in ("raw", "document"):
        raise invalid("response", "enum", "response: raw or document.")
    outputs, calls = _outputs(process, body.get("outputs")), _calls(body.get("subscriber"))
    return Asked(_inputs(process, body.get("inputs", {})), outputs, response, calls)


def _calls(given: Any) -> dict[str, str]:
    """Who is told: moment -> address."""
    if given is None:
        return {}
    if not isinstance(given, dict) or not set(given) <= set(CallMoment.values):
        raise invalid("subscriber", "type", f"subscriber: an object with {', '.join(CallMoment.values)}.")
    if wrong := [moment for moment, url in given.items() if not isinstance(url, str) or "\x00" in url]:
        raise invalid(f"subscriber.{wrong[0]}", "uri", f"{wrong[0]}: an address that begins with https.")
    return given


def _inputs(process: Process, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise invalid("inputs", "type", "inputs: one object, the name of an input and its value.")
    return {name: _unwrapped(name, process.inputs.get(name), value) for name, value in given.items()}


def _unwrapped(name: str, spec: InputSpec | None, value: Any) -> Any:
    """An input that is not known stays as it is: the service refuses it."""
    if spec is None:
        return value
    if spec.max_occurs == 1:
        return _one(name, spec, value)
    return [_one(name, spec, each) for each in (value if isinstance(value, list) else [value])]


def _one(name: str, spec: InputSpec, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "href" in value and set(value) <= _REFERENCE:
        if not spec.media_types:
            raise invalid(name, "by-reference", f"{name}: give the value itself; only files are given by reference.")
        return {"href": value["href"]}
    own = spec.schema.get("properties", {})
    if "value" in value and set(value) <= _QUALIFIED and "value" not in own:
        _check_format(name, spec, value)
        return value["value"]
    return value


def _check_format(name: str, spec: InputSpec, value: dict[str, Any]) -> None:
    kind = value.get("mediaType", "application/json")
    if not isinstance(kind, str) or kind.partition(";")[0].strip() not in _PLAIN | set(spec.media_types):
        raise invalid(name, "media-type", f"{name}: a value in line is JSON, with mediaType application/json.")
    if value.get("encoding", "utf-8") not in ("utf-8", "UTF-8"):
        raise invalid(name, "encoding", f"{name}: a value in line is UTF-8.")


def _outputs(process: Process, given: Any) -> dict[str, str] | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise invalid("outputs", "type", "outputs: one object, the name of an output and how it is wanted.")
    return {name: _transmission(process, name, wanted) for name, wanted in given.items()}


def _transmission(process: Process, name: str, wanted: Any) -> str:
    spec = process.outputs.get(name)
    if spec is None:
        known = ", ".join(process.outputs)
        raise invalid(name[:_SHOWN], "unknown-output", f"There is no output of that name; there are: {known}.")
    wanted = {} if wanted is None else wanted
    if not isinstance(wanted, dict):
        raise invalid(name, "type", f'{name}: an object, such as {{"transmissionMode": "value"}}.')
    mode = wanted.get("transmissionMode", "value")
    if mode not in ("value", "reference"):
        raise invalid(name, "transmissionMode", f"{name}: transmissionMode is value or reference.")
    kind = wanted.get("format", {})
    kind = kind.get("mediaType", spec.media_type) if isinstance(kind, dict) else kind
    if kind != spec.media_type:
        raise invalid(name, "media-type", f"{name}: it is made as {spec.media_type} alone.")
    return str(mode)
