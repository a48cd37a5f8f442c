"""Whoever walks through every link of the search is asked to wait; people who work on the site are not."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from config.crowds import crowds_last
from repository.accounts.rate import Window
from repository.views import search_turns
from repository.views.search_kept import SHELF
from repository.views.search_turns import Crowded, Resting, Turns
from tests.factories import make_person


@pytest.fixture(autouse=True)
def _nobody_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_turns, "WINDOW", Window())
    monkeypatch.setattr(search_turns, "RESTING", Resting())
    monkeypatch.setattr(search_turns, "TURNS", Turns())
    SHELF.forget()


@pytest.mark.django_db
def test_an_origin_that_asks_too_much_is_told_when_to_come_back(client: Client, settings: LazySettings) -> None:
    settings.SEARCHES_A_MINUTE = 2
    assert [client.get("/search/", {"q": f"word{n}"}).status_code for n in range(3)] == [200, 200, 429]
    refused = client.get("/search/", {"q": "word3"})
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert "Many are searching now" in refused.content.decode()
    assert "default-src" in refused["Content-Security-Policy"]
    french = client.get("/search/", {"q": "word3"}, headers={"Accept-Language": "fr"})
    assert 'lang="fr"' in french.content.decode()
    program = client.get("/search/", {"q": "word5", "format": "json"})
    assert (program.status_code, program.json()["code"]) == (429, "search-crowded")


def test_who_does_not_wait_is_refused_before_anything_is_looked_up(settings: LazySettings) -> None:
    heard: list[str] = []
    asked = RequestFactory().get("/search/").environ

    def site(environ: dict[str, Any], _start: Callable[..., Any]) -> list[bytes]:
        heard.append(environ["PATH_INFO"])
        return [b"found"]

    def answer(**changes: str) -> tuple[list[str], list[bytes]]:
        said: list[str] = []
        body = crowds_last(site)(
            {**asked, **changes}, lambda status, headers: said.extend([status, *map(str, headers)])
        )
        return said, list(body)

    assert answer() == ([], [b"found"])
    search_turns.RESTING.add("127.0.0.1")
    said, body = answer()
    assert (said[0], heard) == ("429 Too Many Requests", ["/search/"])
    assert "('Retry-After', '5')" in said
    assert b"Many are searching now" in body[0]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert b"Many are searching now" in answer(HTTP_X_FORWARDED_FOR="198.51.100.1")[1][0]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for changes in (
        {"REMOTE_ADDR": "192.0.2.7"},
        {"PATH_INFO": "/deposits/"},
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=somebody"},
    ):
        assert answer(**changes)[1] == [b"found"]


@pytest.mark.django_db
def test_what_was_measured_in_a_place_is_a_search_like_any_other(client: Client, settings: LazySettings) -> None:
    settings.SEARCHES_A_MINUTE = 1
    addresses = [f"/search/nearby/?box={west},42,6,44&format=json" for west in (3, 4)]
    assert [client.get(address).status_code for address in addresses] == [200, 429]


@pytest.mark.django_db
def test_answers_that_are_kept_do_not_count(client: Client, settings: LazySettings) -> None:
    settings.SEARCHES_A_MINUTE = 2
    client.get("/search/", {"q": "the first"})
    assert [client.get("/search/", {"q": "the same"}).status_code for _ in range(4)] == [200] * 4
    assert client.get("/search/", {"q": "another"}).status_code == 429


@pytest.mark.django_db
def test_who_is_signed_in_is_never_refused(client: Client, settings: LazySettings) -> None:
    settings.SEARCHES_A_MINUTE = 1
    assert [client.get("/search/", {"q": f"word{n}"}).status_code for n in range(2)] == [200, 429]
    client.force_login(make_person("alice"))
    assert [client.get("/search/", {"q": f"word{n}"}).status_code for n in range(4)] == [200] * 4


def test_a_cookie_of_nobody_helps_nobody(client: Client, settings: LazySettings, db: None) -> None:
    settings.SEARCHES_A_MINUTE = 1
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert [client.get("/search/", {"q": f"word{n}"}).status_code for n in range(2)] == [200, 429]


def test_an_answer_is_made_at_a_time_and_few_wait_for_their_turn() -> None:
    turns = Turns(most_waiting=0)
    with turns.turn(), pytest.raises(Crowded), turns.turn():
        pass
    patient = Turns(most_waiting=1, patience_s=0.01)
    with patient.turn(), pytest.raises(Crowded), patient.turn():
        pass


def test_after_a_refusal_the_search_rests_as_long_as_it_worked() -> None:
    turns = Turns(most_waiting=1, patience_s=0.05)
    with turns.turn():
        began = time.monotonic()
        with pytest.raises(Crowded), turns.turn():
            pass
        ended = time.monotonic()
        worked = ended - began
    turns = _with_patience(turns)
    with turns.turn():
        assert time.monotonic() - ended >= worked * 0.9


def _with_patience(turns: Turns) -> Turns:
    turns._patience_s = 10.0
    return turns
