"""Drafts made of anything: written by other programs or older versions, they are shown, saved and never lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Person
from repository.record.document import prune
from repository.services.deposits import write_draft, write_shared
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db

ODD: dict[str, Any] = {
    "everything of the wrong shape": {
        "title": 5,
        "abstract": ["a"],
        "creators": "Marin",
        "keywords": {"term": "oxygen"},
        "place": [1, 2],
        "time": "2019",
        "licence": ["CC-BY-4.0"],
        "poles": "ocean",
        "language": {"en": True},
        "forwarding": "perhaps",
        "variables": [None, 3, "x"],
        "related": [[]],
    },
    "odd leaves in the right shapes": {
        "title": {"en": None, "fr": ["x"], "": "no language", "x y": "spaces"},
        "creators": [{"family": {"deep": 1}, "orcid": None, "affiliations": "none"}, {"kind": "team"}, {}],
        "place": {
            "boxes": [{"west": "abc", "north": 1e20, "south": 10**400}, 5],
            "polygons": [{"exterior": []}],
            "extra": 1,
        },
        "time": {"periods": [{"begin": {"age": "old", "unit": "Ma"}, "end": False}]},
        "vertical": [{"minimum": None}],
        "contributors": [{"role": "Boss", "party": {"kind": "organisation", "name": "CNRS", "x": 1}}],
        "schema_version": 99,
    },
    "very long texts": {"title": {"en": "long " * 2_000}, "abstract": {"en": "line\n" * 5_000}},
    "right to left": {"title": {"ar": "أكسجين مذاب"}, "abstract": {"he": "חמצן"}},
    "two thousand creators": {"creators": [{"family": f"F{number}", "given": "A"} for number in range(2_000)]},
}


@pytest.mark.parametrize("document", ODD.values(), ids=ODD)
def test_every_page_shows_it_and_saving_keeps_it(
    browser: Client, alice: Person, dataset: Dataset, document: dict[str, Any]
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields=document)
    for name in ("description", "people", "place"):
        page = Page.of(browser, address(f"deposit-{name}", dataset))
        assert browser.post(page.url, {**page.posts(), "do": "save"}).status_code == 302
    dataset.refresh_from_db()
    assert prune(dataset.draft) == prune(document)
    for url in (
        address("deposit-files", dataset),
        address("deposit-review", dataset),
        reverse("deposit-status", args=[dataset.deposit_id]),
        reverse("deposit-list"),
    ):
        assert browser.get(url).status_code == 200, url


def test_a_number_where_words_belong_becomes_words_and_a_party_with_a_name_an_organisation(
    browser: Client, alice: Person, dataset: Dataset
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": [{"family": 12}, {"name": "IPGP"}]})
    page = Page.of(browser, address("deposit-people", dataset))
    browser.post(page.url, {**page.posts(), "do": "save"})
    dataset.refresh_from_db()
    assert dataset.draft["creators"] == [{"family": "12"}, {"kind": "organisation", "name": "IPGP"}]


def test_an_odd_shared_document_is_shown_too(browser: Client, alice: Person, dataset: Dataset) -> None:
    assert dataset.deposit_id is not None
    for document in ODD.values():
        write_shared(deposit_id=dataset.deposit_id, actor=alice, fields=document)
        for name in ("description", "people", "place", "review"):
            assert browser.get(address(f"deposit-{name}", dataset)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "add:creators-0-affiliations-0-x"},
        {"do": "remove:creators--1"},
        {"do": "share:title"},
        {"do": "share:nothing"},
        {"do": "own:"},
        {"is-creators": "x", "creators-0-row": "1", "creators-0-rest": "{"},
        {"is-creators": "x", "creators-0-row": "1", "creators-0-rest": '{"a":"\\u0000"}'},
        {"is-creators": "x", "creators-0-row": "1", "creators-0-rest": '{"a":"\\ud800"}'},
        {"is-creators": "x", "creators-0-row": "1", "creators-0-rest": '{"a":NaN}'},
        {"is-creators": "x", "creators-0-row": "1", "creators-0-rest": "[" * 5_000},
        {"is-creators": "x", "creators-99999999999-row": "1"},
        {"is-creators": "x", "creators-start": "9" * 9, "creators-end": "0"},
    ],
)
def test_forms_that_no_page_of_ours_made_break_nothing(browser: Client, dataset: Dataset, sent: dict[str, str]) -> None:
    for name in ("description", "people", "place"):
        assert browser.post(address(f"deposit-{name}", dataset), sent).status_code == 302
    dataset.refresh_from_db()
    assert "\x00" not in str(dataset.draft)
    assert browser.get(address("deposit-people", dataset)).status_code == 200


def test_odd_addresses_are_answered(browser: Client, dataset: Dataset) -> None:
    for query in (
        "creators=-1",
        "creators=999999",
        "creators=x",
        "page=0",
        "page=none",
        "files=zero",
        "place-boxes=40",
    ):
        for name in ("files", "people", "place", "review"):
            assert browser.get(f"{address(f'deposit-{name}', dataset)}?{query}").status_code == 200
