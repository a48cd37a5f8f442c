"""Whatever is sent to the address of WPS, it answers with a document of its own, and never breaks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from compute.models import Job
from tests.compute.doors.programs import alice, api, nobody_asked_too_often, site
from tests.repository.api.program import Program

__all__ = ["alice", "api", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

_SPACES = {
    "": None,
    "w1": "http://www.opengis.net/wps/1.0.0",
    "o1": "http://www.opengis.net/ows/1.1",
    "w2": "http://www.opengis.net/wps/2.0",
    "o2": "http://www.opengis.net/ows/2.0",
}
_NAMES = [
    "Identifier",
    "DataInputs",
    "Input",
    "Data",
    "LiteralData",
    "ComplexData",
    "BoundingBoxData",
    "Reference",
    "LowerCorner",
    "UpperCorner",
    "Output",
    "ResponseForm",
    "ResponseDocument",
    "RawDataOutput",
    "LiteralValue",
    "BoundingBox",
    "JobID",
    "AcceptVersions",
    "Version",
    "Header",
    "Body",
]
_OPERATIONS = ("Execute", "DescribeProcess", "GetCapabilities", "GetStatus", "GetResult", "Dismiss")
_TEXTS = st.sampled_from(
    ["", "echo", "divand", "text", "numbers", "area", "tasks", "[1]", "1 2", "nan inf", "2", "x;y"]
)
_KEYS = ("id", "mode", "response", "encoding", "crs", "storeExecuteResponse", "status", "lineage", "asReference")
_VALUES = st.sampled_from(
    ["", "true", "false", "sync", "async", "raw", "document", "base64", "text", "area", "EPSG:4326"]
)


@st.composite
def trees(draw: Any, depth: int = 0) -> etree._Element:
    """An element that might be part of a request."""
    space, name = draw(st.sampled_from(sorted(_SPACES))), draw(st.sampled_from(_NAMES))
    element = etree.Element(etree.QName(_SPACES[space], name), dict(draw(_attributes())))
    element.text = draw(_TEXTS)
    for _child in range(draw(st.integers(0, 3)) if depth < 4 else 0):
        element.append(draw(trees(depth + 1)))
    return element


def _attributes() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=3)


@given(st.sampled_from([1, 2]), st.sampled_from(_OPERATIONS), st.lists(trees(), max_size=4), _attributes())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_xml(api: Program, version: int, name: str, inside: list[Any], attributes: dict[str, str]) -> None:
    root = etree.Element(etree.QName(_SPACES[f"w{version}"], name), attributes)
    root.set("service", "WPS")
    root.set("version", f"{version}.0.0")
    root.append(identifier := etree.Element(etree.QName(_SPACES[f"o{version}"], "Identifier")))
    identifier.text = "divand"  # which is not run at once: nothing waits
    root.extend(inside)
    answer = api.ask("POST", "/wps", raw=etree.tostring(root), Content_Type="text/xml")
    assert answer.status_code in {200, 400, 404, 413, 501}, answer.content
    assert etree.QName(etree.fromstring(answer.content)).localname
    assert not Job.objects.exists()


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["request", "version", "datainputs", "jobid"]), st.text()))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_pairs(api: Program, text: str, said: dict[str, str]) -> None:
    named = {"service": "WPS", "version": "1.0.0", "request": "Execute", "identifier": "divand"}
    query = api.client.get("/wps", {**named, "datainputs": f"observations={text}", **said}, headers=_shown(api))
    assert query.status_code in {200, 400, 404, 501}, query.content
    etree.fromstring(query.content)


def _shown(api: Program) -> dict[str, str]:
    return {"Authorization": f"Bearer {api.token}"}
