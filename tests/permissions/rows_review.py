"""The rows of the moderators at work: assignment, advice, second opinions, councils."""

from typing import Final

from tests.permissions.rules import LET_IN, PUBLIC, Row, always, named, reviews, signed_in


def in_council(actor: str, state: str) -> int:
    """A word of a council about what is public: of moderators (and advisers), of no one's draft."""
    if actor == "anonymous":
        return 302
    if state not in PUBLIC:
        return 404
    return LET_IN if actor in ("moderator", "other_moderator") else 403


_MODERATORS: Final = named("moderator", "other_moderator")

AT_WORK: Final[dict[str, Row]] = {
    "moderation-queue-export": Row(_MODERATORS),
    "moderation-together": Row(always(405), named("moderator", "other_moderator", status=LET_IN)),
    "moderation-council": Row(_MODERATORS),
    "moderation-council-vote": Row(always(405), in_council, of_dataset=True),
    **{
        f"moderation-{name}": Row(always(405), reviews(), of_dataset=True)
        for name in ("assign", "advice", "advice-end", "propose")
    },
    # who is asked for advice: nobody of the cast is; tests/moderation/test_advising.py
    "advice-asked": Row(signed_in()),
    "advice-open": Row(always(404)),
    "advice": Row(signed_in(404), signed_in(404)),
    "advice-file": Row(signed_in(404)),
    "advice-attachment": Row(signed_in(404)),
}
