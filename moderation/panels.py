"""The moderators' part of pages that other rooms compose; named by ``config/panels.py``."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from moderation.models import Decision, Review
from moderation.queries.findings import findings_told
from moderation.queries.mentions import names_to_call
from moderation.queries.people import may_remark
from moderation.queries.review import latest_review
from moderation.queries.standing import standing_of
from moderation.queries.threads import threads_of
from repository.access import Action, can
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.panels import FieldOfDataset


def standing(request: HttpRequest, dataset: Dataset) -> str | None:
    """Where a submitted dataset stands, whose turn it is and every way out, for who may read it."""
    reader = request.user if isinstance(request.user, Person) else None
    if dataset.submitted_version_id is None or not can(reader, Action.READ, dataset):
        return None
    context = {"standing": standing_of(dataset, latest_review(dataset)), "id": f"stands-{dataset.suffix}"}
    return render_to_string("moderation/_panel_standing.html", context, request=request)


def thread(request: HttpRequest, dataset: Dataset) -> str | None:
    """The conversation about a dataset with its answer boxes, for its depositors; None before it was submitted.

    It is followed from the submission on, while the checks are still running: the first remark appears by itself too.
    """
    reader = request.user if isinstance(request.user, Person) else None
    review = latest_review(dataset)
    is_submitted = dataset.state == DatasetState.SUBMITTED
    if (review is None and not is_submitted) or not can(reader, Action.COMMENT, dataset):
        return None
    back = urlencode({"next": request.get_full_path()})
    decision = Decision.objects.filter(review=review).select_related("actor").order_by("-pk").first()
    context = {
        "threads": threads_of(review, with_private=False),
        "decision": decision,
        "is_current": decision is not None
        and review is not None
        and decision.record_version_id == review.record_version_id,
        "can_reply": review is not None and review.is_open and may_remark(reader, dataset),
        "is_followed": is_submitted or (review is not None and review.is_open),
        "earlier": _earlier(review, decision) if review else [],
        "comment_url": f"{reverse('moderation-comment', args=[dataset.key])}?{back}&",
        "live_url": f"{reverse('moderation-live', args=[dataset.key])}?{back}",
        "people": names_to_call(review, reader),
        "dataset": dataset,
    }
    return render_to_string("moderation/_panel_thread.html", context, request=request)


def findings(request: HttpRequest, dataset: Dataset) -> str | None:
    """What the automatic checks told the moderators of the version submitted, for its depositors."""
    reader = request.user if isinstance(request.user, Person) else None
    review = latest_review(dataset)
    if review is None or not review.is_open or not can(reader, Action.COMMENT, dataset):
        return None
    told = findings_told(review, review.record_version)
    if not told:
        return None
    context = {"findings": told, "dataset": dataset}
    return render_to_string("moderation/_panel_findings.html", context, request=request)


def open_remarks(request: HttpRequest, subject: FieldOfDataset) -> str | None:
    """What the moderators ask about one field, to be read beside it, with the way to the answer box."""
    reader = request.user if isinstance(request.user, Person) else None
    review = latest_review(subject.dataset)
    if review is None or not review.is_open or not can(reader, Action.COMMENT, subject.dataset):
        return None
    threads = [each for each in threads_of(review, with_private=False) if each.waits and each.field == subject.field]
    if not threads:
        return None
    context = {"threads": threads, "deposit_id": subject.dataset.deposit_id}
    return render_to_string("moderation/_panel_field.html", context, request=request)


def _earlier(review: Review, shown: Decision | None) -> list[dict[str, Any]]:
    """What was said in the reviews before, and the decisions of this one's earlier rounds."""
    passed = list(Review.objects.filter(dataset=review.dataset_id, pk__lt=review.pk).order_by("pk"))
    decisions = Decision.objects.filter(review__in=[*passed, review]).exclude(reason="").select_related("actor")
    said: dict[int, list[Decision]] = {}
    for decision in decisions.order_by("pk"):
        if shown is None or decision.pk != shown.pk:
            said.setdefault(decision.review_id, []).append(decision)
    parts = [(past.pk, threads_of(past, with_private=False)) for past in passed] + [(review.pk, ())]
    return [{"threads": threads, "decisions": said.get(pk, [])} for pk, threads in parts if threads or pk in said]
