"""Advice: asked of anybody by mail, answered once, read by moderators only, reminded of, and let go."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from moderation.models import Advice
from moderation.queries.queue import today
from moderation.queries.review import latest_review
from moderation.queries.standing import standing_of
from moderation.services.advice import OPEN_MOST, answer_advice, ask_advice
from moderation.services.advice_ends import remind_advisers, take_advice_back
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Role
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


def ask(dataset: Dataset, cast: Cast, email: str = "expert@example.net") -> Advice:
    advice = ask_advice(dataset_key=dataset.key, actor=cast.bob, email=email, question="Is the method sound?")
    run_room()
    return advice


def standing(dataset: Dataset) -> str:
    dataset.refresh_from_db()
    return standing_of(dataset, latest_review(dataset)).value


def test_somebody_without_an_account_is_asked_by_a_link_and_somebody_with_one_by_theirs(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    mail.outbox.clear()
    stranger, known = ask(dataset, cast), ask(dataset, cast, "DORA@example.org")
    assert standing(dataset) == "advice_requested"
    assert (stranger.adviser, known.adviser) == (None, cast.dora)
    assert "/moderation/advice/open/" in mail.outbox[0].body
    assert f"/moderation/advice/{known.key}/" in mail.outbox[1].body
    grants = Grant.objects.filter(dataset=dataset, role=Role.REVIEWER)
    assert {(grant.person, bool(grant.token_sha256)) for grant in grants} == {(None, True), (cast.dora, False)}
    assert all(grant.until and grant.until > timezone.now() for grant in grants)


def test_an_answer_is_told_to_who_asked_and_closes_the_door(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    advice = ask(dataset, cast)
    mail.outbox.clear()
    answer_advice(advice_id=advice.pk, view="needs_changes", answer="Name the batch of the titration.")
    run_room()
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    assert "Name the batch" in mail.outbox[0].body
    assert standing(dataset) == "submitted"
    advice.refresh_from_db()
    assert advice.grant is not None
    assert advice.grant.until is not None
    assert advice.grant.until <= timezone.now()
    with pytest.raises(WrongState) as again:
        answer_advice(advice_id=advice.pk, view="favourable", answer="")
    assert again.value.code == "advice-ended"


def test_a_view_against_it_needs_words(cast: Cast) -> None:
    advice = ask(under_review(cast.alice), cast)
    for view in ("needs_changes", "unfavourable"):
        with pytest.raises(WrongState) as refused:
            answer_advice(advice_id=advice.pk, view=view, answer="  ")
        assert refused.value.code == "answer-missing"
    assert answer_advice(advice_id=advice.pk, view="no_view", answer="").answered_at


def test_who_may_not_be_asked_is_refused_with_a_reason(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    ask(dataset, cast)
    for email, question, code in (
        ("alice@example.org", "Is it sound?", "adviser-is-author"),
        ("Expert@Example.net", "Is it sound?", "asked-already"),
        ("new@example.net", "  ", "question-missing"),
    ):
        with pytest.raises(WrongState) as refused:
            ask_advice(dataset_key=dataset.key, actor=cast.bob, email=email, question=question)
        assert refused.value.code == code
    for person in (cast.alice, cast.carl, cast.dora):
        with pytest.raises(NotAllowed):
            ask_advice(dataset_key=dataset.key, actor=person, email="x@example.net", question="Well?")
    for number in range(OPEN_MOST - 1):
        ask_advice(dataset_key=dataset.key, actor=cast.bob, email=f"e{number}@example.net", question="Well?")
    with pytest.raises(WrongState) as refused:
        ask_advice(dataset_key=dataset.key, actor=cast.bob, email="more@example.net", question="Well?")
    assert refused.value.code == "too-many-advisers"
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    with pytest.raises(WrongState) as refused:
        ask_advice(dataset_key=dataset.key, actor=cast.bob, email="late@example.net", question="Well?")
    assert refused.value.code == "advice-not-now"


def test_a_final_decision_and_a_moderator_who_takes_it_back_end_the_request(cast: Cast) -> None:
    first, second = under_review(cast.alice), under_review(cast.alice)
    given_up, decided = ask(first, cast), ask(second, cast)
    take_advice_back(dataset_key=first.key, advice_key=given_up.key, actor=cast.bella)
    answer(second, cast.bob, DatasetState.ACCEPTED)
    for advice in (given_up, decided):
        advice.refresh_from_db()
        assert advice.ended_at
        assert not advice.is_open
    assert not Grant.objects.filter(role=Role.REVIEWER, until__gt=timezone.now()).exists()
    with pytest.raises(NotAllowed):
        take_advice_back(dataset_key=first.key, advice_key=given_up.key, actor=cast.carl)


def test_who_does_not_answer_is_asked_again_twice_and_then_let_go(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    advice = ask(dataset, cast)
    assert remind_advisers() == (0, 0)
    for number in (1, 2):
        ago = timezone.now() - timedelta(days=6)
        Advice.objects.filter(pk=advice.pk).update(asked_at=ago, reminded_at=None if number == 1 else ago)
        mail.outbox.clear()
        assert remind_advisers() == (1, 0)
        assert remind_advisers() == (0, 0), "once a morning is enough"
        run_room()
        assert "still welcome" in mail.outbox[0].subject
    Advice.objects.filter(pk=advice.pk).update(reminded_at=timezone.now() - timedelta(days=9))
    assert remind_advisers() == (0, 0)
    Advice.objects.filter(pk=advice.pk).update(due=today() - timedelta(days=1))
    assert standing(dataset) == "submitted"
    mail.outbox.clear()
    assert remind_advisers() == (0, 1)
    run_room()
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    with pytest.raises(WrongState):
        answer_advice(advice_id=advice.pk, view="favourable", answer="Fine.")
