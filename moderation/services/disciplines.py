"""How a discipline reviews: changed by an operator."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from moderation.models import Discipline
from repository.access import Action, require
from repository.models import Person, Pole
from repository.services.events import record_event

FIELDS: Final = ("target_days", "needs_second_pair", "corrections_need_review")


@transaction.atomic
def change_discipline(*, actor: Person, code: str, fields: Mapping[str, Any]) -> Discipline:
    """Change the target and the habits of a discipline. Raises ``Pole.DoesNotExist``."""
    require(actor, Action.ADMINISTER)
    pole = Pole.objects.select_for_update().get(code=code)
    kept = Discipline.objects.filter(pole=pole).first() or Discipline(pole=pole)
    changed = [name for name in FIELDS if getattr(kept, name) != fields[name]]
    if not changed and kept.pk:
        return kept
    for name in changed:
        setattr(kept, name, fields[name])
    kept.save()
    if changed:
        record_event("discipline.changed", subject=kept, actor=actor, payload={"code": code, "changed": changed})
    return kept
