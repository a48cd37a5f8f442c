"""Inside a dataset: the stations of its files as a page, JSON, CSV or GeoJSON, where everybody may have the files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.access import Action, can
from repository.lifecycle import Standing
from repository.queries.inside import Inside, InsidePage, inside_page, without
from repository.queries.search_page import ignored_words, typed_numbers
from repository.queries.stations import extent_of
from repository.stations.question import inside_string, read_inside
from repository.views.files import disposition, not_open
from repository.views.inside_forms import Telling, as_csv, as_geojson
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional, leading_back

JSON_PAGE: Final = 500
"""Stations of one answer in JSON."""


@require_safe
def inside(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The stations that answer the question of the address; ``format`` is json, csv, geojson or nothing."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if not can(None, Action.DOWNLOAD, dataset):
        return not_open(request, dataset)
    asked: Mapping[str, Sequence[str]] = dict(request.GET.lists())
    found = Inside(dataset, read_inside(asked))
    form = request.GET.get("format", "")
    response: HttpResponseBase
    match form:
        case "json":
            response = conditional(request, JsonResponse(_as_json(found)), modified=None)
        case "csv":
            response = _streamed(found, "text/csv; charset=utf-8", form, is_asked_only=request.method == "HEAD")
        case "geojson":
            response = _streamed(found, "application/geo+json", form, is_asked_only=request.method == "HEAD")
        case _:
            response = conditional(request, render(request, "repository/inside.html", _context(inside_page(found))))
    response["Link"] = leading_back(suffix, "collection", found.fragment)
    return response


def _context(page: InsidePage) -> dict[str, Any]:
    question = page.question
    number = question.asked.page
    plain = question.on_page(1)
    return {
        "page": page,
        "question": question,
        "asked": question.asked,
        "typed": typed_numbers(question.asked),
        "ignored": ignored_words(question.asked),
        "previous_url": inside_string(question.on_page(number - 1)) if number > 1 else "",
        "next_url": inside_string(question.on_page(number + 1)) if page.has_more else "",
        "everything_url": without(question),
        "forms": [(words, inside_string(plain, form=form)) for form, words in _FORMS],
    }


_FORMS: Final = (("csv", "CSV"), ("geojson", "GeoJSON"), ("json", "JSON"))


def _as_json(found: Inside) -> dict[str, Any]:
    """Some stations, and the address of those after them, which stays good whatever is published meanwhile."""
    question = replace(found.question, asked=replace(found.question.asked, page=1))
    stations = found.following(question.after, JSON_PAGE + 1)
    here = f"{settings.SITE_URL}/datasets/{found.dataset.suffix}/inside/"
    numbers = {each.key: each.number for each in found.files}
    following = None
    if len(stations) > JSON_PAGE:
        last = stations[JSON_PAGE - 1]
        after = replace(question, after=(numbers[last.file_id], last.number))
        following = f"{here}{inside_string(after, form='json')}"
    return {
        "dataset": found.dataset.doi,
        "layer": found.fragment,
        "total": extent_of(found.found).count,
        "ignored": list(question.asked.ignored),
        "self": f"{here}{inside_string(question, form='json')}",
        "next": following,
        "stations": list(Telling(found).each(stations[:JSON_PAGE])),
    }


def _streamed(found: Inside, media_type: str, form: str, *, is_asked_only: bool) -> HttpResponseBase:
    """All stations at once, a few at a time."""
    told = Telling(found).all()
    lines = as_csv(told) if form == "csv" else as_geojson(told)
    response = HttpResponse() if is_asked_only else StreamingHttpResponse(lines)
    response["Content-Type"] = media_type
    response["Content-Disposition"] = disposition(f"{found.dataset.suffix}-stations.{form}")
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
