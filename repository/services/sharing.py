"""Fields that the datasets of one deposit share: saying one for all, saying it apart, and going back."""

import copy
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import WrongState
from repository.models import Dataset, Person
from repository.record.document import is_empty, prune
from repository.services.deposits import lock_dataset, write_draft, write_shared


@transaction.atomic
def share_field(*, dataset_key: UUID, actor: Person, field: str) -> Dataset:
    """Say what one dataset says of a field for all datasets of its deposit; those that say it apart keep theirs."""
    dataset = _own(dataset_key, actor)
    value = dataset.draft.get(field)
    if dataset.deposit_id is None or is_empty(prune(value)):
        return dataset
    write_shared(deposit_id=dataset.deposit_id, actor=actor, fields={field: copy.deepcopy(value)})
    return write_draft(dataset_key=dataset_key, actor=actor, fields={field: None})


@transaction.atomic
def own_field(*, dataset_key: UUID, actor: Person, field: str) -> Dataset:
    """Say a shared field apart for one dataset: it begins with what the deposit says."""
    dataset = _own(dataset_key, actor)
    shared = dataset.deposit.shared.get(field) if dataset.deposit else None
    if not is_empty(prune(dataset.draft.get(field))) or is_empty(prune(shared)):
        return dataset
    return write_draft(dataset_key=dataset_key, actor=actor, fields={field: copy.deepcopy(shared)})


@transaction.atomic
def drop_own_field(*, dataset_key: UUID, actor: Person, field: str) -> Dataset:
    """Go back to what the deposit says of a field. Raises ``WrongState`` where it says nothing."""
    dataset = _own(dataset_key, actor)
    if dataset.deposit is None or is_empty(prune(dataset.deposit.shared.get(field))):
        raise WrongState(_("The deposit does not say this for all its datasets."))
    return write_draft(dataset_key=dataset_key, actor=actor, fields={field: None})


SHARING: Final[Mapping[str, Callable[..., Dataset]]] = {"share": share_field, "own": own_field, "drop": drop_own_field}
"""What a button, or a program, calls them."""


def _own(dataset_key: UUID, actor: Person) -> Dataset:
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    return dataset
