"""Who comes in: the signed-in reader, and the dataset that they may review."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from repository.access import Action, can_moderate, require
from repository.errors import NotAllowed
from repository.models import Dataset, Person

__all__ = ["dataset_to_review", "login_required", "moderator_of", "reader_of"]


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
    """A dataset that the reader may review; 404 where there is none, ``NotAllowed`` where it is not theirs."""
    found = Dataset.objects.select_related("submitted_version__author", "deposit", "current_version")
    dataset = get_object_or_404(found, key=key)
    require(reader_of(request), Action.REVIEW, dataset)
    return dataset
