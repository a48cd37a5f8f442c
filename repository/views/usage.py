"""Counting readers at the pages and downloads they ask for, and the figures as JSON."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from repository.accounts.rate import origin_of
from repository.lifecycle import Standing
from repository.models import UsageKind
from repository.queries.usage import usage_of
from repository.services.usage import note_use
from repository.usage.robots import is_robot
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import PROXY_S

_COUNTS: Final = {UsageKind.VIEW: (200, 304), UsageKind.DOWNLOAD: (200, 206)}
"""A page that the reader still has is read again; a file that the reader still has is not taken again."""


def count_use(request: HttpRequest, response: HttpResponseBase, *, dataset_id: int, kind: UsageKind) -> None:
    """Count the reader of an answer, unless it is a robot, was fetched ahead, or gave nothing."""
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    if request.method == "GET" and response.status_code in _COUNTS[kind] and not is_ahead and not is_robot(agent):
        note_use(dataset_id=dataset_id, kind=kind, address=origin_of(request), user_agent=agent)


@require_safe
def usage(request: HttpRequest, suffix: str) -> HttpResponse:
    """How often a dataset was read and taken, by month."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    found = usage_of(dataset.pk)
    months = [
        {"month": f"{month.month:%Y-%m}", "views": month.views, "downloads": month.downloads} for month in found.months
    ]
    told = {
        "doi": dataset.doi,
        "counted": "each reader once an hour, without robots (COUNTER Code of Practice for Research Data)",
        "views": found.views,
        "downloads": found.downloads,
        "months": months,
        "about": f"{settings.SITE_URL}/datasets/{dataset.suffix}/",
    }
    response = JsonResponse(told)
    response["Cache-Control"] = f"public, max-age={PROXY_S}"
    return response
