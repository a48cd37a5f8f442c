"""Several changes of one draft at once, if it is still the one that was read; for programs."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import StaleRecord
from repository.forms.step_form import mark_of
from repository.models import Dataset, Deposit, Person
from repository.services.deposits import lock_dataset, set_access, write_draft, write_shared


class AccessWanted(NamedTuple):
    """The policy, and the day (UTC) on which embargoed files open."""

    policy: str
    until: date | None


@transaction.atomic
def change_draft(
    *,
    dataset_key: UUID,
    actor: Person,
    fields: Mapping[str, Any],
    access: AccessWanted | None = None,
    revision: int | None = None,
) -> Dataset:
    """Lay fields over a draft and say who may fetch its files: both or nothing.

    Raises ``StaleRecord`` where ``revision`` is given and the draft has another one by now.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    if revision is not None and dataset.draft_revision != revision:
        raise stale()
    if fields:
        dataset = write_draft(dataset_key=dataset_key, actor=actor, fields=fields)
    if access is not None:
        dataset = set_access(dataset_key=dataset_key, actor=actor, access=access.policy, embargo_until=access.until)
    return dataset


@transaction.atomic
def change_shared(*, deposit_id: UUID, actor: Person, fields: Mapping[str, Any], seen: str | None = None) -> Deposit:
    """Lay fields over what the datasets of a deposit share. Raises ``StaleRecord`` where its mark is not ``seen``."""
    deposit = Deposit.objects.select_for_update().get(pk=deposit_id)
    require(actor, Action.EDIT, deposit)
    if seen is not None and mark_of(deposit.shared) != seen:
        raise stale()
    return write_shared(deposit_id=deposit_id, actor=actor, fields=fields) if fields else deposit


def stale() -> StaleRecord:
    """What is told."""
    words = _("It was changed after you read it, so nothing was saved. Read it again, then decide.")
    return StaleRecord(words, code="revision-differs")
