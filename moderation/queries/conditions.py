"""What must hold before a decision is taken, beside state, version and reason: each condition is asked in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from moderation.models import Outcome, Review
from repository.models import Person


@dataclass(frozen=True, slots=True)
class Unmet:
    """What is missing: a stable error code of `docs/moderation.md`, and a sentence in the language of the reader."""

    code: str
    sentence: str


Condition = Callable[[Review, Person, Outcome], Unmet | None]
CONDITIONS: Final[tuple[Condition, ...]] = ()


def unmet_condition(review: Review, *, actor: Person, outcome: Outcome) -> Unmet | None:
    """The first condition that does not hold, or None. Called under the lock of the dataset's row."""
    return next((found for ask in CONDITIONS if (found := ask(review, actor, outcome))), None)
