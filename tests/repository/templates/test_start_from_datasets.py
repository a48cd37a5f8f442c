"""Starting from another dataset: what is copied, what never is, and from which datasets at all."""

from typing import Any

import pytest

from repository.errors import NotAllowed
from repository.models import Dataset, Grant, Person, ProposalAnswer, Role, Template
from repository.queries.proposals import State, files_say
from repository.queries.template_sources import last_source, own_sources, public_sources, source_of
from repository.services.deposits import write_draft
from repository.services.proposals import undo_answer
from repository.services.templates import Wish, start_from_dataset, take_from_dataset
from tests.factories import DOCUMENT, make_draft, make_person, make_public, make_submitted
from tests.repository.proposals.readings import told

pytestmark = pytest.mark.django_db

OF_ONE: dict[str, Any] = {
    "identifiers": [{"value": "PAC-17", "kind": "cruise number"}],
    "documents": [{"path": "oxygen.csv", "kind": "report"}],
    "provenance": {"process": "DIVAnd"},
    "distribution": {"formats": [{"name": "CSV"}]},
    "dates": [{"kind": "Created", "date": "2019"}],
}


def test_a_new_deposit_begins_with_what_my_last_one_says(alice: Person) -> None:
    source = make_draft(alice)
    dataset = start_from_dataset(actor=alice, source_key=source.key, wish=Wish())
    assert dataset.draft == source.draft
    assert dataset.deposit_id != source.deposit_id


def test_what_is_true_of_one_dataset_alone_is_never_copied(alice: Person) -> None:
    related = [
        {"identifier": "10.5072/1", "identifier_type": "DOI", "relation": "IsNewVersionOf"},
        {"identifier": "10.5072/2", "identifier_type": "DOI", "relation": "Cites"},
    ]
    source = make_draft(alice, **OF_ONE, related=related)
    dataset = start_from_dataset(actor=alice, source_key=source.key, wish=Wish())
    assert not set(OF_ONE) & set(dataset.draft)
    assert [each["relation"] for each in dataset.draft["related"]] == ["Cites"]
    assert not dataset.draft_files.exists()


def test_every_value_says_where_it_comes_from_and_can_be_undone(alice: Person) -> None:
    source = make_draft(alice)
    dataset = start_from_dataset(actor=alice, source_key=source.key, wish=Wish())
    lines = {line.field: line for line in files_say(dataset).lines}
    assert lines["title"].state is State.USED
    assert lines["title"].may_undo
    assert not lines["title"].is_of_files
    assert lines["title"].choices[0].sources[0].file.startswith("your deposit of ")
    undo_answer(dataset_key=dataset.key, actor=alice, field="title")
    dataset.refresh_from_db()
    assert "title" not in dataset.draft
    assert dataset.draft["abstract"] == DOCUMENT["abstract"]


def test_what_was_typed_is_kept_and_the_template_only_proposed(alice: Person, dataset: Dataset) -> None:
    source = make_draft(alice)
    write_draft(dataset_key=dataset.key, actor=alice, fields={"title": {"en": "Mine"}})
    take_from_dataset(dataset_key=dataset.key, actor=alice, source_key=source.key, wish=Wish())
    dataset.refresh_from_db()
    lines = {line.field: line for line in files_say(dataset).lines}
    assert dataset.draft == {"title": {"en": "Mine"}}
    assert lines["title"].state is State.KEPT
    assert lines["abstract"].state is State.PROPOSED
    assert not ProposalAnswer.objects.filter(dataset=dataset).exists()


def test_people_of_a_stranger_are_not_copied_unless_asked(alice: Person, mona: Person, bob: Person) -> None:
    public = make_public(alice, mona, funding=[{"funder": "CNRS"}])
    plain = start_from_dataset(actor=bob, source_key=public.key, wish=Wish())
    asked = start_from_dataset(actor=bob, source_key=public.key, wish=Wish(with_people=True))
    assert plain.draft["title"] == DOCUMENT["title"]
    assert not {"creators", "contributors", "contacts", "funding"} & set(plain.draft)
    assert [each["family"] for each in asked.draft["creators"]] == ["Marin", "Okafor"]
    assert asked.draft["funding"] == [{"funder": "CNRS"}]


@pytest.mark.parametrize(("asked", "said"), [("", []), ("IsDerivedFrom", ["IsDerivedFrom"]), ("HasPart", [])])
def test_a_relation_is_said_only_when_asked(
    alice: Person, mona: Person, bob: Person, asked: str, said: list[str]
) -> None:
    public = make_public(alice, mona)
    dataset = start_from_dataset(actor=bob, source_key=public.key, wish=Wish(relation=asked))
    related = dataset.draft.get("related", [])
    assert [(each["relation"], each["identifier"]) for each in related] == [(word, public.doi) for word in said]


def test_a_strangers_template_gives_the_public_record_not_the_correction_in_hand(
    alice: Person, mona: Person, bob: Person
) -> None:
    from repository.services.corrections import begin_correction

    public = make_public(alice, mona)
    begin_correction(dataset_key=public.key, actor=alice)
    write_draft(dataset_key=public.key, actor=alice, fields={"title": {"en": "Secret so far"}})
    dataset = start_from_dataset(actor=bob, source_key=public.key, wish=Wish())
    assert dataset.draft["title"] == DOCUMENT["title"]


def test_drafts_of_others_cannot_be_started_from_not_even_by_their_moderators(
    alice: Person, mona: Person, bob: Person
) -> None:
    submitted = make_submitted(alice)
    for reader in (bob, mona):
        assert source_of(reader, submitted.key) is None
        with pytest.raises(NotAllowed):
            start_from_dataset(actor=reader, source_key=submitted.key, wish=Wish())
    assert not Template.objects.exists()


def test_a_co_author_starts_from_what_they_write_together(alice: Person, bob: Person) -> None:
    source = make_draft(alice)
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=source.deposit)
    assert last_source(bob) is not None
    assert start_from_dataset(actor=bob, source_key=source.key, wish=Wish()).draft == source.draft


def test_datasets_are_found_by_words_and_by_doi(alice: Person, mona: Person, bob: Person) -> None:
    public = make_public(alice, mona)
    for words in ("oxygen", public.doi, f"https://doi.org/{public.doi}", public.suffix):
        assert [each.dataset.pk for each in public_sources(bob, words)] == [public.pk], words
        assert [each.dataset.pk for each in own_sources(alice, words)] == [public.pk], words
        assert public_sources(alice, words) == ()
    assert public_sources(bob, "") == ()
    assert public_sources(bob, "granite") == own_sources(alice, "granite") == ()


def test_the_draft_itself_is_no_source_of_its_own(alice: Person) -> None:
    draft = make_draft(alice)
    assert last_source(alice, but=draft) is None
    assert own_sources(alice, but=draft) == ()
    other = make_person("charlie")
    assert last_source(other) is None


def test_only_the_newest_templates_of_a_draft_are_kept(alice: Person, dataset: Dataset) -> None:
    source = make_draft(alice)
    for _ in range(12):
        take_from_dataset(dataset_key=dataset.key, actor=alice, source_key=source.key, wish=Wish())
    assert Template.objects.filter(dataset=dataset).count() == 10


def test_where_a_file_says_otherwise_nothing_is_chosen(alice: Person, dataset: Dataset) -> None:
    told(dataset, alice, "cast.nc", title={"und": "Another title"}, abstract=DOCUMENT["abstract"])
    source = make_draft(alice)
    take_from_dataset(dataset_key=dataset.key, actor=alice, source_key=source.key, wish=Wish())
    dataset.refresh_from_db()
    lines = {line.field: line for line in files_say(dataset).lines}
    assert lines["title"].state is State.SPLIT
    assert [choice.sources[0].file[:7] for choice in lines["title"].choices] == ["cast.nc", "your de"]
    assert lines["abstract"].state is State.PROPOSED
    assert [each.file[:7] for each in lines["abstract"].choices[0].sources] == ["cast.nc", "your de"]
    assert dataset.draft == {}
