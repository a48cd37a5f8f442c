"""Where a dataset stands: every state is reached, every way out is one that the lifecycle knows."""

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from moderation.queries.review import latest_review
from moderation.queries.standing import standing_of
from moderation.services.assignment import assign_review
from moderation.standing import BALL, EXITS, ReviewState, Side, ball_of, exits_of, review_state
from repository.lifecycle import MOVES, DatasetState, Standing
from repository.models import Dataset
from repository.services.submissions import take_back_dataset
from tests.factories import make_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, under_review

OF_STATE = {
    ReviewState.DRAFT: DatasetState.DRAFT,
    ReviewState.WITHDRAWN: DatasetState.DRAFT,
    ReviewState.UNDER_REVIEW: DatasetState.SUBMITTED,
    ReviewState.ADVICE_REQUESTED: DatasetState.SUBMITTED,
    **{ReviewState(state): DatasetState(state) for state in ("submitted", "changes_requested", "accepted")},
    ReviewState.REJECTED: DatasetState.REJECTED,
    ReviewState.PUBLISHED: DatasetState.PUBLISHED,
}
"""The state of the dataset below each state of the review."""


@given(
    st.sampled_from(list(DatasetState)),
    st.sampled_from(list(Standing)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_every_pair_of_states_is_told_as_one_that_has_words_for_all_its_exits(
    state: DatasetState, standing: Standing, submitted: bool, taken: bool, waits: bool
) -> None:
    told = review_state(state, standing=standing, was_submitted=submitted, is_taken_up=taken, waits_for_advice=waits)
    assert told in EXITS
    assert ball_of(told, standing=standing) in Side
    if standing is Standing.WITHDRAWN:
        assert exits_of(told, standing=standing) == ()


@pytest.mark.parametrize("state", ReviewState)
def test_every_way_out_stays_in_its_state_or_is_a_move_of_the_lifecycle(state: ReviewState) -> None:
    assert state in BALL
    for way in EXITS[state]:
        here, there = OF_STATE[state], OF_STATE[way.to]
        if state is ReviewState.PUBLISHED:
            assert way.name in ("correct", "withdraw")
        else:
            assert here == there or there in MOVES[here], way


def test_what_is_final_has_no_way_out() -> None:
    assert EXITS[ReviewState.REJECTED] == ()
    assert exits_of(ReviewState.WITHDRAWN, standing="withdrawn") == ()


@pytest.mark.django_db
def test_a_dataset_goes_through_the_states_as_people_act(cast: Cast) -> None:
    draft = make_draft(cast.alice)
    assert standing_of(draft, None).value == "draft"
    dataset = under_review(cast.alice)
    assert told(dataset) == ("submitted", "moderators")
    assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bob)
    assert told(dataset) == ("under_review", "moderators")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert told(dataset) == ("changes_requested", "depositor")
    taken = under_review(cast.alice)
    take_back_dataset(dataset_key=taken.key, actor=cast.alice)
    assert told(taken) == ("withdrawn", "depositor")
    done = under_review(cast.alice)
    answer(done, cast.bob, DatasetState.ACCEPTED)
    assert told(done) == ("accepted", "repository")
    assert told(published(done)) == ("published", "nobody")


@pytest.mark.django_db
def test_both_sides_read_whose_turn_it_is_and_how_it_goes_on(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    for person, url in ((cast.alice, f"/deposits/{dataset.deposit_id}/"), (cast.bob, f"/moderation/{dataset.key}/")):
        client.force_login(person)
        text = client.get(url).text
        assert "How it goes on from here" in text, url
        assert "The depositor takes it back" in text, url


@pytest.mark.django_db
def test_every_state_and_exit_is_said_in_french(cast: Cast, french: None) -> None:
    dataset = under_review(cast.alice)
    with translation.override("fr"):
        standing = standing_of(dataset, latest_review(dataset))
    assert standing.words == "Il a été soumis\N{NO-BREAK SPACE}; la modération ne l’a pas encore ouvert."
    assert all(way.by_words and way.sentence for way in standing.exits)


def told(dataset: Dataset) -> tuple[str, str]:
    """The state and whose turn it is."""
    dataset.refresh_from_db()
    standing = standing_of(dataset, latest_review(dataset))
    return standing.value, standing.ball
