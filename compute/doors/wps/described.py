"""Processes as ProcessDescriptions of WPS 1.0.0, by the classes and the template of pywps. Pure."""

import importlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from compute.doors.wps.kinds import JSON, SYSTEMS, data_type, kind_of
from compute.processes.base import InputSpec, OutputSpec, Process

MANY: Final = 1_000
"""What stands for any number: WPS 1.0.0 has no other word."""
_MEGABYTES: Final = 1
_TEMPLATE: Final = "1.0.0/describe/main.xml"


def descriptions(processes: Sequence[Process]) -> bytes:
    """The whole document."""
    told = [_description(process).json for process in processes]
    text = _templates().get_template(_TEMPLATE).render(processes=told, language="en", max_size=_MEGABYTES)
    return str(text).encode()


def _description(process: Process) -> Any:
    """What pywps knows of a process: it is described by it, never run."""
    return _pywps().Process(
        None,
        process.id,
        process.title,
        abstract=process.description,
        keywords=list(process.keywords),
        version=process.version,
        inputs=[_input(name, spec) for name, spec in process.inputs.items()],
        outputs=[_output(name, spec) for name, spec in process.outputs.items()],
        store_supported=True,
        status_supported=True,
    )


def _input(name: str, spec: InputSpec) -> Any:
    pywps, kind = _pywps(), kind_of(spec)
    most = MANY if spec.max_occurs is None else spec.max_occurs
    told = {"abstract": spec.description, "min_occurs": spec.min_occurs, "max_occurs": most}
    if kind == "box":
        return pywps.BoundingBoxInput(name, spec.title, list(SYSTEMS), **told)
    if kind == "complex":
        formats = [pywps.Format(one) for one in (JSON, *spec.media_types)]
        return pywps.ComplexInput(name, spec.title, formats, data_format=formats[0], **told)
    found = pywps.LiteralInput(name, spec.title, "string", allowed_values=_allowed(spec), mode=0, **told)
    if "default" in spec.schema:
        default = spec.schema["default"]
        found.data = default if isinstance(default, str) else json.dumps(default)
    found.data_type = data_type(spec)  # pywps itself has no word for a double, and none is needed to write one
    return found


def _allowed(spec: InputSpec) -> list[Any]:
    types: Any = importlib.import_module("pywps.inout.literaltypes")
    values = types.AllowedValue
    if "enum" in spec.schema:
        return [values(allowed_type="value", value=one) for one in spec.schema["enum"]]
    if {"minimum", "maximum"} <= set(spec.schema):
        return [values(allowed_type="range", minval=spec.schema["minimum"], maxval=spec.schema["maximum"])]
    return [types.AnyValue()]


def _output(name: str, spec: OutputSpec) -> Any:
    pywps = _pywps()
    form = pywps.Format(spec.media_type)
    return pywps.ComplexOutput(name, spec.title, [form], data_format=form, abstract=spec.description)


def _pywps() -> Any:
    return importlib.import_module("pywps")  # half a second that only who asks here shall pay


@cache
def _templates() -> Any:
    """pywps' own, escaping everything."""
    environment = importlib.import_module("pywps.response").RelEnvironment
    places = importlib.import_module("jinja2").PackageLoader("pywps", "templates")
    found = environment(loader=places, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.globals.update(get_translation=importlib.import_module("pywps.translations").get_translation)
    return found
