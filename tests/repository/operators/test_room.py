"""The operator's page about room: requests are answered once, limits are set, and everybody is told."""

import pytest
from django.test import Client

from repository.errors import NotAllowed
from repository.models import Allowance, AllowanceRequest, LifecycleEvent, Person
from repository.queries.room import room_in
from repository.services.allowances import answer_request, ask_for_room, set_allowance
from repository.services.deposits import create_deposit

pytestmark = pytest.mark.django_db
ROOM = "/operations/room/"
GB = 1000**3


@pytest.fixture
def asked(alice: Person) -> AllowanceRequest:
    """A request of Alice's that waits."""
    deposit = create_deposit(actor=alice)
    return ask_for_room(actor=alice, deposit_id=deposit.pk, wanted_bytes=250 * GB, reason="A <b>large</b> cruise.")


def test_a_request_is_shown_with_its_reason_and_given(browser: Client, asked: AllowanceRequest, alice: Person) -> None:
    page = browser.get(ROOM).content.decode()
    assert "A &lt;b&gt;large&lt;/b&gt; cruise." in page
    assert 'value="250.0"' in page
    answer = browser.post(f"{ROOM}{asked.pk}/", {f"r{asked.pk}-granted": "300", "give": ""}, follow=True)
    assert "Answered." in answer.content.decode()
    assert Allowance.objects.get(person=alice).deposit_bytes == 300 * GB
    assert room_in(asked.deposit.datasets.get()).total_bytes == 300 * GB
    assert "Nobody waits" in browser.get(ROOM).content.decode()


def test_a_refusal_needs_words(browser: Client, asked: AllowanceRequest) -> None:
    answer = browser.post(f"{ROOM}{asked.pk}/", {"refuse": ""}, follow=True)
    assert "Say why" in answer.content.decode()
    browser.post(f"{ROOM}{asked.pk}/", {"refuse": "", f"r{asked.pk}-answer": "Pack them first."})
    asked.refresh_from_db()
    assert (asked.granted_bytes, asked.answer) == (None, "Pack them first.")
    assert not Allowance.objects.exists()
    assert LifecycleEvent.objects.get(type="allowance.refused").reason == "Pack them first."


def test_a_request_is_answered_once(browser: Client, asked: AllowanceRequest) -> None:
    browser.post(f"{ROOM}{asked.pk}/", {f"r{asked.pk}-granted": "300", "give": ""})
    again = browser.post(f"{ROOM}{asked.pk}/", {f"r{asked.pk}-granted": "900", "give": ""}, follow=True)
    assert "answered already" in again.content.decode()
    assert Allowance.objects.get().deposit_bytes == 300 * GB
    assert browser.post(f"{ROOM}999999/", {"r999999-granted": "1", "give": ""}).status_code == 404


@pytest.mark.parametrize("granted", ["", "nothing", "0", "-5"])
def test_giving_needs_a_number(browser: Client, asked: AllowanceRequest, granted: str) -> None:
    answer = browser.post(f"{ROOM}{asked.pk}/", {f"r{asked.pk}-granted": granted, "give": ""}, follow=True)
    assert "how many gigabytes" in answer.content.decode()
    assert not Allowance.objects.exists()


def test_limits_are_set_and_taken_back_without_a_request(browser: Client, alice: Person) -> None:
    browser.post(ROOM, {"email": alice.email, "size": "0.5", "files": "10"})
    allowance = Allowance.objects.get(person=alice)
    assert (allowance.deposit_bytes, allowance.deposit_files) == (500_000_000, 10)
    assert "500\N{NO-BREAK SPACE}MB" in browser.get(ROOM).content.decode()
    browser.post(ROOM, {"email": alice.email})
    allowance.refresh_from_db()
    assert (allowance.deposit_bytes, allowance.deposit_files) == (None, None)
    assert "No account has this address" in browser.post(ROOM, {"email": "no@example.org"}).content.decode()


def test_the_services_themselves_refuse_who_is_no_operator(alice: Person, asked: AllowanceRequest) -> None:
    with pytest.raises(NotAllowed):
        answer_request(actor=alice, request_id=asked.pk, granted_bytes=900 * GB)
    with pytest.raises(NotAllowed):
        set_allowance(actor=alice, email=alice.email, deposit_bytes=900 * GB, deposit_files=None)
