"""Answers of both versions about a job: ExecuteResponse of 1.0.0, StatusInfo and Result of 2.0.0. Pure."""

import json
from collections.abc import Iterator
from typing import Any, Final

from lxml.etree import _Element

from compute.doors.wps import reports
from compute.doors.wps.errors import ErrorCode, WpsError
from compute.doors.wps.kinds import JSON, kind_of
from compute.doors.wps.markup import LANG, clean, document, instant, makers
from compute.doors.wps.telling import Shown, Told
from compute.doors.wps.versions import V1, V2, XLINK
from compute.processes.base import InputSpec

_W1, _O1 = makers(V1)
_W2, _O2 = makers(V2)
_WORDS: Final = {
    "accepted": "Accepted",
    "running": "Running",
    "successful": "Succeeded",
    "failed": "Failed",
    "dismissed": "Dismissed",
}


def execute_response(told: Told, service: str, *, lineage: bool) -> bytes:
    """Of WPS 1.0.0: what was asked for, how far it is, and its outputs when they are there."""
    about = (_O1.Identifier(told.process.id), _O1.Title(clean(told.process.title)))
    parts = [_W1.Process(*about, {f"{{{V1.wps}}}processVersion": told.process.version})]
    parts.append(_W1.Status(_status(told), creationTime=instant(told.created)))
    if lineage:
        given = list(_lineage(told))
        parts += [_W1.DataInputs(*given)] if given else []
        parts.append(_W1.OutputDefinitions(*(_definition(told, name) for name in told.process.outputs)))
    if told.status == "successful" and told.outputs:
        parts.append(_W1.ProcessOutputs(*(_output(told, one) for one in told.outputs)))
    root = _W1.ExecuteResponse(*parts, {"service": "WPS", "version": V1.number, LANG: "en"})
    root.set("serviceInstance", f"{service}?service=WPS&request=GetCapabilities")
    if told.address:
        root.set("statusLocation", told.address)
    return document(root, V1)


def status_info(told: Told) -> bytes:
    """Of WPS 2.0.0."""
    parts = [_W2.JobID(told.id), _W2.Status(_WORDS[told.status])]
    if told.expires is not None:
        parts.append(_W2.ExpirationDate(instant(told.expires)))
    if told.status in {"accepted", "running", "successful"}:
        parts.append(_W2.PercentCompleted(str(told.percent)))
    return document(_W2.StatusInfo(*parts), V2)


def result(told: Told) -> bytes:
    """Of WPS 2.0.0: the outputs."""
    parts = [_W2.JobID(told.id)]
    if told.expires is not None:
        parts.append(_W2.ExpirationDate(instant(told.expires)))
    return document(_W2.Result(*parts, *(_result(one) for one in told.outputs)), V2)


def _status(told: Told) -> Any:
    percent = {"percentCompleted": str(min(told.percent, 99))}
    match told.status:
        case "accepted":
            return _W1.ProcessAccepted("The job is waiting.")
        case "running":
            return _W1.ProcessStarted("The job is running.", percent)
        case "successful":
            return _W1.ProcessSucceeded("The job succeeded.")
    words = told.message or "The job was dismissed, or its outputs are over."
    return _W1.ProcessFailed(reports.element(V1, WpsError(ErrorCode.NONE_APPLIES, words)))


def _lineage(told: Told) -> Iterator[_Element]:
    """Inputs as they were taken, defaults written out."""
    for name, value in told.inputs.items():
        spec = told.process.inputs[name]
        for one in value if spec.max_occurs != 1 else [value]:
            about = (_O1.Identifier(name), _O1.Title(clean(spec.title)))
            yield _W1.Input(*about, _W1.Data(_taken(spec, one)))


def _taken(spec: InputSpec, value: Any) -> Any:
    match kind_of(spec):
        case "literal":
            return _W1.LiteralData(clean(value if isinstance(value, str) else json.dumps(value)))
        case "box":
            numbers, half = [str(one) for one in value["bbox"]], len(value["bbox"]) // 2
            corners = (_O1.LowerCorner(" ".join(numbers[:half])), _O1.UpperCorner(" ".join(numbers[half:])))
            return _W1.BoundingBoxData(*corners, crs=value["crs"], dimensions=str(half))
    return _W1.ComplexData(clean(json.dumps(value, ensure_ascii=False)), mimeType=JSON)


def _definition(told: Told, name: str) -> Any:
    return _W1.Output(_O1.Identifier(name), _O1.Title(clean(told.process.outputs[name].title)))


def _output(told: Told, shown: Shown) -> Any:
    about = (_O1.Identifier(shown.name), _O1.Title(clean(told.process.outputs[shown.name].title)))
    if shown.body is None:
        return _W1.Output(*about, _W1.Reference(href=shown.href, mimeType=shown.media_type))
    data = _W1.ComplexData(clean(shown.text), mimeType=shown.media_type)
    if not shown.is_text:
        data.set("encoding", "base64")
    return _W1.Output(*about, _W1.Data(data))


def _result(shown: Shown) -> Any:
    if shown.body is None:
        said = {f"{{{XLINK}}}href": shown.href, "mimeType": shown.media_type}
        return _W2.Output(_W2.Reference(said), id=shown.name)
    data = _W2.Data(clean(shown.text), mimeType=shown.media_type)
    if not shown.is_text:
        data.set("encoding", "base64")
    return _W2.Output(data, id=shown.name)
