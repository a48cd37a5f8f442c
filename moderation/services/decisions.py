"""Deciding on a submitted version: the decision as evidence, and what it does to the dataset, in one transaction."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Decision, Outcome, Review
from moderation.queries.conditions import unmet_condition
from moderation.queries.meanwhile import words_of_change, words_of_move
from moderation.services.advice_ends import end_advice_of
from moderation.services.queue import note_answer
from moderation.services.reviews import FINAL
from moderation.services.urgency import settle_urgency
from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person, RecordVersion
from repository.services.decisions import decide_dataset
from repository.services.deposits import lock_dataset

LONGEST: Final = 50_000
"""Characters of a reason."""


@transaction.atomic
def decide(
    *,
    dataset_key: UUID,
    actor: Person,
    outcome: DatasetState | str,
    sha256: str,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Accept, return or reject the version that was read, named by the SHA256 of its record.

    ``version`` is its number; with it a resubmission that changed only files or access is noticed too. Raises
    ``NotAllowed``; ``WrongState`` where another decision, a take-back or the running checks come first, the reason
    is missing, or a condition (`moderation.queries.conditions`) does not hold; ``StaleRecord`` where another version
    was submitted meanwhile.
    """
    wanted = Outcome(outcome)
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    if dataset.state != DatasetState.SUBMITTED:
        raise WrongState(words_of_move(dataset), code="already-decided")
    current = _read_version(dataset, sha256=sha256, number=version)
    review = _review_of(current, dataset)
    _check_reason(wanted, reason)
    _meets_conditions(review, actor, wanted)
    decision = Decision.objects.create(
        review=review,
        record_version=current,
        sha256=current.sha256,
        outcome=wanted,
        reason=reason.strip(),
        actor=actor,
    )
    _end_with(decision, dataset)
    decide_dataset(
        dataset_key=dataset_key, actor=actor, outcome=DatasetState(wanted), sha256=current.sha256, reason=reason
    )
    note_answer(dataset=dataset, at=decision.at)
    return decision


def _end_with(decision: Decision, dataset: Dataset) -> None:
    """A final decision ends the review, what was asked of advisers in it, and the hurry."""
    if decision.outcome in FINAL:
        Review.objects.filter(pk=decision.review_id).update(closed_at=timezone.now())
        end_advice_of(dataset)
        settle_urgency(dataset=dataset, actor=decision.actor)


def _check_reason(outcome: Outcome, reason: str) -> None:
    if len(reason) > LONGEST:
        raise WrongState(_("This is too long for a reason. Attach it to a remark as a file."), code="reason-too-long")
    if outcome is not Outcome.ACCEPTED and not reason.strip():
        raise WrongState(_("Say what is needed, and why."), code="reason-missing")


def _meets_conditions(review: Review, actor: Person, outcome: Outcome) -> None:
    unmet = unmet_condition(review, actor=actor, outcome=outcome)
    if unmet is not None:
        raise WrongState(unmet.sentence, code=unmet.code)


def _review_of(version: RecordVersion, dataset: Dataset) -> Review:
    """The open review of a version, which knows both as they are locked."""
    review = Review.objects.filter(record_version=version, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(
            _("The checks of this version are still running. Try again in a moment."), code="checks-running"
        )
    review.record_version, review.dataset = version, dataset
    return review


def _read_version(dataset: Dataset, *, sha256: str, number: int | None) -> RecordVersion:
    """The submitted version, if it is the one that was read."""
    current = dataset.submitted_version
    if current is None:
        raise WrongState(words_of_move(dataset), code="already-decided")
    if current.sha256 == sha256 and number in (None, current.number):
        return current
    read = RecordVersion.objects.filter(dataset=dataset, sha256=sha256, number__lt=current.number)
    before = (read.filter(number=number) if number is not None else read).order_by("-number").first()
    raise StaleRecord(words_of_change(before, current))
