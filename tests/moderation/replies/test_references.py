"""A reply address proves whose answer to what it is; one that is changed in any letter proves nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.replies.references import About, Reference, is_reply_address, reference_of, reply_address


@pytest.fixture(autouse=True)
def _takes_answers(settings: Any) -> None:
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"


def test_an_address_is_short_and_survives_any_letter_case() -> None:
    address = reply_address(About.COMMENT, 10**12 - 1, person=7)
    assert len(address.partition("@")[0]) <= 64
    until = datetime.now(UTC).date() + timedelta(days=60)
    for form in (address, address.upper(), f" {address} "):
        found = reference_of(form)
        assert found == Reference(About.COMMENT, 10**12 - 1, 7, until)
        assert not found.has_ended


def test_a_site_that_takes_no_answers_gives_no_address(settings: Any) -> None:
    address = reply_address(About.COMMENT, 1, person=1)
    settings.MAIL_REPLY_DOMAIN = ""
    assert reply_address(About.COMMENT, 1, person=1) == ""
    assert not is_reply_address(address)
    assert reference_of("reply+@") is None


def test_of_another_secret_or_domain_nothing_is_believed(settings: Any) -> None:
    address = reply_address(About.REVIEW, 4, person=1)
    assert reference_of(address.replace("@reply.", "@other.")) is None
    settings.SECRET_KEY = "another one"
    assert reference_of(address) is None


def test_a_change_in_any_letter_is_a_forgery() -> None:
    local, _, domain = reply_address(About.COMMENT, 4, person=1).partition("@")
    for place in range(len("reply+"), len(local)):
        other = "a" if local[place] != "a" else "b"
        assert reference_of(f"{local[:place]}{other}{local[place + 1 :]}@{domain}") is None, place


@given(st.text(max_size=80), st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=40, max_size=40))
def test_nothing_made_up_is_believed(text: str, token: str) -> None:
    assert reference_of(f"{text}@reply.example.org") is None
    assert reference_of(f"reply+{token}@reply.example.org") is None
    assert reference_of(text) is None
