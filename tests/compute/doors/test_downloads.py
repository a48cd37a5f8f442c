"""Results are fetched whole or in part by their owner and operators, and are gone when their days are over."""

import json
from pathlib import Path

import pytest
from django.test import Client

from compute.models import Job
from compute.queries import results_of
from compute.states import JobState
from repository.models import Person
from tests.compute.doors.programs import alice, api, bob, finished, nobody_asked_too_often, site
from tests.factories import make_operator
from tests.repository.api.program import Program, program

__all__ = ["alice", "api", "bob", "nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

MADE = {"numbers": [3, 1, 2]}
BYTES = json.dumps(MADE).encode()


@pytest.fixture
def address(site: Path, api: Program) -> str:
    job = finished(api, {"inputs": {}}, made=MADE)
    return f"/compute/jobs/{job.pk}/results/echo.json"


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_the_bytes_come_with_their_proof_and_in_part(address: str, api: Program) -> None:
    whole = api.get(address)
    assert whole.getvalue() == BYTES
    assert whole["Content-Disposition"] == 'attachment; filename="echo.json"'
    assert whole["Repr-Digest"].startswith("sha-256=:")
    part = api.get(address, Range="bytes=2-8")
    assert (part.status_code, part.getvalue()) == (206, BYTES[2:9])
    assert part["Content-Range"] == f"bytes 2-8/{len(BYTES)}"
    assert api.get(address, Range="bytes=999-").status_code == 416
    assert api.get(address, Range="bytes=0-1", If_Range='"other"').getvalue() == BYTES
    assert {api.get(address, If_None_Match=known).status_code for known in (whole["ETag"], "*")} == {304}
    head = api.ask("HEAD", address)
    assert (head.status_code, head["Content-Length"]) == (200, str(len(BYTES)))


def test_they_are_for_the_owner_and_operators(address: str, alice: Person, bob: Person) -> None:
    people = {alice: 200, bob: 404, make_operator(): 200}
    assert {person: signed_in(person).get(address).status_code for person in people} == people
    assert Client().get(address).status_code == 404
    assert program(alice, ["deposits:read"]).get(address).status_code == 403
    assert Program("varve_nothing0_x").get(address).status_code == 401


def test_no_other_file_is_reached(address: str, api: Program, site: Path) -> None:
    (site / "secret").write_text("x")
    for name in ("..%2F..%2Fsecret", "echo.json%00", "other.json"):
        assert api.get(address.replace("echo.json", name)).status_code in (400, 404), name


def test_after_expiry_they_are_gone_and_a_lost_one_is_told(address: str, api: Program) -> None:
    (results_of(Job.objects.get()) / "echo.json").unlink()
    assert api.get(address, Accept="application/json").json()["code"] == "result-away"
    Job.objects.update(state=JobState.EXPIRED)
    answer = api.get(address)
    assert (answer.status_code, answer.json()["code"]) == (410, "result-expired")
