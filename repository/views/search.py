"""The catalogue as a page of what was found; for programs: search_answers.py."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.question import Question, query_string, read_question
from repository.queries.map_words import map_words
from repository.queries.search import search_catalogue
from repository.queries.search_bars import histogram_of
from repository.queries.search_page import asked_area, chips_of, ignored_words, marked_hits, sort_options, typed_numbers
from repository.queries.search_parts import Results
from repository.queries.search_state import search_state
from repository.views.search_answers import FORMS, answer_program, newest_first
from repository.views.search_kept import kept_answer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers the question of the address; ``format`` is one of `FORMS` or nothing."""
    asked: Mapping[str, Sequence[str]] = dict(request.GET.lists())
    form = request.GET.get("format", "")
    if form in FORMS:
        return answer_program(request, read_question(asked), form)
    state = search_state()
    return kept_answer(request, state, lambda: _page(request, read_question(asked), state.reader))


def _page(request: HttpRequest, question: Question, reader: IndexReader) -> HttpResponse:
    return render(request, "repository/search.html", _context(search_catalogue(question, reader=reader)))


def _context(results: Results) -> dict[str, object]:
    question = results.question
    chips = chips_of(results)
    return {
        "results": results,
        "question": question,
        "chips": chips,
        "sorts": sort_options(question),
        "histogram": histogram_of(results.decades, question),
        "marked": marked_hits(results),
        "boxes": json.dumps([box for hit in results.hits for box in hit.boxes]),
        "area": asked_area(question),
        "typed": typed_numbers(question),
        "ignored": ignored_words(question),
        "is_plain": question == Question(),
        "map_land": static("land/"),
        "map_words": map_words(),
        "values_query": query_string(replace(question, page=1, after=None)),
        "previous_url": query_string(replace(question, page=question.page - 1)) if question.page > 1 else "",
        "next_url": query_string(replace(question, page=question.page + 1)) if results.has_more else "",
        "json_url": query_string(question, form="json"),
        "bibtex_url": query_string(replace(question, page=1, after=None), form="bibtex"),
        "atom_url": query_string(newest_first(question), form="atom"),
        "everywhere_url": query_string(Question(words=question.words)),
        "instead_url": query_string(results.instead) if results.instead else "",
        "fewer": [(each, query_string(replace(question, words=each.words, page=1))) for each in results.fewer],
    }
