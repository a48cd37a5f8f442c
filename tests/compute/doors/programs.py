"""A program of somebody at the doors, and jobs that are over."""

import json
from hashlib import sha256
from typing import Any

import pytest

from compute.models import Job
from compute.queries import results_of
from compute.services.moves import move_job
from compute.states import JobState
from repository.accounts.rate import Window
from repository.api import throttling
from repository.models import Person
from tests.compute.people import site
from tests.factories import make_person
from tests.repository.api.program import Program, program

__all__ = ["OGC", "alice", "api", "bob", "executed", "finished", "nobody_asked_too_often", "over", "refusal", "site"]

OGC = "/ogcapi/processes"
EXCEPTION = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"
ASYNC = {"Prefer": "respond-async"}


@pytest.fixture(autouse=True)
def nobody_asked_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window of its own for each test."""
    window = Window()
    monkeypatch.setattr(throttling, "WINDOW", window)
    monkeypatch.setattr("compute.doors.entrance.WINDOW", window)


@pytest.fixture
def alice(db: None) -> Person:
    """Who computes."""
    return make_person("alice")


@pytest.fixture
def bob(db: None) -> Person:
    """Who has nothing to do with it."""
    return make_person("bob")


@pytest.fixture
def api(alice: Person) -> Program:
    """A program of alice that may compute, and nothing else."""
    return program(alice, ["compute"])


def executed(api: Program, body: Any, process: str = "echo", **headers: str) -> Any:
    """An execute request, answered at once by a job."""
    return api.post(f"{OGC}/processes/{process}/execution", body, **(ASYNC | headers))


def finished(api: Program, body: Any, *, made: Any = None) -> Job:
    """An execute request of `echo` and what its end leaves, without the wait for workers."""
    answer = executed(api, body)
    assert answer.status_code == 201, answer.content
    return over(Job.objects.get(pk=answer.json()["jobID"]), made=made or {})


def over(job: Job, *, made: Any) -> Job:
    """A job that succeeded, with one output of JSON."""
    data = json.dumps(made).encode()
    results_of(job).mkdir(parents=True)
    (results_of(job) / "echo.json").write_bytes(data)
    told = {"sha256": sha256(data).hexdigest(), "size": len(data), "media_type": "application/json"}
    job.outputs.create(output="echo", name="echo.json", **told)
    for state in ("staging", "queued", "running", "collecting", "registering", "succeeded"):
        move_job(job, JobState(state))
    return job


def refusal(answer: Any) -> tuple[int, str]:
    """Status and the end of the exception's type."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    assert answer.json()["type"].startswith(EXCEPTION)
    return answer.status_code, answer.json()["type"].removeprefix(EXCEPTION)
