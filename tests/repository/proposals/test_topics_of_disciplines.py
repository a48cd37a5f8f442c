"""A discipline offers the topic that belongs to it, at the field alone, and only where nothing else says one."""

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.queries.proposals import State, files_say
from repository.record.findings import Step
from repository.services.deposits import write_draft
from repository.services.proposals import refuse_proposal, undo_answer, use_clear_proposals, use_proposal
from repository.vocabularies.poles import load_first_poles
from tests.repository.deposits.pages import Page, address
from tests.repository.proposals.readings import answer_to, line_of, told

pytestmark = pytest.mark.django_db

AIR = "climatologyMeteorologyAtmosphere"


@pytest.fixture(autouse=True)
def disciplines() -> None:
    load_first_poles()


def say(dataset: Dataset, person: Person, **fields: object) -> None:
    write_draft(dataset_key=dataset.key, actor=person, fields=dict(fields))
    dataset.refresh_from_db()


def topics_on_offer(dataset: Dataset) -> list[object]:
    dataset.refresh_from_db()
    return [choice.value for line in files_say(dataset).lines if line.field == "topics" for choice in line.choices]


def test_the_offer_names_its_discipline_and_is_used_and_undone(dataset: Dataset, alice: Person) -> None:
    say(dataset, alice, poles=["ocean"])
    line = line_of(dataset, "topics")
    assert (line.state, line.is_of_files) == (State.PROPOSED, False)
    assert [(each.words, [source.file for source in each.sources]) for each in line.choices] == [
        ("Oceans", ["Discipline: Ocean"])
    ]
    use_proposal(dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "topics"))
    assert line_of(dataset, "topics").state is State.USED
    assert dataset.draft["topics"] == ["oceans"]
    undo_answer(dataset_key=dataset.key, actor=alice, field="topics")
    assert line_of(dataset, "topics").state is State.PROPOSED
    assert "topics" not in dataset.draft


def test_several_disciplines_offer_their_topics_together(dataset: Dataset, alice: Person) -> None:
    say(dataset, alice, poles=["climate", "ocean", "atmosphere"])
    assert topics_on_offer(dataset) == [[AIR, "oceans"]]


@pytest.mark.parametrize("poles", [[], ["continental-surfaces"], ["our-own"]])
def test_a_discipline_of_several_topics_or_none_offers_nothing(
    dataset: Dataset, alice: Person, poles: list[str]
) -> None:
    say(dataset, alice, poles=poles)
    assert topics_on_offer(dataset) == []


def test_what_was_typed_or_refused_is_left_alone(dataset: Dataset, alice: Person) -> None:
    say(dataset, alice, poles=["ocean"])
    refuse_proposal(dataset_key=dataset.key, actor=alice, answer=answer_to(dataset, "topics"))
    assert line_of(dataset, "topics").state is State.REFUSED
    say(dataset, alice, topics=["biota"])
    assert topics_on_offer(dataset) == []


def test_what_a_file_says_stands_instead_of_the_discipline(dataset: Dataset, alice: Person) -> None:
    say(dataset, alice, poles=["ocean"])
    told(dataset, alice, "winds.nc", topics=[AIR])
    assert topics_on_offer(dataset) == [[AIR]]
    assert line_of(dataset, "topics").is_of_files


def test_the_offer_is_no_clear_value_of_files(dataset: Dataset, alice: Person) -> None:
    say(dataset, alice, poles=["ocean"])
    offers = {line.field: line.mark for line in files_say(dataset).lines}
    assert use_clear_proposals(dataset_key=dataset.key, actor=alice, offers=offers) == 0
    assert files_say(dataset).clear == 0
    assert files_say(dataset).count_of(Step.DESCRIPTION)[0] == 0, "a step that lacks nothing still says so"


def test_the_offer_stands_at_its_field_and_not_among_what_files_say(
    browser: Client, dataset: Dataset, alice: Person
) -> None:
    say(dataset, alice, poles=["ocean"])
    step = Page.of(browser, address("deposit-description", dataset))
    assert "Discipline: Ocean" in step.text("//*[@id='prop-topics']//*[@class='source']")
    assert step.tree.xpath("//*[@id='use-topics']")
    files = Page.of(browser, address("deposit-files", dataset))
    assert not files.tree.xpath("//*[@id='prop-topics']")
