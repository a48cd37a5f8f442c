"""Naming people: a role over the site or one discipline, given by an operator until a day, and ended at once."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import NAMED, OF_DISCIPLINES, Action, require
from repository.errors import WrongState
from repository.models import Grant, Person, Pole, Role
from repository.queries.grants import is_last_operator, last_day_of, lasting_operators, live_named
from repository.services.events import record_event


@transaction.atomic
def give_grant(*, actor: Person, email: str, role: str, pole: str = "", last_day: date | None = None) -> Grant:
    """Give ``role`` to the account of this address, over the discipline ``pole`` (its code) or the whole site.

    It holds until the end of ``last_day`` (UTC). Who has the role already keeps it with this end instead.
    Raises ``WrongState``: no such account, a day that has passed, the last operator; ``ValueError`` for a role that is
    not given by name; ``Pole.DoesNotExist``.
    """
    require(actor, Action.ADMINISTER)
    wanted = Role(role)
    if wanted not in NAMED or (pole and wanted not in OF_DISCIPLINES) or (wanted is Role.ADVISER and not pole):
        raise ValueError(f"{role} is not given by name over {pole or 'the site'}")
    if last_day is not None and last_day < timezone.now().astimezone(UTC).date():
        raise WrongState(_("This day has passed."), code="day-has-passed")
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise WrongState(
            _("No account has this address. Ask the person to make one, then come back."), code="no-such-account"
        )
    scope = Pole.objects.get(code=pole) if pole else None
    until = datetime.combine(last_day + timedelta(days=1), time(), UTC) if last_day else None
    grant = _locked(person, wanted, scope)
    if grant is None:
        grant = Grant.objects.create(person=person, role=wanted, pole=scope, until=until)
    else:
        _keep_one_operator(grant, until)
        grant.until = until
        grant.save(update_fields=["until"])
    record_event("grant.given", subject=grant, actor=actor, payload=_described(grant))
    return grant


@transaction.atomic
def end_grant(*, actor: Person, grant_id: int) -> Grant:
    """End a grant that was given by name, now. Ending one that has ended changes nothing.

    Raises ``Grant.DoesNotExist``, and ``WrongState`` for that of the last operator.
    """
    require(actor, Action.ADMINISTER)
    # the operators' rows first and in one order, so two who end each other's at one moment wait, and one is left
    list(lasting_operators().order_by("pk").select_for_update(of=("self",)))
    grant = Grant.objects.select_for_update(of=("self",)).select_related("person", "pole").get(pk=grant_id)
    if grant.role not in NAMED or grant.person is None or grant.deposit_id or grant.dataset_id:
        raise Grant.DoesNotExist
    now = timezone.now()
    if grant.until is not None and grant.until <= now:
        return grant
    _keep_one_operator(grant, now)
    grant.until = now
    grant.save(update_fields=["until"])
    record_event("grant.ended", subject=grant, actor=actor, payload=_described(grant))
    return grant


def _locked(person: Person, role: Role, scope: Pole | None) -> Grant | None:
    Person.objects.select_for_update().get(pk=person.pk)
    return live_named().filter(person=person, role=role, pole=scope).select_for_update(of=("self",)).first()


def _keep_one_operator(grant: Grant, until: datetime | None) -> None:
    lasting = grant.role == Role.OPERATOR and grant.pole_id is None and grant.until is None
    if lasting and until is not None and grant.person and is_last_operator(grant.person, lock=True):
        raise WrongState(_("This is the last operator. Name another one first."), code="last-operator")


def _described(grant: Grant) -> dict[str, object]:
    """What the event keeps; people are numbers, as in every event."""
    last_day = last_day_of(grant)
    return {
        "person": grant.person_id,
        "role": grant.role,
        "pole": grant.pole.code if grant.pole else None,
        "last_day": last_day.isoformat() if last_day else None,
    }
