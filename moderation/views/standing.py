"""Where a dataset stands and who accompanies it, beside its record."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from moderation.queries.people import moderators_of
from moderation.queries.review import ReviewPage, latest_review
from moderation.queries.standing import standing_of


def standing_part(request: HttpRequest, page: ReviewPage) -> str:
    """The state with every way out explained, the assignee, and the forms that change it."""
    review = page.review or latest_review(page.dataset)
    entry = getattr(page.dataset, "queue_entry", None)
    context = {
        "standing": standing_of(page.dataset, review),
        "id": "stands",
        "review": review,
        "dataset": page.dataset,
        "is_raised": bool(entry and entry.is_raised),
        "is_mine": review is not None and review.assignee_id == getattr(request.user, "pk", 0),
        "moderators": moderators_of(page.dataset) if review is not None and review.is_open else (),
    }
    return render_to_string("moderation/_part_standing.html", context, request=request)
