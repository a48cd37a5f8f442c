"""Ending requests for advice: taken back by a moderator, run out, or without use since the review has ended."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from moderation.models import Advice
from moderation.queries.queue import today
from repository.access import Action, require
from repository.models import Dataset, Grant, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

EVERY_DAYS = 5
"""Days after which somebody who did not answer is asked again."""
REMINDERS_MOST = 2


@transaction.atomic
def take_advice_back(*, dataset_key: UUID, advice_key: UUID, actor: Person) -> Advice:
    """No answer is wanted any more: the link is void at once. Raises ``NotAllowed``, ``Advice.DoesNotExist``."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    advice = Advice.objects.select_for_update(of=("self",)).get(key=advice_key, dataset=dataset)
    if advice.is_open:
        end(advice)
        record_event("advice.taken_back", subject=dataset, actor=actor, payload={"advice": advice.pk})
    return advice


def end_advice_of(dataset: Dataset) -> None:
    """The review has ended: nobody needs an answer. Called under the lock of the dataset's row."""
    for advice in _open().filter(dataset=dataset).select_for_update(of=("self",)):
        end(advice)
        record_event("advice.taken_back", subject=dataset, payload={"advice": advice.pk})


def end(advice: Advice) -> None:
    """End one request and what it let its adviser see."""
    advice.ended_at = timezone.now()
    advice.save(update_fields=["ended_at"])
    close_door(advice)


def close_door(advice: Advice) -> None:
    """The grant of a request ends now."""
    now = timezone.now()
    Grant.objects.filter(advice=advice, until__gt=now).update(until=now)


def remind_advisers() -> tuple[int, int]:
    """Every morning: ask again who did not answer, and let go of requests whose last day has passed; how many each."""
    reminded = sum(_remind(pk) for pk in _open().filter(due__gte=today()).values_list("pk", flat=True))
    lapsed = sum(_let_go(pk) for pk in _open().filter(due__lt=today()).values_list("pk", flat=True))
    return reminded, lapsed


@transaction.atomic
def _remind(pk: int) -> bool:
    advice = _locked(pk)
    if advice is None or advice.reminders >= REMINDERS_MOST:
        return False
    last = advice.reminded_at or advice.asked_at
    if (timezone.now() - last).days < EVERY_DAYS:
        return False
    advice.reminders, advice.reminded_at = advice.reminders + 1, timezone.now()
    advice.save(update_fields=["reminders", "reminded_at"])
    payload = {"advice": advice.pk, "reminder": advice.reminders}
    record_event("advice.reminded", subject=advice.dataset, payload=payload)
    return True


@transaction.atomic
def _let_go(pk: int) -> bool:
    advice = _locked(pk)
    if advice is None:
        return False
    end(advice)
    record_event("advice.lapsed", subject=advice.dataset, payload={"advice": advice.pk})
    return True


def _locked(pk: int) -> Advice | None:
    """An open request under its dataset's lock, in the order in which decisions take locks."""
    key = Advice.objects.filter(pk=pk).values_list("dataset__key", flat=True).first()
    if key is None:
        return None
    lock_dataset(dataset_key=key)
    return _open().select_for_update(of=("self",)).select_related("dataset").filter(pk=pk).first()


def _open() -> QuerySet[Advice]:
    return Advice.objects.filter(answered_at__isnull=True, ended_at__isnull=True)
