"""What was found for programs, on every site: JSON, an Atom feed or BibTeX; not sent again to who has it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language

from repository.catalogue.question import MOST_A_PAGE, Question, Sort, query_string
from repository.queries.catalogue_index import CatalogueState, catalogue_reader, catalogue_state
from repository.queries.search import search_catalogue
from repository.queries.search_bibtex import as_bibtex
from repository.queries.search_parts import Results
from repository.views.search_feeds import as_atom, as_json
from repository.views.search_turns import turn_of

RENDERER: Final = "2"
"""Changes when the same results give other bytes."""
_SETTLED: Final = timedelta(seconds=2)
"""A date in whole seconds says nothing of what changes within one."""


def answer_program(request: HttpRequest, question: Question, form: str) -> HttpResponse:
    """The answer to a question in one of `FORMS`; a feed has the newest first, a file of BibTeX as many as may be."""
    if form == "atom":
        question = replace(question, sort=Sort.NEWEST)
    if form == "bibtex" and "per_page" not in request.GET:
        question = replace(question, size=MOST_A_PAGE)
    here = f"{settings.SITE_URL}{request.path}"
    return send(request, question, form, lambda asked: f"{here}{query_string(asked, form=form)}")


def send(request: HttpRequest, question: Question, form: str, address_of: Callable[[Question], str]) -> HttpResponse:
    """The answer, or that nothing changed, from the address that a question has."""
    state = catalogue_state()
    headers = _headers(state, f"{address_of(question)} {form} {question.size} {get_language()}")
    known = get_conditional_response(request, headers["ETag"], _last_modified(state), HttpResponse())
    if known is not None and known.status_code != 200:
        response: HttpResponse = known
    else:
        with turn_of(request):
            response = _answer(question, form, address_of)
    for name, value in headers.items():
        response[name] = value
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def _answer(question: Question, form: str, address_of: Callable[[Question], str]) -> HttpResponse:
    has_facets = form == "json" and question.after is None
    results = search_catalogue(question, reader=catalogue_reader(), with_facets=has_facets)
    response = FORMS[form](results, _addresses(results, address_of))
    if following := _following(results):
        response["Link"] = f'<{address_of(following)}>; rel="next"'
    return response


def _json(results: Results, urls: Mapping[str, str]) -> HttpResponse:
    return JsonResponse(as_json(results, urls), encoder=DjangoJSONEncoder)


def _atom(results: Results, urls: Mapping[str, str]) -> HttpResponse:
    return HttpResponse(as_atom(results, urls), content_type="application/atom+xml; charset=utf-8")


def _bibtex(results: Results, urls: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(as_bibtex(results, urls), content_type="application/x-bibtex; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="search.bib"'
    return response


FORMS: Final[Mapping[str, Callable[[Results, Mapping[str, str]], HttpResponse]]] = {
    "json": _json,
    "atom": _atom,
    "bibtex": _bibtex,
}
"""Value of ``format`` -> who writes it."""


def _headers(state: CatalogueState, asked: str) -> dict[str, str]:
    """Those that do not depend on what is found: no cookie is read for it, so every site may."""
    tag = sha256(f"{RENDERER} {state.key} {asked}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    headers = {
        "ETag": f'W/"{tag}"',
        "Cache-Control": "public, no-cache",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link",
    }
    modified = _last_modified(state)
    return headers if modified is None else headers | {"Last-Modified": http_date(modified)}


def _last_modified(state: CatalogueState) -> int | None:
    return int(state.since.timestamp()) if timezone.now() - state.since > _SETTLED else None


def _addresses(results: Results, address_of: Callable[[Question], str]) -> dict[str, str]:
    """Absolute addresses of the site, of this page of the list, of its first one and of its neighbours."""
    question = results.question
    first = replace(question, page=1, after=None)
    found = {
        "site": settings.SITE_URL,
        "self": address_of(question),
        "first": address_of(first),
        "alternate": f"{settings.SITE_URL}/search/{query_string(replace(first, size=Question().size))}",
    }
    if question.page > 1:
        found["previous"] = address_of(replace(question, page=question.page - 1))
    if following := _following(results):
        found["next"] = address_of(following)
    return found


def _following(results: Results) -> Question | None:
    """The question for what comes next: in the order by date after the last one, which holds at any depth."""
    question = results.question
    if question.is_by_date and results.rest > 0 and results.last is not None:
        return replace(question, page=1, after=results.last)
    return replace(question, page=question.page + 1) if results.has_more else None


def newest_first(question: Question) -> Question:
    """The question of a feed: from its first page, whatever order and page it was asked in."""
    return replace(question, sort=Sort.NEWEST, page=1)
