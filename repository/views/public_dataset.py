"""The dataset an address names, and what is answered once it was withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.landing import tombstone
from repository.views.public_headers import signposts


def public_dataset(suffix: str) -> Dataset:
    """The public or withdrawn dataset of this suffix; ``Http404`` for anything else."""
    shown = Dataset.objects.exclude(standing=Standing.UNPUBLISHED).select_related("current_version")
    return get_object_or_404(shown, suffix=suffix)


def gone(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """410 with the tombstone page, whatever of the dataset was asked for."""
    page = tombstone(dataset)
    response = render(request, "repository/tombstone.html", {"page": page}, status=410)
    response["Link"] = signposts(page)
    return response
