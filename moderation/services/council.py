"""What members of a scientific council say of public datasets."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import CouncilVote, Worth
from moderation.queries.council import council_poles
from repository.access import parties_ever
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, Person


@transaction.atomic
def vote(*, dataset_key: UUID, pole_code: str, person: Person, worth: str, note: str = "") -> CouncilVote:
    """Say whether a public dataset is worth promoting in a discipline of one's own; a later word replaces it.

    Raises ``NotAllowed`` for a discipline of others and for one's own dataset, ``WrongState`` for what is not public.
    """
    pole = council_poles(person).filter(code=pole_code).first()
    dataset = Dataset.objects.filter(key=dataset_key, poles__contains=[pole_code]).first()
    if pole is None or dataset is None or parties_ever(dataset).filter(person=person).exists():
        raise NotAllowed(_("You may not do this with this account."))
    if dataset.standing != Standing.PUBLIC:
        raise WrongState(_("This dataset is not public."), code="not-public")
    said = {"worth": Worth(worth), "note": note.strip(), "at": timezone.now()}
    found, _is_new = CouncilVote.objects.update_or_create(dataset=dataset, pole=pole, person=person, defaults=said)
    return found
