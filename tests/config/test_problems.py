"""What no database can hold is the asker's mistake, wherever in a request it stands: never a failure of ours."""

import pytest
from django.test import Client

from tests.factories import make_moderator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/datasets/%00/",
        "/datasets/a%00b/manifest",
        "/datasets/%00/export/bibtex",
        "/datasets/%00/withdraw/",
        "/doi/10.5072/%00",
        "/doi/%00/1042",
    ],
)
def test_a_nul_in_an_address_is_refused(address: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(make_moderator("bob"))
    answer = browser.get(address)
    assert answer.status_code == 400
    assert "This request cannot be read" in answer.content.decode()


@pytest.mark.parametrize("name", ["pole", "state", "words", "whose", "order", "page"])
def test_a_nul_in_a_filter_of_the_queue_filters_nothing_or_is_refused(name: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(make_moderator("bob"))
    assert browser.get("/moderation/", {name: "\x00"}).status_code in (200, 400)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing/here/", 404, "There is no page at this address"),
        ("/datasets/123456789/", 404, "There is no page at this address"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_error_page_is_shown_even_where_the_cookie_cannot_be_looked_up(
    address: str, status: int, words: str, language: str
) -> None:
    browser = Client(raise_request_exception=False)
    cookie = r'sessionid="\000aaaaaaaaaaaa"; django_language=' + language
    answer = browser.get(address, headers={"cookie": cookie})
    assert answer.status_code == status
    assert (words in answer.content.decode()) == (language == "en")
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize(("address", "method"), [("/deposits/", "POST"), ("/moderation/", "DELETE"), ("/", "POST")])
def test_the_address_of_a_button_opened_as_a_page_says_so(address: str, method: str) -> None:
    browser = Client()
    browser.force_login(make_moderator("bob"))
    answer = browser.generic(method, address)
    assert answer.status_code == 405
    assert "This address belongs to a button" in answer.content.decode()
    assert "GET" in answer.headers["Allow"]


def test_a_forged_form_is_refused_even_where_the_cookie_cannot_be_looked_up() -> None:
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answer = browser.post("/accounts/login/", {}, headers={"cookie": r'sessionid="\000aaaaaaaaaaaa"'})
    assert answer.status_code in (400, 403)
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/deposits/", "/accounts/login/"])
def test_a_nul_in_the_session_cookie_is_refused(address: str) -> None:
    browser = Client(raise_request_exception=False)
    answer = browser.get(address, headers={"cookie": r'sessionid="\000aaaaaaaaaaaa"'})
    assert answer.status_code == 400
    assert "This request cannot be read" in answer.content.decode()
