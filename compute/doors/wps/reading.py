"""Inputs and outputs of Execute in XML: those of 1.0.0 by pywps' reader, boxes and all of 2.0.0 here. Pure."""

import base64
import binascii
import importlib
from typing import Any

from lxml import etree
from lxml.etree import _Element

from compute.doors.wps.errors import invalid, missing
from compute.doors.wps.messages import Corners, Execute, Given, Wanted
from compute.doors.wps.pairs import check_stored, true_or_false
from compute.doors.wps.versions import V1, XLINK, Version

_WPS, _OWS = f"{{{V1.wps}}}", f"{{{V1.ows}}}"


def execute(root: _Element) -> Execute:
    """Of WPS 1.0.0. Raises WpsError."""
    pywps: Any = importlib.import_module("pywps.app.WPSRequest")  # half a second that only who asks here shall pay
    process, inputs = text_of(root, f"{_OWS}Identifier"), root.findall(f"{_WPS}DataInputs/{_WPS}Input")
    for one in inputs:
        _made_readable(one)
    boxes = [_without_box(one) for one in inputs if one.find(f"{_WPS}Data/{_WPS}BoundingBoxData") is not None]
    form = root.find(f"{_WPS}ResponseForm/{_WPS}ResponseDocument")
    raw = root.find(f"{_WPS}ResponseForm/{_WPS}RawDataOutput") is not None
    for output in root.iterfind(f"{_WPS}ResponseForm//{_OWS}Identifier/.."):
        text_of(output, f"{_OWS}Identifier")
    said = {key: _flag(form, key) for key in ("storeExecuteResponse", "status", "lineage")}
    check_stored(is_stored=said["storeExecuteResponse"], is_raw=raw, has_status=said["status"])
    read = [one for found in pywps.get_inputs_from_xml(root).values() for one in found]
    return Execute(
        process=process,
        given=tuple(boxes) + tuple(_of_pywps(one) for one in read),
        wanted=tuple(_wanted(name, one) for name, one in pywps.get_output_from_xml(root).items()),
        mode="async" if said["storeExecuteResponse"] else "sync",
        raw=raw,
        lineage=said["lineage"],
    )


def given(element: _Element, version: Version) -> Given:
    """One input of WPS 2.0.0. Raises WpsError."""
    name, wps = element.get("id", ""), f"{{{version.wps}}}"
    reference, data = element.find(f"{wps}Reference"), element.find(f"{wps}Data")
    if reference is not None:
        if len(reference):
            raise invalid(name, f"{name}: a file is fetched by its address alone.")
        return Given(name, href=reference.get(f"{{{XLINK}}}href", ""))
    if data is None:
        raise invalid(name, f"{name}: inputs within inputs are not taken.")
    box = data.find(f"{{{version.ows}}}BoundingBox")
    if box is not None:
        return Given(name, box=corners(name, box, version))
    literal = data.find(f"{wps}LiteralValue")
    text = (data if literal is None else literal).text or ""
    return Given(name, text=_decoded(name, text, data.get("encoding", "")))


def corners(name: str, box: _Element, version: Version) -> Corners:
    """Both corners of a box. Raises WpsError."""
    try:
        low, high = (
            tuple(float(one) for one in (box.findtext(f"{{{version.ows}}}{side}") or "").split())
            for side in ("LowerCorner", "UpperCorner")
        )
    except ValueError as error:
        raise invalid(name, f"{name}: the corners of a box are numbers.") from error
    return Corners(low, high, box.get("crs", ""))


def text_of(element: _Element, path: str) -> str:
    """The text of the one element at a path. Raises WpsError."""
    found = [(one.text or "").strip() for one in element.iterfind(path)]
    if len(found) != 1 or not found[0]:
        raise missing("Identifier")
    return found[0]


def _made_readable(element: _Element) -> None:
    """What pywps falls over or would read in its own way. Raises WpsError."""
    name = text_of(element, f"{_OWS}Identifier")
    for literal in element.iterfind(f"{_WPS}Data/{_WPS}LiteralData"):
        literal.text = literal.text or ""
    for data in element.iterfind(f"{_WPS}Data/{_WPS}ComplexData"):
        if len(data):
            raise invalid(name, f"{name}: JSON is expected, as text.")
        data.text = _decoded(name, data.text or "", data.attrib.pop("encoding", ""))
    for reference in element.iterfind(f"{_WPS}Reference"):
        if len(reference) or reference.get("method", "GET").upper() != "GET":
            raise invalid(name, f"{name}: a file is fetched by its address alone.")
    etree.strip_attributes(element, "schema")


def _without_box(element: _Element) -> Given:
    """The box of an input, which is taken away: pywps turns axes by rules of its own."""
    name = text_of(element, f"{_OWS}Identifier")
    box = element.find(f"{_WPS}Data/{_WPS}BoundingBoxData")
    if box is None:
        raise invalid(name, f"{name}: the box is missing.")
    found = Given(name, box=corners(name, box, V1))
    element.getparent().remove(element)  # type: ignore[union-attr]  # an input stands in the request's list of them
    return found


def _of_pywps(read: dict[str, Any]) -> Given:
    return Given(read["identifier"].strip(), text=read.get("data") or "", href=read.get("href") or "")


def _wanted(name: str, read: dict[str, Any]) -> Wanted:
    return Wanted(name.strip(), true_or_false("asReference", read["asReference"]) if read.get("asReference") else None)


def _flag(form: _Element | None, name: str) -> bool:
    return form is not None and true_or_false(name, form.get(name) or "false")


def _decoded(name: str, text: str, encoding: str) -> str:
    if encoding.lower() != "base64":
        return text
    try:
        return base64.b64decode(text).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise invalid(name, f"{name}: this is no text in base64.") from error
