"""Posts that no page of ours makes: buttons that name nothing, numbers without end, pages of lists that overlap."""

from typing import Any

import pytest
from django.test import Client

from repository.forms.actions import parse_action
from repository.forms.sending import MARK
from repository.models import Dataset, Person
from repository.services.deposits import write_draft
from tests.repository.deposits.pages import address

pytestmark = pytest.mark.django_db

PEOPLE: list[dict[str, Any]] = [{"kind": "person", "family": f"F{number}"} for number in range(120)]


@pytest.mark.parametrize(
    "name",
    [
        "creators-99999999999999999999-x",
        "creators-0-0-0-0:zzz",
        f"creators-{'9' * 5_000}",
        f"creators{'-0' * 3_000}",
        "creators-x" * 300,
        "creators-²",
        "creators:zzz",
        "title\x00",
        "creators\n\nx",
        "7-creators",
    ],
)
@pytest.mark.parametrize("verb", ["add", "up", "remove"])
def test_a_button_that_no_page_has_leads_back_to_a_page(
    browser: Client, dataset: Dataset, name: str, verb: str
) -> None:
    typed = {f"{MARK}-creators": "x", "creators-0-row": "1", "creators-0-family": "Marin", "do": f"{verb}:{name}"}
    answer = browser.post(address("deposit-people", dataset), typed)
    assert answer.status_code == 302
    assert browser.get(answer.headers["Location"].partition("#")[0]).status_code == 200
    dataset.refresh_from_db()
    assert dataset.draft["creators"][0]["family"] == "Marin"


def test_a_button_names_rows_by_short_numbers_only() -> None:
    action = parse_action("add:creators-0-affiliations")
    assert action is not None
    assert action.path == ("creators", 0, "affiliations")
    assert parse_action("up:creators-9999999") is None
    assert parse_action("up:creators--1") is None


@pytest.mark.parametrize(
    ("start", "end"),
    [("999999", "0"), ("120", "0"), ("50", "49"), ("9" * 5_000, "0"), ("-1", "0"), ("²", "³"), ("", "")],
)
def test_a_forged_page_of_a_long_list_never_tells_a_row_twice(
    browser: Client, alice: Person, dataset: Dataset, start: str, end: str
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": PEOPLE})
    forged = {f"{MARK}-creators": "any", "creators-start": start, "creators-end": end}
    assert browser.post(address("deposit-people", dataset), forged).status_code == 302
    dataset.refresh_from_db()
    assert len(dataset.draft.get("creators", ())) <= len(PEOPLE)


def test_a_page_of_a_list_that_was_shortened_meanwhile_keeps_what_was_typed(
    browser: Client, alice: Person, dataset: Dataset
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": PEOPLE[:10]})
    typed = {
        f"{MARK}-creators": "drawn when there were more",
        "creators-start": "50",
        "creators-end": "100",
        "creators-50-row": "1",
        "creators-50-kind": "person",
        "creators-50-family": "Marin",
    }
    browser.post(address("deposit-people", dataset), typed)
    dataset.refresh_from_db()
    assert [row["family"] for row in dataset.draft["creators"]] == [*(row["family"] for row in PEOPLE[:10]), "Marin"]


@pytest.mark.parametrize("length", ["9" * 5_000, "²", "-1", "a lot"])
def test_a_length_that_is_none_is_not_believed(browser: Client, dataset: Dataset, length: str) -> None:
    answer = browser.post(address("deposit-upload", dataset), {}, headers={"content-length": length})
    assert answer.status_code in (302, 400)
