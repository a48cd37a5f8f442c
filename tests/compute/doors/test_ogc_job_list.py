"""OGC 18-062r2, clause 11: the list of one's own jobs. Each test is named by its requirement."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.models import Job
from repository.models import Person
from tests.compute.doors.programs import OGC, alice, api, bob, nobody_asked_too_often, refusal
from tests.compute.doors.shapes import fits, hrefs_of
from tests.compute.test_job_moves import a_job
from tests.factories import make_operator
from tests.repository.api.program import Program, program

__all__ = ["alice", "api", "bob", "nobody_asked_too_often"]
pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LASTED = {"succeeded": 100, "failed": 10, "dismissed": 1}


@pytest.fixture
def jobs(alice: Person, bob: Person) -> dict[str, Job]:
    """One of each state of alice, an hour apart, the first one newest; one of bob."""
    made: dict[str, Job] = {}
    told: dict[str, Any] = {"limits": {}, "core_hours": 0.1, "inputs": {}, "process": "echo", "version": "1.0.0"}
    for hour, state in enumerate(("created", "running", "succeeded", "failed", "dismissed")):
        when = NOON - timedelta(hours=hour)
        moments = {"created": when, "ended": when + timedelta(seconds=LASTED[state]) if state in LASTED else None}
        started = when if state == "running" else None
        made[state] = Job.objects.create(
            owner=alice, state=state, key=f"{hour:064}", started=started, **moments, **told
        )
    a_job(owner=bob, created=NOON)
    return made


def listed(api: Program, jobs: dict[str, Job], **query: Any) -> list[str]:
    """The states of the jobs that are told."""
    names = {str(job.pk): state for state, job in jobs.items()}
    told = fits(
        "JobList", api.client.get(f"{OGC}/jobs", query, headers={"Authorization": f"Bearer {api.token}"}).json()
    )
    return [names[each["jobID"]] for each in told["jobs"]]


def test_req_job_list_job_list_op_and_success(api: Program, jobs: dict[str, Job], bob: Person) -> None:
    assert listed(api, jobs) == ["created", "running", "succeeded", "failed", "dismissed"]
    assert len(program(bob, ["compute"]).get(f"{OGC}/jobs").json()["jobs"]) == 1
    assert program(make_operator(), ["compute"]).get(f"{OGC}/jobs").json()["jobs"] == []
    assert refusal(Program("").get(f"{OGC}/jobs")) == (401, "token-missing")


def test_req_job_list_type_and_processid_response(api: Program, jobs: dict[str, Job]) -> None:
    Job.objects.filter(pk=jobs["failed"].pk).update(process="divand")

    assert listed(api, jobs, type="process") == listed(api, jobs)
    assert listed(api, jobs, type="other") == []
    assert listed(api, jobs, processID="divand,none") == ["failed"]
    assert listed(api, jobs, processID=["divand", "echo"]) == listed(api, jobs)


def test_req_job_list_status_response(api: Program, jobs: dict[str, Job]) -> None:
    assert listed(api, jobs, status="accepted") == ["created"]
    assert listed(api, jobs, status="successful,failed") == ["succeeded", "failed"]
    answer = api.get(f"{OGC}/jobs?status=done")
    assert refusal(answer) == (400, "InvalidParameterValue")
    assert (answer.json()["input"], answer.json()["rule"]) == ("status", "enum")


def test_req_job_list_datetime_response(api: Program, jobs: dict[str, Job]) -> None:
    assert listed(api, jobs, datetime="2026-11-22T12:00:00Z") == ["created"]
    assert listed(api, jobs, datetime="2026-11-22T10:00:00Z/2026-11-22T11:00:00Z") == ["running", "succeeded"]
    assert listed(api, jobs, datetime="../2026-11-22T09:00:00+00:00") == ["failed", "dismissed"]
    assert listed(api, jobs, datetime="2026-11-22T12:00:00+01:00/") == ["created", "running"]


def test_req_job_list_min_and_max_duration_response(api: Program, jobs: dict[str, Job]) -> None:
    Job.objects.filter(pk=jobs["running"].pk).update(started=datetime.now(UTC) - timedelta(seconds=50))

    assert listed(api, jobs, minDuration=10) == ["running", "succeeded", "failed"]
    assert listed(api, jobs, maxDuration=10) == ["failed", "dismissed"]
    assert listed(api, jobs, minDuration=2, maxDuration=99_999) == ["running", "succeeded", "failed"]


def test_req_job_list_jl_limit_response_and_links(api: Program, jobs: dict[str, Job]) -> None:
    told, address = [], f"{OGC}/jobs?limit=2&type=process&status=accepted,running,successful,failed"
    while address:
        page = api.get(address).json()
        assert len(page["jobs"]) <= 2
        told += [each["jobID"] for each in page["jobs"]]
        following = next((each["href"] for each in page["links"] if each["rel"] == "next"), "")
        address = f"{urlsplit(following).path}?{urlsplit(following).query}" if following else ""
    assert told == [str(jobs[state].pk) for state in ("created", "running", "succeeded", "failed")]
    assert hrefs_of(page)["self"] == f"{OGC}/jobs"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("limit", "0"),
        ("limit", "x"),
        ("datetime", "yesterday"),
        ("datetime", "2026-11-22T12:00:00Z/x"),
        ("datetime", "0001-01-01T00:00:00+23:00"),
        ("minDuration", "-1"),
        ("maxDuration", "1e3"),
        ("cursor", "x"),
        ("cursor", "9999-12-31T23:59:59-23:00~x"),
        ("processID", "a\x00b"),
    ],
)
def test_what_is_not_understood_is_named(api: Program, name: str, wrong: str) -> None:
    shown = {"Authorization": f"Bearer {api.token}"}
    answer = api.client.get(f"{OGC}/jobs", {name: wrong}, headers=shown)

    assert refusal(answer) == (400, "InvalidParameterValue")
    assert answer.json()["input"] == name


def test_any_argument_is_answered(api: Program) -> None:
    names = st.sampled_from(
        ["type", "processID", "status", "datetime", "minDuration", "maxDuration", "limit", "cursor"]
    )

    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.dictionaries(names, st.text(max_size=40), max_size=3))
    def ask(query: dict[str, str]) -> None:
        shown = {"Authorization": f"Bearer {api.token}"}
        assert api.client.get(f"{OGC}/jobs", query, headers=shown).status_code in (200, 400)

    ask()
