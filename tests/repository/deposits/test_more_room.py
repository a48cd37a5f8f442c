"""How much a deposit may take: said, checked before bytes are kept, and asked for."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from repository.models import Allowance, AllowanceRequest, Dataset, Grant, LifecycleEvent, Person, Role
from repository.services.allowances import answer_request
from repository.uploads.disk import DiskStore
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person, make_submitted
from tests.repository.deposits.pages import Page, address, send_files
from tests.services.stores import kept

ASKED = {"wanted": "250", "reason": "Two years of a moored profiler, packed."}


def room_of(dataset: Dataset) -> str:
    return reverse("deposit-room", args=[dataset.deposit_id])


def test_the_files_page_says_how_much_room_there_is_and_leads_to_more(browser: Client, dataset: Dataset) -> None:
    page = Page.of(browser, address("deposit-files", dataset))
    assert "there is room for 100 GB in this deposit" in page.text("//main")
    assert room_of(dataset) in page.links()
    assert Page.of(browser, room_of(dataset)).text("//dl") == "It holds0 bytesIt may hold100 GBLargest file20 GB"


def test_more_than_there_is_room_for_is_refused_by_its_announced_length_and_nothing_is_written(
    browser: Client, dataset: Dataset, store: DiskStore, settings: Any
) -> None:
    settings.DEPOSIT_MAX_BYTES = settings.UPLOAD_MAX_BYTES = 1_000_000
    answer = send_files(browser, dataset, {"a.csv": b"1" * 2_500_000})
    assert answer["Location"] == address("deposit-files", dataset)
    said = Page.of(browser, answer["Location"]).text("//*[contains(@class, 'flashes')]")
    assert "2.5 MB were to come, and there is room for 1 MB" in said
    assert not store.root.exists()


def test_a_lying_length_is_noticed_while_the_bytes_come(
    browser: Client, dataset: Dataset, store: DiskStore, settings: Any
) -> None:
    settings.DEPOSIT_MAX_BYTES = settings.UPLOAD_MAX_BYTES = 10
    answer = send_files(browser, dataset, {"a.csv": b"1" * 20})
    assert "larger than there is room for" in Page.of(browser, answer["Location"]).text("//main")
    assert kept(store) == set()


def test_more_is_asked_for_given_and_there_at_once(
    browser: Client, alice: Person, dataset: Dataset, broker: str
) -> None:
    oscar = make_operator()
    browser.post(room_of(dataset), ASKED)
    asked = AllowanceRequest.objects.get()
    assert (asked.person, asked.wanted_bytes) == (alice, 250 * 1000**3)
    run_everything_due()
    assert [sent.to for sent in mail.outbox] == [[oscar.email]]
    assert "Two years of a moored profiler" in mail.outbox[0].body
    page = Page.of(browser, room_of(dataset))
    assert "is asked for since" in page.text("//main")
    assert not page.tree.xpath("//main//form")
    answer_request(actor=oscar, request_id=asked.pk, granted_bytes=200 * 1000**3, answer="Two is enough.")
    run_everything_due()
    assert mail.outbox[-1].to == [alice.email]
    assert "200\N{NO-BREAK SPACE}GB" in mail.outbox[-1].body
    assert "It may hold200 GB" in Page.of(browser, room_of(dataset)).text("//dl")
    assert [event.type for event in LifecycleEvent.objects.filter(type__startswith="allowance.")] == [
        "allowance.asked",
        "allowance.given",
    ]


def test_who_waits_does_not_ask_twice(browser: Client, dataset: Dataset) -> None:
    browser.post(room_of(dataset), ASKED)
    assert "asked for already" in browser.post(room_of(dataset), ASKED, follow=True).content.decode()
    assert AllowanceRequest.objects.count() == 1


def test_a_co_author_asks_for_the_deposit_s_owner(client: Client, bob: Person, alice: Person, dataset: Dataset) -> None:
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    client.force_login(bob)
    client.post(room_of(dataset), ASKED)
    asked = AllowanceRequest.objects.get()
    assert (asked.person, asked.asked_by) == (alice, bob)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"wanted": "many"}, "Enter a number"),
        ({"wanted": "-1"}, "greater than or equal"),
        ({"wanted": "1e30"}, "less than or equal"),
        ({"wanted": "NaN"}, "Enter a number"),
        ({"reason": ""}, "required"),
        ({"reason": "\ud7ff\ufffe"}, "cannot be printed"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field(
    browser: Client, dataset: Dataset, typed: dict[str, str], words: str
) -> None:
    answer = browser.post(room_of(dataset), {**ASKED, **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AllowanceRequest.objects.exists()


def test_only_who_writes_a_deposit_asks_for_it(client: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    assert client.get(room_of(dataset))["Location"].startswith("/accounts/login/")
    for person in (make_person("charlie"), make_moderator("mona"), make_operator("olga")):
        client.force_login(person)
        assert client.get(room_of(dataset)).status_code == 404
        assert client.post(room_of(dataset), ASKED).status_code == 404
    assert not AllowanceRequest.objects.exists()
    assert not Allowance.objects.exists()
