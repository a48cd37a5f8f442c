"""What the moderators write and decide."""

from moderation.models.comment import Comment
from moderation.models.decision import Decision, Outcome
from moderation.models.review import Reading, Review, ReviewFinding

__all__ = ["Comment", "Decision", "Outcome", "Reading", "Review", "ReviewFinding"]
