"""The cookie of a mailed link: for one path, one key and no script; the token leaves the address."""

from http.cookies import Morsel
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from moderation.views.advising import COOKIE as ADVICE
from moderation.views.handovers import COOKIE as HANDOVER
from repository.views.link_cookies import LinkCookie
from repository.views.reviewer import COOKIE as REVIEWER

KINDS = [ADVICE, HANDOVER, REVIEWER]
KEY, OTHER = uuid4(), uuid4()


def cookie_of(answer: HttpResponse, kind: LinkCookie) -> "Morsel[str]":
    return answer.cookies[kind.name]


def brought(kind: LinkCookie, value: str, key: UUID) -> str:
    request = RequestFactory().get("/")
    request.COOKIES[kind.name] = value
    return kind.token(request, key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_is_for_one_path_and_no_script_and_the_address_has_no_token(kind: LinkCookie, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    answer = kind.enter(KEY, "a-secret")
    said = cookie_of(answer, kind)
    assert answer["Location"].endswith(f"/{KEY}/")
    assert said["path"] == answer["Location"]
    assert (said["httponly"], said["secure"], said["samesite"]) == (True, True, "Lax")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_opens_the_link_that_it_was_made_for_alone(kind: LinkCookie) -> None:
    value = cookie_of(kind.enter(KEY, "a-secret"), kind).value
    assert brought(kind, value, KEY) == "a-secret"
    assert brought(kind, value, OTHER) == ""
    assert brought(kind, value[:-1] + ("A" if value[-1] != "A" else "B"), KEY) == ""
    assert brought(kind, "a-secret", KEY) == ""
    for other in KINDS:
        if other is not kind:
            assert brought(other, value, KEY) == "", "a cookie of one kind of link opens another kind"


def test_it_ends_with_its_link_and_never_lives_longer_than_its_kind() -> None:
    assert cookie_of(REVIEWER.enter(KEY, "x", seconds=60), REVIEWER)["max-age"] == 60
    assert cookie_of(REVIEWER.enter(KEY, "x", seconds=10**9), REVIEWER)["max-age"] == REVIEWER.longest
    assert cookie_of(REVIEWER.enter(KEY, "x"), REVIEWER)["max-age"] == REVIEWER.longest
