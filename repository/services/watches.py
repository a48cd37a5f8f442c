"""Watching a public dataset: with one's account at once, with a mail address once its reader confirmed it."""

import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.accounts.tokens import WATCH, token_of
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Watch
from repository.services.events import record_event

CONFIRM_WITHIN: Final = timedelta(days=7)
ASKED_AGAIN_AFTER: Final = timedelta(hours=1)
MOST_OPEN: Final = 5
"""Watches that one address may have been asked about without an answer: a mailbox is no target."""
MOST: Final = 500
"""Datasets that one person may watch."""


@transaction.atomic
def watch_dataset(*, dataset: Dataset, actor: Person) -> Watch:
    """Begin to watch with one's account; twice is once. Raises ``WrongState`` where it is not public."""
    _require_public(dataset)
    Person.objects.select_for_update().get(pk=actor.pk)
    found = Watch.objects.filter(dataset=dataset, person=actor).first()
    if found is not None:
        return found
    if Watch.objects.filter(person=actor).count() >= MOST:
        words = _("You watch %(most)d datasets, as many as one person may. End one that is not needed any more.")
        raise WrongState(words % {"most": MOST}, code="too-many-watches")
    return Watch.objects.create(dataset=dataset, person=actor, confirmed_at=timezone.now())


def end_watch(*, dataset: Dataset, actor: Person) -> bool:
    """Watch no more; whether one did."""
    deleted, _rows = Watch.objects.filter(dataset=dataset, person=actor).delete()
    return bool(deleted)


@transaction.atomic
def ask_to_watch(*, dataset: Dataset, email: str, language: str) -> None:
    """Have an address asked by mail whether it wants this. Who asks learns nothing of the address.

    Nothing is sent to an address that watches already, was asked within the hour, or left ``MOST_OPEN`` others
    unanswered. Raises ``WrongState`` where the dataset is not public.
    """
    _require_public(dataset)
    address, now = email.strip().lower(), timezone.now()
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    watch = Watch.objects.filter(dataset=dataset, email__iexact=address).first()
    if watch is None:
        if Watch.objects.filter(email__iexact=address, confirmed_at__isnull=True).count() >= MOST_OPEN:
            return
        watch = Watch.objects.create(dataset=dataset, email=address, language=language, asked_at=now)
    elif watch.confirmed_at is not None or watch.asked_at > now - ASKED_AGAIN_AFTER:
        return
    else:
        watch.asked_at, watch.language = now, language
        watch.save(update_fields=["asked_at", "language"])
    record_event("watch.asked", subject=watch, payload={"issue": issue_of(watch)})


def watch_to_confirm(*, key: UUID, token: str) -> Watch | None:
    """The watch that a link of a mail is about; ``None`` where it has ended or never was."""
    watch = Watch.objects.filter(key=key, person__isnull=True).select_related("dataset").first()
    if watch is None or not hmac.compare_digest(token_of(WATCH, key, issue=issue_of(watch)).encode(), token.encode()):
        return None
    is_late = watch.confirmed_at is None and watch.asked_at < timezone.now() - CONFIRM_WITHIN
    return None if is_late else watch


def confirm_watch(*, watch: Watch) -> None:
    """Its reader wants it; twice is once."""
    Watch.objects.filter(pk=watch.pk, confirmed_at__isnull=True).update(confirmed_at=timezone.now())


def forget_unconfirmed_watches() -> int:
    """Forget the addresses that did not answer in time; the number."""
    late = Watch.objects.filter(confirmed_at__isnull=True, asked_at__lt=timezone.now() - CONFIRM_WITHIN)
    deleted, _rows = late.delete()
    return deleted


def issue_of(watch: Watch) -> int:
    """The number in the token of a link: another one each time that the address is asked."""
    return int(watch.asked_at.timestamp())


def _require_public(dataset: Dataset) -> None:
    if dataset.standing != Standing.PUBLIC:
        raise WrongState(_("This dataset is not public."))
