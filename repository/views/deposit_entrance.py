"""Who comes into the deposit room, and to which deposit or dataset. What is not theirs is not there: 404."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from repository.access import Action, can
from repository.errors import NotAllowed
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, Person

EDITOR = Action.EDIT


def reader_of(request: HttpRequest) -> Person:
    """The signed-in person; the views are behind ``login_required``."""
    if not isinstance(request.user, Person):
        raise NotAllowed(_("You may not do this with this account."))
    return request.user


def readable_datasets(reader: Person, deposit: Deposit) -> list[Dataset]:
    """The datasets of a deposit that the reader may read, in their order."""
    datasets = deposit.datasets.filter(is_removed=False).select_related("deposit", "submitted_version")
    return [dataset for dataset in datasets if can(reader, Action.READ, dataset)]


def deposit_to_read(request: HttpRequest, deposit_id: UUID) -> tuple[Deposit, list[Dataset]]:
    """A deposit with those of its datasets that the reader may read. Raises ``Http404`` where there is none."""
    deposit = Deposit.objects.filter(pk=deposit_id).first()
    if deposit is None:
        raise Http404
    datasets = readable_datasets(reader_of(request), deposit)
    if not datasets:
        raise Http404
    return deposit, datasets


def dataset_to_read(request: HttpRequest, deposit_id: UUID, key: UUID) -> Dataset:
    """A dataset of a deposit that the reader may read. Raises ``Http404`` where there is none."""
    found = Dataset.objects.filter(key=key, deposit_id=deposit_id, is_removed=False)
    dataset = found.select_related("deposit", "submitted_version", "current_version").first()
    if dataset is None or not can(reader_of(request), Action.READ, dataset):
        raise Http404
    return dataset


def may_edit(request: HttpRequest, dataset: Dataset) -> bool:
    """Whether the reader may change the draft now."""
    return can(reader_of(request), Action.EDIT, dataset)


def turned_away(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """Where somebody who may read but not change a draft is sent, and why."""
    messages.info(request, why_not_editable(dataset))
    return redirect("deposit-review", dataset.deposit_id, dataset.key)


def why_not_editable(dataset: Dataset) -> str:
    """Why nothing can be changed now, for an author."""
    if dataset.standing == Standing.WITHDRAWN:
        return _("This dataset was withdrawn. It cannot be changed any more.")
    match DatasetState(dataset.state):
        case DatasetState.SUBMITTED:
            return _("The moderators have it. To change something, take it back first.")
        case DatasetState.ACCEPTED:
            return _("It is accepted and on its way to the public. Nobody can change it now.")
        case DatasetState.REJECTED:
            return _("It was not accepted. You may copy what you need into a new deposit.")
        case DatasetState.PUBLISHED:
            return _("It is public. To change the description, begin a correction.")
        case _:
            return _("You may read this, and not change it.")
