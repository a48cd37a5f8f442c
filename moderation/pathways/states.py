"""The states of a handover and the moves between them. A message that comes twice or late moves nothing back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class HandoverState(StrEnum):
    """Where a handover stands."""

    BLOCKED = "blocked"
    """The licence or the depositor forbids it, perhaps since a correction; looked at again with every publication."""
    WAITING = "waiting"
    """Until an embargo ends."""
    PUSHING = "pushing"
    """On its way into the centre's store."""
    FAILED = "failed"
    """The centre's store did not take it; a person has it tried again."""
    OFFERED = "offered"
    """The centre was told, and can fetch it."""
    ACKNOWLEDGED = "acknowledged"
    """The centre has it."""
    INTEGRATED = "integrated"
    """Part of the centre's holdings, under an identifier of its own."""
    DECLINED = "declined"
    """The centre does not want it."""
    CLOSED = "closed"
    """The dataset was withdrawn: the access is shut."""


_S = HandoverState
MOVES: Final[Mapping[HandoverState, frozenset[HandoverState]]] = {
    _S.BLOCKED: frozenset({_S.WAITING, _S.PUSHING, _S.OFFERED, _S.CLOSED}),
    _S.WAITING: frozenset({_S.BLOCKED, _S.PUSHING, _S.OFFERED, _S.CLOSED}),
    _S.PUSHING: frozenset({_S.FAILED, _S.OFFERED, _S.CLOSED}),
    _S.FAILED: frozenset({_S.PUSHING, _S.OFFERED, _S.CLOSED}),
    _S.OFFERED: frozenset({_S.ACKNOWLEDGED, _S.INTEGRATED, _S.DECLINED, _S.BLOCKED, _S.CLOSED}),
    _S.ACKNOWLEDGED: frozenset({_S.INTEGRATED, _S.DECLINED, _S.CLOSED}),
    _S.INTEGRATED: frozenset({_S.CLOSED}),
    _S.DECLINED: frozenset({_S.ACKNOWLEDGED, _S.INTEGRATED, _S.CLOSED}),
    _S.CLOSED: frozenset(),
}
"""A centre that declined may think again; nothing else goes back."""

BEHIND: Final[Mapping[HandoverState, frozenset[HandoverState]]] = {
    _S.ACKNOWLEDGED: frozenset({_S.ACKNOWLEDGED, _S.INTEGRATED}),
    _S.INTEGRATED: frozenset({_S.INTEGRATED}),
    _S.DECLINED: frozenset({_S.DECLINED}),
}
"""What a centre says -> the states in which that was said already: the message is taken, and changes nothing."""

ANSWERED: Final = frozenset({_S.ACKNOWLEDGED, _S.INTEGRATED, _S.DECLINED})
OPEN: Final = frozenset({_S.OFFERED, _S.ACKNOWLEDGED, _S.INTEGRATED, _S.DECLINED})
"""In which the centre's token opens something."""


def may_move(current: str, wanted: HandoverState) -> bool:
    """Whether the table has this move."""
    return wanted in MOVES[HandoverState(current)]


def is_said_already(current: str, wanted: HandoverState) -> bool:
    """Whether a message repeats what is known."""
    return HandoverState(current) in BEHIND.get(wanted, frozenset())
