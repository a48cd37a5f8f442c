"""What the automatic checks found, for who is no moderator: all but what tells of other depositors' work."""

from typing import Final

from moderation.models import Review, ReviewFinding
from moderation.sentences import INTERNAL
from repository.models import RecordVersion

MOST: Final = 100
"""So many are shown, the gravest first."""

_GRAVITY: Final = {"error": 0, "warning": 1, "info": 2}


def findings_told(review: Review, version: RecordVersion) -> tuple[ReviewFinding, ...]:
    """The findings about a version that its depositors may read, and who is asked for advice."""
    rows = ReviewFinding.objects.filter(review=review, record_version=version)
    told = sorted(rows.exclude(code__in=INTERNAL), key=lambda each: (_GRAVITY.get(each.severity, 3), each.position))
    return tuple(told[:MOST])
