"""To which deposit or dataset a token leads: those that its person writes, or may read as an author does; no others.

A moderator's or operator's token opens what they deposit themselves and nothing else: their rooms are for people.
"""

from typing import Final
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request

from repository.access import AUTHORS, MODERATORS, ROLES, Action, can, roles_of
from repository.api.authentication import person_of
from repository.errors import NotAllowed, WrongState
from repository.models import Dataset, Deposit, Person, Role
from repository.queries.deposits import holder_words

READERS: Final = ROLES[Action.READ] - MODERATORS - {Role.REVIEWER}
"""Reviewers read by the page that was made for them, which may hide who wrote it."""


def deposit_of(request: Request, deposit_id: UUID) -> tuple[Deposit, list[Dataset]]:
    """A deposit with those of its datasets that the person may read. Raises ``Http404`` where there is none."""
    deposit = Deposit.objects.filter(pk=deposit_id).first()
    if deposit is None:
        raise Http404
    person = person_of(request)
    datasets = list(deposit.datasets.filter(is_removed=False).select_related("submitted_version", "current_version"))
    if not reads(person, deposit):
        datasets = [dataset for dataset in datasets if reads(person, dataset)]
    if not datasets:
        raise Http404
    for dataset in datasets:
        dataset.deposit = deposit
    return deposit, datasets


def dataset_of(request: Request, deposit_id: UUID, key: UUID) -> Dataset:
    """A dataset of a deposit, likewise."""
    found = Dataset.objects.filter(key=key, deposit_id=deposit_id, is_removed=False)
    dataset = found.select_related("deposit", "submitted_version", "current_version").first()
    if dataset is None or not reads(person_of(request), dataset):
        raise Http404
    return dataset


def reads(person: Person, subject: Dataset | Deposit) -> bool:
    """Whether the person reads it here."""
    return bool(roles_of(person, subject) & READERS)


def check_editable(person: Person, dataset: Dataset) -> None:
    """Raise ``WrongState`` where an author cannot change the draft now, ``NotAllowed`` for who may only read it."""
    if can(person, Action.EDIT, dataset):
        return
    check_author(person, dataset)
    raise WrongState(holder_words(dataset), code="not-editable")


def check_author(person: Person, dataset: Dataset) -> None:
    """Raise ``NotAllowed`` for who may only read it."""
    if not roles_of(person, dataset) & AUTHORS:
        raise NotAllowed(_("You may read this, and not change it."))
