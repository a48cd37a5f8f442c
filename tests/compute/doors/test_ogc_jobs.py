"""OGC 18-062r2, clauses 7.11 to 7.13: a request becomes a job, whose state and results are asked for.

Each test is named by its requirement.
"""

import json
from base64 import b64decode
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from compute.models import Job
from compute.processes.base import Process
from compute.queries import results_of
from compute.services.moves import fail_job
from compute.states import LIVE
from repository.models import Person
from tests.compute.doors.programs import OGC, alice, api, bob, executed, finished, nobody_asked_too_often, refusal, site
from tests.compute.people import ended
from tests.repository.api.program import Program, program

__all__ = ["alice", "api", "bob", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

SAID = {"inputs": {"text": "$(id); é", "numbers": [3, 1, 2]}}
MADE = {"numbers": [3, 1, 2], "text": "$(id); é"}


def test_req_core_process_execute_success_async_and_job_success(site: Path, api: Program) -> None:
    answer = executed(api, SAID)

    assert answer.status_code == 201
    assert answer["Preference-Applied"] == "respond-async"
    told = answer.json()
    assert answer["Location"].endswith(f"{OGC}/jobs/{told['jobID']}")
    assert (told["status"], told["type"], told["processID"]) == ("accepted", "process", "echo")
    assert api.get(f"{OGC}/jobs/{told['jobID']}").json()["status"] == "accepted"

    job = ended(Job.objects.get())
    told = api.get(f"{OGC}/jobs/{job.pk}").json()
    assert (told["status"], told["progress"]) == ("successful", 100)
    assert {"created", "finished", "updated"} <= set(told)
    (results,) = (each["href"] for each in told["links"] if each["rel"].endswith("/results"))
    assert (
        api.get(results.removeprefix(results.partition("/ogcapi")[0])).getvalue()
        == json.dumps(MADE, sort_keys=True).encode()
    )


def test_req_core_process_execute_default_execution_mode_is_synchronous_where_both_are_told(
    site: Path, api: Program
) -> None:
    job = finished(api, SAID, made=MADE)
    answer = api.post(f"{OGC}/processes/echo/execution", SAID)

    assert (answer.status_code, json.loads(answer.getvalue())) == (200, MADE)
    assert f'{OGC}/jobs/{job.pk}>; rel="monitor"' in answer["Link"]
    assert Job.objects.count() == 1, "what is there is not computed twice"


def test_what_is_not_over_in_time_is_told_so_and_goes_on(site: Path, api: Program, settings: Any) -> None:
    settings.COMPUTE_SYNC_S = 0
    answer = api.post(f"{OGC}/processes/echo/execution", SAID)

    assert refusal(answer) == (503, "not-in-time")
    assert answer["Retry-After"]
    assert Job.objects.get().state in LIVE


def test_req_core_process_execute_default_execution_mode_is_asynchronous_where_that_is_all_there_is(
    site: Path, api: Program, troubles: Process
) -> None:
    answer = api.post(f"{OGC}/processes/troubles/execution", {"inputs": {"how": "data", "where": "plan"}})

    assert answer.status_code == 201
    assert "Preference-Applied" not in answer


def test_req_core_process_execute_sync_raw_value_one_and_ref(site: Path, api: Program) -> None:
    job = finished(api, SAID | {"outputs": {"echo": {"transmissionMode": "reference"}}}, made=MADE)
    by_reference = api.get(f"{OGC}/jobs/{job.pk}/results")

    assert (by_reference.status_code, by_reference.getvalue()) == (204, b"")
    assert f'/compute/jobs/{job.pk}/results/echo.json>; rel="echo"' in by_reference["Link"]
    by_value = api.post(f"{OGC}/processes/echo/execution", SAID | {"outputs": {"echo": {}}})
    assert by_value["Content-Type"] == "application/json"
    assert json.loads(by_value.getvalue()) == MADE


def test_req_core_process_execute_sync_document(site: Path, api: Program) -> None:
    asked = SAID | {"response": "document"}
    job = finished(api, asked, made=MADE)

    said = {"echo": {"mediaType": "application/json", "value": MADE}}
    assert api.get(f"{OGC}/jobs/{job.pk}/results").json() == said
    assert api.post(f"{OGC}/processes/echo/execution", asked).json() == said
    wanted = asked | {"outputs": {"echo": {"transmissionMode": "reference"}}}
    told = api.post(f"{OGC}/processes/echo/execution", wanted).json()["echo"]
    assert told["href"].endswith(f"/compute/jobs/{job.pk}/results/echo.json")
    assert api.post(f"{OGC}/processes/echo/execution", SAID | {"outputs": {}}).status_code == 204


def test_req_core_process_execute_sync_raw_value_multi(site: Path, api: Program) -> None:
    job = finished(api, SAID, made=MADE)
    (results_of(job) / "map.png").write_bytes(b"\x89PNG\r\n")
    job.outputs.create(output="map", name="map.png", media_type="image/png", sha256="0" * 64, size=6)
    answer = api.get(f"{OGC}/jobs/{job.pk}/results")

    whole = message_from_bytes(f"Content-Type: {answer['Content-Type']}\r\n\r\n".encode() + answer.getvalue())
    parts = {part["Content-ID"]: part.get_payload(decode=False) for part in whole.get_payload()}  # type: ignore[union-attr,index]
    assert whole.get_content_type() == "multipart/related"
    assert json.loads(str(parts["<echo>"])) == MADE
    assert set(parts) == {"<echo>", "<map>"}
    Job.objects.update(answering={"response": "document", "outputs": None})
    told = api.get(f"{OGC}/jobs/{job.pk}/results").json()["map"]
    assert (told["mediaType"], b64decode(told["value"])) == ("image/png", b"\x89PNG\r\n")


def test_req_core_job_results_exceptions(site: Path, api: Program, bob: Person) -> None:
    job = Job.objects.get(pk=executed(api, SAID).json()["jobID"])
    assert refusal(api.get(f"{OGC}/jobs/{job.pk}/results")) == (404, "result-not-ready")
    for there in (api.get, api.delete):
        assert refusal(there(f"{OGC}/jobs/none")) == (404, "no-such-job")
    other = program(bob, ["compute"])
    for address in (f"{OGC}/jobs/{job.pk}", f"{OGC}/jobs/{job.pk}/results"):
        assert refusal(other.get(address)) == (404, "no-such-job")
    assert refusal(other.delete(f"{OGC}/jobs/{job.pk}")) == (404, "no-such-job")

    fail_job(job, "Data", "No salinity in it.")
    failed = job
    assert refusal(api.get(f"{OGC}/jobs/{failed.pk}/results")) == (422, "Data")
    told = api.get(f"{OGC}/jobs/{failed.pk}").json()
    assert told["status"] == "failed"
    assert any(each["rel"].endswith("/exceptions") for each in told["links"])


def test_req_dismiss_job_dismiss(site: Path, api: Program) -> None:
    live = executed(api, SAID).json()["jobID"]
    for _twice in range(2):
        answer = api.delete(f"{OGC}/jobs/{live}")
        assert (answer.status_code, answer.json()["status"]) == (200, "dismissed")

    over = finished(api, SAID, made=MADE)
    assert str(over.pk) != live
    assert api.delete(f"{OGC}/jobs/{over.pk}").json()["status"] == "dismissed"
    assert refusal(api.get(f"{OGC}/jobs/{over.pk}/results")) == (410, "results-gone")
    assert api.get(f"/compute/jobs/{over.pk}/results/echo.json").status_code == 410
