"""Requests as pairs of an address. Pure."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from compute.doors.wps.errors import ErrorCode, WpsError, invalid, missing
from compute.doors.wps.messages import (
    Asked,
    DescribeProcess,
    Dismiss,
    Execute,
    GetCapabilities,
    GetResult,
    GetStatus,
    Given,
    Message,
    Wanted,
)
from compute.doors.wps.versions import V1, V2, VERSIONS, Version

_TRUE: Final = {"true": True, "false": False, "1": True, "0": False}
_ATTRIBUTE: Final = re.compile(
    r"@(xlink:href|href|mimeType|encoding|schema|method|uom|datatype|asReference)=", re.IGNORECASE
)


def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names in lower case, each once. Raises WpsError."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name.lower() in found:
            raise invalid(name[:80], f"The parameter {name[:80]} is there twice.")
        found[name.lower()] = value
    return found


def read(pairs: Mapping[str, str]) -> Asked:
    """The request; a bare address asks what there is. Raises WpsError."""
    if not pairs:
        return Asked(V1, GetCapabilities())
    if not pairs.get("service"):
        raise missing("service")
    if pairs["service"].lower() != "wps":
        raise invalid("service", "The service is WPS.")
    request = pairs.get("request", "").lower()
    if not request:
        raise missing("request")
    if request == "getcapabilities":
        return Asked(negotiated(pairs.get("acceptversions") or pairs.get("version", "")), GetCapabilities())
    version = version_named(pairs.get("version", ""))
    return Asked(version, _message(request, version, pairs))


def negotiated(versions: str) -> Version:
    """The first of the versions that a client reads, the best liked first. Raises WpsError."""
    if not versions:
        return V1
    for number in versions.split(","):
        if number.strip() in VERSIONS:
            return VERSIONS[number.strip()]
    raise WpsError(ErrorCode.NEGOTIATION, f"Versions spoken here are {', '.join(VERSIONS)}.")


def version_named(number: str) -> Version:
    """Raises WpsError."""
    if not number:
        raise missing("version")
    if number not in VERSIONS:
        raise invalid("version", f"Versions spoken here are {', '.join(VERSIONS)}.")
    return VERSIONS[number]


def _message(request: str, version: Version, pairs: Mapping[str, str]) -> Message:
    match request:
        case "describeprocess":
            return DescribeProcess(tuple(one.strip() for one in _needed(pairs, "identifier").split(",")))
        case "execute" if version is V1:
            return _execute(pairs)
        case "getstatus":
            wanted = wanted_of(pairs.get("responsedocument", ""))
            return GetStatus(_needed(pairs, "jobid"), wanted, _is(pairs, "lineage"))
        case "getresult" if version is V2:
            return GetResult(_needed(pairs, "jobid"))
        case "dismiss" if version is V2:
            return Dismiss(_needed(pairs, "jobid"))
    said = f"There is no {request[:80]} in WPS {version.number} as pairs of an address."
    raise WpsError(ErrorCode.NOT_SUPPORTED, said, request[:80])


def _execute(pairs: Mapping[str, str]) -> Execute:
    raw, document = pairs.get("rawdataoutput", ""), pairs.get("responsedocument", "")
    if raw and document:
        raise invalid("RawDataOutput", "An answer is one output as it is, or a document, not both.")
    is_stored = _is(pairs, "storeexecuteresponse")
    check_stored(is_stored=is_stored, is_raw=bool(raw), has_status=_is(pairs, "status"))
    return Execute(
        process=_needed(pairs, "identifier"),
        given=tuple(_given(one) for one in pairs.get("datainputs", "").split(";") if one),
        wanted=wanted_of(raw or document),
        mode="async" if is_stored else "sync",
        raw=bool(raw),
        lineage=_is(pairs, "lineage"),
    )


def check_stored(*, is_stored: bool, is_raw: bool, has_status: bool) -> None:
    """What WPS 1.0.0 lets go together. Raises WpsError."""
    if is_stored and is_raw:
        raise invalid("storeExecuteResponse", "What is stored is a document, not an output as it is.")
    if has_status and not is_stored:
        raise invalid("status", "Only a response that is stored can tell its status.")


def _given(written: str) -> Given:
    """``name=value@attribute=…``, values quoted once more than the address.

    >>> _given("text=a%3Bb@mimeType=text/plain").text
    'a;b'
    """
    name, _sign, rest = written.partition("=")
    start, *attributes = _ATTRIBUTE.split(rest)
    found = {key.lower(): unquote(value) for key, value in zip(attributes[::2], attributes[1::2], strict=True)}
    href = found.get("xlink:href") or found.get("href", "")
    return Given(unquote(name), text=unquote(start), href=href)


def wanted_of(written: str) -> tuple[Wanted, ...]:
    """``name@asReference=true;other``."""
    found = []
    for one in written.split(";"):
        name, *attributes = _ATTRIBUTE.split(one)
        told = {key.lower(): value for key, value in zip(attributes[::2], attributes[1::2], strict=True)}
        if name:
            asked = told.get("asreference")
            found.append(Wanted(unquote(name), None if asked is None else true_or_false("asReference", asked)))
    return tuple(found)


def true_or_false(name: str, value: str) -> bool:
    """As XML Schema writes it. Raises WpsError."""
    try:
        return _TRUE[value.strip().lower()]
    except KeyError as error:
        raise invalid(name, f"{name} is true or false.") from error


def _is(pairs: Mapping[str, str], name: str) -> bool:
    return true_or_false(name, pairs.get(name) or "false")


def _needed(pairs: Mapping[str, str], name: str) -> str:
    if not pairs.get(name):
        raise missing(name)
    return pairs[name]
