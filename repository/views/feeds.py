"""Feeds of what becomes public, under addresses that stay: of a discipline, and of an author by ORCID."""

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from pydantic_core import PydanticCustomError

from repository.catalogue.question import Question, read_question
from repository.forms.posted import storable
from repository.models import Pole
from repository.record.identifiers import normalise_orcid
from repository.views.search_answers import newest_first, send


@require_safe
def of_discipline(request: HttpRequest, code: str) -> HttpResponse:
    """The datasets of a discipline, the newest first."""
    if not Pole.objects.filter(code=code).exists():
        raise Http404
    return _feed(request, Question(chosen={"pole": (code,)}), reverse("feed-discipline", args=[code]))


@require_safe
def of_author(request: HttpRequest, orcid: str) -> HttpResponse:
    """The datasets of who has an ORCID, the newest first; there need be none yet."""
    try:
        known = normalise_orcid(storable(orcid))
    except PydanticCustomError as error:
        raise Http404 from error
    return _feed(request, Question(words=f'"{known}"'), reverse("feed-author", args=[known]))


def _feed(request: HttpRequest, question: Question, path: str) -> HttpResponse:
    here, after = f"{settings.SITE_URL}{path}", read_question({"after": request.GET.getlist("after")}).after

    def address_of(asked: Question) -> str:
        return here if asked.after is None else f"{here}?after={asked.after}"

    return send(request, replace(newest_first(question), after=after), "atom", address_of)
