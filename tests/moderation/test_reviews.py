"""A review opens once per dataset, goes on over its rounds, and closes when nothing is left to decide."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.consumers import open_review
from moderation.models import Review
from repository.errors import ClaimLost
from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, LifecycleEvent
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction, drop_correction
from repository.services.deliveries import claim_delivery, run_delivery
from repository.services.submissions import submit_dataset, take_back_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def only_review(dataset: Dataset) -> Review:
    return Review.objects.get(dataset=dataset)


def opening(dataset: Dataset) -> Delivery:
    return Delivery.objects.get(event__dataset=dataset, consumer="moderation.consumers.open_review")


def test_a_submission_opens_a_review_with_what_the_checks_found(cast: Cast) -> None:
    dataset = under_review(cast.alice, files={"map.tif": b"\xff\xd8\xff"})
    review = only_review(dataset)
    assert review.is_open
    assert (review.round, review.record_version) == (1, dataset.submitted_version)
    assert "file-not-as-named" in review.findings.values_list("code", flat=True)
    assert review.findings.get(code="file-not-as-named").path == "files/map.tif"
    assert LifecycleEvent.objects.filter(type="review.opened", subject_id=str(dataset.pk)).count() == 1


def test_a_claim_that_was_lost_opens_no_second_review(cast: Cast) -> None:
    dataset = make_submitted(cast.alice)
    row = opening(dataset)
    slow = claim_delivery(delivery_id=row.pk)
    assert slow is not None
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_delivery(delivery_id=row.pk)
    with pytest.raises(ClaimLost):
        open_review(slow)
    assert Review.objects.filter(dataset=dataset).count() == 1
    assert LifecycleEvent.objects.filter(type="review.opened").count() == 1


def test_a_worker_killed_before_the_end_leaves_nothing_and_the_next_one_opens_the_review(cast: Cast) -> None:
    dataset = make_submitted(cast.alice)
    row = opening(dataset)
    killed = claim_delivery(delivery_id=row.pk)
    assert killed is not None
    assert not Review.objects.exists()
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    run_room()
    assert only_review(dataset).findings.exists()


def test_the_database_refuses_a_second_open_review(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    version = only_review(dataset).record_version
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(dataset=dataset, record_version=version)


def test_a_request_for_changes_leaves_the_review_open_and_a_resubmission_is_its_next_round(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert only_review(dataset).is_open
    resubmit(dataset, cast.alice, title={"en": "Dissolved oxygen in the Gulf of Lion, mended"})
    review = only_review(dataset)
    assert (review.round, review.record_version) == (2, dataset.submitted_version)
    assert set(review.findings.values_list("record_version__number", flat=True)) == {1, 2}


def test_a_dataset_taken_back_closes_its_review_and_a_resubmission_opens_it_again(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    run_room()
    assert not only_review(dataset).is_open
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    review = only_review(dataset)
    assert review.is_open
    assert review.round == 2


def test_a_version_taken_back_while_the_checks_ran_opens_nothing(cast: Cast) -> None:
    dataset = make_submitted(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    assert run_room() == ["open_review", "close_review"]
    assert not Review.objects.exists()


def test_a_late_close_does_not_close_the_review_of_a_new_submission(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    late = Delivery.objects.get(consumer="moderation.consumers.close_review")
    Delivery.objects.filter(pk=late.pk).update(due_at=timezone.now() + timedelta(hours=1))
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    Delivery.objects.filter(pk=late.pk).update(due_at=timezone.now())
    run_room()
    assert only_review(dataset).is_open


def test_a_correction_after_a_final_decision_has_a_review_of_its_own(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    assert not only_review(dataset).is_open
    published(dataset)
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    first, second = Review.objects.filter(dataset=dataset).order_by("pk")
    assert not first.is_correction
    assert second.is_correction
    assert second.is_open


@pytest.mark.parametrize("ending", ["dropped", "withdrawn"])
def test_a_correction_that_ends_otherwise_closes_its_review(cast: Cast, ending: str) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    published(dataset)
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    if ending == "dropped":
        drop_correction(dataset_key=dataset.key, actor=cast.alice)
    else:
        withdraw_dataset(dataset_key=dataset.key, actor=cast.bob, reason="Counted twice.")
    run_room()
    assert not Review.objects.filter(dataset=dataset, closed_at__isnull=True).exists()


def test_a_file_that_cannot_be_read_now_is_tried_again_and_nothing_is_said_of_it(cast: Cast) -> None:
    from repository.uploads.disk import disk_store

    dataset = make_submitted(cast.alice)
    place = disk_store().path_of(dataset.draft_files.get().file.draft_path)
    aside = place.with_name("aside")
    place.rename(aside)
    run_room()
    row = opening(dataset)
    assert row.done_at is None
    assert row.held_at is None
    assert "No such file" in row.last_error
    aside.rename(place)
    Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now())
    run_room()
    assert only_review(dataset).is_open
