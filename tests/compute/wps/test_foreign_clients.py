"""OWSLib, which nobody here wrote, over a real socket: the jobs it makes are those of every other door (M12)."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from owslib.util import ServiceException
from owslib.wps import SYNC, BoundingBoxDataInput, ComplexDataInput, WebProcessingService

from compute.models import Job
from tests.compute.doors.programs import nobody_asked_too_often
from tests.compute.people import asked, ended, site
from tests.factories import make_person
from tests.repository.api.program import program

__all__ = ["nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db(transaction=True)

INPUTS = [
    ("text", "hello"),
    ("numbers", ComplexDataInput("[3, 1, 2]", mimeType="application/json")),
    ("area", BoundingBoxDataInput([40.0, -5.0, 45.0, 5.0], crs="EPSG:4326")),
]


def test_owslib_runs_a_job_and_takes_its_result(live_server: Any, settings: Any, site: Path) -> None:
    settings.SITE_URL = live_server.url
    alice = make_person("alice")
    headers = {"Authorization": f"Bearer {program(alice).token}"}
    client = WebProcessingService(f"{live_server.url}/wps", headers=headers)
    assert "divand" in {one.identifier for one in client.processes}
    assert client.describeprocess("echo").storeSupported is True

    execution = client.execute("echo", INPUTS, output=[("echo", True, None)], lineage=True)
    job = Job.objects.get()
    assert execution.status == "ProcessAccepted"
    box = {"bbox": [-5, 40, 5, 45]}
    assert asked(alice, text="hello", numbers=[3, 1, 2], area=box) == job
    output = ended(job).outputs.get()
    execution.checkStatus(sleepSecs=0)

    assert execution.isSucceeded()
    assert {one.identifier for one in execution.dataInputs} >= {"text", "numbers", "area"}
    made = execution.processOutputs[0].retrieveData(headers=headers)
    assert hashlib.sha256(made).hexdigest() == output.sha256
    at_once = client.execute("echo", INPUTS, mode=SYNC)
    assert at_once.isSucceeded()
    assert at_once.processOutputs[0].data == [made.decode()]
    assert Job.objects.count() == 1
    with pytest.raises(ServiceException, match="observations"):
        client.execute("divand", [("observations", ComplexDataInput(f"{live_server.url}/datasets/9/"))])
    newer = WebProcessingService(f"{live_server.url}/wps", version="2.0.0", headers=headers)
    assert {one.name for one in newer.operations} >= {"GetStatus", "GetResult", "Dismiss"}
