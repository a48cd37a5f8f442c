"""Who may open what stands beside a record under review: what changed, checklists, suggested wordings."""

from typing import Final

from tests.permissions.rules import EDITABLE, LET_IN, Row, Rule, always, named, review_room, reviews, sends

_WRITERS: Final = ("moderator", "operator")
_READERS: Final = (*_WRITERS, "other_moderator")


def _of_ones_discipline(status: int = 200) -> Rule:
    """Its moderators and operators; a moderator of another discipline does not find it."""
    return lambda actor, state: 404 if actor == "other_moderator" else named(*_WRITERS, status=status)(actor, state)


def _answers(actor: str, state: str) -> int:
    """Authors answer a suggestion while they may write; a moderator takes one back."""
    return LET_IN if review_room(actor, state) == 200 else sends(*EDITABLE)(actor, state)


RECORD: Final[dict[str, Row]] = {
    "moderation-changes": Row(review_room, of_dataset=True),
    "moderation-checklists": Row(named(*_READERS)),
    "moderation-checklist-default": Row(named(*_READERS), named("operator", status=LET_IN)),
    "moderation-checklist": Row(_of_ones_discipline(), _of_ones_discipline(LET_IN)),
    "moderation-checklist-answer": Row(always(405), reviews(), of_dataset=True),
    "moderation-suggest": Row(review_room, reviews(), of_dataset=True),
    "moderation-suggestion": Row(always(405), _answers, of_dataset=True),
}
