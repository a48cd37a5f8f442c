"""What the moderators write and decide."""

from moderation.models.advice import AcceptanceProposal, Advice, View
from moderation.models.checklist import Checklist, ChecklistAnswer
from moderation.models.comment import Comment
from moderation.models.conversation import CommentFile, Mention, ReceivedMail
from moderation.models.council import CouncilVote, Worth
from moderation.models.decision import Decision, Outcome
from moderation.models.discipline import Discipline
from moderation.models.handover import CentreDelivery, DataCentre, Handover
from moderation.models.opinion import Opinion, OpinionView
from moderation.models.queue import QueueEntry
from moderation.models.review import Reading, Review, ReviewFinding
from moderation.models.routing import Routing, RuleBook, ScopeAnswer
from moderation.models.suggestion import Suggestion
from moderation.models.urgency import Ending, Urgency

__all__ = [
    "AcceptanceProposal",
    "Advice",
    "CentreDelivery",
    "Checklist",
    "ChecklistAnswer",
    "Comment",
    "CommentFile",
    "CouncilVote",
    "DataCentre",
    "Decision",
    "Discipline",
    "Ending",
    "Handover",
    "Mention",
    "Opinion",
    "OpinionView",
    "Outcome",
    "QueueEntry",
    "Reading",
    "ReceivedMail",
    "Review",
    "ReviewFinding",
    "Routing",
    "RuleBook",
    "ScopeAnswer",
    "Suggestion",
    "Urgency",
    "View",
    "Worth",
]
