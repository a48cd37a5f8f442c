"""Two people at the same moment, on connections of their own: what happens once happens once, and nobody gets an error
that is none of ours."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections

from moderation.models import AcceptanceProposal, Advice, Discipline, Opinion, Review, Suggestion
from moderation.services.advice import answer_advice, ask_advice
from moderation.services.assignment import assign_review
from moderation.services.opinions import ask_opinion, give_opinion
from moderation.services.second_pair import propose_acceptance
from moderation.services.suggestions import accept_suggestion, refuse_suggestion, suggest_wording
from repository.errors import RepositoryError, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent
from tests.factories import make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, under_review

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]


def together(*acts: Act) -> list[object]:
    """Every act behind one barrier, in a thread of its own; what each gave or was refused with, in their order."""
    barrier = threading.Barrier(len(acts))
    got: list[object] = [None] * len(acts)

    def alone(place: int, act: Act) -> None:
        try:
            barrier.wait(timeout=20)
            got[place] = act()
        except Exception as problem:
            got[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for each in got:
        assert not isinstance(each, Exception) or isinstance(each, RepositoryError), repr(each)
    return got


def refusals(got: Sequence[object]) -> list[str]:
    return [each.code for each in got if isinstance(each, WrongState)]


def told(dataset: Dataset, kind: str) -> int:
    return LifecycleEvent.objects.filter(dataset=dataset, type=kind).count()


def test_of_two_who_take_a_dataset_one_has_it_and_everybody_says_the_same(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    people = (cast.bob, cast.bella, cast.both)
    together(*(lambda who=who: assign_review(dataset_key=dataset.key, actor=who, assignee=who) for who in people))
    review = Review.objects.get(dataset=dataset)
    assert review.assignee in people
    assert review.assignee == dataset.queue_entry.assignee
    assert told(dataset, "review.assigned") == 3, "each took it from the one before, who is in the history"


def test_an_opinion_is_asked_and_given_once(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    got = together(
        *(
            lambda who=who: ask_opinion(dataset_key=dataset.key, actor=who, pole="climate", why="Is it?")
            for who in (cast.bob, cast.bella)
        )
    )
    assert refusals(got) == ["opinion-asked"]
    opinion = Opinion.objects.get(pole="climate")
    got = together(
        *(
            lambda view=view: give_opinion(opinion_id=opinion.pk, actor=cast.carl, view=view, reason=view)
            for view in ("favourable", "unfavourable")
        )
    )
    assert refusals(got) == ["opinion-given"]
    opinion.refresh_from_db()
    assert opinion.view == opinion.reason
    assert told(dataset, "opinion.given") == 1


def test_a_proposal_that_is_sent_twice_is_one(cast: Cast) -> None:
    Discipline.objects.create(pole=make_pole("ocean"), needs_second_pair=True)
    dataset = under_review(cast.alice)
    version = dataset.submitted_version
    assert version is not None
    act = lambda: propose_acceptance(  # noqa: E731
        dataset_key=dataset.key, actor=cast.bob, sha256=version.sha256, version=version.number
    )
    assert refusals(together(act, act, act)) == []
    assert AcceptanceProposal.objects.count() == 1
    assert told(dataset, "acceptance.proposed") == 1


def test_a_suggestion_is_taken_over_or_left_and_never_both(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    made = suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/title/en", text="Oxygen of the shelf")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    known = {"dataset_key": dataset.key, "actor": cast.alice, "suggestion_id": made.pk}
    got = together(
        lambda: accept_suggestion(**known),  # type: ignore[arg-type]
        lambda: refuse_suggestion(**known),  # type: ignore[arg-type]
        lambda: accept_suggestion(**known),  # type: ignore[arg-type]
    )
    assert refusals(got) == ["suggestion-answered"] * 2
    dataset.refresh_from_db()
    state = Suggestion.objects.get().state
    assert (dataset.draft["title"]["en"] == "Oxygen of the shelf") is (state == "accepted")
    assert told(dataset, "suggestion.answered") == 1


def test_one_person_is_asked_for_advice_once_and_answers_once(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    ask = lambda: ask_advice(  # noqa: E731
        dataset_key=dataset.key, actor=cast.bob, email="expert@example.net", question="Sound?"
    )
    assert refusals(together(ask, ask)) == ["asked-already"]
    advice = Advice.objects.get()
    got = together(
        lambda: answer_advice(advice_id=advice.pk, view="favourable", answer="Yes."),
        lambda: answer_advice(advice_id=advice.pk, view="unfavourable", answer="No."),
        lambda: answer(dataset, cast.bella, DatasetState.ACCEPTED),
    )
    assert set(refusals(got)) == {"advice-ended"}
    assert told(dataset, "advice.answered") + told(dataset, "advice.taken_back") == 1
