"""Asking somebody outside the moderators' room for advice about a submitted version, and taking the answer."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.models import Advice, Review, View
from moderation.queries.queue import today
from moderation.services.advice_ends import close_door
from repository.access import Action, parties_ever, require
from repository.accounts.tokens import ADVICE, sha256_of, token_of
from repository.errors import WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Person, Role
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

DAYS: Final = 14
"""How long an answer is waited for where nobody says otherwise."""
DAYS_MOST: Final = 60
OPEN_MOST: Final = 10
"""Advisers of one dataset who are asked at a time."""
LONGEST: Final = 10_000
"""Characters of an answer."""


@transaction.atomic
def ask_advice(
    *, dataset_key: UUID, actor: Person, email: str, question: str, name: str = "", days: int = DAYS
) -> Advice:
    """Ask somebody by mail what they think of the version under review; they see that version and nothing else.

    Raises ``NotAllowed``; ``WrongState`` where nothing is under review, nothing is asked, the address is one of the
    dataset's own people, was asked already, or too many are asked.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = _review_to_advise(dataset)
    address = Person.objects.normalize_email(email.strip()).lower()
    if not question.strip():
        raise WrongState(_("Say what you want to know."), code="question-missing")
    _may_be_asked(dataset, review, address)
    adviser = _account_of(address)
    due = today() + timedelta(days=max(1, min(days, DAYS_MOST)))
    advice = Advice(
        review=review,
        dataset=dataset,
        record_version=review.record_version,
        adviser=adviser,
        name=name.strip(),
        email=address,
        language=adviser.language if adviser else (get_language() or "en")[:2],
        question=question.strip(),
        asked_by=actor,
        due=due,
    )
    advice.grant = _grant_of(advice, until=datetime.combine(due + timedelta(days=1), time(), UTC))
    advice.save()
    record_event("advice.asked", subject=dataset, actor=actor, payload={"advice": advice.pk})
    return advice


def _review_to_advise(dataset: Dataset) -> Review:
    review = Review.objects.filter(dataset=dataset, closed_at__isnull=True).select_related("record_version").first()
    if review is None or dataset.state != DatasetState.SUBMITTED:
        raise WrongState(_("Advice is asked about a dataset that waits for your decision."), code="advice-not-now")
    return review


def _may_be_asked(dataset: Dataset, review: Review, address: str) -> None:
    own = parties_ever(dataset).filter(person__email=address)
    if own.exists():
        raise WrongState(_("This is one of the dataset’s own people: ask somebody else."), code="adviser-is-author")
    waiting = Advice.objects.filter(review=review, answered_at__isnull=True, ended_at__isnull=True)
    if waiting.filter(email=address).exists():
        raise WrongState(_("This person was asked already and has not answered yet."), code="asked-already")
    if waiting.count() >= OPEN_MOST:
        words = _("%(count)d people are asked already. Wait for an answer, or take a request back.")
        raise WrongState(words % {"count": OPEN_MOST}, code="too-many-advisers")


def _account_of(address: str) -> Person | None:
    """The account behind an address, if whoever holds it has shown that the address is theirs."""
    known = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found = known.select_related("user").first()
    return Person.objects.get(pk=found.user_id) if found else None


def _grant_of(advice: Advice, *, until: datetime) -> Grant:
    holder = {"person": advice.adviser} if advice.adviser else {"token_sha256": sha256_of(token_for(advice))}
    return Grant.objects.create(role=Role.REVIEWER, dataset=advice.dataset, until=until, **holder)


def token_for(advice: Advice) -> str:
    """What lets in an adviser without an account; made anew from the site's key, never stored."""
    return token_of(ADVICE, advice.key, issue=advice.issue)


@transaction.atomic
def answer_advice(*, advice_id: int, view: str, answer: str, actor: Person | None = None) -> Advice:
    """Keep what the adviser thinks; their door closes behind them, and who asked is told.

    Raises ``WrongState`` where no answer is waited for any more, or the words are missing that a view needs.
    """
    dataset = lock_dataset(dataset_key=Advice.objects.values_list("dataset__key", flat=True).get(pk=advice_id))
    advice = Advice.objects.select_for_update(of=("self",)).get(pk=advice_id)
    if not advice.is_open or advice.due < today():
        raise WrongState(_("No answer is waited for any more. Thank you all the same."), code="advice-ended")
    wanted = View(view)
    if wanted in (View.NEEDS_CHANGES, View.UNFAVOURABLE) and not answer.strip():
        raise WrongState(_("Say why, in a few words."), code="answer-missing")
    advice.view, advice.answer, advice.answered_at = wanted, answer.strip()[:LONGEST], timezone.now()
    advice.save(update_fields=["view", "answer", "answered_at"])
    close_door(advice)
    record_event("advice.answered", subject=dataset, actor=actor, payload={"advice": advice.pk, "view": wanted.value})
    return advice
