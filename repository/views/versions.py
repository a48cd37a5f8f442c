"""Earlier versions of a public dataset: each readable at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.lifecycle import Standing
from repository.queries.landing_versions import version_landing
from repository.views.public import asked_of
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional, leading_back


@require_safe
def version(request: HttpRequest, suffix: str, version: int) -> HttpResponse:
    """The description and files as they were published at one time."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    try:
        page = version_landing(dataset, number=version, asked=asked_of(request))
    except LookupError as error:
        raise Http404(str(error)) from error
    response = render(request, "repository/version.html", {"page": page})
    response["Link"] = leading_back(suffix, "latest-version", page.fragment)
    return conditional(request, response, modified=dataset.datestamp)
