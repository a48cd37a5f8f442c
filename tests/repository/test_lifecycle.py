"""States and moves of a dataset."""

import pytest

from repository.lifecycle import (
    MOVES,
    DatasetState,
    MoveRefused,
    Standing,
    check_move,
    check_standing,
    is_editable,
)

S = DatasetState


@pytest.mark.parametrize("state", list(S))
def test_every_state_says_how_it_is_left(state: S) -> None:
    assert state in MOVES


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (S.DRAFT, S.SUBMITTED),
        (S.SUBMITTED, S.DRAFT),
        (S.SUBMITTED, S.CHANGES_REQUESTED),
        (S.SUBMITTED, S.ACCEPTED),
        (S.SUBMITTED, S.REJECTED),
        (S.CHANGES_REQUESTED, S.SUBMITTED),
        (S.ACCEPTED, S.PUBLISHED),
    ],
)
def test_a_new_dataset_walks_the_road(now: S, wanted: S) -> None:
    check_move(now, wanted)


@pytest.mark.parametrize("now", [S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED])
def test_a_dataset_never_public_cannot_become_public_without_acceptance(now: S) -> None:
    with pytest.raises(MoveRefused):
        check_move(now, S.PUBLISHED)


@pytest.mark.parametrize("now", [S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED])
def test_a_correction_can_be_given_up(now: S) -> None:
    check_move(now, S.PUBLISHED, standing=Standing.PUBLIC)


def test_a_public_dataset_is_never_rejected() -> None:
    with pytest.raises(MoveRefused):
        check_move(S.SUBMITTED, S.REJECTED, standing=Standing.PUBLIC)


@pytest.mark.parametrize("now", list(S))
@pytest.mark.parametrize("wanted", list(S))
def test_nothing_moves_after_withdrawal(now: S, wanted: S) -> None:
    with pytest.raises(MoveRefused):
        check_move(now, wanted, standing=Standing.WITHDRAWN)


@pytest.mark.parametrize("wanted", list(S))
def test_a_rejection_is_final(wanted: S) -> None:
    with pytest.raises(MoveRefused):
        check_move(S.REJECTED, wanted)


def test_a_withdrawal_is_final_and_only_of_what_is_public() -> None:
    check_standing(Standing.PUBLIC, Standing.WITHDRAWN)
    for now, wanted in ((Standing.WITHDRAWN, Standing.PUBLIC), (Standing.UNPUBLISHED, Standing.WITHDRAWN)):
        with pytest.raises(MoveRefused):
            check_standing(now, wanted)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("standing", list(Standing))
def test_only_drafts_and_returned_datasets_can_be_edited(state: S, standing: Standing) -> None:
    expected = state in {S.DRAFT, S.CHANGES_REQUESTED} and standing is not Standing.WITHDRAWN
    assert is_editable(state, standing) is expected
