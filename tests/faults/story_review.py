"""What a moderator says in the drill before deciding."""

from moderation.services.suggestions import suggest_wording
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def suggest() -> None:
    """A moderator suggests another title."""
    suggest_wording(dataset_key=_first().key, actor=_who("mona"), pointer="/title/en", text="Oxygen of the shelf")
