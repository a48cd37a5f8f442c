"""What cannot be suggested: by whom, where, and values that the record could not hold."""

import pytest

from moderation.models import Suggestion
from moderation.services.suggestions import accept_suggestion, suggest_wording
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return under_review(cast.alice)


@pytest.mark.parametrize("name", ["alice", "carl", "dora", "olga"])
def test_only_a_moderator_of_the_dataset_suggests(cast: Cast, dataset: Dataset, name: str) -> None:
    with pytest.raises(NotAllowed):
        suggest_wording(dataset_key=dataset.key, actor=getattr(cast, name), pointer="/title/en", text="Mine")
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("pointer", "text", "code"),
    [
        ("/title/en", "  ", "suggestion-empty"),
        ("/title/en", " Dissolved oxygen in the Gulf of Lion, 2019-2026 ", "suggestion-same"),
        ("/title/en", "x" * 20_001, "suggestion-too-long"),
        ("/publication/doi", "10.5072/1", "no-such-place"),
        ("/schema_version", "2", "no-such-place"),
        ("/creators/7/family", "Nobody", "no-such-place"),
        ("/title", "A title", "no-such-place"),
        ("/title/en/deeper", "A title", "no-such-place"),
        ("title/en", "A title", "no-such-place"),
        ("", "A title", "no-such-place"),
        ("/", "A title", "no-such-place"),
        ("/place/boxes/0/north", "143", "suggestion-wrong"),
        ("/place/boxes/0/north", "nan", "suggestion-wrong"),
        ("/creators/0/orcid", "0000-0002-1825-0098", "suggestion-wrong"),
        ("/licence/spdx", "Mine alone", "suggestion-wrong"),
        ("/keywords/-", "dissolved oxygen", "suggestion-same"),
    ],
)
def test_what_the_record_could_not_hold_is_not_suggested(
    cast: Cast, dataset: Dataset, pointer: str, text: str, code: str
) -> None:
    with pytest.raises(WrongState) as refused:
        suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer=pointer, text=text)
    assert refused.value.code == code
    assert refused.value.sentence
    assert not Suggestion.objects.exists()


def test_nothing_is_suggested_for_a_review_that_is_closed(cast: Cast, dataset: Dataset) -> None:
    answer(dataset, cast.bob, DatasetState.REJECTED)
    with pytest.raises(WrongState) as refused:
        suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/title/en", text="Another")
    assert refused.value.code == "review-closed"


def test_a_suggestion_for_another_dataset_is_not_found(cast: Cast, dataset: Dataset) -> None:
    other = under_review(cast.alice)
    made = suggest_wording(dataset_key=other.key, actor=cast.bob, pointer="/title/en", text="Another")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    with pytest.raises(Suggestion.DoesNotExist):
        accept_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
