"""Who may open what in the deposit room: every address, for every kind of person, before and after submission."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import DataFile, Dataset, Grant, Person, Role
from repository.urls.deposits import urlpatterns
from tests.factories import make_draft, make_moderator, make_operator, make_person, make_submitted
from tests.repository.deposits.pages import address

pytestmark = pytest.mark.django_db

AUTHORS = ("depositor", "co_author")
PEOPLE = ("anonymous", "stranger", "co_author", "depositor", "moderator", "other_moderator", "operator")
PAGES = ("deposit-files", "deposit-description", "deposit-people", "deposit-place", "deposit-review")
AUTOSAVES = ("deposit-description-autosave", "deposit-people-autosave", "deposit-place-autosave")
SENDS = (
    *AUTOSAVES,
    "deposit-proposals",
    "deposit-upload",
    "deposit-submit",
    "deposit-take-back",
    "correction-drop",
    "dataset-remove",
)
OF_A_FILE = ("deposit-file-remove", "deposit-file-restore", "deposit-file-role")
OF_A_DEPOSIT = ("deposit-status", "deposit-progress", "deposit-room", "dataset-add")
OF_NOBODY = ("deposit-list", "deposit-create")
EVERY_NAME = {
    *PAGES, *SENDS, *OF_A_FILE, *OF_A_DEPOSIT, *OF_NOBODY, "deposit-file", "deposit-dataset", "correction-begin",
    "deposit-unfinished", "deposit-unfinished-drop",  # see tests/repository/tus
    "deposit-start", "deposit-start-file", "deposit-take", "deposit-take-file", "deposit-taken",  # tests/permissions
    "deposit-source", "deposit-source-pause",  # see tests/repository/series and tests/permissions
    "deposit-team", "deposit-team-role", "deposit-team-end", "invitation-again", "invitation-withdraw",
    "deposit-link-new", "deposit-link", "deposit-link-look", "deposit-link-revoke",  # see tests/repository/sharing
}  # fmt: skip


def names_of(patterns: list[object]) -> set[str]:
    """The names of all addresses, those included from elsewhere too."""
    found: set[str] = set()
    for pattern in patterns:
        found |= names_of(getattr(pattern, "url_patterns", []))
        found |= {name} if (name := getattr(pattern, "name", None)) else set()
    return found


def enter(client: Client, who: str, dataset: Dataset) -> None:
    """Sign in as somebody of that kind."""

    def co_author() -> Person:
        person = make_person("bob")
        Grant.objects.create(person=person, role=Role.CO_AUTHOR, deposit=dataset.deposit)
        return person

    people: dict[str, Callable[[], Person]] = {
        "stranger": lambda: make_person("charlie"),
        "co_author": co_author,
        "depositor": lambda: Person.objects.get(email="alice@example.org"),
        "moderator": lambda: make_moderator("mona"),
        "other_moderator": lambda: make_moderator("otto", pole="climate"),
        "operator": make_operator,
    }
    if who != "anonymous":
        client.force_login(people[who]())


def test_the_matrix_leaves_no_address_out() -> None:
    assert names_of(list(urlpatterns)) == EVERY_NAME


def readers(stage: str) -> tuple[str, ...]:
    """Who may read a dataset: its authors, and once submitted the moderators of its discipline."""
    return AUTHORS if stage == "draft" else (*AUTHORS, "moderator")


def made(stage: str, alice: Person) -> Dataset:
    """A dataset at a stage."""
    return make_draft(alice) if stage == "draft" else make_submitted(alice)


@pytest.mark.parametrize("stage", ["draft", "submitted"])
@pytest.mark.parametrize("who", PEOPLE)
def test_pages_are_for_those_who_may_read_and_steps_for_those_who_may_write(
    client: Client, alice: Person, who: str, stage: str
) -> None:
    dataset = made(stage, alice)
    enter(client, who, dataset)
    for name in PAGES:
        expected = 302 if who == "anonymous" else 404
        if who in readers(stage):
            writes = who in AUTHORS and stage == "draft"
            expected = 200 if writes or name == "deposit-review" else 302
        assert client.get(address(name, dataset)).status_code == expected, (name, who, stage)


@pytest.mark.parametrize("stage", ["draft", "submitted"])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_draft_s_files_and_status_are_for_those_who_may_read(
    client: Client, alice: Person, who: str, stage: str
) -> None:
    dataset = made(stage, alice)
    enter(client, who, dataset)
    number = DataFile.objects.get().number
    expected = 200 if who in readers(stage) else 302 if who == "anonymous" else 404
    assert client.get(address("deposit-file", dataset, number)).status_code == expected
    for name in ("deposit-status", "deposit-progress"):
        assert client.get(reverse(name, args=[dataset.deposit_id])).status_code == expected, name


@pytest.mark.parametrize("who", [person for person in PEOPLE if person not in AUTHORS])
def test_nothing_can_be_sent_by_those_who_do_not_write(client: Client, alice: Person, who: str) -> None:
    dataset = make_submitted(alice)
    before = (dataset.draft, dataset.state, dataset.draft_files.count())
    enter(client, who, dataset)
    number = DataFile.objects.get().number
    expected = {302} if who == "anonymous" else {403, 409, 302} if who == "moderator" else {404}
    sent = [address(name, dataset) for name in (*SENDS, "deposit-description", "deposit-people", "deposit-place")]
    sent += [address(name, dataset, number) for name in OF_A_FILE]
    sent += [reverse("dataset-add", args=[dataset.deposit_id]), reverse("correction-begin", args=[dataset.key])]
    for url in sent:
        assert client.post(url, {"title-en": "Mine now", "is-title": "x"}).status_code in expected, (url, who)
    dataset.refresh_from_db()
    assert (dataset.draft, dataset.state, dataset.draft_files.count()) == before
    assert dataset.deposit is not None
    assert dataset.deposit.datasets.count() == 1


@pytest.mark.parametrize("who", AUTHORS)
def test_what_the_moderators_have_is_not_changed_by_its_authors_either(client: Client, alice: Person, who: str) -> None:
    dataset = make_submitted(alice)
    enter(client, who, dataset)
    number = DataFile.objects.get().number
    changes = ["deposit-description", "deposit-people", "deposit-place", "deposit-upload", *AUTOSAVES]
    for url in [*(address(name, dataset) for name in changes), address("deposit-file-remove", dataset, number)]:
        assert client.post(url, {"title-en": "Late", "is-title": "x"}).status_code in {302, 403, 409}, url
    dataset.refresh_from_db()
    assert dataset.draft["title"]["en"] != "Late"
    assert dataset.draft_files.count() == 1


@pytest.mark.parametrize("who", PEOPLE)
def test_one_s_list_and_a_new_deposit_are_for_everybody_signed_in(client: Client, alice: Person, who: str) -> None:
    dataset = make_draft(alice)
    enter(client, who, dataset)
    expected = 302 if who == "anonymous" else 200
    answer = client.get(reverse("deposit-list"))
    assert answer.status_code == expected
    assert (dataset.doi in answer.content.decode()) == (who in AUTHORS)
    client.post(reverse("deposit-create"))
    assert Dataset.objects.count() == (1 if who == "anonymous" else 2)


def test_addresses_that_change_something_answer_no_link(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    number = DataFile.objects.get().number
    answered_too = {"deposit-proposals"}  # tells a script what has changed, and leads others to the files
    urls = [address(name, dataset) for name in SENDS if name not in answered_too]
    urls += [address(name, dataset, number) for name in OF_A_FILE]
    for url in [*urls, reverse("dataset-add", args=[dataset.deposit_id])]:
        assert browser.get(url).status_code == 405, url
    assert browser.get(reverse("deposit-create")).status_code == 302
    assert Dataset.objects.count() == 1


def test_a_dataset_is_not_found_under_another_deposit(browser: Client, alice: Person) -> None:
    mine, other = make_draft(alice), make_draft(alice)
    assert browser.get(reverse("deposit-files", args=[other.deposit_id, mine.key])).status_code == 404
