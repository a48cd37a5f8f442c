"""The catalogue: a page, JSON or an Atom feed of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.catalogue.question import Question, Sort, query_string, read_question
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.search import search_catalogue
from repository.queries.search_page import chips_of, place_map, sort_options
from repository.queries.search_parts import Results
from repository.views.search_feeds import as_atom, as_json


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers the question of the address; ``format`` is json, atom or nothing."""
    asked: Mapping[str, Sequence[str]] = dict(request.GET.lists())
    question = read_question(asked)
    form = request.GET.get("format", "")
    results = search_catalogue(question, reader=catalogue_reader(), with_facets=form != "atom")
    match form:
        case "json":
            return JsonResponse(as_json(results, _addresses(request, results, form)))
        case "atom":
            body = as_atom(results, _addresses(request, results, form))
            return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
        case _:
            return render(request, "repository/search.html", _context(results))


def _context(results: Results) -> dict[str, object]:
    question = results.question
    return {
        "results": results,
        "question": question,
        "chips": chips_of(results),
        "sorts": sort_options(question),
        "map": place_map(results),
        "previous_url": query_string(replace(question, page=question.page - 1)) if question.page > 1 else "",
        "next_url": query_string(replace(question, page=question.page + 1)) if results.has_more else "",
        "json_url": query_string(question, form="json"),
        "atom_url": query_string(replace(question, sort=Sort.NEWEST, page=1), form="atom"),
        "everywhere_url": query_string(Question(words=question.words)),
        "instead_url": query_string(replace(question, words=results.instead)) if results.instead else "",
    }


def _addresses(request: HttpRequest, results: Results, form: str) -> dict[str, str]:
    """Absolute addresses of the site, of this page of the list, and of its neighbours."""
    question = results.question
    here = f"{settings.SITE_URL}{request.path}"
    found = {
        "site": settings.SITE_URL,
        "self": f"{here}{query_string(question, form=form)}",
        "alternate": f"{here}{query_string(question)}",
    }
    if question.page > 1:
        found["previous"] = f"{here}{query_string(replace(question, page=question.page - 1), form=form)}"
    if following := _following(results):
        found["next"] = f"{here}{query_string(following, form=form)}"
    return found


def _following(results: Results) -> Question | None:
    """The question for what comes next: in the order of publication by the last one, which holds at any depth."""
    question = results.question
    by_date = question.sort is Sort.NEWEST or (question.sort is Sort.BEST and not question.words)
    if by_date and results.hits and (results.total > len(results.hits) or results.has_more):
        return replace(question, page=1, after=results.hits[-1].after)
    return replace(question, page=question.page + 1) if results.has_more else None
