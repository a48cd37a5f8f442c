"""Requests as XML: Execute of 1.0.0 read by pywps, all else here. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from lxml.etree import QName, _Element

from compute.doors.wps import reading
from compute.doors.wps.bodies import version_of
from compute.doors.wps.errors import ErrorCode, WpsError, invalid, missing
from compute.doors.wps.messages import (
    Asked,
    DescribeProcess,
    Dismiss,
    Execute,
    GetCapabilities,
    GetResult,
    GetStatus,
    Message,
    Mode,
    Wanted,
)
from compute.doors.wps.pairs import negotiated, version_named
from compute.doors.wps.versions import V1, Version

_OF_JOBS: Final[Mapping[str, Callable[[str], Message]]] = {
    "GetStatus": GetStatus,
    "GetResult": GetResult,
    "Dismiss": Dismiss,
}
_MODES: dict[str | None, Mode] = {"sync": "sync", "async": "async", "auto": "auto"}


def read(root: _Element) -> Asked:
    """The request. Raises WpsError."""
    version, name = version_of(root), QName(root).localname
    if root.get("service", "WPS") != "WPS":
        raise invalid("service", "The service is WPS.")
    if name == "GetCapabilities":
        return Asked(_accepted(root, version), GetCapabilities())
    if version_named(root.get("version", "")) is not version:
        raise invalid("version", "The version is not that of the namespace.")
    return Asked(version, _message(name, version, root))


def _accepted(root: _Element, version: Version) -> Version:
    versions = [one.text or "" for one in root.iterfind(f"{{{version.ows}}}AcceptVersions/{{{version.ows}}}Version")]
    return negotiated(",".join(versions) or version.number)


def _message(name: str, version: Version, root: _Element) -> Message:
    if name == "DescribeProcess":
        ids = tuple((one.text or "").strip() for one in root.iterfind(f"{{{version.ows}}}Identifier"))
        if not ids:
            raise missing("Identifier")
        return DescribeProcess(ids)
    if name == "Execute":
        return reading.execute(root) if version is V1 else _execute(root, version)
    if version is not V1:
        job = (root.findtext(f"{{{version.wps}}}JobID") or "").strip()
        if not job:
            raise missing("JobID")
        return _OF_JOBS[name](job)
    raise WpsError(ErrorCode.NOT_SUPPORTED, f"There is no {name} in WPS {version.number}.", name)


def _execute(root: _Element, version: Version) -> Execute:
    """Of WPS 2.0.0, which pywps does not read."""
    if root.get("mode") not in _MODES:
        raise invalid("mode", "The mode is sync, async or auto.")
    if root.get("response") not in {"raw", "document"}:
        raise invalid("response", "The response is raw or document.")
    wps = f"{{{version.wps}}}"
    return Execute(
        process=reading.text_of(root, f"{{{version.ows}}}Identifier"),
        given=tuple(reading.given(one, version) for one in root.iterfind(f"{wps}Input")),
        wanted=tuple(_wanted(one) for one in root.iterfind(f"{wps}Output")),
        mode=_MODES[root.get("mode")],
        raw=root.get("response") == "raw",
    )


def _wanted(element: _Element) -> Wanted:
    transmission = element.get("transmission")
    if transmission not in {None, "value", "reference"}:
        raise invalid("transmission", "An output is given as value or as reference.")
    return Wanted(element.get("id", ""), None if transmission is None else transmission == "reference")
