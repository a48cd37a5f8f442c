"""The moderators' part of pages that other rooms compose; named by ``config/panels.py``."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from moderation.models import Decision
from moderation.queries.review import latest_review
from moderation.queries.threads import threads_of
from repository.access import Action, can
from repository.models import Dataset, Person


def thread(request: HttpRequest, dataset: Dataset) -> str | None:
    """The conversation about a dataset with its answer boxes, for its depositors; None before the first review."""
    reader = request.user if isinstance(request.user, Person) else None
    review = latest_review(dataset)
    if review is None or not can(reader, Action.COMMENT, dataset):
        return None
    back = urlencode({"next": request.get_full_path()})
    decision = Decision.objects.filter(review=review).select_related("actor").order_by("-pk").first()
    context = {
        "threads": threads_of(review, with_private=False),
        "decision": decision,
        "is_current": decision is not None and decision.record_version_id == review.record_version_id,
        "can_reply": review.is_open,
        "comment_url": f"{reverse('moderation-comment', args=[dataset.key])}?{back}&",
        "dataset": dataset,
    }
    return render_to_string("moderation/_panel_thread.html", context, request=request)
