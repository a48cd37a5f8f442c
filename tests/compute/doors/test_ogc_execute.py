"""OGC 18-062r2, clause 7.11: what an execute request may say, and what is refused. Named by their requirements."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.models import Job
from compute.processes.boxes import CRS84
from repository.models import Person
from tests.compute.doors.programs import (
    ASYNC,
    OGC,
    alice,
    api,
    bob,
    executed,
    nobody_asked_too_often,
    refusal,
    site,
)
from tests.repository.api.program import Program, program

__all__ = ["alice", "api", "bob", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

HERE = f"{OGC}/processes/echo/execution"
MEASURE = {"measurement": 3.5, "uom": "m"}


def kept(api: Program, **inputs: Any) -> dict[str, Any]:
    """What a job was given."""
    answer = executed(api, {"inputs": inputs})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = Job.objects.get(pk=answer.json()["jobID"]).inputs
    return made


def refused(api: Program, body: Any) -> tuple[str, str]:
    """Input and rule of a refusal, which keeps nothing."""
    answer = executed(api, body)
    assert refusal(answer) == (400, "InvalidParameterValue"), answer.content
    assert answer.json()["detail"]
    assert not Job.objects.exists()
    return answer.json()["input"], answer.json()["rule"]


def test_req_core_process_execute_inputs_are_all_optional_ones(site: Path, api: Program) -> None:
    bodies: tuple[Any, ...] = ({}, {"inputs": {}}, {"inputs": {}, "mode": "async"})
    for body in bodies:
        assert executed(api, body).status_code == 201
    assert Job.objects.count() == 1


def test_req_core_process_execute_input_inline_object_mixed_and_array(site: Path, api: Program) -> None:
    said = kept(
        api,
        text={"value": "x", "mediaType": "text/plain"},
        measure={"value": MEASURE},
        numbers=[1, 2.5],
        tasks={"value": 2, "mediaType": "application/json; charset=utf-8"},
    )
    assert (said["text"], said["measure"], said["numbers"], said["tasks"]) == ("x", MEASURE, [1, 2.5], 2)
    assert kept(api, measure=MEASURE)["measure"] == MEASURE, "an object as it is, too"


def test_req_core_process_execute_input_inline_bbox(site: Path, api: Program) -> None:
    box = {"bbox": [170, -10, -170, 10]}
    assert kept(api, area=box)["area"] == {**box, "crs": CRS84}
    swapped = {"bbox": [-10, 170, 10, -170], "crs": "http://www.opengis.net/def/crs/EPSG/0/4326"}
    assert kept(api, area={"value": swapped})["area"] == {**box, "crs": CRS84}


@pytest.mark.parametrize(
    ("body", "name", "rule"),
    [
        ([], "body", "type"),
        ({"inputs": []}, "inputs", "type"),
        ({"inputs": {"nothing": 1}}, "nothing", "unknown-input"),
        ({"inputs": {"tasks": "2"}}, "tasks", "type"),
        ({"inputs": {"text": {"value": 1}}}, "text", "type"),
        ({"inputs": {"text": {"value": "x", "mediaType": "image/png"}}}, "text", "media-type"),
        ({"inputs": {"text": {"value": "eA==", "encoding": "base64"}}}, "text", "encoding"),
        ({"inputs": {"text": {"href": "http://169.254.169.254/latest"}}}, "text", "by-reference"),
        ({"inputs": {"area": {"bbox": [0, 0, 1, 91]}}}, "area", "bbox-outside-crs"),
        ({"inputs": {"measure": {"value": {"measurement": 1, "uom": "m", "$(rm -rf)": 1}}}}, "measure",
         "additionalProperties"),
        ({"outputs": {"other": {}}}, "other", "unknown-output"),
        ({"outputs": []}, "outputs", "type"),
        ({"outputs": {"echo": 1}}, "echo", "type"),
        ({"outputs": {"echo": {"transmissionMode": "mail"}}}, "echo", "transmissionMode"),
        ({"outputs": {"echo": {"format": {"mediaType": "text/csv"}}}}, "echo", "media-type"),
        ({"response": "html"}, "response", "enum"),
        ({"response": ["raw"]}, "response", "enum"),
    ],
)  # fmt: skip
def test_req_core_process_execute_input_validation(api: Program, body: Any, name: str, rule: str) -> None:
    assert refused(api, body) == (name, rule)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 415),
        (b"{", 400),
        (b'{"inputs": {"numbers": [NaN]}}', 400),
        (b'{"inputs": {"numbers": [1e999]}}', 400),
        (b'{"inputs": {"text": "a", "text": "b"}}', 400),
        (b'{"inputs": {"text": "\\u0000"}}', 400),
        (b"[" * 100_000, 400),
        (b'{"inputs": ' + b'{"a": ' * 60 + b"1" + b"}" * 60 + b"}", 400),
        (b'"' + b"x" * 5_000_000 + b'"', 413),
        (b'{"inputs": {"numbers": [' + b"0.123456789," * 100_000 + b"1]}}", 400),
        ("é".encode("latin-1"), 400),
    ],
)
def test_a_body_that_cannot_be_read_is_no_failure(api: Program, raw: bytes, status: int) -> None:
    answer = api.ask("POST", HERE, raw=raw, **ASYNC)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Job.objects.exists()


def test_shell_words_are_only_text(site: Path, api: Program) -> None:
    words = "$(reboot); `id` | cat /etc/passwd > ../../x & \n -rf --help ' \" \\ é 🌊"
    assert kept(api, text=words)["text"] == words


def test_only_who_shows_a_token_for_it_or_the_form_token_executes(site: Path, alice: Person, api: Program) -> None:
    assert refusal(Program("").post(HERE, {}, **ASYNC)) == (401, "token-missing")
    assert refusal(Program("varve_x_y").post(HERE, {}, **ASYNC)) == (401, "token-invalid")
    assert refusal(program(alice, ["deposits:write"]).post(HERE, {}, **ASYNC)) == (403, "scope-missing")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    told: dict[str, Any] = {"data": json.dumps({}), "content_type": "application/json", "headers": ASYNC}
    assert refusal(browser.post(HERE, **told)) == (403, "forged")
    assert not Job.objects.exists()
    browser.get("/accounts/tokens/")
    browser.get("/accounts/profile/")
    token = browser.cookies["csrftoken"].value if "csrftoken" in browser.cookies else ""
    told["headers"] = ASYNC | {"X-CSRFToken": token}
    assert browser.post(HERE, **told).status_code == 201
    assert browser.get(f"{OGC}/jobs").json()["jobs"]


def test_quotas_and_media_types_are_told(site: Path, api: Program, settings: Any) -> None:
    settings.COMPUTE_JOBS_MOST = 1
    assert executed(api, {}).status_code == 201
    assert refusal(executed(api, {"inputs": {"text": "x"}})) == (409, "too-many-jobs")
    assert refusal(api.ask("POST", HERE, raw=b"{}", Content_Type="text/xml")) == (415, "unsupported-media-type")


def test_who_asks_too_often_waits(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.doors.entrance.WITH_TOKEN", 1)
    api.get(f"{OGC}/jobs")
    answer = api.get(f"{OGC}/jobs")
    assert refusal(answer) == (429, "too-many-requests")
    assert int(answer["Retry-After"]) > 0
