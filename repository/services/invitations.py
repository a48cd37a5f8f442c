"""Asking people into a deposit: an invitation goes out by mail, and is taken once by whoever opens it, or withdrawn."""

import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.accounts.tokens import INVITATION, sha256_of, token_of
from repository.errors import WrongState
from repository.models import Deposit, Grant, Invitation, LifecycleEvent, Person, Role
from repository.queries.deposit_people import live_parties
from repository.services.events import record_event

logger = logging.getLogger(__name__)

DAYS: Final = 14
"""How long an invitation is good."""
A_DAY: Final = 30
"""Invitations that one person sends in 24 hours, those sent again included."""
ISSUES_MOST: Final = 5
"""Mails of one invitation."""
KEPT_DAYS: Final = 30
"""How long one that nobody took is shown after its end; then the address is forgotten."""
OPEN_MOST: Final = 50
"""Invitations of one deposit that wait for an answer."""
INVITED: Final = (Role.CO_AUTHOR, Role.READER)
"""What one is invited to be: to edit, or to read."""


@transaction.atomic
def invite(*, actor: Person, deposit_id: UUID, email: str, role: str, note: str = "") -> Invitation:
    """Ask somebody in by mail; nobody learns whether the address has an account here.

    Who was asked already is asked again, as ``role`` now. Raises ``WrongState`` where the person is in the deposit,
    and where too many were asked; ``ValueError`` for a role that nobody is invited to.
    """
    deposit = _deposit_to_share(deposit_id, actor)
    wanted, address = Role(role), email.strip().lower()
    if wanted not in INVITED:
        raise ValueError(f"nobody is invited as {role}")
    if live_parties(deposit).filter(person__email=address).exists():
        raise WrongState(_("This person is in the deposit already."), code="in-deposit-already")
    waiting = Invitation.objects.filter(deposit=deposit, accepted_at__isnull=True)
    invitation = waiting.filter(email=address).first()
    if invitation is not None:
        invitation.role, invitation.note = wanted, note
        return _issue(invitation, actor)
    if waiting.count() >= OPEN_MOST:
        words = _("%(count)d invitations wait for an answer, as many as a deposit may have. Withdraw some first.")
        raise WrongState(words % {"count": OPEN_MOST}, code="too-many-invitations")
    known = Person.objects.filter(email=address, is_active=True).first()
    language = known.language if known else (get_language() or "en")[:2]
    invitation = Invitation(deposit=deposit, email=address, role=wanted, note=note, language=language, issue=0)
    return _issue(invitation, actor)


@transaction.atomic
def send_again(*, actor: Person, deposit_id: UUID, key: UUID) -> Invitation:
    """Another mail with another link, good for as long again; the link before is void.

    Raises ``Invitation.DoesNotExist`` where it was accepted or withdrawn, ``WrongState`` after ``ISSUES_MOST`` mails.
    """
    _deposit_to_share(deposit_id, actor)
    return _issue(_waiting(deposit_id, key), actor)


@transaction.atomic
def withdraw_invitation(*, actor: Person, deposit_id: UUID, key: UUID) -> None:
    """Its link is void at once, and the address is forgotten. Raises ``Invitation.DoesNotExist``."""
    deposit = _deposit_to_share(deposit_id, actor)
    invitation = _waiting(deposit_id, key)
    record_event("invitation.withdrawn", subject=deposit, actor=actor, payload={"invitation": invitation.pk})
    invitation.delete()


@transaction.atomic
def accept_invitation(*, actor: Person, token: str) -> Deposit:
    """Come into the deposit. The first who accepts spends the link, whoever it was sent to.

    Raises ``WrongState`` for a link that is void, and where the actor has the role, or more, already.
    """
    found = Invitation.objects.filter(token_sha256=sha256_of(token))
    # the deposit first, as whoever sends again or withdraws locks it: two who wait for each other wait for ever
    deposit = Deposit.objects.select_for_update().filter(pk__in=found.values("deposit_id")).first()
    open_one = found.select_for_update(of=("self",)).filter(accepted_at__isnull=True, expires__gt=timezone.now())
    invitation = open_one.first()
    if deposit is None or invitation is None:
        raise WrongState(_("This invitation was used, withdrawn or has ended. Ask for another one."), code="link-void")
    own = live_parties(deposit).filter(person=actor, dataset__isnull=True).first()
    if own is not None and (own.role != Role.READER or invitation.role == Role.READER):
        raise WrongState(_("You are in this deposit already."), code="in-deposit-already")
    if own is None:
        own = Grant(person=actor, deposit=deposit)
    own.role = invitation.role
    own.save()
    invitation.accepted_by, invitation.accepted_at, invitation.email = actor, timezone.now(), ""
    invitation.save(update_fields=["accepted_by", "accepted_at", "email"])
    payload = {"invitation": invitation.pk, "person": actor.pk, "role": own.role}
    record_event("person.joined", subject=deposit, actor=actor, payload=payload)
    return deposit


@transaction.atomic
def forget_invitations() -> int:
    """Every night: remove those that nobody took; how many."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    count, _each = Invitation.objects.filter(accepted_at__isnull=True, expires__lt=since).delete()
    if count:
        logger.info("invitations.forgotten count=%d", count)
    return count


def _deposit_to_share(deposit_id: UUID, actor: Person) -> Deposit:
    deposit = Deposit.objects.select_for_update().get(pk=deposit_id)
    require(actor, Action.SHARE, deposit)
    return deposit


def _waiting(deposit_id: UUID, key: UUID) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).filter(deposit_id=deposit_id, accepted_at__isnull=True)
    return found.get(key=key)


def _issue(invitation: Invitation, actor: Person) -> Invitation:
    """Give it a new token, and have the mail sent."""
    _check_day(actor)
    if invitation.issue >= ISSUES_MOST:
        words = _("%(count)d mails were sent to this address. Withdraw the invitation, or write to them yourself.")
        raise WrongState(words % {"count": invitation.issue}, code="too-many-invitations")
    invitation.issue += 1
    invitation.token_sha256 = sha256_of(token_of(INVITATION, invitation.key, issue=invitation.issue))
    invitation.expires = timezone.now() + timedelta(days=DAYS)
    invitation.invited_by = actor
    invitation.save()
    payload = {"invitation": invitation.pk, "issue": invitation.issue, "role": invitation.role}
    record_event("person.invited", subject=invitation.deposit, actor=actor, payload=payload)
    return invitation


def _check_day(actor: Person) -> None:
    """Counted under the lock of the person's row, over all deposits of the person."""
    Person.objects.select_for_update().get(pk=actor.pk)
    since = timezone.now() - timedelta(days=1)
    if LifecycleEvent.objects.filter(type="person.invited", actor=actor, at__gt=since).count() >= A_DAY:
        words = _("You sent %(count)d invitations in a day, as many as one person may. Go on tomorrow.")
        raise WrongState(words % {"count": A_DAY}, code="too-many-invitations")
