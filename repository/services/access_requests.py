"""Asking for the closed files of a public dataset: with an account, or by a mail address that was confirmed."""

import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, can, public_files_are_open
from repository.accounts.tokens import ACCESS, token_of
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import LIVE, AccessRequest, AccessState, Dataset, LifecycleEvent, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

CONFIRM_WITHIN: Final = timedelta(days=7)
ASKED_AGAIN_AFTER: Final = timedelta(hours=1)
MOST_OPEN: Final = 5
"""Requests for which one address may have been asked to confirm without an answer: a mailbox is no target."""
MOST_WAITING: Final = 200
"""Requests of one dataset that may wait for an answer."""
MOST_A_DAY: Final = 20
"""Requests for one dataset in a day that reach its authors."""


@transaction.atomic
def ask_for_files(*, dataset: Dataset, actor: Person, name: str, purpose: str) -> AccessRequest:
    """Ask with an account. Raises ``WrongState``: not public, files that one may have, asked before, too many."""
    locked = _closed(dataset)
    if can(actor, Action.DOWNLOAD, locked):
        raise WrongState(_("You may fetch these files already."), code="files-open")
    if AccessRequest.objects.filter(dataset=locked, person=actor, state__in=LIVE).exists():
        raise WrongState(_("You have asked for these files already."), code="asked-already")
    _check_few(locked)
    words = {"name": name, "purpose": purpose, "language": actor.language or "en"}
    request = AccessRequest.objects.create(dataset=locked, person=actor, state=AccessState.WAITING, **words)
    record_event("access.requested", subject=request, actor=actor)
    return request


@transaction.atomic
def ask_for_files_by_mail(*, dataset: Dataset, email: str, name: str, purpose: str, language: str) -> None:
    """Have an address asked by mail whether it is theirs who ask. Who asks learns nothing of the address.

    Nothing is sent to an address that has a request already, was asked within the hour, or left ``MOST_OPEN`` others
    unanswered. Raises ``WrongState`` as ``ask_for_files``.
    """
    locked, address, now = _closed(dataset), email.strip().lower(), timezone.now()
    _check_few(locked)
    mine = AccessRequest.objects.filter(dataset=locked, email__iexact=address, state__in=LIVE)
    request = mine.select_for_update(of=("self",)).first()
    words = {"name": name, "purpose": purpose, "language": language, "asked_at": now}
    if request is None:
        open_ones = AccessRequest.objects.filter(email__iexact=address, state=AccessState.ASKED)
        if open_ones.count() >= MOST_OPEN:
            return
        request = AccessRequest.objects.create(dataset=locked, email=address, state=AccessState.ASKED, **words)
    elif request.state != AccessState.ASKED or request.asked_at > now - ASKED_AGAIN_AFTER:
        return
    else:
        for field, value in words.items():
            setattr(request, field, value)
        request.save(update_fields=list(words))
    record_event("access.asked", subject=request, payload={"issue": issue_of(request)})


def request_to_confirm(*, key: UUID, token: str) -> AccessRequest | None:
    """The request that a link of a mail is about; ``None`` where it has ended, is late or never was."""
    request = (
        AccessRequest.objects.filter(key=key, person__isnull=True, state__in=LIVE).select_related("dataset").first()
    )
    if request is None:
        return None
    wanted = token_of(ACCESS, key, issue=issue_of(request))
    if not hmac.compare_digest(wanted.encode(), token.encode()):
        return None
    is_late = request.state == AccessState.ASKED and request.asked_at < timezone.now() - CONFIRM_WITHIN
    return None if is_late else request


@transaction.atomic
def confirm_request(*, request: AccessRequest) -> None:
    """The address is theirs who ask: the request goes to who answers; twice is once.

    Raises ``WrongState`` where the dataset is not public any more, or got too many requests today.
    """
    locked = _closed(request.dataset)
    row = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.state == AccessState.ASKED:
        _check_few(locked)
        row.state = AccessState.WAITING
        row.save(update_fields=["state"])
        record_event("access.requested", subject=row)


def issue_of(request: AccessRequest) -> int:
    """The number in the token of a link: another one each time that the address is asked."""
    return int(request.asked_at.timestamp())


def _closed(dataset: Dataset) -> Dataset:
    """The dataset, locked; ``WrongState`` unless it is public with files that are not open to everybody."""
    locked = lock_dataset(dataset_key=dataset.key)
    if locked.standing != Standing.PUBLIC:
        raise WrongState(_("This dataset is not public."))
    if public_files_are_open(locked):
        raise WrongState(_("The files of this dataset are open to everybody."), code="files-open")
    return locked


def _check_few(dataset: Dataset) -> None:
    since = timezone.now() - timedelta(days=1)
    today = LifecycleEvent.objects.filter(dataset=dataset, type="access.requested", at__gt=since).count()
    waiting = AccessRequest.objects.filter(dataset=dataset, state=AccessState.WAITING).count()
    if today >= MOST_A_DAY or waiting >= MOST_WAITING:
        raise WrongState(_("Many requests for this dataset were sent today. Try again tomorrow."), code="too-many")
