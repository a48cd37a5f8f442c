"""Checklists are versions of a list per discipline; answers name who, when and about which version, and stay."""

import pytest

from moderation.checklists import Point
from moderation.models import Checklist, ChecklistAnswer
from moderation.queries.checklists import checklist_now, lists_of_round, open_points
from moderation.services.checklists import Said, answer_checklist, take_over_answers, write_checklist
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, under_review

pytestmark = pytest.mark.django_db

UNITS = Point("", "Units are explained.", "Les unités sont expliquées.", is_required=True)
SCOPE = Point("", "It belongs here.", "Il a sa place ici.")


def ocean() -> Pole:
    return Pole.objects.get(code="ocean")


def ocean_list(cast: Cast, *points: Point, seen: int = 0) -> Checklist:
    return write_checklist(actor=cast.bob, pole=ocean(), points=points or (UNITS, SCOPE), seen=seen)


def version_of(dataset: Dataset) -> int:
    assert dataset.submitted_version is not None
    return dataset.submitted_version.number


def say(cast: Cast, dataset: Dataset, key: str, kind: str = "yes", *, note: str = "", seen: int = 0) -> int:
    said = {("ocean.1", key): Said(kind, note, seen)}
    return answer_checklist(dataset_key=dataset.key, actor=cast.bob, version=version_of(dataset), said=said).count


def test_a_discipline_without_a_list_has_that_of_all_and_it_keeps_nothing_from_acceptance(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    review = dataset.reviews.get()
    (found,) = lists_of_round(dataset, review.record_version)
    assert found.label == ".1"
    assert len(found.points) == 6
    assert open_points(review, review.record_version) == ()
    assert answer(dataset, cast.bob, DatasetState.ACCEPTED).outcome == "accepted"


def test_acceptance_waits_for_the_required_points_and_names_them(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice)
    with pytest.raises(WrongState, match="1 required point of the checklist is not answered yet: Units are") as refused:
        answer(dataset, cast.bob, DatasetState.ACCEPTED)
    assert refused.value.code == "checklist-open"
    assert say(cast, dataset, "p1") == 1
    assert answer(dataset, cast.bob, DatasetState.ACCEPTED).outcome == "accepted"


@pytest.mark.parametrize("outcome", [DatasetState.CHANGES_REQUESTED, DatasetState.REJECTED])
def test_other_decisions_wait_for_no_list(cast: Cast, outcome: DatasetState) -> None:
    ocean_list(cast)
    assert answer(under_review(cast.alice), cast.bob, outcome).outcome == outcome


def test_an_answer_says_who_when_about_which_version_and_is_never_rewritten(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice)
    say(cast, dataset, "p1", "no", note="Which scale?")
    first = ChecklistAnswer.objects.get()
    assert (first.person, first.record_version, first.kind, first.note) == (
        cast.bob, dataset.submitted_version, "no", "Which scale?",
    )  # fmt: skip
    say(cast, dataset, "p1", "yes", seen=first.pk)
    assert list(ChecklistAnswer.objects.values_list("kind", flat=True)) == ["no", "yes"]
    with pytest.raises(TypeError):
        first.save()
    assert LifecycleEvent.objects.filter(type="checklist.answered", dataset=dataset).count() == 2


def test_what_was_left_as_it_was_shown_is_not_written_over_what_another_answered(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice)
    say(cast, dataset, "p1", "no", note="Which scale?")
    said = {("ocean.1", "p1"): Said("open"), ("ocean.1", "p2"): Said("yes")}
    kept = answer_checklist(dataset_key=dataset.key, actor=cast.bella, version=1, said=said)
    assert (kept.count, kept.overtaken) == (1, ())
    assert ChecklistAnswer.objects.filter(point="p1").count() == 1


def test_who_answers_over_another_is_told_whose_answer_it_was(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice)
    say(cast, dataset, "p1", "no")
    kept = answer_checklist(dataset_key=dataset.key, actor=cast.bella, version=1, said={("ocean.1", "p1"): Said("yes")})
    assert (kept.count, kept.overtaken) == (1, ("Bob Test",))


def test_an_answer_taken_back_opens_the_point_again(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice)
    say(cast, dataset, "p1")
    say(cast, dataset, "p1", "open", seen=ChecklistAnswer.objects.get().pk)
    with pytest.raises(WrongState):
        answer(dataset, cast.bob, DatasetState.ACCEPTED)


def test_a_round_is_judged_by_the_list_that_was_in_force_when_it_was_submitted(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    ocean_list(cast)
    assert [each.label for each in lists_of_round(dataset, dataset.reviews.get().record_version)] == [".1"]
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice)
    review = dataset.reviews.get()
    assert [each.label for each in lists_of_round(dataset, review.record_version)] == ["ocean.1"]


def test_each_discipline_of_a_dataset_brings_its_list(cast: Cast) -> None:
    ocean_list(cast)
    dataset = under_review(cast.alice, poles=["ocean", "climate"])
    review = dataset.reviews.get()
    assert [each.label for each in lists_of_round(dataset, review.record_version)] == ["ocean.1", ".1"]


def test_the_next_round_is_answered_anew_or_as_before_where_the_point_says_the_same(cast: Cast) -> None:
    ocean_list(cast, UNITS, SCOPE)
    dataset = under_review(cast.alice)
    say(cast, dataset, "p1", "yes", note="Column heads.")
    say(cast, dataset, "p2", "yes")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    kept, changed = checklist_now(ocean()).points
    ocean_list(cast, kept, Point(changed.key, "It is of the sea.", "Cela vient de la mer."), seen=1)
    resubmit(dataset, cast.alice)
    with pytest.raises(WrongState):
        answer(dataset, cast.bob, DatasetState.ACCEPTED)
    assert take_over_answers(dataset_key=dataset.key, actor=cast.bella, version=version_of(dataset)) == 1
    last = ChecklistAnswer.objects.latest("pk")
    assert (last.person, last.note, last.checklist.label) == (cast.bella, "Column heads.", "ocean.2")
    assert answer(dataset, cast.bob, DatasetState.ACCEPTED).outcome == "accepted"


def test_a_list_is_written_by_its_moderators_and_operators_alone(cast: Cast) -> None:
    for person in (cast.carl, cast.alice, cast.dora):
        with pytest.raises(NotAllowed):
            write_checklist(actor=person, pole=ocean(), points=(UNITS,), seen=0)
    with pytest.raises(NotAllowed):
        write_checklist(actor=cast.bob, pole=None, points=(UNITS,), seen=1)
    assert write_checklist(actor=cast.olga, pole=None, points=(UNITS,), seen=1).number == 2
    assert write_checklist(actor=cast.olga, pole=ocean(), points=(UNITS,), seen=0).number == 1


def test_two_who_write_a_list_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    ocean_list(cast)
    with pytest.raises(StaleRecord):
        write_checklist(actor=cast.bella, pole=ocean(), points=(SCOPE,), seen=0)
    assert Checklist.objects.count() == 1


def test_the_same_list_again_is_no_new_version_and_a_point_keeps_its_key(cast: Cast) -> None:
    first = ocean_list(cast)
    assert [point.key for point in first.points] == ["p1", "p2"]
    assert ocean_list(cast, *first.points, seen=1).number == 1
    second = ocean_list(cast, first.points[1], UNITS, seen=1)
    assert [point.key for point in second.points] == ["p2", "p3"], "a key is never given again"
    with pytest.raises(TypeError):
        first.save()


def test_nobody_else_answers_nor_about_a_version_that_is_no_round(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    for person in (cast.alice, cast.carl, cast.dora, cast.olga):
        with pytest.raises(NotAllowed):
            answer_checklist(dataset_key=dataset.key, actor=person, version=1, said={(".1", "p1"): Said("yes")})
    with pytest.raises(WrongState) as refused:
        answer_checklist(dataset_key=dataset.key, actor=cast.bob, version=7, said={(".1", "p1"): Said("yes")})
    assert refused.value.code == "no-such-round"
    answer(dataset, cast.bob, DatasetState.REJECTED)
    with pytest.raises(WrongState) as closed:
        answer_checklist(dataset_key=dataset.key, actor=cast.bob, version=1, said={(".1", "p1"): Said("yes")})
    assert closed.value.code == "review-closed"
