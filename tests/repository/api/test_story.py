"""A program deposits a dataset, from nothing to the moderators, and corrects it once it is public."""

import hashlib
from base64 import b64encode

import pytest

from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.services.collection import drop_draft_copies
from tests.driver import run_everything_due
from tests.factories import DOCUMENT, accept, make_moderator, make_pole
from tests.repository.api.program import Program

pytestmark = pytest.mark.django_db

DATA = b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"


def digest(data: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(data).digest()).decode()}:"


def test_a_program_deposits_from_nothing_to_submitted(api: Program) -> None:
    make_pole("ocean")
    opened = api.post("/api/v1/deposits/", {"shared": {"poles": ["ocean"]}})
    assert opened.status_code == 201
    here = opened.json()["datasets"][0]["url"].removeprefix("http://localhost:8000")
    assert opened["Location"] == opened.json()["url"]

    sent = api.put(f"{here}files/casts/oxygen 2026.csv", DATA, Repr_Digest=digest(DATA))
    assert (sent.status_code, sent.json()["path"], sent.json()["size"]) == (201, "casts/oxygen 2026.csv", len(DATA))
    assert b"".join(api.get(f"{here}files/casts/oxygen%202026.csv").streaming_content) == DATA

    early = api.post(f"{here}submit/", {})
    assert (early.status_code, early.json()["code"]) == (422, "incomplete")
    assert {"pointer": "/title", "code": "title-missing"}.items() <= early.json()["errors"][0].items()

    record = {name: value for name, value in DOCUMENT.items() if name != "poles"}
    changed = api.patch(here, {"record": record})
    assert changed.status_code == 200, changed.json()
    assert changed.json()["effective_record"]["poles"] == ["ocean"]
    assessed = api.get(f"{here}assessment/").json()
    assert assessed["is_ready"], assessed["findings"]

    agreement = api.get("/api/v1/agreement/").json()
    unread = api.post(f"{here}submit/", {})
    assert (unread.status_code, unread.json()["code"]) == (422, "agreement-missing")
    accepted = {"version": agreement["version"], "language": agreement["language"]}
    submitted = api.post(f"{here}submit/", {"agreement": accepted, "note": "Sent by a script."})
    assert (submitted.status_code, submitted.json()["state"]) == (200, "submitted")
    assert "take-back" in submitted.json()["may"]

    assert api.patch(here, {"record": {"title": {"en": "Other"}}}).json()["code"] == "not-editable"
    assert api.post(f"{here}take-back/").json()["state"] == "draft"
    assert api.post(f"{here}submit/", {"agreement": accepted}).json()["state"] == "submitted"


def test_what_is_public_is_corrected_and_followed(api: Program, alice: Person, dataset: Dataset, here: str) -> None:
    make_pole("ocean")
    api.put(f"{here}files/oxygen.csv", DATA)
    api.patch(here, {"record": DOCUMENT})
    assert api.get(f"{here}progress/").json() == {"is_finished": False, "stages": []}
    version = api.get("/api/v1/agreement/").json()["version"]
    api.post(f"{here}submit/", {"agreement": {"version": version, "language": "en"}})
    run_everything_due()
    accept(dataset, make_moderator("mona"))
    run_everything_due()

    told = api.get(f"{here}progress/").json()
    assert told["is_finished"]
    assert [stage["state"] for stage in told["stages"]] == ["done"] * 5
    assert api.get(here).json()["public_page"].endswith(f"/datasets/{dataset.suffix}/")
    drop_draft_copies(dataset_id=dataset.pk)
    assert api.get(f"{here}files/oxygen.csv").status_code == 302

    begun = api.post(f"{here}correction/")
    assert (begun.json()["state"], begun.json()["standing"]) == ("draft", "public")
    assert api.post(f"{here}correction/").status_code == 409
    assert api.delete(f"{here}correction/").json()["state"] == DatasetState.PUBLISHED
    moments = api.get(f"/api/v1/deposits/{dataset.deposit_id}/timeline/").json()["results"]
    assert [each["what"] for each in moments][-2:] == ["Correction begun", "Correction given up"]
