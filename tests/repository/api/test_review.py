"""A program reads what moderators ask and answers it; their private notes stay theirs."""

import pytest

from moderation.services.comments import write_comment
from moderation.services.decisions import decide
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_submitted
from tests.repository.api.program import Program

pytestmark = pytest.mark.django_db


def here(dataset: Dataset) -> str:
    return f"/api/v1/deposits/{dataset.deposit_id}/datasets/{dataset.key}/review/"


@pytest.fixture
def submitted(alice: Person) -> Dataset:
    """A dataset in the hands of mona."""
    dataset = make_submitted(alice)
    make_moderator("mona")
    run_everything_due()
    dataset.refresh_from_db()
    return dataset


def test_before_a_review_nothing_is_said_and_nothing_can_be(api: Program, dataset: Dataset) -> None:
    assert api.get(here(dataset)).json() == {"is_open": False, "threads": [], "decision": None}
    refused = api.post(here(dataset), {"text": "Hello."})
    assert (refused.status_code, refused.json()["code"]) == (409, "review-closed")


def test_what_is_asked_is_read_and_answered_without_private_notes(api: Program, submitted: Dataset) -> None:
    mona = Person.objects.get(email="mona@example.org")
    write_comment(dataset_key=submitted.key, actor=mona, text="Which batch?", path="lineage")
    write_comment(dataset_key=submitted.key, actor=mona, text="Looks odd to me.", path="lineage", private=True)
    (thread,) = api.get(here(submitted)).json()["threads"]
    assert (thread["path"], thread["state"], len(thread["remarks"])) == ("lineage", "open", 1)
    answered = api.post(here(submitted), {"path": "lineage", "text": "Batch 7."})
    (thread,) = answered.json()["threads"]
    assert (answered.status_code, thread["state"]) == (201, "answered")
    assert [each["text"] for each in thread["remarks"]] == ["Which batch?", "Batch 7."]
    assert "odd" not in answered.content.decode()


def test_a_remark_is_about_something_that_is_there(api: Program, submitted: Dataset) -> None:
    assert api.post(here(submitted), {"path": "files/nothing.csv", "text": "?"}).json()["code"] == "no-such-place"
    assert api.post(here(submitted), {"text": " "}).json()["code"] == "comment-empty"
    assert api.post(here(submitted), {"text": "x", "private": True}).json()["errors"][0]["pointer"] == "/private"


def test_the_last_decision_is_told(api: Program, submitted: Dataset) -> None:
    assert submitted.submitted_version is not None
    decide(
        dataset_key=submitted.key,
        actor=Person.objects.get(email="mona@example.org"),
        outcome=DatasetState.CHANGES_REQUESTED,
        sha256=submitted.submitted_version.sha256,
        reason="Name the batch.",
    )
    told = api.get(here(submitted)).json()["decision"]
    assert (told["outcome"], told["reason"]) == ("changes_requested", "Name the batch.")
