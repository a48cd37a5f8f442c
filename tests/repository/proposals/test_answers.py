"""Answering what the files propose: used, refused, undone; what somebody typed is never replaced by accident."""

import pytest

from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.models import Dataset, Person, ProposalAnswer
from repository.queries.proposals import State, files_say
from repository.services.deposits import write_draft, write_shared
from repository.services.proposals import (
    Answer,
    refuse_proposal,
    undo_answer,
    use_clear_proposals,
    use_proposal,
)
from tests.factories import make_submitted
from tests.repository.proposals.readings import answer_to, line_of, told

pytestmark = pytest.mark.django_db

BOX = {"west": 3.0, "south": 42.1, "east": 5.3, "north": 43.5}
LICENCE = {"spdx": "CC-BY-4.0"}


def use(dataset: Dataset, person: Person, field: str, choice: int | None = None, language: str = "") -> None:
    use_proposal(dataset_key=dataset.key, actor=person, answer=answer_to(dataset, field, choice), language=language)
    dataset.refresh_from_db()


def test_an_empty_field_is_proposed_used_and_emptied_again(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE)
    assert line_of(dataset, "licence").state is State.PROPOSED
    use(dataset, alice, "licence")
    assert dataset.draft["licence"] == LICENCE
    assert line_of(dataset, "licence").state is State.USED
    assert ProposalAnswer.objects.get().person == alice
    undo_answer(dataset_key=dataset.key, actor=alice, field="licence")
    dataset.refresh_from_db()
    assert "licence" not in dataset.draft
    assert line_of(dataset, "licence").state is State.PROPOSED


def test_a_used_value_counts_as_a_change_of_the_draft(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE)
    before = dataset.draft_revision
    use(dataset, alice, "licence")
    assert dataset.draft_revision == before + 1


def test_what_was_typed_is_kept_and_replaced_only_by_an_answer_about_it(dataset: Dataset, alice: Person) -> None:
    typed = {"spdx": "etalab-2.0"}
    told(dataset, alice, "casts.nc", licence=LICENCE)
    seen_empty = answer_to(dataset, "licence")
    write_draft(dataset_key=dataset.key, actor=alice, fields={"licence": typed})
    with pytest.raises(StaleRecord):
        use_proposal(dataset_key=dataset.key, actor=alice, answer=seen_empty)
    assert line_of(dataset, "licence").state is State.KEPT
    assert dataset.draft["licence"] == typed
    use(dataset, alice, "licence")
    assert dataset.draft["licence"] == LICENCE
    undo_answer(dataset_key=dataset.key, actor=alice, field="licence")
    dataset.refresh_from_db()
    assert dataset.draft["licence"] == typed


def test_what_is_changed_after_it_was_used_is_not_undone(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", title={"en": "CTD casts"})
    use(dataset, alice, "title")
    write_draft(dataset_key=dataset.key, actor=alice, fields={"title": {"en": "CTD casts, autumn"}})
    assert not line_of(dataset, "title").may_undo
    with pytest.raises(StaleRecord):
        undo_answer(dataset_key=dataset.key, actor=alice, field="title")
    dataset.refresh_from_db()
    assert dataset.draft["title"] == {"en": "CTD casts, autumn"}


def test_no_is_remembered_until_the_files_say_something_else(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE)
    refuse_proposal(dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "licence"))
    assert line_of(dataset, "licence").state is State.REFUSED
    told(dataset, alice, "more.nc", licence={"spdx": "CC0-1.0"})
    assert line_of(dataset, "licence").state is State.SPLIT
    dataset.refresh_from_db()
    assert "licence" not in dataset.draft


def test_a_no_can_be_taken_back(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE)
    refuse_proposal(dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "licence"))
    undo_answer(dataset_key=dataset.key, actor=alice, field="licence")
    assert line_of(dataset, "licence").state is State.PROPOSED


def test_where_files_disagree_nothing_is_used_without_a_choice(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE)
    told(dataset, alice, "b.nc", licence={"spdx": "CC0-1.0"})
    with pytest.raises(WrongState) as refusal:
        use(dataset, alice, "licence")
    assert refusal.value.code == "choice-missing"
    use(dataset, alice, "licence", choice=1)
    assert dataset.draft["licence"] == {"spdx": "CC0-1.0"}


def test_all_that_is_clear_is_used_and_nothing_else(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE, title={"und": "Casts"}, place__boxes=[BOX], language="en")
    told(dataset, alice, "b.nc", licence={"spdx": "CC0-1.0"})
    write_draft(dataset_key=dataset.key, actor=alice, fields={"place": {"not_applicable": True}})
    dataset.refresh_from_db()
    offers = {line.field: line.mark for line in files_say(dataset).lines}
    offers["language"] = offers["language"][::-1]
    assert use_clear_proposals(dataset_key=dataset.key, actor=alice, offers=offers, language="fr") == 1
    dataset.refresh_from_db()
    assert dataset.draft == {"title": {"fr": "Casts"}, "language": "fr", "place": {"not_applicable": True}}


def test_part_of_a_field_is_used_and_undone_beside_what_else_it_says(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", place__boxes=[BOX])
    names = [{"name": {"en": "Gulf of Lion"}}]
    write_draft(dataset_key=dataset.key, actor=alice, fields={"place": {"names": names}})
    use(dataset, alice, "place/boxes")
    assert dataset.draft["place"] == {"names": names, "boxes": [BOX]}
    undo_answer(dataset_key=dataset.key, actor=alice, field="place/boxes")
    dataset.refresh_from_db()
    assert dataset.draft["place"] == {"names": names}


def test_a_text_of_no_known_language_goes_under_that_of_the_description(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", title={"und": "Profils CTD"})
    write_draft(dataset_key=dataset.key, actor=alice, fields={"language": "fr"})
    use(dataset, alice, "title", language="en")
    assert dataset.draft["title"] == {"fr": "Profils CTD"}
    assert line_of(dataset, "title").state is State.USED


def test_what_the_deposit_says_for_all_is_not_replaced_by_accident(dataset: Dataset, alice: Person) -> None:
    assert dataset.deposit_id is not None
    write_shared(deposit_id=dataset.deposit_id, actor=alice, fields={"licence": {"spdx": "CC0-1.0"}})
    told(dataset, alice, "a.nc", licence=LICENCE)
    assert line_of(dataset, "licence").state is State.KEPT
    offers = {line.field: line.mark for line in files_say(dataset).lines}
    assert use_clear_proposals(dataset_key=dataset.key, actor=alice, offers=offers) == 0


def test_only_who_may_write_the_draft_answers(dataset: Dataset, alice: Person, bob: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE)
    with pytest.raises(NotAllowed):
        use_proposal(dataset_key=dataset.key, actor=bob, answer=answer_to(dataset, "licence"))
    submitted = make_submitted(alice)
    with pytest.raises(NotAllowed):
        refuse_proposal(dataset_key=submitted.key, actor=alice, answer=Answer("licence", ""))
