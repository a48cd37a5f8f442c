"""Who comes in: the signed-in reader, and the dataset that they may review."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from repository.access import Action, can, can_moderate, require
from repository.errors import NotAllowed
from repository.models import Dataset, Person

__all__ = ["dataset_for", "dataset_to_review", "login_required", "moderator_of", "reader_of"]


def reader_of(request: HttpRequest) -> Person:
    """The signed-in person; the views are behind ``login_required``."""
    if not isinstance(request.user, Person):
        raise NotAllowed(_("You may not do this with this account."))
    return request.user


def moderator_of(request: HttpRequest) -> Person:
    """The signed-in person, who moderates at least one discipline."""
    reader = reader_of(request)
    if not can_moderate(reader):
        raise NotAllowed(_("This room is for moderators."))
    return reader


def dataset_to_review(request: HttpRequest, key: UUID) -> Dataset:
    """A dataset that the reader may review. Raises as ``dataset_for``."""
    found = Dataset.objects.select_related("submitted_version__author", "deposit", "current_version")
    return dataset_for(request, key, Action.REVIEW, found)


def dataset_for(request: HttpRequest, key: UUID, action: Action, found: QuerySet[Dataset]) -> Dataset:
    """The dataset of a key, on which the reader may do something.

    Raises ``Http404`` where there is none, and where it is none of the reader's: nobody learns which keys exist.
    ``NotAllowed`` where the reader may read it and not do this, such as review their own.
    """
    reader, dataset = reader_of(request), found.filter(key=key).first()
    if dataset is None or not (can(reader, action, dataset) or can(reader, Action.READ, dataset)):
        raise Http404
    require(reader, action, dataset)
    return dataset
