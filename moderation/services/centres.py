"""The data centres: added and changed by an operator. One is never removed: handovers name it; it can rest."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import CentreDelivery, DataCentre, Handover
from moderation.pathways.states import OPEN
from moderation.pathways.themes import THEMES
from repository.access import Action, require
from repository.errors import WrongState
from repository.models import Grant, Person, Role
from repository.services.events import record_event

FIELDS: Final = (
    *("name_en", "name_fr", "url", "mail", "language", "themes", "countries", "kinds"),
    *("delivery", "store", "is_active"),
)


@transaction.atomic
def add_centre(*, actor: Person, code: str, fields: Mapping[str, Any]) -> DataCentre:
    """Add a centre under a code that stays. Raises ``WrongState``."""
    require(actor, Action.ADMINISTER)
    centre = DataCentre(code=code)
    try:
        with transaction.atomic():
            _write(centre, fields)
    except IntegrityError as error:
        raise WrongState(_("There is a data centre of this code already."), code="code-taken") from error
    record_event("centre.changed", subject=centre, actor=actor, payload={"code": code, "is_new": True})
    return centre


@transaction.atomic
def change_centre(*, actor: Person, code: str, fields: Mapping[str, Any]) -> DataCentre:
    """Change a centre; what is under way stays as planned. Raises ``WrongState``, ``DataCentre.DoesNotExist``."""
    require(actor, Action.ADMINISTER)
    centre = DataCentre.objects.select_for_update().get(code=code)
    changed = [name for name in FIELDS if getattr(centre, name) != fields[name]]
    _write(centre, fields)
    record_event("centre.changed", subject=centre, actor=actor, payload={"code": code, "changed": changed})
    return centre


def _write(centre: DataCentre, fields: Mapping[str, Any]) -> None:
    if fields["delivery"] == CentreDelivery.PUSH and fields["store"] not in settings.CENTRE_STORES:
        known = ", ".join(settings.CENTRE_STORES) or _("none")
        words = _("The environment names no store %(store)s. It names: %(known)s.")
        raise WrongState(words % {"store": fields["store"] or "–", "known": known}, code="store-unknown")
    if not fields["themes"] or set(fields["themes"]) - {*THEMES}:
        raise WrongState(_("Choose the themes that the centre cares for."), code="themes-missing")
    for name in FIELDS:
        setattr(centre, name, fields[name])
    centre.save()
    before, people = set(centre.people.all()), set(_people(fields["people"]))
    centre.people.set(people)
    _let_go(centre, before - people)
    _let_in(centre, people - before)


def _let_go(centre: DataCentre, people: Iterable[Person]) -> None:
    """Who is not of the centre any more fetches nothing by it; what another centre of theirs was handed stays."""
    now = timezone.now()
    for person in people:
        others = Handover.objects.filter(centre__people=person, state__in=OPEN)
        held = Grant.objects.filter(
            person=person, role=Role.DATA_CENTRE, dataset__in=centre.handovers.values("dataset")
        )
        held.exclude(dataset__in=others.values("dataset")).filter(until__gt=now).update(until=now)


def _let_in(centre: DataCentre, people: Iterable[Person]) -> None:
    """Who is of the centre from now on fetches what its tokens open, for as long as they do."""
    live = centre.handovers.filter(state__in=OPEN, grant__until__gt=timezone.now()).select_related("grant", "dataset")
    for row in live.order_by("grant__until"):
        for person in people:
            Grant.objects.update_or_create(
                person=person,
                role=Role.DATA_CENTRE,
                dataset=row.dataset,
                defaults={"until": row.grant and row.grant.until},
            )


def _people(addresses: list[str]) -> list[Person]:
    """The accounts of these addresses. Raises ``WrongState`` ``no-such-account``."""
    found = {person.email: person for person in Person.objects.filter(email__in=addresses, is_active=True)}
    lacking = [address for address in addresses if address not in found]
    if lacking:
        words = _("No account has this address: %(addresses)s. Ask the person to make one, then come back.")
        raise WrongState(words % {"addresses": ", ".join(lacking)}, code="no-such-account")
    return list(found.values())
