"""The search over all vocabularies: a page, JSON, or the options of the boxes in the deposit form."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from repository.accounts.rate import Rate
from repository.forms import finder
from repository.forms.posted import Posted, pack, storable
from repository.forms.shown import Found, Section
from repository.forms.spec import Field
from repository.queries.concepts import ConceptHit, search_concepts
from repository.vocabularies.known import BOXES

KEPT_S: Final = 300
"""Seconds a browser or proxy may keep an answer."""
RATE: Final = Rate(most=900)
"""Fifteen a second from one origin: a whole institute behind one address types without noticing."""


@require_safe
def concepts(request: HttpRequest) -> HttpResponse:
    """The best concepts for ``q`` in the vocabularies of the box ``in``; ``format`` is json, options or nothing."""
    if RATE.is_over(request):
        return HttpResponse(_("Wait a minute, then search again."), status=429, headers={"Retry-After": "60"})
    words = storable(request.GET.get("q", ""))[: finder.LONGEST].strip()
    box = request.GET.get("in", BOXES[0])
    box = box if box in BOXES else BOXES[0]
    hits = search_concepts(words, box=box, language=_language(), scheme=request.GET.get("scheme", "")[:60])
    answer = _answer(request, words, box, hits)
    patch_cache_control(answer, public=True, max_age=KEPT_S)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def _answer(request: HttpRequest, words: str, box: str, hits: Sequence[ConceptHit]) -> HttpResponse:
    match request.GET.get("format", ""):
        case "json":
            return JsonResponse({"query": words, "in": box, "concepts": [_as_json(hit) for hit in hits]})
        case "options":
            found = [_found(hit) for hit in hits]
            free = pack(finder.free_entry(box, words, _language())) if words and "scheme" not in request.GET else ""
            context: dict[str, Any] = {"found": found, "words": words, "free": free, "box": box}
            return render(request, "repository/_concept_options.html", context)
        case _:
            context = {"found": [_found(hit) for hit in hits], "words": words, "box": box, "is_asked": bool(words)}
            return render(request, "repository/concepts.html", context)


def found_without_script(request: HttpRequest, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of a step; the box that the address asks about shows what it found."""
    name = request.GET.get(finder.ASKED, "")
    words = storable(request.GET.get(finder.FIND, ""))[: finder.LONGEST].strip()
    if name not in BOXES or not words:
        return tuple(sections)
    hits = search_concepts(words, box=name, language=_language())
    return finder.with_found(sections, name, words, tuple(_found(hit) for hit in hits))


def after_finder(posted: Posted, pressed: str, fields: Sequence[Field]) -> str:
    """What follows the step's address after a search without script, or after a pick; nothing for another button."""
    lists = [field.key for field in fields if field.key in BOXES]
    if name := finder.asked_in(posted, pressed, lists):
        return finder.query_of(posted, name)
    verb, _colon, name = pressed.partition(":")
    return f"#{name}-{finder.FIND}" if verb == finder.PICK and name in lists else ""


def _found(hit: ConceptHit) -> Found:
    return Found(
        value=pack(hit.entry),
        label=hit.label,
        lang=hit.language,
        matched=hit.matched,
        scheme=hit.scheme_title,
        definition=hit.definition,
        definition_lang=hit.definition_language,
        path=" › ".join(hit.path),
        uri=hit.uri,
    )


def _as_json(hit: ConceptHit) -> dict[str, Any]:
    return {
        "label": hit.label,
        "language": hit.language,
        "matched": hit.matched or None,
        "uri": hit.uri,
        "scheme": {"name": hit.scheme, "title": hit.scheme_title},
        "definition": hit.definition or None,
        "broader": list(hit.path),
        "entry": hit.entry,
    }


def _language() -> str:
    return (get_language() or "en")[:2]
