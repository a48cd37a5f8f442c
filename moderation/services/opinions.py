"""Asking another discipline for its opinion, giving one, and saying why one is not waited for."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Opinion, OpinionView, Review
from moderation.queries.opinions import may_decide, may_give
from moderation.queries.routing import deciding_pole
from moderation.services.routing import let_in, tell_asked
from repository.access import Action, require
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person, Pole, RecordVersion
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

MOST: int = 20_000
"""Characters of a reason."""


@transaction.atomic
def ask_opinion(*, dataset_key: UUID, actor: Person, pole: str, why: str, required: bool = False) -> Opinion:
    """Ask a discipline about the submitted version; its moderators get the dataset in their queue.

    Raises ``NotAllowed`` for who does not decide on it; ``WrongState`` without a word why, for a discipline that is
    asked already or decides, or where nothing waits; ``Pole.DoesNotExist``.
    """
    dataset, review = _under_review(dataset_key, actor)
    _require_deciding(actor, dataset)
    found = Pole.objects.get(code=pole)
    words = _said(why)
    if found.code == deciding_pole(dataset):
        raise WrongState(_("This discipline decides: it is asked already."), code="opinion-asked")
    if Opinion.objects.filter(record_version=review.record_version, pole=found.code, group="").exists():
        raise WrongState(_("This discipline is asked already."), code="opinion-asked")
    opinion = Opinion.objects.create(
        review=review,
        record_version=review.record_version,
        pole=found.code,
        required=required,
        why_en=words,
        why_fr=words,
        asked_by=actor,
    )
    let_in(dataset, found.code)
    tell_asked(dataset, opinion)
    return opinion


@transaction.atomic
def give_opinion(*, opinion_id: int, actor: Person, view: str, reason: str) -> Opinion:
    """Give an opinion on the version that it was asked about; for a group, what the group said.

    Raises ``Opinion.DoesNotExist``; ``NotAllowed`` for who does not moderate its discipline; ``StaleRecord`` where
    another version was submitted meanwhile; ``WrongState`` where it was given already, without a reason, or where
    nothing waits; ``ValueError`` for a view that there is not.
    """
    dataset, opinion = _locked(opinion_id, actor)
    if not may_give(actor, opinion):
        raise NotAllowed(_("A moderator of the discipline that was asked gives this opinion."))
    _is_about_present(dataset, opinion.record_version)
    if opinion.is_given:
        raise WrongState(_("This opinion was given meanwhile."), code="opinion-given")
    opinion.view, opinion.reason = OpinionView(view).value, _said(reason)
    opinion.person, opinion.given_at = actor, timezone.now()
    opinion.save(update_fields=["view", "reason", "person", "given_at"])
    payload = {"opinion": opinion.pk, "pole": opinion.pole, "group": opinion.group, "view": opinion.view}
    record_event("opinion.given", subject=dataset, actor=actor, payload=payload)
    return opinion


@transaction.atomic
def waive_opinion(*, opinion_id: int, actor: Person, reason: str) -> Opinion:
    """Say why a required opinion is not waited for; that is kept with it, and it may still be given.

    Raises as ``give_opinion``; ``NotAllowed`` for who does not decide on the dataset.
    """
    dataset, opinion = _locked(opinion_id, actor)
    _require_deciding(actor, dataset)
    _is_about_present(dataset, opinion.record_version)
    if not opinion.holds_up:
        raise WrongState(_("Nothing waits for this opinion."), code="opinion-given")
    opinion.waived_reason = _said(reason)
    opinion.waived_by, opinion.waived_at = actor, timezone.now()
    opinion.save(update_fields=["waived_reason", "waived_by", "waived_at"])
    payload = {"opinion": opinion.pk, "pole": opinion.pole, "group": opinion.group}
    record_event("opinion.waived", subject=dataset, actor=actor, payload=payload)
    return opinion


def _locked(opinion_id: int, actor: Person) -> tuple[Dataset, Opinion]:
    """The dataset's row first, as decisions take it; then the opinion's."""
    found = Opinion.objects.select_related("review__dataset").get(pk=opinion_id)
    dataset, _review = _under_review(found.review.dataset.key, actor)
    return dataset, Opinion.objects.select_for_update(of=("self",)).select_related("record_version").get(pk=opinion_id)


def _under_review(dataset_key: UUID, actor: Person) -> tuple[Dataset, Review]:
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = Review.objects.filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None or dataset.state != DatasetState.SUBMITTED:
        raise WrongState(_("Nothing waits for a decision here."), code="review-closed")
    return dataset, review


def _require_deciding(actor: Person, dataset: Dataset) -> None:
    if not may_decide(actor, dataset):
        raise NotAllowed(_("The discipline that decides does this."))


def _is_about_present(dataset: Dataset, version: RecordVersion) -> None:
    if dataset.submitted_version_id != version.pk:
        raise StaleRecord(_("Another version was submitted meanwhile. Read it, then give the opinion on it."))


def _said(words: str) -> str:
    text = words.strip()[:MOST]
    if not text:
        raise WrongState(_("Write a few words first."), code="opinion-empty")
    return text
