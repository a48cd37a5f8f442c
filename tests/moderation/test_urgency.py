"""The urgent lane: who gets into it, who is told, how one gets out of it."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from moderation.models import Ending, QueueEntry, Urgency
from moderation.queries.urgency import urgent_ids
from moderation.services.urgency import declare_urgency, give_up_urgency, lower_urgency, raise_urgency
from repository.errors import NotAllowed, RepositoryError, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.submissions import submit_dataset
from tests.factories import make_draft, make_public
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


def declare(dataset: Dataset, actor: Person, **changes: Any) -> Urgency:
    """What a depositor types."""
    day = timezone.now().astimezone(UTC).date() + timedelta(days=9)
    said = {"journal": "Ocean Science", "manuscript": "os-2026-41R", "wanted_by": day, **changes}
    return declare_urgency(dataset_key=dataset.key, actor=actor, **said)


def events(dataset: Dataset) -> list[str]:
    """What the trail says of the lane."""
    found = LifecycleEvent.objects.filter(dataset=dataset, type__startswith="urgency.").order_by("pk")
    return [event.type.partition(".")[2] for event in found]


def test_the_moderators_are_told_at_once_of_what_they_have_already(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    mailoutbox.clear()
    declare(dataset, cast.alice)
    run_room()
    assert {mail.to[0] for mail in mailoutbox} == {"bob@example.org", "bella@example.org"}
    assert mailoutbox[0].subject.startswith("Varve: Urgent: a paper waits for")
    for words in ("Ocean Science", "os-2026-41R", "1 working day"):
        assert words in mailoutbox[0].body
    assert list(urgent_ids()) == [{"dataset_id": dataset.pk}]


def test_of_a_draft_they_are_told_when_it_is_submitted(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = make_draft(cast.alice)
    declare(dataset, cast.alice)
    run_room()
    assert mailoutbox == []
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    assert mailoutbox[0].subject.startswith("Varve: Urgent: “Dissolved oxygen")
    assert "A paper waits for it: Ocean Science, os-2026-41R" in mailoutbox[0].body


def test_saying_it_again_changes_it_and_tells_nobody_again(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    declare(dataset, cast.alice)
    run_room()
    mailoutbox.clear()
    declare(dataset, cast.alice)
    declare(dataset, cast.alice, journal="Biogeosciences")
    run_room()
    assert mailoutbox == []
    assert Urgency.objects.get().journal == "Biogeosciences"
    assert events(dataset) == ["asked", "changed"]


@pytest.mark.parametrize(("days", "code"), [(-1, "day-has-passed"), (367, "day-too-far")])
def test_a_day_that_cannot_be_meant_is_refused(cast: Cast, days: int, code: str) -> None:
    dataset = make_draft(cast.alice)
    day = timezone.now().astimezone(UTC).date() + timedelta(days=days)
    with pytest.raises(WrongState) as refused:
        declare(dataset, cast.alice, wanted_by=day)
    assert refused.value.code == code
    assert not Urgency.objects.exists()


@pytest.mark.parametrize("name", ["dora", "bob", "carl", "olga"])
def test_only_authors_hurry(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    for act in (declare, lambda about, who: give_up_urgency(dataset_key=about.key, actor=who)):
        with pytest.raises(NotAllowed):
            act(dataset, getattr(cast, name))
    assert events(dataset) == []


@pytest.mark.parametrize("name", ["alice", "dora", "carl", "both", "olga"])
def test_only_moderators_of_the_discipline_take_it_out(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    declare(dataset, cast.alice)
    with pytest.raises(NotAllowed):
        lower_urgency(dataset_key=dataset.key, actor=getattr(cast, name), reason="No.")
    with pytest.raises(NotAllowed):
        raise_urgency(dataset_key=dataset.key, actor=getattr(cast, name))
    assert urgent_ids().count() == 1


def test_a_moderator_takes_it_out_with_a_reason_that_the_depositor_reads(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    dataset = under_review(cast.alice)
    declare(dataset, cast.alice)
    run_room()
    mailoutbox.clear()
    lower_urgency(dataset_key=dataset.key, actor=cast.bob, reason="The journal knows no such manuscript.")
    run_room()
    assert [mail.to for mail in mailoutbox] == [["alice@example.org"]]
    assert "The journal knows no such manuscript." in mailoutbox[0].body
    assert not urgent_ids().exists()
    assert code_of(lambda: declare(dataset, cast.alice)) == "urgency-lowered"
    raise_urgency(dataset_key=dataset.key, actor=cast.bella)
    run_room()
    assert "is in the urgent lane again" in mailoutbox[-1].subject
    assert events(dataset) == ["asked", "lowered", "raised"]


def code_of(act: Any) -> str:
    """The code of the error that an act ends in."""
    with pytest.raises(RepositoryError) as refused:
        act()
    return refused.value.code


def test_taking_it_out_needs_a_reason_and_something_to_take_out(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    lowered: dict[str, Any] = {"dataset_key": dataset.key, "actor": cast.bob}
    assert code_of(lambda: lower_urgency(**lowered, reason="Because.")) == "not-urgent"
    declare(dataset, cast.alice)
    assert code_of(lambda: lower_urgency(**lowered, reason="  ")) == "reason-missing"
    assert code_of(lambda: raise_urgency(**lowered)) == "not-lowered"
    assert urgent_ids().count() == 1


def test_two_who_leave_it_at_once_leave_it_once(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    declare(dataset, cast.alice)
    give_up_urgency(dataset_key=dataset.key, actor=cast.alice)
    give_up_urgency(dataset_key=dataset.key, actor=cast.alice)
    assert events(dataset) == ["asked", "given_up"]
    assert declare(dataset, cast.alice).is_live
    assert events(dataset) == ["asked", "given_up", "asked"]


def test_a_request_for_changes_leaves_it_in_the_lane_and_a_final_decision_takes_it_out(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    declare(dataset, cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert urgent_ids().count() == 1
    other = under_review(cast.alice)
    declare(other, cast.alice)
    answer(other, cast.bob, DatasetState.REJECTED)
    assert list(urgent_ids()) == [{"dataset_id": dataset.pk}]
    assert Urgency.objects.get(dataset=other).ending == Ending.DECIDED


def test_the_queue_shows_it_first_with_a_target_of_its_own(cast: Cast, settings: Any) -> None:
    settings.URGENT_TARGET_DAYS = 2
    older, dataset = under_review(cast.alice), under_review(cast.alice)
    assert not QueueEntry.objects.filter(is_urgent=True).exists()
    declare(dataset, cast.alice)
    entry = QueueEntry.objects.get(is_urgent=True)
    assert (entry.dataset_id, entry.target_days) == (dataset.pk, 2)
    usual = QueueEntry.objects.get(dataset=older).late_from
    assert entry.late_from is not None
    assert usual is not None
    assert entry.late_from < usual
    lower_urgency(dataset_key=dataset.key, actor=cast.bob, reason="No such manuscript.")
    entry.refresh_from_db()
    assert (entry.is_urgent, entry.late_from) == (False, usual)


def test_what_was_urgent_as_a_draft_is_urgent_in_the_queue(cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    declare(dataset, cast.alice)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    assert QueueEntry.objects.get().is_urgent
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    assert not QueueEntry.objects.get().is_urgent


def test_a_correction_may_be_urgent_again_whatever_was_said_before(cast: Cast) -> None:
    dataset = make_public(cast.alice, cast.bob)
    assert code_of(lambda: declare(dataset, cast.alice)) == "urgency-too-late"
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    declare(dataset, cast.alice)
    assert urgent_ids().count() == 1
