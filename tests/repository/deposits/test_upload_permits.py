"""Who sends is known before a byte is read: a forged sending touches neither its body nor the disk."""

from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, DraftFile, Person
from repository.services.deposits import create_deposit
from repository.uploads import permits
from repository.uploads.disk import DiskStore
from tests.repository.deposits.pages import Page, address
from tests.repository.deposits.test_upload_faults import Body, multipart, send
from tests.services.stores import kept

pytestmark = pytest.mark.django_db

WHOLE = multipart([("a.csv", b"1,2\n"), ("a.bin", bytes(500_000))])


@pytest.fixture
def strict(alice: Person) -> Client:
    """A browser of alice that is checked against forgery as real ones are."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    return browser


@pytest.fixture
def nothing_written(monkeypatch: pytest.MonkeyPatch, store: DiskStore) -> None:
    """Any attempt to begin a file fails the test."""

    def begin(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("a file was begun")

    monkeypatch.setattr(DiskStore, "open_place", begin)


def form_of(browser: Client, dataset: Dataset) -> tuple[str, str]:
    """The upload form as the page gives it: its address, and the token in its body."""
    form = Page.of(browser, address("deposit-files", dataset)).tree.xpath("//form[@data-upload]")[0]
    return str(form.get("action")), str(form.xpath(".//input[@name='csrfmiddlewaretoken']/@value")[0])


def refused_unread(browser: Client, dataset: Dataset, **how: Any) -> None:
    """A sending is refused with 403 and its body left alone."""
    body = Body(multipart([("a.bin", bytes(500_000))], how.pop("token", "")))
    assert send(browser, dataset, body, 500_300, **how).status_code == 403
    assert body.was_read == 0
    assert not DraftFile.objects.exists()


def test_the_plain_form_sends_files_without_script(strict: Client, dataset: Dataset) -> None:
    to, _token = form_of(strict, dataset)
    assert send(strict, dataset, Body(WHOLE), len(WHOLE), to=to).status_code == 302
    assert set(DraftFile.objects.values_list("path", flat=True)) == {"a.csv", "a.bin"}


def test_a_program_may_give_the_token_in_a_header_instead(strict: Client, dataset: Dataset) -> None:
    _to, token = form_of(strict, dataset)
    assert send(strict, dataset, Body(WHOLE), len(WHOLE), HTTP_X_CSRFTOKEN=token).status_code == 302
    assert DraftFile.objects.count() == 2


@pytest.mark.usefixtures("nothing_written")
def test_a_forged_sending_writes_no_byte_and_is_not_read(strict: Client, dataset: Dataset, store: DiskStore) -> None:
    to, token = form_of(strict, dataset)
    refused_unread(strict, dataset)
    refused_unread(strict, dataset, token=token)
    refused_unread(strict, dataset, to=f"{to}x")
    refused_unread(strict, dataset, HTTP_X_CSRFTOKEN="x" * 64)
    assert not store.incoming.exists()
    assert kept(store) == set()


@pytest.mark.usefixtures("nothing_written")
def test_a_form_of_another_site_is_refused_even_with_a_permit(strict: Client, dataset: Dataset) -> None:
    to, _token = form_of(strict, dataset)
    refused_unread(strict, dataset, to=to, HTTP_ORIGIN="https://evil.example")


@pytest.mark.usefixtures("nothing_written")
def test_a_permit_without_the_cookie_of_the_page_is_worth_nothing(strict: Client, dataset: Dataset) -> None:
    to, _token = form_of(strict, dataset)
    del strict.cookies["csrftoken"]
    refused_unread(strict, dataset, to=to)


@pytest.mark.usefixtures("nothing_written")
def test_a_permit_is_for_one_person_and_one_dataset(
    strict: Client, dataset: Dataset, alice: Person, bob: Person
) -> None:
    form_of(strict, dataset)
    other = create_deposit(actor=alice).datasets.get()
    for permit in (permits.permit_for(bob, dataset.key), permits.permit_for(alice, other.key), "", ":", "é" * 9_000):
        refused_unread(strict, dataset, to=f"{address('deposit-upload', dataset)}?permit={permit}")


@pytest.mark.usefixtures("nothing_written")
def test_a_page_left_open_for_days_is_told_and_nothing_is_written(
    strict: Client, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, _token = form_of(strict, dataset)
    monkeypatch.setattr(permits, "LIFE_S", -1)
    body = Body(WHOLE)
    answer = send(strict, dataset, body, len(WHOLE), to=to)
    assert (answer.status_code, body.was_read) == (302, len(WHOLE))
    page = Page.of(strict, address("deposit-files", dataset))
    assert "open for more than a day" in page.text("//main/preceding-sibling::*[contains(@class, 'flashes')]")
    assert not DraftFile.objects.exists()
