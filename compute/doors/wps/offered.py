"""Processes as ProcessOfferings of WPS 2.0.0, for which pywps has no template. Pure."""

import json
from collections.abc import Sequence
from typing import Any, Final

from lxml.builder import ElementMaker
from lxml.etree import _Element

from compute.doors.wps.kinds import JSON, SYSTEMS, data_type, kind_of
from compute.doors.wps.markup import LANG, clean, document, makers
from compute.doors.wps.versions import V2
from compute.processes.base import InputSpec, OutputSpec, Process

WPS, OWS = makers(V2)
_XS: Final = "http://www.w3.org/2001/XMLSchema#"


def offerings(processes: Sequence[Process]) -> bytes:
    """The whole document."""
    return document(WPS.ProcessOfferings(*(_offering(one) for one in processes)), V2)


def properties(process: Process) -> dict[str, str]:
    """How it may be run, and its version."""
    ways = "sync-execute async-execute" if process.allows_sync else "async-execute"
    return {"jobControlOptions": ways, "outputTransmission": "value reference", "processVersion": process.version}


def identification(name: str, title: str, abstract: str, keywords: Sequence[str] = ()) -> list[_Element]:
    """What begins every description."""
    words = [OWS.Keywords(*(OWS.Keyword(clean(word)) for word in keywords))] if keywords else []
    return [OWS.Title(clean(title)), OWS.Abstract(clean(abstract)), *words, OWS.Identifier(name)]


def _offering(process: Process) -> _Element:
    about = identification(process.id, process.title, process.description, process.keywords)
    inputs = [_input(name, spec) for name, spec in process.inputs.items()]
    outputs = [_output(name, spec) for name, spec in process.outputs.items()]
    found: _Element = WPS.ProcessOffering(WPS.Process(*about, *inputs, *outputs, {LANG: "en"}), properties(process))
    return found


def _input(name: str, spec: InputSpec) -> _Element:
    most = "unbounded" if spec.max_occurs is None else str(spec.max_occurs)
    about = identification(name, spec.title, spec.description)
    found: _Element = WPS.Input(*about, _data(spec), minOccurs=str(spec.min_occurs), maxOccurs=most)
    return found


def _data(spec: InputSpec) -> Any:
    kind = kind_of(spec)
    if kind == "box":
        systems = [WPS.SupportedCRS(one, {"default": "true"} if not place else {}) for place, one in enumerate(SYSTEMS)]
        return WPS.BoundingBoxData(_format("text/xml"), *systems)
    if kind == "complex":
        return WPS.ComplexData(_format(JSON), *(_format(one, is_default=False) for one in spec.media_types))
    xml_type = data_type(spec)
    default = spec.schema.get("default")
    told = [] if default is None else [OWS.DefaultValue(default if isinstance(default, str) else json.dumps(default))]
    named = OWS.DataType(xml_type, {f"{{{V2.ows}}}reference": f"{_XS}{xml_type}"})
    domain = ElementMaker()("LiteralDataDomain", _allowed(spec), named, *told)  # as the schema has it: in no namespace
    return WPS.LiteralData(_format("text/plain"), domain)


def _allowed(spec: InputSpec) -> _Element:
    schema = spec.schema
    found: _Element = OWS.AnyValue()
    if "enum" in schema:
        found = OWS.AllowedValues(*(OWS.Value(str(one)) for one in schema["enum"]))
    elif {"minimum", "maximum"} & set(schema):
        least = [OWS.MinimumValue(str(schema["minimum"]))] if "minimum" in schema else []
        most = [OWS.MaximumValue(str(schema["maximum"]))] if "maximum" in schema else []
        found = OWS.AllowedValues(OWS.Range(*least, *most))
    return found


def _format(media_type: str, *, is_default: bool = True) -> Any:
    return WPS.Format({"mimeType": media_type, "default": "true" if is_default else "false"})


def _output(name: str, spec: OutputSpec) -> _Element:
    data = WPS.ComplexData(_format(spec.media_type))
    found: _Element = WPS.Output(*identification(name, spec.title, spec.description), data)
    return found
