"""Where a dataset stands, and the urgent lane, by a program."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.utils import timezone

from moderation.services.comments import write_comment
from moderation.services.urgency import lower_urgency
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Person, Role
from tests.factories import make_draft, make_moderator
from tests.moderation.room import answer, run_room, under_review
from tests.repository.api.program import Program, program

pytestmark = pytest.mark.django_db


def address(dataset: Dataset, name: str) -> str:
    return f"/api/v1/deposits/{dataset.deposit_id}/datasets/{dataset.key}/{name}/"


def said(days: int = 9, **changes: Any) -> dict[str, Any]:
    day = timezone.now().astimezone(UTC).date() + timedelta(days=days)
    return {"journal": "Ocean Science", "manuscript": "os-2026-41R", "wanted_by": day.isoformat(), **changes}


def test_a_program_reads_who_has_it_what_is_asked_and_where_to_answer(api: Program, alice: Person) -> None:
    mona = make_moderator("mona")
    dataset = under_review(alice)
    told = api.get(address(dataset, "standing")).json()
    assert (told["state"], told["waited_days"], told["asked"], told["usual_delays"]) == ("submitted", 0, [], [])
    assert (told["stage"], told["turn"]) == ("submitted", "moderators")
    write_comment(dataset_key=dataset.key, actor=mona, path="lineage", text="Which batch?")
    answer(dataset, mona, DatasetState.CHANGES_REQUESTED, "Name the batch.")
    told = api.get(address(dataset, "standing")).json()
    assert [each["kind"] for each in told["asked"]] == ["changes", "question"]
    assert told["asked"][1]["detail"] == "Answer the question about: Lineage"
    assert told["asked"][1]["page"].startswith("http")
    assert told["waited_days"] is None
    moments = api.get(f"/api/v1/deposits/{dataset.deposit_id}/timeline/").json()["results"]
    assert [each["kind"] for each in moments][-2:] == ["comment.written", "dataset.changes_requested"]
    assert moments[-2]["details"] == ["Lineage"]


def test_who_was_asked_to_read_learns_where_it_stands_and_nothing_of_the_exchange(alice: Person, bob: Person) -> None:
    mona = make_moderator("mona")
    dataset = under_review(alice)
    write_comment(dataset_key=dataset.key, actor=mona, path="lineage", text="Which batch?")
    Grant.objects.create(person=bob, role=Role.READER, deposit=dataset.deposit)
    reader = program(bob)
    program(alice).ask("PUT", address(dataset, "urgency"), said())
    told = reader.get(address(dataset, "standing")).json()
    assert (told["state"], told["asked"]) == ("submitted", [])
    assert reader.get(address(dataset, "urgency")).status_code == 403
    timeline = reader.get(f"/api/v1/deposits/{dataset.deposit_id}/timeline/").json()["results"]
    kinds = {each["kind"] for each in timeline}
    assert "review.opened" in kinds
    assert not kinds & {"comment.written", "urgency.asked"}


def test_a_program_hurries_and_thinks_better_of_it(api: Program, alice: Person) -> None:
    dataset = make_draft(alice)
    nothing = api.get(address(dataset, "urgency")).json()
    assert (nothing["is_urgent"], nothing["journal"], nothing["doi"]) == (False, None, dataset.doi)
    told = api.ask("PUT", address(dataset, "urgency"), said()).json()
    assert (told["is_urgent"], told["manuscript"], told["target_days"]) == (True, "os-2026-41R", 1)
    told = api.delete(address(dataset, "urgency")).json()
    assert (told["is_urgent"], told["ending"]) == (False, "given_up")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"wanted_by": "2020-01-01"}, "/wanted_by"),
        ({"wanted_by": "soon"}, "/wanted_by"),
        ({"journal": ""}, "/journal"),
        ({"manuscript": "x" * 101}, "/manuscript"),
        ({"is_urgent": True}, "/is_urgent"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_place(
    api: Program, alice: Person, changes: dict[str, Any], pointer: str
) -> None:
    dataset = make_draft(alice)
    refused = api.ask("PUT", address(dataset, "urgency"), said(**changes))
    assert refused.status_code == 400
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert api.get(address(dataset, "urgency")).json()["is_urgent"] is False


def test_what_a_moderator_took_out_is_not_put_back_by_a_program(api: Program, alice: Person) -> None:
    mona = make_moderator("mona")
    dataset = under_review(alice)
    api.ask("PUT", address(dataset, "urgency"), said())
    lower_urgency(dataset_key=dataset.key, actor=mona, reason="No such manuscript.")
    run_room()
    refused = api.ask("PUT", address(dataset, "urgency"), said())
    assert (refused.status_code, refused.json()["code"]) == (409, "urgency-lowered")
    assert api.get(address(dataset, "urgency")).json()["reason"] == "No such manuscript."
