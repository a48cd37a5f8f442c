"""The urgent lane: declared and left by authors, lowered and raised by moderators; its part of the review page."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.forms import UrgencyForm
from moderation.models import Ending
from moderation.queries.review import ReviewPage
from moderation.queries.urgency import AT_WORK, urgency_of, why_not_urgent
from moderation.services.urgency import declare_urgency, give_up_urgency, lower_urgency, raise_urgency
from moderation.views.depositor import live_links
from moderation.views.entrance import dataset_for, dataset_to_review, login_required, reader_of
from repository.access import Action
from repository.errors import WrongState
from repository.models import Dataset

_OF_THE_DAY = frozenset({"day-has-passed", "day-too-far"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, key: UUID) -> HttpResponse:
    """The form that says which journal waits, for an author."""
    dataset = _dataset_of_author(request, key)
    declared = urgency_of(dataset)
    _code, why_not = why_not_urgent(dataset, declared)
    if why_not:
        messages.info(request, why_not)
        return redirect("deposit-status", dataset.deposit_id)
    initial = {name: getattr(declared, name) for name in UrgencyForm.base_fields} if declared else None
    form = UrgencyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _declared(form, dataset, request):
        messages.success(request, _("It is in the urgent lane."))
        return redirect("deposit-status", dataset.deposit_id)
    context = {
        "form": form,
        "dataset": dataset,
        "is_live": declared is not None and declared.is_live,
        "links": live_links(dataset),
        "target": settings.URGENT_TARGET_DAYS,
    }
    return render(request, "moderation/urgency.html", context, status=422 if form.errors else 200)


def _declared(form: UrgencyForm, dataset: Dataset, request: HttpRequest) -> bool:
    """Whether it was taken; what is refused is said at its field."""
    said: dict[str, Any] = form.cleaned_data
    try:
        declare_urgency(dataset_key=dataset.key, actor=reader_of(request), **said)
    except WrongState as problem:
        form.add_error("wanted_by" if problem.code in _OF_THE_DAY else None, problem.sentence)
        return False
    return True


@require_POST
@login_required
def give_up(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave the urgent lane."""
    dataset = _dataset_of_author(request, key)
    give_up_urgency(dataset_key=key, actor=reader_of(request))
    messages.success(request, _("It is not in the urgent lane any more."))
    return redirect("deposit-status", dataset.deposit_id)


@require_POST
@login_required
def lower(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take it out of the urgent lane, with a reason that the depositor reads."""
    dataset_to_review(request, key)
    try:
        lower_urgency(dataset_key=key, actor=reader_of(request), reason=request.POST.get("why", "").replace("\x00", ""))
        messages.success(request, _("It is out of the urgent lane. The depositor is told why."))
    except WrongState as problem:
        messages.error(request, problem.sentence)
    return redirect("moderation-review", key)


@require_POST
@login_required
def raise_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put it back into the urgent lane."""
    dataset_to_review(request, key)
    try:
        raise_urgency(dataset_key=key, actor=reader_of(request))
        messages.success(request, _("It is in the urgent lane again."))
    except WrongState as problem:
        messages.error(request, problem.sentence)
    return redirect("moderation-review", key)


def part(request: HttpRequest, page: ReviewPage) -> str | None:
    """Which journal waits, on the review page; nothing where none does."""
    declared = urgency_of(page.dataset)
    if declared is None or declared.ending in (Ending.GIVEN_UP, Ending.DECIDED):
        return None
    may_move = page.dataset.state in AT_WORK
    context = {"urgency": declared, "dataset": page.dataset, "may_move": may_move}
    return render_to_string("moderation/_part_urgency.html", context, request=request)


def _dataset_of_author(request: HttpRequest, key: UUID) -> Dataset:
    """A dataset that the reader writes. Raises as ``dataset_for``."""
    found = Dataset.objects.filter(is_removed=False, deposit__isnull=False)
    return dataset_for(request, key, Action.LINK, found.select_related("deposit", "submitted_version"))
