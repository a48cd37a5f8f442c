"""All values of one facet among what a question finds, to look through and choose from."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.catalogue.facets import FACET_CODES
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.question import query_string, read_question
from repository.queries.search_page import hidden_fields
from repository.queries.search_state import search_state
from repository.queries.search_values import MOST_SHOWN, facet_values
from repository.views.search_kept import kept_answer

_LONGEST: Final = 100


@require_safe
def search_values(request: HttpRequest) -> HttpResponse:
    """The values of ``facet`` that have ``like`` in their names, most frequent first, as a page or as JSON."""
    if request.GET.get("facet") not in FACET_CODES:
        raise Http404("no such facet")
    state = search_state()
    return kept_answer(request, state, lambda: _answer(request, state.reader))


def _answer(request: HttpRequest, reader: IndexReader) -> HttpResponse:
    asked: Mapping[str, Sequence[str]] = dict(request.GET.lists())
    question, code = read_question(asked), request.GET["facet"]
    like = request.GET.get("like", "").replace("\x00", "").strip()[:_LONGEST]
    found = facet_values(question, code, reader=reader, like=like)
    if request.GET.get("format") == "json":
        values = [{"value": each.value, "name": each.name, "count": each.count} for each in found.values]
        return JsonResponse({"facet": code, "name": found.name, "total": found.total, "values": values})
    context = {
        "found": found,
        "like": like,
        "most": MOST_SHOWN,
        "kept": hidden_fields(question, without=code),
        "asked": hidden_fields(question),
        "back_url": query_string(question),
    }
    return render(request, "repository/search_values.html", context)
