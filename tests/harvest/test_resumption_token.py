"""A token comes back as it went out, and only as it went out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.oaipmh.errors import ErrorCode, OaiError
from harvest.oaipmh.resumption_token import LIFETIME, ListState, open_token, seal_token

KEY = b"k" * 32
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STATE = ListState(
    verb="ListRecords",
    metadata_prefix="oai_dc",
    set_spec="pole:ocean",
    begin=datetime(2026, 1, 1, tzinfo=UTC),
    until=None,
    last_datestamp=datetime(2026, 3, 5, 10, 11, 12, tzinfo=UTC),
    last_id=42,
    cursor=100,
    complete_size=250,
)
TOKEN = seal_token(STATE, key=KEY, expires=NOW + LIFETIME)

moments = st.datetimes(timezones=st.just(UTC))
words = st.from_regex(r"[A-Za-z0-9_.!~*'()-]{1,40}", fullmatch=True)
states = st.builds(
    ListState,
    verb=st.sampled_from(["ListRecords", "ListIdentifiers"]),
    metadata_prefix=words,
    set_spec=st.none() | st.builds("{}:{}".format, words, words),
    begin=st.none() | moments,
    until=st.none() | moments,
    last_datestamp=moments,
    last_id=st.integers(1, 2**63 - 1),
    cursor=st.integers(0, 10**9),
    complete_size=st.none() | st.integers(0, 10**6),
)


def refused(token: str, *, keys: tuple[bytes, ...] = (KEY,), verb: str = "ListRecords", now: datetime = NOW) -> str:
    with pytest.raises(OaiError) as caught:
        open_token(token, keys=keys, verb=verb, now=now)
    assert caught.value.code is ErrorCode.BAD_RESUMPTION_TOKEN
    return caught.value.sentence


@given(states)
def test_a_token_holds_the_whole_state_of_its_list(state: ListState) -> None:
    token = seal_token(state, key=KEY, expires=NOW)
    assert open_token(token, keys=(KEY,), verb=state.verb, now=NOW) == state


@given(states)
def test_a_token_needs_no_escaping_in_an_address(state: ListState) -> None:
    token = seal_token(state, key=KEY, expires=NOW)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@given(st.integers(0, len(TOKEN) - 1), st.characters())
def test_a_token_with_one_other_character_is_refused(place: int, character: str) -> None:
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    if changed != TOKEN:
        refused(changed)


@given(st.text())
def test_a_text_that_is_no_token_is_refused(text: str) -> None:
    refused(text)


@given(st.integers(0, len(TOKEN) - 1))
def test_a_token_cut_short_is_refused(length: int) -> None:
    refused(TOKEN[:length])


def test_a_token_with_something_added_is_refused() -> None:
    for changed in (TOKEN + "A", TOKEN + "=", "A" + TOKEN, TOKEN + "\n", TOKEN + "." + TOKEN):
        refused(changed)


def test_two_tokens_cannot_be_crossed() -> None:
    other = seal_token(replace(STATE, last_id=43), key=KEY, expires=NOW + LIFETIME)
    refused(f"{TOKEN.partition('.')[0]}.{other.partition('.')[2]}")


def test_a_token_of_another_site_is_refused() -> None:
    assert refused(TOKEN, keys=(b"x" * 32,)) == "The resumption token was not issued here."


def test_a_token_signed_with_the_key_before_the_present_one_is_still_read() -> None:
    assert open_token(TOKEN, keys=(b"x" * 32, KEY), verb="ListRecords", now=NOW) == STATE


def test_a_token_belongs_to_its_verb() -> None:
    assert "verb" in refused(TOKEN, verb="ListIdentifiers")


def test_a_token_lives_at_least_a_day_and_ends_when_it_says() -> None:
    assert timedelta(days=1) <= LIFETIME
    assert open_token(TOKEN, keys=(KEY,), verb="ListRecords", now=NOW + LIFETIME) == STATE
    assert "expired" in refused(TOKEN, now=NOW + LIFETIME + timedelta(seconds=1))
