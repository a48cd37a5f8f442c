"""What must hold before a decision is taken, beside state, version and reason: each condition is asked in turn."""

from collections.abc import Callable
from typing import Final

from moderation.models import Outcome, Review
from moderation.queries.checklists import checklist_is_answered
from moderation.queries.conditions_opinions import opinions_are_in, right_discipline
from moderation.queries.second_pair import confirmed_by_another
from moderation.queries.unmet import Unmet
from repository.models import Person

__all__ = ["CONDITIONS", "Condition", "Unmet", "unmet_condition"]

Condition = Callable[[Review, Person, Outcome], Unmet | None]
CONDITIONS: Final[tuple[Condition, ...]] = (
    right_discipline,
    opinions_are_in,
    checklist_is_answered,
    confirmed_by_another,
)


def unmet_condition(review: Review, *, actor: Person, outcome: Outcome) -> Unmet | None:
    """The first condition that does not hold, or None. Called under the lock of the dataset's row."""
    return next((found for ask in CONDITIONS if (found := ask(review, actor, outcome))), None)
