"""Answering who asks for closed files: granted until a day, refused, revoked; what ended is told, then forgotten."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, can, require
from repository.accounts.tokens import FILES, sha256_of, token_of
from repository.errors import NotAllowed, WrongState
from repository.models import AccessRequest, AccessState, Grant, Person, Role
from repository.services.access_requests import CONFIRM_WITHIN
from repository.services.deposits import lock_dataset
from repository.services.events import record_event

DAYS: Final = 90
"""Until when files are given where nobody says otherwise."""
DAYS_MOST: Final = 731
KEPT: Final = timedelta(days=365)
"""So long after the end, or where nobody answered after asking, who asked, and why, is kept."""


@transaction.atomic
def grant_files(*, actor: Person, key: UUID, last_day: date, answer: str = "") -> AccessRequest:
    """Give the files to who asked, until the end of ``last_day`` (UTC).

    Raises ``WrongState``: answered already, not public, a day that has passed or is too far;
    ``AccessRequest.DoesNotExist``.
    """
    request = _waiting(key, actor)
    today = timezone.now().astimezone(UTC).date()
    if last_day < today:
        raise WrongState(_("This day has passed."), code="day-has-passed")
    if last_day > today + timedelta(days=DAYS_MOST):
        raise WrongState(_("Files are given for two years at most."), code="day-too-far")
    holder = {"person": request.person} if request.person else {"token_sha256": sha256_of(file_token(request))}
    until = datetime.combine(last_day + timedelta(days=1), time(), UTC)
    request.grant = Grant.objects.create(role=Role.FILES, dataset=request.dataset, until=until, **holder)
    _answer(request, actor, AccessState.GRANTED, answer)
    record_event("access.granted", subject=request, actor=actor, payload={"last_day": last_day.isoformat()})
    return request


@transaction.atomic
def refuse_files(*, actor: Person, key: UUID, answer: str) -> AccessRequest:
    """Do not give them; the reason goes to who asked. Raises ``WrongState``: no reason, answered already."""
    request = _waiting(key, actor)
    if not answer.strip():
        raise WrongState(_("Say why: who asked reads it."), code="reason-missing")
    _answer(request, actor, AccessState.REFUSED, answer)
    record_event("access.refused", subject=request, actor=actor)
    return request


@transaction.atomic
def revoke_files(*, actor: Person, key: UUID, answer: str = "") -> AccessRequest:
    """End what was granted, at once; authors, moderators of the discipline and operators may. Twice is once."""
    request = _locked(key)
    if not (can(actor, Action.GIVE_FILES, request.dataset) or can(actor, Action.OPERATE)):
        raise NotAllowed(_("You may not do this with this account."))
    if request.state != AccessState.GRANTED or request.grant is None:
        return request
    request.grant.until = timezone.now()
    request.grant.save(update_fields=["until"])
    _answer(request, actor, AccessState.ENDED, answer)
    record_event("access.revoked", subject=request, actor=actor)
    return request


def file_token(request: AccessRequest) -> str:
    """What lets who has no account have the files; only its SHA256 is stored, with the grant."""
    return token_of(FILES, request.key)


def end_lapsed() -> int:
    """Every night: tell whose time is over, and forget what is long past; the number of those told."""
    now = timezone.now()
    lapsed = AccessRequest.objects.filter(state=AccessState.GRANTED).filter(Q(grant__until__lte=now) | Q(grant=None))
    number = sum(_lapse(pk) for pk in list(lapsed.values_list("pk", flat=True)))
    AccessRequest.objects.filter(state=AccessState.ASKED, asked_at__lt=now - CONFIRM_WITHIN).delete()
    past = AccessRequest.objects.filter(state__in=(AccessState.REFUSED, AccessState.ENDED))
    past.filter(answered_at__lt=now - KEPT).delete()
    AccessRequest.objects.filter(state=AccessState.WAITING, asked_at__lt=now - KEPT).delete()
    return number


@transaction.atomic
def _lapse(pk: int) -> bool:
    request = AccessRequest.objects.select_for_update(of=("self",)).select_related("grant").get(pk=pk)
    if request.state != AccessState.GRANTED:
        return False
    request.state, request.answered_at = AccessState.ENDED, timezone.now()
    request.save(update_fields=["state", "answered_at"])
    record_event("access.lapsed", subject=request, once=True)
    return True


def _locked(key: UUID) -> AccessRequest:
    """The request, after its dataset's row. Raises ``AccessRequest.DoesNotExist``."""
    lock_dataset(dataset_key=AccessRequest.objects.select_related("dataset").get(key=key).dataset.key)
    found = AccessRequest.objects.select_for_update(of=("self",)).select_related("dataset__deposit", "person", "grant")
    return found.get(key=key)


def _waiting(key: UUID, actor: Person) -> AccessRequest:
    request = _locked(key)
    require(actor, Action.GIVE_FILES, request.dataset)
    if request.state != AccessState.WAITING:
        raise WrongState(_("This request was answered already."), code="answered-already")
    return request


def _answer(request: AccessRequest, actor: Person, state: AccessState, answer: str) -> None:
    request.state, request.answer = state, answer
    request.answered_by, request.answered_at = actor, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at", "grant"])
