"""More room: asked for by who deposits, given or refused by an operator."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.models import Allowance, AllowanceRequest, Deposit, Person
from repository.services.events import record_event


@transaction.atomic
def ask_for_room(*, actor: Person, deposit_id: UUID, wanted_bytes: int, reason: str) -> AllowanceRequest:
    """Ask that one deposit may take ``wanted_bytes`` in all. Raises ``WrongState`` while an earlier request waits."""
    deposit = Deposit.objects.get(pk=deposit_id)
    require(actor, Action.EDIT, deposit)
    try:
        with transaction.atomic():
            asked = AllowanceRequest.objects.create(
                person=deposit.created_by,
                deposit=deposit,
                asked_by=actor,
                wanted_bytes=wanted_bytes,
                reason=reason,
            )
    except IntegrityError as error:
        raise WrongState(
            _("More room is asked for already; an operator answers by mail."), code="asked-already"
        ) from error
    record_event("allowance.asked", subject=asked, actor=actor, payload={"wanted_bytes": wanted_bytes})
    return asked


@transaction.atomic
def answer_request(*, actor: Person, request_id: int, granted_bytes: int | None, answer: str = "") -> AllowanceRequest:
    """Give room (the bytes of one deposit in all), or refuse with ``None`` and a reason.

    Raises ``WrongState``: answered already, refused without a reason; ``AllowanceRequest.DoesNotExist``.
    """
    require(actor, Action.ADMINISTER)
    asked = AllowanceRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)
    if asked.answered_at is not None:
        raise WrongState(_("This was answered already."), code="answered-already")
    if granted_bytes is None and not answer.strip():
        raise WrongState(_("Say why: the depositor gets these words by mail."), code="reason-missing")
    asked.answered_at, asked.answered_by = timezone.now(), actor
    asked.granted_bytes, asked.answer = granted_bytes, answer.strip()
    asked.save(update_fields=["answered_at", "answered_by", "granted_bytes", "answer"])
    if granted_bytes is not None:
        Allowance.objects.update_or_create(person=asked.person, defaults={"deposit_bytes": granted_bytes})
    record_event(
        "allowance.refused" if granted_bytes is None else "allowance.given",
        subject=asked,
        actor=actor,
        reason=asked.answer,
        payload={"person": asked.person_id, "deposit_bytes": granted_bytes},
    )
    return asked


@transaction.atomic
def set_allowance(*, actor: Person, email: str, deposit_bytes: int | None, deposit_files: int | None) -> Allowance:
    """Say how much each deposit of a person may take; ``None`` goes back to what the site gives everybody.

    Raises ``WrongState`` where no open account has this address.
    """
    require(actor, Action.ADMINISTER)
    person = Person.objects.select_for_update().filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise WrongState(_("No account has this address."), code="no-such-account")
    limits = {"deposit_bytes": deposit_bytes, "deposit_files": deposit_files}
    allowance, _made = Allowance.objects.update_or_create(person=person, defaults=limits)
    record_event("allowance.changed", subject=allowance, actor=actor, payload={"person": person.pk, **limits})
    return allowance
