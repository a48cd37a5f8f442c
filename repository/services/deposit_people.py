"""The people of a deposit: what one may do is changed, ended, or handed over; a depositor always stays."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.models import Deposit, Grant, Person, Role
from repository.queries.deposit_people import live_parties
from repository.services.events import record_event
from repository.services.invitations import INVITED


@transaction.atomic
def change_role(*, actor: Person, deposit_id: UUID, grant_id: int, role: str) -> Grant:
    """Let somebody edit, or only read, from now on.

    Raises ``Grant.DoesNotExist``, ``ValueError`` for another role, ``WrongState`` for a depositor's own.
    """
    deposit = _locked(deposit_id)
    require(actor, Action.SHARE, deposit)
    wanted = Role(role)
    if wanted not in INVITED:
        raise ValueError(f"{role} is not given so")
    grant = _grant(deposit, grant_id)
    if grant.role == Role.DEPOSITOR:
        raise WrongState(_("Hand the deposit over first."), code="last-depositor")
    if grant.role != wanted:
        grant.role = wanted
        grant.save(update_fields=["role"])
        _record(deposit, actor, "person.changed", grant)
    return grant


@transaction.atomic
def hand_over(*, actor: Person, deposit_id: UUID, grant_id: int) -> Grant:
    """Make somebody who edits it the depositor; the actor edits from then on, and may leave.

    Raises ``Grant.DoesNotExist``, ``WrongState`` for somebody who only reads.
    """
    deposit = _locked(deposit_id)
    require(actor, Action.SHARE, deposit)
    grant = _grant(deposit, grant_id)
    if grant.role != Role.CO_AUTHOR or grant.dataset_id:
        raise WrongState(_("A deposit is handed over to somebody who may edit it."), code="wrong-state")
    own = live_parties(deposit).filter(person=actor, role=Role.DEPOSITOR, deposit=deposit)
    own.update(role=Role.CO_AUTHOR)
    grant.role = Role.DEPOSITOR
    grant.save(update_fields=["role"])
    _record(deposit, actor, "person.changed", grant)
    return grant


@transaction.atomic
def end_membership(*, actor: Person, deposit_id: UUID, grant_id: int) -> Grant:
    """Take somebody away, or leave: the depositor ends any, everybody their own.

    Raises ``Grant.DoesNotExist``, ``WrongState`` for the last depositor.
    """
    deposit = _locked(deposit_id)
    grant = _grant(deposit, grant_id)
    if grant.person_id != actor.pk:
        require(actor, Action.SHARE, deposit)
    others = live_parties(deposit).filter(role=Role.DEPOSITOR, deposit=deposit).exclude(pk=grant.pk)
    if grant.role == Role.DEPOSITOR and not others.exists():
        raise WrongState(_("A deposit needs a depositor. Hand it over first."), code="last-depositor")
    grant.until = timezone.now()
    grant.save(update_fields=["until"])
    _record(deposit, actor, "person.left", grant)
    return grant


def _locked(deposit_id: UUID) -> Deposit:
    return Deposit.objects.select_for_update().get(pk=deposit_id)


def _grant(deposit: Deposit, grant_id: int) -> Grant:
    return live_parties(deposit).select_for_update(of=("self",)).get(pk=grant_id)


def _record(deposit: Deposit, actor: Person, event: str, grant: Grant) -> None:
    record_event(event, subject=deposit, actor=actor, payload={"person": grant.person_id, "role": grant.role})
