"""Who reads a conversation, and the files in it."""

from typing import Final

from tests.permissions.rules import of_readers

_SPOKEN_OF: Final = ("submitted", "changes_requested")
"""The states in which the scene has a conversation; a file came with it."""


def talks(actor: str, state: str) -> int:
    """Who may read a dataset reads what is said about it, but for those who were asked to read only."""
    return 403 if actor == "reader" else of_readers()(actor, state)


def attached(actor: str, state: str) -> int:
    """A file is for whoever reads the remark that it came with."""
    status = talks(actor, state)
    return 404 if status == 200 and state not in _SPOKEN_OF else status
