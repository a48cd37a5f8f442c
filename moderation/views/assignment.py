"""Taking, giving and releasing deposits: one on its page, many from the queue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from moderation.forms import AssignmentForm, safe_next
from moderation.queries.people import colleagues_of
from moderation.services.assignment import Done, act_on_many, assign_review, raise_in_queue
from moderation.views.entrance import dataset_to_review, login_required, moderator_of, reader_of
from repository.errors import Malformed, WrongState
from repository.models import Person


@require_POST
@login_required
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """One dataset: take it, give it to a colleague, release it, put it before others."""
    dataset_to_review(request, key)
    reader, form = reader_of(request), _said(request)
    act = form.cleaned_data["act"]
    try:
        if act in ("raise", "lower"):
            raise_in_queue(dataset_key=key, actor=reader, raised=act == "raise")
        else:
            assign_review(dataset_key=key, actor=reader, assignee=_assignee(reader, form))
    except WrongState as problem:
        messages.error(request, problem.sentence)
    return redirect(f"{reverse('moderation-review', args=[key])}#stands-title")


@require_POST
@login_required
def together(request: HttpRequest) -> HttpResponse:
    """The chosen rows of the queue: the same for each, told in one sentence what became of them."""
    reader = moderator_of(request)
    form = _said(request)
    act, keys = form.cleaned_data["act"], form.keys(request.POST.getlist("key"))
    if not keys:
        messages.warning(request, _("Choose one dataset at least."))
    elif act in ("raise", "lower"):
        _tell(request, act_on_many(keys=keys, actor=reader, raised=act == "raise"))
    else:
        _tell(request, act_on_many(keys=keys, actor=reader, assignee=_assignee(reader, form)))
    return HttpResponseRedirect(safe_next(request, form.cleaned_data["next"], reverse("moderation-queue")))


def _said(request: HttpRequest) -> AssignmentForm:
    form = AssignmentForm(request.POST)
    if not form.is_valid():
        raise Malformed(_("This is no assignment."))
    return form


def _assignee(reader: Person, form: AssignmentForm) -> Person | None:
    """Whom the form names; somebody who is no colleague is refused like nobody at all."""
    act = form.cleaned_data["act"]
    if act == "take":
        return reader
    if act == "release":
        return None
    found = colleagues_of(reader).filter(pk=form.cleaned_data["assignee"] or 0).first()
    if found is None:
        raise Malformed(_("This is no assignment."))
    return found


def _tell(request: HttpRequest, done: Done) -> None:
    if done.count:
        words = ngettext("%(count)d dataset changed.", "%(count)d datasets changed.", done.count)
        messages.success(request, words % {"count": done.count})
    for reason in done.reasons:
        messages.error(request, reason)
