"""The catalogue: a page, JSON or an Atom feed of what was found."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.queries.search import Results, search_catalogue
from repository.views.public import whole_number
from repository.views.search_feeds import as_atom, as_json


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has all the words of ``q``, in one of the disciplines ``pole``; ``format`` is json, atom or nothing."""
    results = search_catalogue(
        words=request.GET.get("q", "")[:500],
        poles=request.GET.getlist("pole"),
        page=whole_number(request.GET.get("page"), default=1),
    )
    match request.GET.get("format", ""):
        case "json":
            return JsonResponse(as_json(results, _addresses(request, results)))
        case "atom":
            body = as_atom(results, _addresses(request, results))
            return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
        case _:
            return render(request, "repository/search.html", _context(results))


def _context(results: Results) -> dict[str, object]:
    return {
        "results": results,
        "chips": [
            (pole.name, _query(results, chosen=[code for code in results.chosen if code != pole.code]))
            for pole in results.poles
            if pole.is_chosen
        ],
        "previous_url": _query(results, page=results.page - 1) if results.page > 1 else "",
        "next_url": _query(results, page=results.page + 1) if results.has_more else "",
        "json_url": _query(results, form="json"),
        "atom_url": _query(results, form="atom"),
        "everywhere_url": _query(results, chosen=[]),
    }


def _query(results: Results, *, chosen: list[str] | None = None, page: int = 1, form: str = "") -> str:
    """The same question, changed: ``?q=...&pole=...``; a lone ``?`` where nothing is asked."""
    asked = [("q", results.words)] if results.words else []
    asked += [("pole", code) for code in (results.chosen if chosen is None else chosen)]
    asked += [("page", str(page))] if page > 1 else []
    asked += [("format", form)] if form else []
    return f"?{urlencode(asked)}"


def _addresses(request: HttpRequest, results: Results) -> dict[str, str]:
    """Absolute addresses of the site, of this page of the list, and of its neighbours."""
    form = request.GET["format"]
    here = f"{settings.SITE_URL}{request.path}"
    found = {
        "site": settings.SITE_URL,
        "self": f"{here}{_query(results, page=results.page, form=form)}",
        "alternate": f"{here}{_query(results, page=results.page)}",
    }
    if results.page > 1:
        found["previous"] = f"{here}{_query(results, page=results.page - 1, form=form)}"
    if results.has_more:
        found["next"] = f"{here}{_query(results, page=results.page + 1, form=form)}"
    return found
