"""Private links, by a program: their addresses are told once, and what hides the authors hides them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from repository.models import Dataset, Grant, LifecycleEvent, Person, ReviewerLink, Role
from tests.addresses.asking import everything_stored
from tests.driver import run_everything_due
from tests.factories import make_draft, make_moderator, make_public
from tests.repository.api.program import Program, program

pytestmark = pytest.mark.django_db

TODAY = datetime.now(UTC).date()


@pytest.fixture
def dataset(alice: Person) -> Dataset:
    """A whole draft of alice."""
    return make_draft(alice)


@pytest.fixture
def links(dataset: Dataset) -> str:
    """The address of the links of its deposit."""
    return f"/api/v1/deposits/{dataset.deposit_id}/reviewer-links/"


def pages_behind(address: str) -> str:
    """Everything that somebody without an account sees who opens the address."""
    browser = Program("").client
    path = address.removeprefix("http://localhost:8000")
    return browser.get(path, follow=True).content.decode()


def test_a_link_is_told_once_and_opens_what_it_shows(api: Program, links: str, alice: Person) -> None:
    made = api.post(links, {"hides_authors": False, "label": "The journal"})
    told = made.json()
    assert (made.status_code, made["Location"], made["Cache-Control"]) == (201, told["url"], "private, no-store")
    assert "Dissolved oxygen in the Gulf of Lion" in pages_behind(told["address"])
    token = told["address"].rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    listed = api.get(links)
    assert [each["key"] for each in listed.json()["results"]] == [told["key"]]
    assert listed.json()["results"][0].keys() == told.keys() - {"address"}
    assert token not in listed.content.decode()
    assert token not in str([event.payload for event in LifecycleEvent.objects.all()])
    assert token not in str(ReviewerLink.objects.values())


def test_a_link_that_hides_the_authors_names_nobody(api: Program, links: str) -> None:
    shown = pages_behind(api.post(links, {"hides_authors": False}).json()["address"])
    told = api.post(links, {"hides_authors": True, "may_download": False}).json()
    run_everything_due()
    hidden = pages_behind(told["address"])
    assert (told["hides_authors"], told["may_download"]) == (True, False)
    assert "Dissolved oxygen" in hidden
    for name in ("Marin", "Okafor", "Banyuls", "0000-0002-1825-0097"):
        assert (name in shown, name in hidden) == (True, False), name


def test_a_revoked_link_opens_nothing(api: Program, links: str) -> None:
    told = api.post(links, {"hides_authors": False}).json()
    here = told["url"].removeprefix("http://localhost:8000")
    assert api.delete(here).status_code == 204
    assert "Dissolved oxygen" not in pages_behind(told["address"])
    assert not api.get(links).json()["results"][0]["is_live"]
    assert api.delete(here).status_code == 204


def test_a_link_has_a_last_day_and_may_show_one_dataset(api: Program, links: str, dataset: Dataset) -> None:
    wanted = {"hides_authors": False, "dataset": str(dataset.key), "last_day": (TODAY + timedelta(days=2)).isoformat()}
    told = api.post(links, wanted).json()
    assert {name: told[name] for name in wanted} == wanted
    usual = api.post(links, {"hides_authors": False}).json()
    assert (usual["dataset"], usual["may_download"]) == (None, True)
    assert TODAY + timedelta(days=182) <= datetime.fromisoformat(usual["last_day"]).date()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/hides_authors"),
        ({"hides_authors": "false"}, "/hides_authors"),
        ({"hides_authors": None}, "/hides_authors"),
        ({"last_day": "2001-01-01"}, "/last_day"),
        ({"last_day": "9999-12-31"}, "/last_day"),
        ({"last_day": "some day"}, "/last_day"),
        ({"dataset": "x"}, "/dataset"),
        ({"label": "x" * 121}, "/label"),
        ({"label": "a\x07b"}, "/label"),
        ({"token": "A" * 43}, "/token"),
        ({"key": "00000000-0000-0000-0000-000000000000"}, "/key"),
    ],
)
def test_a_link_that_is_none_is_not_made(api: Program, links: str, body: Any, pointer: str) -> None:
    api.get("/api/v1/me/")
    before = everything_stored()
    answer = api.post(links, body if "hides_authors" in body or not body else {"hides_authors": False, **body})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert everything_stored() == before


def test_a_dataset_of_another_deposit_is_not_shown_by_a_link(api: Program, links: str, alice: Person) -> None:
    answer = api.post(links, {"hides_authors": False, "dataset": str(make_draft(alice).key)})
    assert (answer.status_code, answer.json()["code"]) == (400, "dataset-unknown")
    assert not ReviewerLink.objects.exists()


def test_the_authors_of_what_is_public_cannot_be_hidden(api: Program, alice: Person) -> None:
    dataset = make_public(alice, make_moderator("mona"))
    answer = api.post(f"/api/v1/deposits/{dataset.deposit_id}/reviewer-links/", {"hides_authors": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot-hide")


@pytest.mark.parametrize("role", [Role.CO_AUTHOR, Role.READER])
def test_who_edits_makes_links_and_who_reads_sees_none(
    api: Program, links: str, bob: Person, dataset: Dataset, role: Role
) -> None:
    told = api.post(links, {"hides_authors": False}).json()
    Grant.objects.create(person=bob, role=role, deposit=dataset.deposit)
    his, one = program(bob), told["url"].removeprefix("http://localhost:8000")
    answers = his.post(links, {"hides_authors": False}), his.get(links), his.delete(one)
    expected = [201, 200, 204] if role == Role.CO_AUTHOR else [403, 403, 403]
    assert [answer.status_code for answer in answers] == expected
