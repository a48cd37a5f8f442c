"""A submission is routed by the rules in force: kept with its round, other disciplines let in, one of them decides."""

import json

import pytest
from django.test import Client

from moderation.models import Discipline, Opinion, Routing
from moderation.queries.disciplines import discipline_of, target_days_of
from moderation.queries.routing import deciding_pole
from moderation.rules.first import first_text
from moderation.services.rule_books import write_book
from moderation.services.scope_answers import answer_questions
from repository.access import Action, can
from repository.errors import WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, LifecycleEvent, Pole, Role
from repository.services.corrections import begin_correction
from repository.services.deposits import write_draft
from tests.factories import make_draft, make_moderator, make_operator, make_person, make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db

FLUXES = {"title": {"en": "Air-sea fluxes of the Gulf of Lion"}}
PLANKTON = {"title": {"en": "Phytoplankton of the Gulf of Lion"}}


def test_a_submission_keeps_what_the_rules_said_with_their_version_and_the_answers(cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    answer_questions(dataset_key=dataset.key, actor=cast.alice, answers={"interdisciplinary": "yes"})
    dataset = resubmit(dataset, cast.alice)
    routing = Routing.objects.get(record_version=dataset.submitted_version)
    assert (routing.book_version, routing.deciding) == (1, "ocean")
    assert routing.answers == {"interdisciplinary": "yes"}
    assert routing.result["poles"][0]["verdict"] == "in"
    assert not Opinion.objects.exists()


def test_a_discipline_that_the_rules_add_gets_the_dataset_in_its_queue_and_may_read_it(
    client: Client, cast: Cast
) -> None:
    otto = make_moderator("otto", pole="atmosphere")
    dataset = under_review(cast.alice, **FLUXES)
    assert dataset.poles == ["ocean", "atmosphere"]
    assert can(otto, Action.REVIEW, dataset)
    client.force_login(otto)
    assert str(dataset.key) in client.get("/moderation/").text
    assert "Air-sea fluxes" in client.get(f"/moderation/{dataset.key}/").text
    assert not can(cast.carl, Action.REVIEW, dataset)


def test_a_discipline_that_this_site_has_not_is_not_called(cast: Cast) -> None:
    Pole.objects.exclude(code="ocean").delete()
    dataset = under_review(cast.alice, **FLUXES)
    assert dataset.poles == ["ocean"]
    assert deciding_pole(dataset) == "ocean"


def test_the_next_round_is_routed_anew_and_lets_go_of_who_is_not_concerned_any_more(cast: Cast) -> None:
    make_pole("atmosphere")
    dataset = under_review(cast.alice, **FLUXES)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    dataset = resubmit(dataset, cast.alice, title={"en": "Oxygen of the Gulf of Lion"})
    assert dataset.poles == ["ocean"]
    assert Routing.objects.filter(review__dataset=dataset).count() == 2


def test_a_second_run_of_the_same_round_routes_nothing_twice(cast: Cast) -> None:
    make_moderator("otto", pole="atmosphere")
    dataset = under_review(cast.alice, **FLUXES)
    run_room()
    assert Routing.objects.count() == 1
    assert LifecycleEvent.objects.filter(type="opinion.asked", dataset=dataset).count() == 1


def test_only_the_discipline_that_the_rules_name_decides(cast: Cast) -> None:
    otto = make_moderator("otto", pole="biodiversity")
    dataset = under_review(cast.alice, **PLANKTON)
    with pytest.raises(WrongState) as refused:
        answer(dataset, otto, DatasetState.CHANGES_REQUESTED)
    assert refused.value.code == "not-deciding"
    assert "Ocean decides" in refused.value.sentence
    answer(dataset, cast.bob, DatasetState.ACCEPTED)


def test_where_the_deciding_discipline_has_nobody_who_could_the_others_decide(cast: Cast) -> None:
    otto = make_moderator("otto", pole="biodiversity")
    Grant.objects.filter(pole__code="ocean").delete()
    answer(under_review(cast.alice, **PLANKTON), otto, DatasetState.CHANGES_REQUESTED)


def test_a_moderator_of_the_whole_site_decides_wherever(cast: Cast) -> None:
    make_pole("atmosphere")
    wanda = make_person("wanda")
    Grant.objects.create(person=wanda, role=Role.MODERATOR)
    answer(under_review(cast.alice, **FLUXES), wanda, DatasetState.CHANGES_REQUESTED)


def test_after_publication_the_disciplines_are_those_of_the_record(cast: Cast) -> None:
    otto = make_moderator("otto", pole="biodiversity")
    dataset = under_review(cast.alice, **PLANKTON)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    dataset = published(dataset)
    assert dataset.poles == ["ocean"]
    assert not can(otto, Action.REVIEW, dataset)


@pytest.mark.parametrize("wants", [True, False])
def test_a_discipline_says_whether_it_is_asked_about_corrections(cast: Cast, wants: bool) -> None:
    Discipline.objects.create(pole=make_pole("biodiversity"), corrections_need_review=wants)
    dataset = under_review(cast.alice, **PLANKTON)
    assert Opinion.objects.filter(pole="biodiversity").count() == 1
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    dataset = published(dataset)
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    resubmit(dataset, cast.alice, lineage={"en": "Counted again."})
    assert Opinion.objects.filter(pole="biodiversity").count() == (2 if wants else 1)


def test_the_smallest_target_of_the_disciplines_counts_and_the_usual_one_elsewhere(cast: Cast) -> None:
    assert discipline_of("ocean").target_days == 5
    Discipline.objects.create(pole=make_pole("climate"), target_days=3)
    assert target_days_of(Dataset(poles=["ocean", "climate"])) == 3
    assert target_days_of(Dataset(poles=["ocean"])) == target_days_of(Dataset(poles=[])) == 5


def test_a_new_book_routes_what_is_submitted_from_then_on(cast: Cast) -> None:
    before = under_review(cast.alice)
    book = json.loads(first_text())
    book["concerns"].append(
        {"id": "always", "pole": "climate", "when": {"always": True}, "because": {"en": "Now.", "fr": "Or."}}
    )
    write_book(actor=make_operator(), text=json.dumps(book), note="Climate reads all.", seen=1)
    after = under_review(cast.alice)
    assert (before.poles, after.poles) == (["ocean"], ["ocean", "climate"])
    assert [each.book_version for each in Routing.objects.order_by("pk")] == [1, 2]


def test_words_typed_in_the_draft_route_nothing_before_they_are_submitted(cast: Cast) -> None:
    make_pole("atmosphere")
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields=FLUXES)
    dataset.refresh_from_db()
    assert dataset.poles == ["ocean"]
