"""One row for each address of a conversation: who writes in it, reads it, follows it, and fetches its files."""

from typing import Final

from tests.permissions.rules import Row, always, comments, of_readers, review_room, reviews

_SPOKEN_OF: Final = ("submitted", "changes_requested")
"""The states in which the scene has a conversation; a file came with it."""


def talks(actor: str, state: str) -> int:
    """Who may read a dataset reads what is said about it, but for those who were asked to read only."""
    return 403 if actor == "reader" else of_readers()(actor, state)


def attached(actor: str, state: str) -> int:
    """A file is for whoever reads the remark that it came with."""
    status = talks(actor, state)
    return 404 if status == 200 and state not in _SPOKEN_OF else status


TALK: Final[dict[str, Row]] = {
    "moderation-comment": Row(always(405), comments, of_dataset=True),
    "moderation-settle": Row(always(405), reviews(), of_dataset=True),
    "moderation-live": Row(talks, of_dataset=True),
    "moderation-live-notes": Row(review_room, of_dataset=True),
    "moderation-attachment": Row(attached, of_dataset=True),
}
