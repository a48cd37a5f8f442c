"""Lists of a description have an end, told by name; what was too long before can be shortened."""

import time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from repository.errors import WrongState
from repository.forms.sending import posted_of
from repository.forms.steps.people import people_fields
from repository.models import Dataset, Person
from repository.record.assess import assess
from repository.record.lengths import KEYS_MOST, PARTS_MOST, Excess, excess_of
from repository.services.deposits import write_draft
from tests.repository.deposits.forms import draw
from tests.repository.deposits.pages import Page, address

BOX = {"west": 1.0, "south": 2.0, "east": 3.0, "north": 4.0}
PERSON = {"kind": "person", "family": "Marin", "given": "Clara", "affiliations": [{"name": "Banyuls", "ror": "x"}] * 8}


@pytest.mark.parametrize(
    ("document", "excess"),
    [
        ({"creators": [{"family": "x"}] * 6_001}, Excess("creators", 6_001, 6_000)),
        ({"keywords": [{}] * 1_001}, Excess("keywords", 1_001, 1_000)),
        ({"place": {"boxes": [BOX] * 5_001}}, Excess("boxes", 5_001, 5_000)),
        ({"place": {"polygons": [{"exterior": [[1, 2]] * 10_001}]}}, Excess("exterior", 10_001, 10_000)),
        ({"title": {f"x{number}": "a" for number in range(201)}}, Excess("title", 201, KEYS_MOST)),
        ({f"field{number}": "a" for number in range(201)}, Excess("", 201, KEYS_MOST)),
        ({"creators": [{"affiliations": [{"name": "x"}] * 30}] * 5_000}, Excess("", 465_003, PARTS_MOST)),
        ({"anything": [[[]] * 5_001]}, Excess("anything", 5_001, 5_000)),
    ],
    ids=lambda value: value.key or "all" if isinstance(value, Excess) else "",
)
def test_what_is_too_long_is_found_wherever_it_stands(document: dict[str, Any], excess: Excess) -> None:
    found = excess_of(document)
    assert found is not None
    assert (found.key, found.most) == (excess.key, excess.most)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"creators": [PERSON] * 2_000},
        {"keywords": [{"term": {"en": "a", "fr": "b"}}] * 1_000},
        {"place": {"boxes": [BOX] * 5_000}},
        {"place": {"polygons": [{"exterior": [[1, 2]] * 10_000}]}},
    ],
    ids=["nothing", "creators", "keywords", "boxes", "outline"],
)
def test_the_longest_sensible_description_is_kept_and_assessed_in_seconds(document: dict[str, Any]) -> None:
    assert excess_of(document) is None
    begun = time.perf_counter()
    assess(document)
    assert time.perf_counter() - begun < 60


def test_nesting_without_end_is_followed_without_recursion() -> None:
    deep: Any = {}
    for _level in range(20_000):
        deep = {"a": [deep]}
    assert excess_of(deep) is None


@pytest.mark.django_db
def test_a_list_without_end_is_not_saved_and_named_in_the_reader_s_language(dataset: Dataset, alice: Person) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"keywords": [{"term": {"en": "oxygen"}}]})
    for language, words in (("en", "“Keywords” holds 1001 entries"), ("fr", "1001")):
        with translation.override(language), pytest.raises(WrongState) as refused:
            write_draft(dataset_key=dataset.key, actor=alice, fields={"keywords": [{"term": {"en": "x"}}] * 1_001})
        assert words in refused.value.sentence
        assert refused.value.code == "draft-too-large"
    dataset.refresh_from_db()
    assert dataset.draft == {"keywords": [{"term": {"en": "oxygen"}}]}


@pytest.mark.django_db
def test_what_was_too_long_before_can_be_shortened_and_described_otherwise(dataset: Dataset, alice: Person) -> None:
    Dataset.objects.filter(pk=dataset.pk).update(draft={"keywords": [{"term": {"en": "x"}}] * 2_000})
    write_draft(dataset_key=dataset.key, actor=alice, fields={"lineage": {"en": "As it was."}})
    write_draft(dataset_key=dataset.key, actor=alice, fields={"keywords": [{"term": {"en": "x"}}]})
    dataset.refresh_from_db()
    assert len(dataset.draft["keywords"]) == 1


@pytest.mark.django_db
def test_a_page_of_forty_people_with_many_affiliations_each_is_saved(
    browser: Client, alice: Person, dataset: Dataset
) -> None:
    creators = [{**PERSON, "family": f"F{number}"} for number in range(60)]
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": creators})
    assert len(posted_of(draw({"creators": creators}, fields=people_fields()))) > 1_000
    page = Page.of(browser, address("deposit-people", dataset))
    assert browser.post(page.url, {**page.posts(), "creators-0-family": "Okafor"}).status_code == 302
    dataset.refresh_from_db()
    assert [dataset.draft["creators"][at]["family"] for at in (0, 1, 59)] == ["Okafor", "F1", "F59"]
