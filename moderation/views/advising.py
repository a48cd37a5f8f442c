"""What somebody who is asked for advice sees: the version, its files, and the form that takes the answer.

With an account they sign in; without one a link from a mail lets them in: its token leaves the address at the first
visit and goes on in a signed cookie of that request's path alone.
"""

from typing import Final
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from moderation.forms import AdviceAnswerForm
from moderation.models import Advice, View
from moderation.queries.advice import (
    advice_for,
    advice_of_token,
    advice_page,
    asked_of,
    attachment_read,
    file_asked_about,
)
from moderation.services.advice import answer_advice
from moderation.views.entrance import login_required, reader_of
from moderation.views.files import answer_attachment, answer_file
from repository.accounts.rate import Rate
from repository.errors import WrongState
from repository.models import DataFile, Person
from repository.views.link_cookies import LinkCookie, unseen

COOKIE: Final = LinkCookie("varve_advice", page="advice", longest=60 * 24 * 3600)
RATE: Final = Rate(most=60)
"""Openings of one origin in a minute."""


@require_safe
@login_required
def asked(request: HttpRequest) -> HttpResponse:
    """What the reader is asked, the soonest first."""
    return unseen(render(request, "moderation/advice_asked.html", {"asked": asked_of(reader_of(request))}))


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The address of the mail: on to one without the token."""
    advice = None if RATE.is_over(request) else advice_of_token(token)
    if advice is None:
        return _closed(request)
    return COOKIE.enter(advice.key, token)


@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: HttpRequest, advice: UUID) -> HttpResponse:
    """The version and the form; or the answer taken, with thanks."""
    found = _found(request, advice)
    if found is None:
        return _closed(request) if _is_known(request) else redirect_to_login(request.get_full_path())
    form = AdviceAnswerForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            answer_advice(advice_id=found.pk, actor=_person(request), **form.cleaned_data)
            return unseen(render(request, "moderation/advice_thanks.html", {"advice": found}))
        except WrongState as refused:
            problem = refused.sentence
    context = {"page": advice_page(found), "views": View.choices, "form": form, "problem": problem}
    return unseen(render(request, "moderation/advice.html", context, status=422 if problem or form.errors else 200))


@require_safe
def file(request: HttpRequest, advice: UUID, number: int) -> HttpResponseBase:
    """One file of the version that advice is asked about."""
    found = _found(request, advice)
    if found is None:
        return _closed(request) if _is_known(request) else redirect_to_login(request.get_full_path())
    path = file_asked_about(found, number)
    if not path:
        raise Http404
    stored = get_object_or_404(DataFile, number=number, dataset=found.dataset)
    return unseen(answer_file(found.dataset, stored, path))


@require_safe
def attachment(request: HttpRequest, advice: UUID, attachment: int) -> HttpResponseBase:
    """A file that came with a remark which the adviser reads."""
    found = _found(request, advice)
    if found is None:
        return _closed(request) if _is_known(request) else redirect_to_login(request.get_full_path())
    there = attachment_read(found, attachment)
    if there is None:
        raise Http404
    return unseen(answer_attachment(there))


def _found(request: HttpRequest, key: UUID) -> Advice | None:
    return advice_for(key, actor=_person(request), token=COOKIE.token(request, key))


def _person(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _is_known(request: HttpRequest) -> bool:
    """Whether signing in would change nothing: the reader did, or came by a link."""
    return _person(request) is not None or COOKIE.is_shown(request)


def _closed(request: HttpRequest) -> HttpResponse:
    """404, the same for what ended, was taken back, never was, or is another one's."""
    return unseen(render(request, "moderation/advice_closed.html", status=404))
