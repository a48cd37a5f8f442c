"""What stands beside the record on the page of a review: each part renders itself, or is not there."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest

from moderation.queries.review import ReviewPage
from moderation.views.advice import advice_part
from moderation.views.checklists import checklist_part
from moderation.views.opinions import routing_part
from moderation.views.second_pair import second_pair_part
from moderation.views.standing import standing_part
from moderation.views.urgency import part as urgency

Part = Callable[[HttpRequest, ReviewPage], str | None]
PARTS: Final[tuple[Part, ...]] = (
    second_pair_part,
    standing_part,
    urgency,
    routing_part,
    advice_part,
    checklist_part,
)
"""In the order of the page, below the decision."""


def parts_of(request: HttpRequest, page: ReviewPage) -> tuple[str, ...]:
    """The HTML of every part that has something to show to the reader."""
    return tuple(html for part in PARTS if (html := part(request, page)))
