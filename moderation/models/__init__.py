"""What the moderators write and decide."""

from moderation.models.advice import AcceptanceProposal, Advice, View
from moderation.models.comment import Comment
from moderation.models.council import CouncilVote, Worth
from moderation.models.decision import Decision, Outcome
from moderation.models.queue import QueueEntry
from moderation.models.review import Reading, Review, ReviewFinding

__all__ = [
    "AcceptanceProposal",
    "Advice",
    "Comment",
    "CouncilVote",
    "Decision",
    "Outcome",
    "QueueEntry",
    "Reading",
    "Review",
    "ReviewFinding",
    "View",
    "Worth",
]
