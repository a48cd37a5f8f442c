"""The states of a review as people speak of them: who has the ball in each, and every way out. Pure.

They are told from the dataset's two axes (``repository/lifecycle.py``) and from what moderators did; nothing stores
them, so they cannot contradict what is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from repository.lifecycle import DatasetState, Standing


class ReviewState(StrEnum):
    """Where a dataset stands between its depositor and its moderators."""

    DRAFT = "draft"
    """Being written; never submitted yet."""
    SUBMITTED = "submitted"
    """Handed in; no moderator has looked at it."""
    UNDER_REVIEW = "under_review"
    """A moderator took it, or has read this version."""
    ADVICE_REQUESTED = "advice_requested"
    """Under review, and somebody outside the room is asked what they think."""
    CHANGES_REQUESTED = "changes_requested"
    """The depositor is asked for something."""
    ACCEPTED = "accepted"
    """On the way to the public."""
    REJECTED = "rejected"
    """Not for this repository. Final."""
    WITHDRAWN = "withdrawn"
    """Taken back by its depositor before a decision; or public once, and now a tombstone."""
    PUBLISHED = "published"
    """Public, with nothing in hand but perhaps a correction that is being written."""


class Side(StrEnum):
    """Who acts."""

    DEPOSITOR = "depositor"
    MODERATORS = "moderators"
    ADVISER = "adviser"
    REPOSITORY = "repository"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a state: its name, where it leads, and who takes it."""

    name: str
    to: ReviewState
    by: Side


_S = ReviewState
_ASK = Exit("ask-changes", _S.CHANGES_REQUESTED, Side.MODERATORS)
_ACCEPT = Exit("accept", _S.ACCEPTED, Side.MODERATORS)
_REJECT = Exit("reject", _S.REJECTED, Side.MODERATORS)
_REFUSE = Exit("refuse-correction", _S.PUBLISHED, Side.MODERATORS)
_TAKE_BACK = Exit("take-back", _S.WITHDRAWN, Side.DEPOSITOR)
_STOP_CORRECTION = Exit("take-correction-back", _S.PUBLISHED, Side.DEPOSITOR)
_GIVE_UP = Exit("give-up", _S.PUBLISHED, Side.DEPOSITOR)
_SUBMIT_AGAIN = Exit("submit-again", _S.SUBMITTED, Side.DEPOSITOR)

EXITS: Final[Mapping[ReviewState, tuple[Exit, ...]]] = {
    _S.DRAFT: (Exit("submit", _S.SUBMITTED, Side.DEPOSITOR),),
    _S.SUBMITTED: (Exit("take-up", _S.UNDER_REVIEW, Side.MODERATORS), _ASK, _ACCEPT, _REJECT, _TAKE_BACK),
    _S.UNDER_REVIEW: (*(_ASK, Exit("ask-advice", _S.ADVICE_REQUESTED, Side.MODERATORS), _ACCEPT, _REJECT, _TAKE_BACK),),
    _S.ADVICE_REQUESTED: (
        Exit("answer-advice", _S.UNDER_REVIEW, Side.ADVISER),
        Exit("end-advice", _S.UNDER_REVIEW, Side.MODERATORS),
        *(_ASK, _ACCEPT, _REJECT, _TAKE_BACK),
    ),
    _S.CHANGES_REQUESTED: (_SUBMIT_AGAIN,),
    _S.ACCEPTED: (Exit("publish", _S.PUBLISHED, Side.REPOSITORY),),
    _S.REJECTED: (),
    _S.WITHDRAWN: (_SUBMIT_AGAIN,),
    _S.PUBLISHED: (
        Exit("correct", _S.SUBMITTED, Side.DEPOSITOR),
        Exit("withdraw", _S.WITHDRAWN, Side.MODERATORS),
    ),
}
"""Every way out of every state, for a dataset that is not public yet."""

_OF_A_CORRECTION: Final = {_REJECT: _REFUSE, _TAKE_BACK: _STOP_CORRECTION}

BALL: Final[Mapping[ReviewState, Side]] = {
    _S.DRAFT: Side.DEPOSITOR,
    _S.SUBMITTED: Side.MODERATORS,
    _S.UNDER_REVIEW: Side.MODERATORS,
    _S.ADVICE_REQUESTED: Side.ADVISER,
    _S.CHANGES_REQUESTED: Side.DEPOSITOR,
    _S.ACCEPTED: Side.REPOSITORY,
    _S.REJECTED: Side.NOBODY,
    _S.WITHDRAWN: Side.DEPOSITOR,
    _S.PUBLISHED: Side.NOBODY,
}
"""Whose turn it is."""


def review_state(
    state: str, *, standing: str, was_submitted: bool, is_taken_up: bool, waits_for_advice: bool
) -> ReviewState:
    """Where a dataset stands.

    >>> review_state("submitted", standing="unpublished", was_submitted=True, is_taken_up=True, waits_for_advice=False)
    <ReviewState.UNDER_REVIEW: 'under_review'>
    """
    if Standing(standing) is Standing.WITHDRAWN:
        return ReviewState.WITHDRAWN
    match DatasetState(state):
        case DatasetState.DRAFT if Standing(standing) is Standing.PUBLIC:
            return ReviewState.PUBLISHED
        case DatasetState.DRAFT:
            return ReviewState.WITHDRAWN if was_submitted else ReviewState.DRAFT
        case DatasetState.SUBMITTED if waits_for_advice:
            return ReviewState.ADVICE_REQUESTED
        case DatasetState.SUBMITTED:
            return ReviewState.UNDER_REVIEW if is_taken_up else ReviewState.SUBMITTED
        case other:
            return ReviewState(other.value)


def exits_of(state: ReviewState, *, standing: str) -> tuple[Exit, ...]:
    """The ways out of a state: those of a correction leave what is public as it is; a tombstone has none."""
    stands = Standing(standing)
    if stands is Standing.WITHDRAWN:
        return ()
    if stands is not Standing.PUBLIC:
        return EXITS[state]
    ways = tuple(_OF_A_CORRECTION.get(way, way) for way in EXITS[state])
    return (*ways, _GIVE_UP) if state is ReviewState.CHANGES_REQUESTED else ways


def ball_of(state: ReviewState, *, standing: str) -> Side:
    """Whose turn it is: of a tombstone nobody's."""
    return Side.NOBODY if Standing(standing) is Standing.WITHDRAWN else BALL[state]
