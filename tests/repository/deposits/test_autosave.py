"""Saving while somebody types: only what was touched is sent, and nothing is undone by it."""

from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import write_draft
from tests.factories import DOCUMENT, make_submitted
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db


def type_at(browser: Client, dataset: Dataset, step: str, **typed: str) -> Any:
    """Send what a script sends: the touched controls alone."""
    sent = {name.replace("__", "-"): text for name, text in typed.items()}
    answer = browser.post(address(f"deposit-{step}-autosave", dataset), sent, headers={"X-Requested-With": "fetch"})
    dataset.refresh_from_db()
    return answer


def test_one_control_is_saved_and_the_rest_stays(browser: Client, alice: Person, dataset: Dataset) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields=DOCUMENT)
    assert type_at(browser, dataset, "people", creators__1__orcid="0000-0001").status_code == 200
    assert dataset.draft["creators"][1]["orcid"] == "0000-0001"
    assert dataset.draft["creators"][0] == DOCUMENT["creators"][0]
    assert {name: dataset.draft[name] for name in DOCUMENT if name != "creators"} == {
        name: DOCUMENT[name] for name in DOCUMENT if name != "creators"
    }


def test_an_emptied_control_is_saved_too(browser: Client, alice: Person, dataset: Dataset) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields=DOCUMENT)
    type_at(browser, dataset, "description", title__fr="")
    assert dataset.draft["title"] == {"en": DOCUMENT["title"]["en"]}


def test_what_is_typed_back_before_the_form_is_sent_counts(browser: Client, alice: Person, dataset: Dataset) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"title": {"en": "First"}})
    page = Page.of(browser, address("deposit-description", dataset))
    type_at(browser, dataset, "description", title__en="Second")
    was = '{"mark":"","texts":{"title-en":["Second"]}}'  # as a script says once it saved that
    browser.post(page.url, {**page.posts(), "was-title": was, "do": "save"})
    dataset.refresh_from_db()
    assert dataset.draft["title"] == {"en": "First"}


def test_nothing_is_written_while_the_moderators_have_it(browser: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    before = dataset.draft
    assert type_at(browser, dataset, "description", title__en="Late").status_code == 409
    assert dataset.draft == before


def test_the_answer_is_the_head_of_the_page_as_it_is_now(browser: Client, dataset: Dataset) -> None:
    answer = type_at(browser, dataset, "description", title__en="Oxygen of the shelf").content.decode()
    assert 'data-renew="title"' in answer
    assert "Oxygen of the shelf</h1>" in answer
    assert 'data-renew="steps"' in answer
    assert "Saved at" in answer
    assert "<html" not in answer
