"""The rows of the queue are what is in the moderators' hands, whoever changes a dataset."""

from datetime import UTC
from typing import Any

import pytest
from django.utils import timezone

from moderation.models import QueueEntry
from moderation.services.urgency import declare_urgency, lower_urgency
from moderation.waiting import late_from
from repository.access import datasets_moderated_by
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.queries.agreements import accept_in_force
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.factories import make_draft, make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def entry(dataset: Dataset) -> QueueEntry | None:
    return QueueEntry.objects.filter(dataset=dataset).first()


def test_a_dataset_is_in_the_queue_from_its_submission_until_it_is_public(cast: Cast) -> None:
    assert entry(make_draft(cast.alice)) is None
    dataset = make_submitted(cast.alice)
    waiting = entry(dataset)
    assert waiting is not None
    assert waiting.title == "", "only its round tells the title"
    run_room()
    waiting.refresh_from_db()
    assert waiting.is_checked
    assert waiting.title.startswith("Dissolved oxygen")
    assert waiting.depositor == "Alice Test"
    assert waiting.late_from == late_from(waiting.since.astimezone(UTC).date(), 5)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    accepted = entry(dataset)
    assert accepted is not None
    assert (accepted.state, accepted.late_from) == ("accepted", None)
    published(dataset)
    assert entry(dataset) is None


def test_what_is_taken_back_leaves_and_what_comes_again_is_checked_again(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    assert entry(dataset) is None
    other = under_review(cast.alice)
    decision = answer(other, cast.bob, DatasetState.CHANGES_REQUESTED)
    returned = entry(other)
    assert returned is not None
    assert (returned.state, returned.since) == ("changes_requested", decision.at)
    resubmit(other, cast.alice, lineage={"en": "Calibrated against Winkler titrations of bottles."})
    again = entry(other)
    assert again is not None
    assert other.submitted_version is not None
    assert (again.state, again.round, again.since) == ("submitted", 2, other.submitted_version.created)
    assert again.is_checked


def test_a_change_past_every_service_is_followed_too(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    Dataset.objects.filter(pk=dataset.pk).update(poles=["climate", "ocean"])
    moved = entry(dataset)
    assert moved is not None
    assert (moved.poles, moved.pole_key) == (["climate", "ocean"], "climate,ocean")
    Dataset.objects.filter(pk=dataset.pk).update(is_synthetic=True)
    assert entry(dataset) is None
    Dataset.objects.filter(pk=dataset.pk).update(is_synthetic=False)
    assert entry(dataset) is not None


def test_the_queue_holds_exactly_what_moderators_may_review_in_its_states(cast: Cast) -> None:
    for outcome in (DatasetState.CHANGES_REQUESTED, DatasetState.REJECTED, DatasetState.ACCEPTED):
        answer(under_review(cast.alice), cast.bob, outcome)
    under_review(cast.alice)
    states = ("submitted", "changes_requested", "accepted")
    wanted = set(datasets_moderated_by(cast.bob).filter(state__in=states).values_list("pk", flat=True))
    assert set(QueueEntry.objects.values_list("pk", flat=True)) == wanted


def test_the_urgent_lane_puts_a_dataset_first_before_and_after_its_submission(cast: Cast) -> None:
    def urgent(dataset: Dataset) -> bool:
        waiting = entry(dataset)
        assert waiting is not None
        return waiting.is_urgent

    said: dict[str, Any] = {"journal": "Ocean Science", "manuscript": "os-11", "wanted_by": timezone.now().date()}
    draft = make_draft(cast.alice)
    declare_urgency(dataset_key=draft.key, actor=cast.alice, **said)
    submit_dataset(dataset_key=draft.key, actor=cast.alice, agreement=accept_in_force("en"))
    assert urgent(draft)
    lower_urgency(dataset_key=draft.key, actor=cast.bob, reason="The journal has it already.")
    assert not urgent(draft)
    other = under_review(cast.alice)
    assert not urgent(other)
    declare_urgency(dataset_key=other.key, actor=cast.alice, **said)
    assert urgent(other)
