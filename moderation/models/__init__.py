"""What the moderators write and decide."""

from moderation.models.advice import AcceptanceProposal, Advice, View
from moderation.models.comment import Comment
from moderation.models.council import CouncilVote, Worth
from moderation.models.decision import Decision, Outcome
from moderation.models.queue import QueueEntry
from moderation.models.review import Reading, Review, ReviewFinding
from moderation.models.urgency import Ending, Urgency

__all__ = [
    "AcceptanceProposal",
    "Advice",
    "Comment",
    "CouncilVote",
    "Decision",
    "Ending",
    "Outcome",
    "QueueEntry",
    "Reading",
    "Review",
    "ReviewFinding",
    "Urgency",
    "View",
    "Worth",
]
