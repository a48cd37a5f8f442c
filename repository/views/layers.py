"""All layers of a public dataset, and what differs between any two of them: pages, and JSON for programs."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from repository.lifecycle import Standing
from repository.models import Dataset
from repository.queries.differences import KINDS
from repository.queries.landing_differences import Asked, Difference, difference_of
from repository.queries.landing_series import SeriesPage, series_of
from repository.views.public import whole_number
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional

_MOST: Final = 10_000
"""Files of a difference on one page for programs."""


@require_safe
def layers(request: HttpRequest, suffix: str) -> HttpResponse:
    """Every public layer with date, interval, citation, changes and the manifest that proves it."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    page = series_of(dataset)
    if request.GET.get("format") == "json":
        return conditional(request, JsonResponse(_told(dataset, page)), modified=dataset.datestamp, shared_s=0)
    return conditional(request, render(request, "repository/layers.html", {"page": page}), modified=dataset.datestamp)


@require_safe
def changes(request: HttpRequest, suffix: str, fragment: int) -> HttpResponse:
    """What is new, changed and gone since another layer (``?since=``, else the one before), some files at a time."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    is_json = request.GET.get("format") == "json"
    try:
        found = difference_of(dataset, fragment, _asked(request.GET, is_json=is_json))
    except LookupError as error:
        raise Http404(str(error)) from error
    if is_json:
        return conditional(request, JsonResponse(_difference(dataset, found)), shared_s=0)
    return conditional(request, render(request, "repository/layer_changes.html", {"page": found}))


def _asked(query: QueryDict, *, is_json: bool) -> Asked:
    """What of a difference the address names; what is no number is as if it were not there."""
    since = query.get("since", "")
    if since and not (since.isascii() and since.isdigit() and len(since) < 19):
        raise LookupError("no such layer")
    kind = query.get("kind", "")
    return Asked(
        since=int(since) if since else None,
        kind=kind if kind in KINDS else "",
        page=max(1, whole_number(query.get("page"), default=1)),
        per_page=_MOST if is_json else None,
    )


def _told(dataset: Dataset, page: SeriesPage) -> dict[str, Any]:
    return {
        "doi": dataset.doi,
        "url": f"{settings.SITE_URL}{reverse('landing', args=[dataset.suffix])}",
        "proof": f"{settings.SITE_URL}{reverse('proof', args=[dataset.suffix])}?format=json",
        "layers": [
            {
                "fragment": line.fragment,
                "identifier": line.identifier,
                "url": f"{settings.SITE_URL}{line.url}",
                "date": line.date,
                "begin": line.begin or None,
                "end": line.end or None,
                "citation": citation,
                "files": line.files,
                "bytes": line.size,
                "changes": {kind: line.changes.of(kind)._asdict() for kind in KINDS},
                "changes_url": f"{settings.SITE_URL}{line.changes_url}?format=json",
                "manifest": {"sha256": line.sha256, "url": f"{settings.SITE_URL}{line.manifest_url}"},
                "document": {"name": line.document_name, "sha256": line.document_sha256},
            }
            for line, citation in page.cited
        ],
    }


def _difference(dataset: Dataset, found: Difference) -> dict[str, Any]:
    return {
        "doi": dataset.doi,
        "layer": found.newer.fragment,
        "since": found.older.fragment if found.older else None,
        "changes": {kind: found.changes.of(kind)._asdict() for kind in KINDS},
        "page": found.page,
        "pages": found.pages,
        "files": [
            {
                "path": file.path,
                "kind": file.kind,
                "old": {"size": file.old_size, "sha256": file.old_sha256} if file.old_sha256 else None,
                "new": {"size": file.new_size, "sha256": file.new_sha256} if file.new_sha256 else None,
            }
            for file in found.files
        ],
    }
