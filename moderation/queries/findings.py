"""What the automatic checks found, for who is no moderator: all but what tells of other depositors' work."""

from typing import Final

from moderation.models import Review, ReviewFinding
from moderation.sentences import INTERNAL

MOST: Final = 100
"""So many are shown, the gravest first."""

_GRAVITY: Final = {"error": 0, "warning": 1, "info": 2}


def findings_told(review: Review) -> tuple[ReviewFinding, ...]:
    """The findings about the version in hand that its depositors may read, and whoever they invite."""
    rows = ReviewFinding.objects.filter(review=review, record_version=review.record_version_id)
    told = sorted(rows.exclude(code__in=INTERNAL), key=lambda each: (_GRAVITY.get(each.severity, 3), each.position))
    return tuple(told[:MOST])
