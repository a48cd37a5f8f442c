"""States of a dataset and the moves allowed between them. Pure: no Django, no database.

Two axes: ``DatasetState`` is the work in hand on the draft, ``Standing`` is what the public sees. A published
dataset whose description is being corrected is ``draft`` (or ``submitted`` ...) with standing ``public``.
"""

from enum import StrEnum


class DatasetState(StrEnum):
    """The work in hand on a dataset."""

    DRAFT = "draft"
    """Being written by its depositors. Leaves by submission."""
    SUBMITTED = "submitted"
    """In the moderators' hands. Leaves by a decision, or back to draft when the depositor takes it back."""
    CHANGES_REQUESTED = "changes_requested"
    """The moderators asked for a change. Leaves by resubmission."""
    ACCEPTED = "accepted"
    """On the road to publication; nobody can change it. Leaves when it is public."""
    REJECTED = "rejected"
    """Not for this repository. Final: the depositor may copy it into a new deposit."""
    PUBLISHED = "published"
    """Nothing in hand: the public record is the last word. Leaves when a correction is begun."""


class Standing(StrEnum):
    """What the public sees of a dataset."""

    UNPUBLISHED = "unpublished"
    """Nothing. Leaves by publication."""
    PUBLIC = "public"
    """Landing page, files by access policy, harvesters. Leaves by withdrawal only."""
    WITHDRAWN = "withdrawn"
    """Tombstone page and a persistent deleted record. Final."""


MOVES: dict[DatasetState, frozenset[DatasetState]] = {
    DatasetState.DRAFT: frozenset({DatasetState.SUBMITTED, DatasetState.PUBLISHED}),
    DatasetState.SUBMITTED: frozenset(
        {
            DatasetState.DRAFT,
            DatasetState.CHANGES_REQUESTED,
            DatasetState.ACCEPTED,
            DatasetState.REJECTED,
            DatasetState.PUBLISHED,
        }
    ),
    DatasetState.CHANGES_REQUESTED: frozenset({DatasetState.SUBMITTED, DatasetState.PUBLISHED}),
    DatasetState.ACCEPTED: frozenset({DatasetState.PUBLISHED}),
    DatasetState.REJECTED: frozenset(),
    DatasetState.PUBLISHED: frozenset({DatasetState.DRAFT}),
}

STANDING_MOVES: dict[Standing, frozenset[Standing]] = {
    Standing.UNPUBLISHED: frozenset({Standing.PUBLIC}),
    Standing.PUBLIC: frozenset({Standing.WITHDRAWN}),
    Standing.WITHDRAWN: frozenset(),
}

EDITABLE = frozenset({DatasetState.DRAFT, DatasetState.CHANGES_REQUESTED})


class MoveRefused(ValueError):
    """The move is not in the table."""


def check_move(current: str, wanted: DatasetState, *, standing: str = Standing.UNPUBLISHED) -> None:
    """Refuse a move that the table does not hold.

    ``published`` is reached from ``draft``, ``submitted`` or ``changes_requested`` only by giving up a correction,
    so only with standing ``public``; ``rejected`` only by a dataset that was never public; after withdrawal nothing
    moves.
    """
    now, stands = DatasetState(current), Standing(standing)
    gives_up = wanted is DatasetState.PUBLISHED and now is not DatasetState.ACCEPTED
    allowed = (
        wanted in MOVES[now]
        and stands is not Standing.WITHDRAWN
        and (not gives_up or stands is Standing.PUBLIC)
        and (wanted is not DatasetState.REJECTED or stands is Standing.UNPUBLISHED)
    )
    if not allowed:
        raise MoveRefused(f"{now.value} ({stands.value}) -> {wanted.value}")


def check_take_back(current: str, *, standing: str) -> None:
    """Refuse to take back what the moderators do not have: a public dataset is opened by a correction."""
    check_move(current, DatasetState.DRAFT, standing=standing)
    if DatasetState(current) is not DatasetState.SUBMITTED:
        raise MoveRefused(f"{current} is not submitted")


def check_give_up(current: str, *, standing: str) -> None:
    """Refuse to give up what is no correction in the author's or the moderators' hands: accepted is on its way."""
    check_move(current, DatasetState.PUBLISHED, standing=standing)
    if DatasetState(current) is DatasetState.ACCEPTED:
        raise MoveRefused(f"{current} is on its way to the public")


def check_standing(current: str, wanted: Standing) -> None:
    """Refuse a change of standing that the table does not hold."""
    if wanted not in STANDING_MOVES[Standing(current)]:
        raise MoveRefused(f"{current} -> {wanted.value}")


def is_editable(state: str, standing: str) -> bool:
    """Whether depositors may change the draft now."""
    return DatasetState(state) in EDITABLE and Standing(standing) is not Standing.WITHDRAWN


def check_reseal(current: str, *, standing: str) -> None:
    """Refuse to seal a new record without a decision, as for a new DOI, unless the dataset is public and at rest."""
    if DatasetState(current) is not DatasetState.PUBLISHED or Standing(standing) is not Standing.PUBLIC:
        raise MoveRefused(f"{current} ({standing}) is not at rest")
