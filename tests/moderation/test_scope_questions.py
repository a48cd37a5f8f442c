"""The last step of a deposit says which disciplines, why, and asks what the description does not tell."""

import pytest
from django.test import Client

from moderation.models import ScopeAnswer
from moderation.services.scope_answers import answer_questions
from repository.errors import NotAllowed
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.services.deposits import write_draft
from tests.factories import make_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


def step(client: Client, dataset: Dataset) -> str:
    return client.get(f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/review/").text


def test_a_draft_shows_its_discipline_and_the_question_that_decides(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    client.force_login(cast.alice)
    page = step(client, dataset)
    assert "Where it goes" in page
    assert "Do the data join the ocean with another discipline?" in page
    assert "Is the catalogue part of what the SNO RENASS publishes?" not in page
    answered = client.post(f"/moderation/{dataset.key}/scope/", {"q-interdisciplinary": "no"}, follow=True).text
    assert "Your answers are kept." in answered
    assert "SEANOE and the data centres of ODATIS take them." in answered
    assert "I take this answer back" in answered


def test_it_says_so_in_french(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    client.force_login(cast.alice)
    client.cookies["django_language"] = "fr"
    page = step(client, dataset)
    assert "Les données relient-elles l’océan à une autre discipline" in page
    assert "réponse attendue" in page


def test_an_answer_out_of_scope_stands_in_nobodys_way(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": "no"})
    client.force_login(cast.alice)
    page = step(client, dataset)
    assert "out of scope" in page
    assert 'class="btn btn--main" disabled' not in page


def test_an_answer_is_changed_taken_back_and_of_other_questions_not_kept(cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    said = {"interdisciplinary": "yes", "renass": "perhaps", "moon": "yes"}
    assert answer_questions(dataset_key=dataset.key, actor=cast.alice, answers=said) == 1
    assert answer_questions(dataset_key=dataset.key, actor=cast.alice, answers=said) == 0
    assert answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": "no"}) == 1
    kept = ScopeAnswer.objects.get()
    assert (kept.question, kept.value, kept.person) == ("interdisciplinary", "no", cast.alice)
    assert answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": ""}) == 1
    assert not ScopeAnswer.objects.exists()


@pytest.mark.parametrize("name", ["bob", "carl", "dora", "olga"])
def test_only_who_writes_the_draft_answers(cast: Cast, name: str) -> None:
    dataset = make_draft(cast.alice)
    with pytest.raises(NotAllowed):
        answer_questions(dataset_key=dataset.key, actor=getattr(cast, name), answers={"interdisciplinary": "yes"})


def test_what_was_submitted_shows_what_the_rules_said_then_and_is_answered_again_when_returned(
    client: Client, cast: Cast
) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(NotAllowed):
        answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": "yes"})
    client.force_login(cast.alice)
    page = step(client, dataset)
    assert "Keep the answers" not in page
    assert "not answered" in page
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert "Keep the answers" in step(client, dataset)


def test_the_moderator_sees_verdict_reasons_and_answers(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice, title={"en": "Dissolved oxygen <i>in situ</i>", "fr": "Plancton du golfe"})
    answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": "yes"})
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    page = client.get(f"/moderation/{dataset.key}/").text
    assert "Disciplines" in page
    assert "to be answered" in page
    assert "Rules of scope, version 1" in page


def test_words_of_the_description_are_quoted_as_text(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    bad = {"title": {"en": "Sea surface <script>alert(1)</script> species"}}
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields=bad)
    run_room()
    client.force_login(cast.alice)
    page = step(client, dataset)
    assert "<script>alert(1)" not in page
    assert "Sea surface &lt;script&gt;alert(1)&lt;/script&gt; species" in page


def test_a_draft_that_is_no_description_yet_has_a_page_all_the_same(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    for poles in ("ocean", [3], [], [{"a": 1}], ["moon"]):
        Dataset.objects.filter(pk=dataset.pk).update(draft={"poles": poles, "keywords": [1, {"term": []}]})
        client.force_login(cast.alice)
        assert "Hand it to the moderators" in step(client, dataset)
