"""M8: OWSLib, which nobody here wrote, over a real socket."""

from pathlib import Path
from typing import Any

import pytest
from owslib.ogcapi import REQUEST_HEADERS
from owslib.ogcapi.processes import Processes

from compute.models import Job
from tests.compute.people import asked, ended, site
from tests.factories import make_person
from tests.repository.api.program import program

__all__ = ["site"]
pytestmark = pytest.mark.django_db(transaction=True)

SAID: dict[str, Any] = {"text": "hello", "numbers": [3, 1, 2], "area": {"bbox": [-5, 40, 5, 45]}}


def test_owslib_finds_describes_and_executes(
    live_server: Any, settings: Any, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("owslib.ogcapi.REQUEST_HEADERS", dict(REQUEST_HEADERS))
    settings.SITE_URL = live_server.url
    alice = make_person("alice")
    shown = {"Authorization": f"Bearer {program(alice, ['compute']).token}"}
    client = Processes(f"{live_server.url}/ogcapi/processes/", headers=shown)

    assert any(each.endswith("ogcapi-processes-1/1.0/conf/core") for each in client.conformance()["conformsTo"])
    assert client.api()["openapi"] == "3.0.3"
    assert {"echo", "divand"} <= {each["id"] for each in client.processes()}
    assert client.process("echo")["inputs"]["numbers"]["schema"]["type"] == "array"
    told = client.execute("echo", inputs=SAID, async_=True)
    assert (client.response_headers["Location"], told["status"]) == (
        f"{live_server.url}/ogcapi/processes/jobs/{told['jobID']}",
        "accepted",
    )
    job = ended(Job.objects.get())
    assert asked(alice, **SAID) == job, "as by every other door"
    made = client.execute("echo", inputs=SAID)["echo"]["value"]
    assert (made["numbers"], made["text"]) == ([3, 1, 2], "hello")
