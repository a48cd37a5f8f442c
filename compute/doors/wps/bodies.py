"""XML of a stranger as elements: no DTD, no entity, no network; bounded size and depth. Pure."""

from io import BytesIO
from typing import Final

from lxml.etree import QName, _Element

from compute.doors.wps.errors import ErrorCode, WpsError
from compute.doors.wps.versions import VERSIONS, Version
from repository.inspection.xml_elements import Refused, elements

BYTES_MOST: Final = 2**21
"""Of one request: the inputs of a job have at most one MB, and XML takes its share."""
_NODES_MOST: Final = 20_000
_OPERATIONS: Final = frozenset({"GetCapabilities", "DescribeProcess", "Execute", "GetStatus", "GetResult", "Dismiss"})


def root_of(body: bytes) -> _Element:
    """The root of a request, without comments and processing instructions. Raises WpsError."""
    if len(body) > BYTES_MOST:
        raise too_long()
    try:
        steps = elements(BytesIO(body), _OPERATIONS, roots=_OPERATIONS)
        root = next(steps)
        next(one for one in steps if one is root)  # read to its end
    except Refused as problem:
        words = {
            "entities": "The request names a DTD; none is read here.",
            "deep": "The request is deeper than any request of this service.",
            "foreign": f"There is no request {problem.root[:80]}.",
        }.get(problem.reason, "The request is not well-formed XML.")
        raise WpsError(ErrorCode.NONE_APPLIES, words) from problem
    if sum(1 + len(node.attrib) for node in root.iter()) > _NODES_MOST:
        raise WpsError(ErrorCode.NONE_APPLIES, "The request is richer than any request of this service.")
    return root


def version_of(root: _Element) -> Version:
    """By the namespace. Raises WpsError."""
    space = QName(root).namespace
    for version in VERSIONS.values():
        if space in {version.wps, version.ows}:
            return version
    raise WpsError(ErrorCode.NEGOTIATION, "The namespace of the request is of no version that is spoken here.")


def too_long() -> WpsError:
    """The refusal of a body before it is read."""
    return WpsError(ErrorCode.TOO_LARGE, f"The request is longer than {BYTES_MOST} bytes and was not read.")
