"""The disciplines: added and changed by an operator. One is never removed: records and sets name it for ever."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Pole
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.told import disciplines_told

FIELDS: Final = ("name_en", "name_fr", "scope_en", "scope_fr", "mail", "position")


@transaction.atomic
def add_pole(*, actor: Person, code: str, fields: Mapping[str, Any]) -> Pole:
    """Add a discipline under a code that stays. Raises ``WrongState`` where the code is taken."""
    require(actor, Action.ADMINISTER)
    pole = Pole(code=code, **{name: fields[name] for name in FIELDS})
    try:
        with transaction.atomic():
            pole.save(force_insert=True)
    except IntegrityError as error:
        raise WrongState(_("There is a discipline of this code already."), code="code-taken") from error
    record_event("pole.changed", subject=pole, actor=actor, payload={"code": code, "is_new": True})
    return pole


@transaction.atomic
def change_pole(*, actor: Person, code: str, fields: Mapping[str, Any]) -> Pole:
    """Change what a discipline is called, what belongs to it, its address or its place. ``Pole.DoesNotExist``."""
    require(actor, Action.ADMINISTER)
    pole = Pole.objects.select_for_update().get(code=code)
    changed = [name for name in FIELDS if getattr(pole, name) != fields[name]]
    if not changed:
        return pole
    for name in changed:
        setattr(pole, name, fields[name])
    pole.save(update_fields=changed)
    record_event("pole.changed", subject=pole, actor=actor, payload={"code": code, "changed": changed})
    return pole


def note_disciplines(*, claim: Claim) -> None:
    """Consumer of ``pole.changed``: what all disciplines are called is sealed into the newest public package.

    Where nothing is public yet, the first publication tells them.
    """
    with claim.complete():
        public = Dataset.objects.filter(standing=Standing.PUBLIC, is_synthetic=False)
        newest = public.select_for_update(of=("self",)).order_by("-datestamp", "-pk").first()
        if newest is not None:
            record_event("disciplines.noted", subject=newest, payload={"disciplines": disciplines_told(None)})
