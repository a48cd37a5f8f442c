"""A decision is made on the version that was read, by somebody else's moderator, and kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from moderation.models import Decision, Outcome, Review
from moderation.services.decisions import decide
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deposits import write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, run_room, under_review

pytestmark = pytest.mark.django_db


def decide_as(person: Person, dataset: Dataset, *, sha256: str = "", version: int | None = None) -> Decision:
    assert dataset.submitted_version is not None
    return decide(
        dataset_key=dataset.key,
        actor=person,
        outcome=DatasetState.ACCEPTED,
        sha256=sha256 or dataset.submitted_version.sha256,
        version=version,
    )


@pytest.mark.parametrize(
    ("outcome", "event", "stays_open"),
    [
        (DatasetState.ACCEPTED, "dataset.accepted", False),
        (DatasetState.CHANGES_REQUESTED, "dataset.changes_requested", True),
        (DatasetState.REJECTED, "dataset.rejected", False),
    ],
)
def test_a_decision_moves_the_dataset_and_is_kept(
    cast: Cast, outcome: DatasetState, event: str, stays_open: bool
) -> None:
    dataset = under_review(cast.alice)
    decision = answer(dataset, cast.bob, outcome, reason="Because of the units.")
    assert dataset.state == outcome
    assert (decision.outcome, decision.actor, decision.reason) == (outcome, cast.bob, "Because of the units.")
    assert dataset.submitted_version is not None
    assert decision.sha256 == dataset.submitted_version.sha256
    assert Review.objects.get(dataset=dataset).is_open is stays_open
    assert LifecycleEvent.objects.get(type=event).actor == cast.bob


def test_a_decision_is_never_changed_nor_removed(cast: Cast) -> None:
    decision = answer(under_review(cast.alice), cast.bob, DatasetState.ACCEPTED)
    decision.reason = "Something else"
    with pytest.raises(TypeError):
        decision.save()
    with pytest.raises(TypeError):
        decision.delete()


@pytest.mark.parametrize("outcome", [DatasetState.CHANGES_REQUESTED, DatasetState.REJECTED])
def test_a_refusal_without_a_reason_is_not_taken(cast: Cast, outcome: DatasetState) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(WrongState) as refused:
        answer(dataset, cast.bob, outcome, reason="  ")
    assert refused.value.code == "reason-missing"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["alice", "both", "carl", "dora", "olga"])
def test_authors_strangers_operators_and_other_disciplines_decide_nothing(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    with pytest.raises(NotAllowed):
        decide_as(getattr(cast, name), dataset)
    assert not Decision.objects.exists()


def test_a_decision_before_the_checks_have_ended_waits(cast: Cast) -> None:
    dataset = make_submitted(cast.alice)
    with pytest.raises(WrongState) as refused:
        decide_as(cast.bob, dataset)
    assert refused.value.code == "checks-running"


def test_a_decision_on_a_version_replaced_meanwhile_says_who_changed_what(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert dataset.submitted_version is not None
    read = dataset.submitted_version.sha256
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"lineage": {"en": "Rewritten while it was read."}})
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    with pytest.raises(StaleRecord) as refused:
        decide_as(cast.bob, dataset, sha256=read)
    assert refused.value.sentence == (
        "Alice Test changed the lineage while you were reading. Look at the change, then decide."
    )
    assert not Decision.objects.exists()


def test_a_resubmission_that_changed_only_files_is_noticed_by_its_number(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert dataset.submitted_version is not None
    read = dataset.submitted_version
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    upload = SimpleUploadedFile("more.csv", b"a,b\n1,2\n")
    attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path="more.csv")
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    with pytest.raises(StaleRecord) as refused:
        decide_as(cast.bob, dataset, sha256=read.sha256, version=read.number)
    assert "changed the files" in refused.value.sentence


def test_the_second_of_two_decisions_is_told_of_the_first(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bella, DatasetState.CHANGES_REQUESTED)
    with pytest.raises(WrongState) as refused:
        decide_as(cast.bob, dataset)
    assert refused.value.code == "already-decided"
    assert refused.value.sentence.startswith("Bella Test asked for changes")


def test_a_dataset_taken_back_cannot_be_decided_on(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    with pytest.raises(WrongState, match="took this back"):
        decide_as(cast.bob, dataset)


def test_a_refused_correction_leaves_the_public_dataset_as_it_is(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    public = published(dataset).current_version
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    decision = answer(dataset, cast.bob, DatasetState.REJECTED, reason="The old title was right.")
    assert (dataset.state, dataset.standing) == ("published", "public")
    assert dataset.current_version == public
    assert decision.outcome == Outcome.REJECTED
    assert not Review.objects.filter(dataset=dataset, closed_at__isnull=True).exists()
