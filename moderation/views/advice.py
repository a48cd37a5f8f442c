"""Asking for advice, and what came of it, on the page of a review."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.forms import AdviceForm
from moderation.models import Advice
from moderation.queries.advice import advice_of, advisers_known
from moderation.queries.review import ReviewPage
from moderation.services.advice import DAYS, ask_advice
from moderation.services.advice_ends import take_advice_back
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from repository.errors import WrongState

_TYPED = "advice-typed"
"""Where the session keeps what was typed into a form that was refused."""


@require_POST
@login_required
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask somebody by mail; what was typed stays where it is refused."""
    dataset_to_review(request, key)
    form = AdviceForm(request.POST)
    if not form.is_valid():
        return _refused(request, key, _("Give a mail address, a question, and from 1 to 60 days."))
    try:
        advice = ask_advice(dataset_key=key, actor=reader_of(request), **form.cleaned_data)
    except WrongState as problem:
        return _refused(request, key, problem.sentence)
    messages.success(request, _("%(name)s is asked by mail.") % {"name": advice.adviser_name})
    return _back(key)


@require_POST
@login_required
def end(request: HttpRequest, key: UUID, advice: UUID) -> HttpResponse:
    """Take a request back."""
    dataset_to_review(request, key)
    try:
        take_advice_back(dataset_key=key, advice_key=advice, actor=reader_of(request))
    except Advice.DoesNotExist as missing:
        raise Http404 from missing
    return _back(key)


def advice_part(request: HttpRequest, page: ReviewPage) -> str | None:
    """Who was asked, what they think, and the form that asks; nothing before the first review."""
    if page.review is None:
        return None
    typed = request.session.get(_TYPED, {})
    context = {
        "advice": advice_of(page.review),
        "dataset": page.dataset,
        "can_ask": page.waits,
        "advisers": advisers_known(page.dataset) if page.waits else (),
        "days": DAYS,
        "typed": typed if typed.get("key") == str(page.dataset.key) else {},
    }
    if context["typed"]:
        del request.session[_TYPED]
    return render_to_string("moderation/_part_advice.html", context, request=request)


def _refused(request: HttpRequest, key: UUID, sentence: str) -> HttpResponse:
    fields = {name: request.POST.get(name, "")[:5000] for name in ("email", "name", "question", "days")}
    request.session[_TYPED] = {"key": str(key), **fields}
    messages.error(request, sentence)
    return _back(key)


def _back(key: UUID) -> HttpResponse:
    return redirect(f"{reverse('moderation-review', args=[key])}#advice")
