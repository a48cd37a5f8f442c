"""The REST of jobs: the same job as by OGC, told with all that is known of it, refused with place and rule."""

from pathlib import Path
from typing import Any

import pytest

from compute.jobdir import Status, make_folders, write_status
from compute.models import Job
from compute.queries import folder_of
from repository.models import Dataset, Person
from tests.compute.doors.programs import (
    OGC,
    alice,
    api,
    bob,
    executed,
    finished,
    nobody_asked_too_often,
    over,
    site,
)
from tests.factories import make_operator
from tests.repository.api.program import Program, program

__all__ = ["alice", "api", "bob", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

REST = "/api/v1/compute"
ASKED = {"process": "echo", "inputs": {"text": "x", "numbers": [1.0, 2]}}


def told(status: str, task: Any, **more: Any) -> Status:
    moment = "2026-11-22T09:00:00Z"
    return Status(task, status, 0, moment, moment, "n1", 1.5, 1.2, 80, **more)  # type: ignore[arg-type]


def test_the_price_is_told_before_anything_begins(site: Path, api: Program) -> None:
    price = api.post(f"{REST}/processes/echo/price/", {"inputs": {"tasks": 10, "pause_s": 30}}).json()

    assert (price["n_tasks"], price["walltime_s"]) == (10, 90)
    assert 0 < price["core_hours"] < price["core_hours_left"]
    assert not Job.objects.exists()


def test_the_same_request_by_ogc_and_rest_is_one_job_with_one_result(site: Path, api: Program) -> None:
    by_rest = api.post(f"{REST}/jobs/", ASKED)
    by_ogc = executed(api, {"inputs": {"numbers": [1, 2], "text": {"value": "x"}}})

    assert (by_rest.status_code, by_ogc.status_code) == (201, 201)
    assert by_rest["Location"].endswith(f"{REST}/jobs/{by_rest.json()['id']}/")
    assert by_rest.json()["id"] == by_ogc.json()["jobID"]
    job = over(Job.objects.get(), made={"numbers": [1, 2]})
    (output,) = api.get(f"{REST}/jobs/{job.pk}/").json()["outputs"]
    assert api.get(f"{OGC}/jobs/{job.pk}/results")["ETag"] == f'"{output["sha256"]}"'


def test_a_job_is_told_with_tasks_moves_and_logs_without_paths(site: Path, api: Program) -> None:
    job = Job.objects.get(pk=api.post(f"{REST}/jobs/", ASKED).json()["id"])
    Job.objects.update(tasks=2)
    folder = folder_of(job)
    make_folders(folder)
    write_status(folder, told("ok", 0))
    write_status(folder, told("error", 1, error_type="Data", message=f"{folder}/in/a.nc is broken"))
    (folder / "log" / "1.err").write_text(f"SECRET_KEY=abc\nreading {folder}/in/a.nc\n")
    (folder / "status" / "merge.json").write_text("{broken")

    shown = api.get(f"{REST}/jobs/{job.pk}/").json()
    assert [(each["task"], each["state"]) for each in shown["ended_tasks"]] == [("0", "ok"), ("1", "error")]
    assert [each["after"] for each in shown["moves"]] == ["created"]
    assert shown["inputs"]["numbers"] == [1, 2]
    log = api.get(f"{REST}/jobs/{job.pk}/log/?task=1").json()["text"]
    assert log == "SECRET_KEY=...\nreading in/a.nc\n"
    for text in (log, str(shown)):
        assert str(site) not in text
    assert api.get(f"{REST}/jobs/{job.pk}/log/?task=../../x").json()["code"] == "log-unknown"
    assert api.get(f"{REST}/jobs/{job.pk}/log/?task=7").json()["text"] == ""


def test_jobs_come_in_pages_the_newest_first(site: Path, api: Program, alice: Person, settings: Any) -> None:
    settings.COMPUTE_JOBS_MOST = 9
    made = [api.post(f"{REST}/jobs/", {"process": "echo", "inputs": {"text": each}}).json()["id"] for each in "abc"]

    first = api.get(f"{REST}/jobs/?limit=2").json()
    rest = api.get(first["next"].partition("/api")[1] + first["next"].partition("/api")[2]).json()
    assert [each["id"] for each in (*first["results"], *rest["results"])] == made[::-1]
    assert rest["next"] is None


def test_a_token_opens_one_s_own_jobs_also_an_operator_s(site: Path, api: Program, bob: Person) -> None:
    job = finished(api, ASKED)
    addresses = (f"{REST}/jobs/{job.pk}/", f"{REST}/jobs/{job.pk}/log/", f"/compute/jobs/{job.pk}/results/echo.json")
    for person in (bob, make_operator()):
        other = program(person, ["compute", "deposits:write"])
        assert [other.get(each).status_code for each in addresses] == [404] * 3
        assert other.get(f"{REST}/jobs/").json()["results"] == []
        assert other.delete(addresses[0]).status_code == 404
        assert {other.post(f"{REST}/jobs/{job.pk}/{act}/").status_code for act in ("deposit", "reproduce")} == {404}


def test_what_a_job_made_becomes_a_draft_once_and_is_computed_again(site: Path, api: Program, alice: Person) -> None:
    job = finished(api, ASKED)
    depositor = program(alice, ["compute", "deposits:write"])
    for scope in ("compute", "deposits:write"):
        assert program(alice, [scope]).post(f"{REST}/jobs/{job.pk}/deposit/").json()["code"] == "scope-missing"

    first, again = (depositor.post(f"{REST}/jobs/{job.pk}/deposit/") for _twice in range(2))
    assert (first.status_code, again.json()["deposit"]) == (201, first.json()["deposit"])
    assert Dataset.objects.count() == 1
    repeated = api.post(f"{REST}/jobs/{job.pk}/reproduce/").json()
    assert repeated["repeats"] == str(job.pk)
    assert api.delete(f"{REST}/jobs/{repeated['id']}/").json()["state"] == "dismissed"


@pytest.mark.parametrize(
    ("body", "place", "rule"),
    [
        ({"process": "none"}, "/process", "no-such-process"),
        ({"process": "echo", "inputs": {"tasks": 0}}, "/inputs/tasks", "minimum"),
        ({"process": "echo", "inputs": {"a/b~": 1}}, "/inputs/a~1b~0", "unknown-input"),
        ({"process": "echo", "inputs": [1]}, "/inputs", "type"),
        ({"process": "divand", "inputs": {"observations": [{"href": "http://169.254.169.254/"}]}}, None, "href"),
        ({"process": "echo", "mode": "expert"}, "/mode", "unknown-member"),
    ],
)
def test_a_refusal_names_the_place_and_the_rule(api: Program, body: Any, place: str | None, rule: str) -> None:
    answer = api.post(f"{REST}/jobs/", body)

    assert answer.status_code == 400
    (fault,) = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == (place or "/inputs/observations", rule)
    assert not Job.objects.exists()
