"""What else was measured there and then, of a dataset or of a search: a page, a part of a page, or JSON."""

import math
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.catalogue.closeness import NEAR_KM, Reach
from repository.catalogue.question import Question, query_string, read_question
from repository.lifecycle import Standing
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.neighbours import Neighbour, Neighbourhood, neighbours_of_dataset, neighbours_of_question
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional
from repository.views.search_turns import turn_of

MOST_KM: Final = 500.0
MOST_DAYS: Final = 3660


@require_safe
def nearby(request: HttpRequest, suffix: str) -> HttpResponse:
    """Of a dataset; ``format`` is json, part (for the landing page) or nothing."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    found = neighbours_of_dataset(dataset, reader=catalogue_reader(), reach=_reach(request))
    match request.GET.get("format", ""):
        case "json":
            answer: HttpResponse = JsonResponse(_told(found, about=f"{settings.SITE_URL}/datasets/{suffix}/"))
        case "part":
            answer = render(request, "repository/_nearby.html", {"nearby": found, "suffix": suffix})
        case _:
            context = {"nearby": found, "dataset": dataset}
            return conditional(request, render(request, "repository/nearby.html", context))
    return conditional(request, answer, shared_s=0)


@require_safe
def search_nearby(request: HttpRequest) -> HttpResponse:
    """Of a place and, where there is one, a period and a depth; words and other filters of the search do not count."""
    question = read_question(dict(request.GET.lists()))
    with turn_of(request):
        found = neighbours_of_question(question, reader=catalogue_reader(), reach=_reach(request))
    if request.GET.get("format") == "json":
        about = f"{settings.SITE_URL}{request.path}{query_string(_place_and_time(question))}"
        return JsonResponse(_told(found, about=about))
    context = {"nearby": found, "question": question, "search_url": query_string(question)}
    return render(request, "repository/nearby.html", context)


def _place_and_time(question: Question) -> Question:
    return Question(
        place=question.place,
        polygon=question.polygon,
        since=question.since,
        until=question.until,
        top=question.top,
        bottom=question.bottom,
    )


def _reach(request: HttpRequest) -> Reach:
    """Kilometres and days of the address, within bounds; what is no number is as if it were not there."""
    km, days = _number(request.GET.get("km", ""), NEAR_KM), _number(request.GET.get("days", ""), 0.0)
    return Reach(km=min(max(km, 1.0), MOST_KM), days=int(min(max(days, 0.0), MOST_DAYS)))


def _number(text: str, otherwise: float) -> float:
    try:
        value = float(text[:20])
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise


def _told(found: Neighbourhood, *, about: str) -> dict[str, Any]:
    here = found.here
    return {
        "about": about,
        "km": found.reach.km,
        "days": found.reach.days,
        "boxes": [[box.west, box.south, box.east, box.north] for box in here.boxes],
        "items": [_item(each) for each in found.found],
    }


def _item(each: Neighbour) -> dict[str, Any]:
    return {
        "doi": each.identifier,
        "url": f"{settings.SITE_URL}{each.url}" if each.url.startswith("/") else each.url,
        "title": each.title,
        "language": each.lang or None,
        "creators": list(each.creators),
        "published": each.published.isoformat() if each.published else None,
        "period": each.period or None,
        "boxes": [[box.west, box.south, box.east, box.north] for box in each.boxes],
        "variables": list(each.variables),
        "other_variables": list(each.others),
        "access": each.access,
        "score": float(f"{each.close.score:.4g}"),
        "distance_km": round(each.close.km, 1),
        "days_in_common": each.close.days,
    }
