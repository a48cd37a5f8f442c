"""The catalogue as a page of what was found; for programs: search_answers.py."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.catalogue.question import Question, query_string, read_question
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.search import search_catalogue
from repository.queries.search_page import chips_of, place_map, sort_options
from repository.queries.search_parts import Results
from repository.views.search_answers import FORMS, answer_program, newest_first


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers the question of the address; ``format`` is one of `FORMS` or nothing."""
    asked: Mapping[str, Sequence[str]] = dict(request.GET.lists())
    question = read_question(asked)
    form = request.GET.get("format", "")
    if form in FORMS:
        return answer_program(request, question, form)
    results = search_catalogue(question, reader=catalogue_reader())
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
        "atom_url": query_string(newest_first(question), form="atom"),
        "everywhere_url": query_string(Question(words=question.words)),
        "instead_url": query_string(replace(question, words=results.instead)) if results.instead else "",
    }
