"""A moderator suggests another wording; the depositor takes it over with one click, refuses it, undoes the answer."""

import pytest

from moderation.models import Suggestion
from moderation.services.suggestions import (
    accept_suggestion,
    refuse_suggestion,
    suggest_wording,
    undo_answer,
    withdraw_suggestion,
)
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent
from repository.services.deposits import write_draft, write_shared
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, under_review

pytestmark = pytest.mark.django_db

BETTER = "Dissolved oxygen, Gulf of Lion shelf, 2019-2026"


def suggested(
    cast: Cast, dataset: Dataset, pointer: str = "/title/en", text: str = BETTER, note: str = ""
) -> Suggestion:
    return suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer=pointer, text=text, note=note)


def returned(cast: Cast, dataset: Dataset) -> Dataset:
    """The dataset in its author's hands again."""
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    return dataset


def take_over(cast: Cast, suggestion: Suggestion) -> Dataset:
    accept_suggestion(dataset_key=suggestion.dataset.key, actor=cast.alice, suggestion_id=suggestion.pk)
    return Dataset.objects.get(pk=suggestion.dataset_id)


def test_what_is_suggested_comes_into_the_draft_with_one_click_and_the_rest_stays(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    returned(cast, dataset)
    draft = take_over(cast, made).draft
    assert draft["title"] == {"en": BETTER, "fr": "Oxygène dissous, golfe du Lion"}
    made.refresh_from_db()
    assert (made.state, made.answered_by) == ("accepted", cast.alice)
    events = LifecycleEvent.objects.filter(dataset=dataset, type__startswith="suggestion.").order_by("pk")
    assert [(event.type, event.actor) for event in events] == [
        ("suggestion.made", cast.bob),
        ("suggestion.answered", cast.alice),
    ]


def test_a_draft_that_the_moderators_hold_is_changed_by_nobody(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    with pytest.raises(NotAllowed):
        take_over(cast, made)
    for person in (cast.bob, cast.carl, cast.dora):
        with pytest.raises(NotAllowed):
            accept_suggestion(dataset_key=dataset.key, actor=person, suggestion_id=made.pk)


def test_a_place_that_was_changed_meanwhile_is_not_replaced_and_that_is_said(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    returned(cast, dataset)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"title": {"en": "My own new title"}})
    with pytest.raises(StaleRecord, match="“Title, en” was changed since, so nothing was replaced"):
        take_over(cast, made)
    dataset.refresh_from_db()
    assert dataset.draft["title"] == {"en": "My own new title"}
    made.refresh_from_db()
    assert made.state == "open"


def test_who_wrote_just_that_already_has_only_to_say_so(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    returned(cast, dataset)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"title": {"en": f" {BETTER} "}})
    before = Dataset.objects.get(pk=dataset.pk).draft_revision
    assert take_over(cast, made).draft_revision == before


def test_an_entry_of_a_list_is_found_where_it_moved_to(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset, "/creators/1/family", "Okafor-Marin")
    returned(cast, dataset)
    first, second = dataset.draft["creators"]
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"creators": [second, first]})
    draft = take_over(cast, made).draft
    assert [person["family"] for person in draft["creators"]] == ["Okafor-Marin", "Marin"]
    undo_answer(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    draft = Dataset.objects.get(pk=dataset.pk).draft
    assert [person["family"] for person in draft["creators"]] == ["Okafor", "Marin"]


@pytest.mark.parametrize(
    ("pointer", "text", "field", "value"),
    [
        ("/lineage/fr", "Profils SBE 9plus, ramenés à 1 dbar avec la version 7.26.", "lineage", {"fr": 0}),
        ("/keywords/-", "hypoxia", "keywords", {"term": {"en": "hypoxia"}}),
        ("/place/boxes/0/north", "43,6", "place", 43.6),
        ("/licence/spdx", "etalab-2.0", "licence", "etalab-2.0"),
    ],
)
def test_other_places_than_texts_can_be_suggested_and_undone(
    cast: Cast, pointer: str, text: str, field: str, value: object
) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset, pointer, text)
    before = returned(cast, dataset).draft[field]
    draft = take_over(cast, made).draft
    assert draft[field] != before
    assert (text in str(draft)) or (str(value) in str(draft))
    undo_answer(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    assert Dataset.objects.get(pk=dataset.pk).draft[field] == before
    made.refresh_from_db()
    assert (made.state, made.answered_by, made.laid_at) == ("open", None, "")


def test_an_undo_keeps_what_was_written_after_it(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    returned(cast, dataset)
    take_over(cast, made)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"title": {"en": "Better still"}})
    with pytest.raises(StaleRecord, match="Your change is kept"):
        undo_answer(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    assert Dataset.objects.get(pk=dataset.pk).draft["title"] == {"en": "Better still"}


def test_what_the_deposit_says_becomes_the_datasets_own_and_the_deposits_again_when_undone(cast: Cast) -> None:
    lineage = {"en": "SBE 9plus casts, processed to 1 dbar with version 7.26 of the software."}
    dataset = under_review(cast.alice)
    returned(cast, dataset)
    assert dataset.deposit_id
    write_shared(deposit_id=dataset.deposit_id, actor=cast.alice, fields={"lineage": lineage})
    resubmit(dataset, cast.alice, lineage=None)
    made = suggested(cast, dataset, "/lineage/en", lineage["en"].replace("7.26", "7.27"))
    returned(cast, dataset)
    assert "7.27" in take_over(cast, made).draft["lineage"]["en"]
    undo_answer(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    dataset = Dataset.objects.select_related("deposit").get(pk=dataset.pk)
    assert "lineage" not in dataset.draft
    assert dataset.deposit is not None
    assert dataset.deposit.shared["lineage"] == lineage


def test_a_refusal_keeps_the_draft_and_the_word_and_can_be_undone(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    returned(cast, dataset)
    before = dataset.draft
    refuse_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk, answer="The shelf is one part.")
    made.refresh_from_db()
    assert (made.state, made.answer) == ("refused", "The shelf is one part.")
    assert Dataset.objects.get(pk=dataset.pk).draft == before
    with pytest.raises(WrongState, match="not taken over"):
        take_over(cast, made)
    undo_answer(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    assert take_over(cast, made).draft["title"]["en"] == BETTER


def test_a_moderator_takes_a_suggestion_back_before_it_is_answered(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggested(cast, dataset)
    with pytest.raises(NotAllowed):
        withdraw_suggestion(dataset_key=dataset.key, actor=cast.alice, suggestion_id=made.pk)
    withdraw_suggestion(dataset_key=dataset.key, actor=cast.bella, suggestion_id=made.pk)
    returned(cast, dataset)
    with pytest.raises(WrongState) as refused:
        take_over(cast, made)
    assert refused.value.code == "suggestion-answered"
