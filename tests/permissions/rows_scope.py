"""The rows of the rules of scope, of opinions and of how disciplines review."""

from typing import Final

from tests.permissions.rules import EDITABLE, LET_IN, Row, always, named, reviews, sends

_READERS: Final = named("operator", "moderator", "other_moderator")
_OPERATORS_ACT: Final = named("operator", status=LET_IN)

SCOPE: Final[dict[str, Row]] = {
    **{f"moderation-opinion{name}": Row(always(405), reviews(), of_dataset=True) for name in ("", "-ask", "-waive")},
    "moderation-scope": Row(always(405), sends(*EDITABLE), of_dataset=True),
    "moderation-rules": Row(_READERS, _OPERATORS_ACT),
    "moderation-rule-book": Row(_READERS),
    "moderation-discipline": Row(always(405), _OPERATORS_ACT),
}
