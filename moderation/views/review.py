"""The review of one dataset: its record with findings and threads, the page as readers will see it, the decision."""

import re
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation.forms import DecisionForm
from moderation.models import Outcome
from moderation.queries.disciplines import target_days_of
from moderation.queries.history import history_of
from moderation.queries.mentions import names_to_call
from moderation.queries.review import ReviewPage, review_page
from moderation.services.decisions import decide
from moderation.services.reviews import note_reading
from moderation.views.checklists import keep_answers, reason_key
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from moderation.views.parts import parts_of
from repository.errors import Malformed, RepositoryError, StaleRecord, WrongState
from repository.models import Dataset, RecordVersion
from repository.queries.landing import draft_landing


@require_safe
@login_required
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """The record field by field, the decision beside it; that it was read is noted."""
    dataset = dataset_to_review(request, key)
    page = _page_of(request, dataset)
    if page.review is not None:
        note_reading(review=page.review, person=reader_of(request), version=page.version)
    context = _context(request, page) | {"reason": request.session.pop(reason_key(key), "")}
    return render(request, "moderation/review.html", context)


@require_safe
@login_required
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The landing page as the submitted version would make it."""
    dataset = dataset_to_review(request, key)
    page = _page_of(request, dataset)
    asked = request.GET.get("files", "")
    landing = draft_landing(
        dataset,
        version=page.version,
        files_page=int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else 1,
        file_address=lambda number: reverse("moderation-file", args=[key, number]),
    )
    return render(request, "moderation/preview.html", {**_context(request, page), "page": landing})


@require_http_methods(["GET", "POST"])
@login_required
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide; where something came first, the page again with what happened and the words kept.

    Reloading that page, or changing its language, asks for this address again: it leads back to the review.
    """
    dataset = dataset_to_review(request, key)
    if request.method == "GET":
        return redirect("moderation-review", key)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Malformed(_("This is not a decision."))
    said = form.cleaned_data
    with suppress(WrongState):  # a review that is closed by now: the decision itself says what came first
        keep_answers(request, key, said["version"])
    try:
        decide(dataset_key=key, actor=reader_of(request), **said)
    except (StaleRecord, WrongState) as problem:
        return _again(request, dataset, said, problem)
    messages.success(request, _words_of(said["outcome"]))
    return redirect("moderation-review", key)


def _page_of(request: HttpRequest, dataset: Dataset, compared_with: RecordVersion | None = None) -> ReviewPage:
    page = review_page(dataset, reader=reader_of(request), compared_with=compared_with)
    if page is None:
        raise WrongState(_("This dataset was never submitted."))
    return page


def _again(request: HttpRequest, dataset: Dataset, said: dict[str, str], problem: RepositoryError) -> HttpResponse:
    """The page after a decision that was not taken: 422 for a missing reason, 409 for what happened meanwhile."""
    dataset = get_object_or_404(Dataset.objects.select_related("submitted_version__author", "deposit"), pk=dataset.pk)
    read = None
    if isinstance(problem, StaleRecord):
        read = RecordVersion.objects.filter(dataset=dataset, number=said["version"], sha256=said["sha256"]).first()
    context = _context(request, _page_of(request, dataset, read))
    context |= {"problem": problem, "reason": said["reason"], "reason_missing": problem.code == "reason-missing"}
    return render(request, "moderation/review.html", context, status=422 if problem.code == "reason-missing" else 409)


def _context(request: HttpRequest, page: ReviewPage) -> dict[str, object]:
    return {
        "review": page,
        "dataset": page.dataset,
        "history": history_of(page.dataset),
        "target": target_days_of(page.dataset),
        "parts": parts_of(request, page),
        "people": names_to_call(page.review, reader_of(request)),
    }


def _words_of(outcome: str) -> str:
    return {
        Outcome.ACCEPTED: _("Accepted. The dataset is on its way to the public."),
        Outcome.CHANGES_REQUESTED: _("The depositor is asked for changes."),
        Outcome.REJECTED: _("Rejected. The depositor is told why."),
    }[Outcome(outcome)]
