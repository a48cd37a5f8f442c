"""The feed of a saved search: for any feed reader, with an address nobody guesses, and nothing of its person in it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from config.logs import without_secrets
from repository.models import Person, SavedSearch
from repository.queries.saved_searches import feed_url, question_of
from repository.services.people import close_account
from repository.services.saved_searches import renew_feed, save_search
from tests.catalogue import make_entries
from tests.repository.public.atom_rules import ATOM, faults
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn


@pytest.fixture
def kept(alice: Person) -> SavedSearch:
    """Alice's search for oxygen."""
    return save_search(actor=alice, name="Before Bob publishes", question=question_of("?q=oxygen&sort=title"))


def path(search: SavedSearch) -> str:
    return feed_url(search).removeprefix(settings.SITE_URL)


def titles(answer: Any) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in etree.fromstring(answer.content).findall(f"{ATOM}entry")]


def test_it_is_read_without_signing_in_and_is_a_valid_feed(publish: Publish, reader: Client, kept: SavedSearch) -> None:
    publish()
    answer = reader.get(path(kept))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert faults(answer.content) == []
    assert titles(answer) == ["Dissolved oxygen in the Gulf of Lion, 2019-2026"]
    assert f'href="{feed_url(kept)}"' in answer.content.decode()
    assert not answer.cookies
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-cache", "noindex")


def test_nothing_of_its_person_is_in_it(reader: Client, alice: Person, kept: SavedSearch) -> None:
    make_entries(1, title="Oxygen {}")
    whole = str(reader.get(path(kept)).serialize_headers()) + reader.get(path(kept)).content.decode()
    for private in (kept.name, alice.email, alice.family_name, "alice"):
        assert private not in whole


def test_it_is_paged_newest_first_at_its_own_address(reader: Client, kept: SavedSearch) -> None:
    make_entries(25, title="Oxygen {}")
    first = reader.get(path(kept))
    following = first["Link"].partition("<")[2].partition(">")[0]
    assert following.startswith(f"{feed_url(kept)}?after=")
    second = reader.get(following.removeprefix(settings.SITE_URL))
    assert titles(first) + titles(second) == [f"Oxygen {n}" for n in range(25)]
    assert faults(second.content) == []
    assert reader.get(f"{path(kept)}?after=x&page=9&format=json&q=fire").content == first.content


def test_it_is_not_sent_again_to_who_has_it(publish: Publish, reader: Client, kept: SavedSearch) -> None:
    publish()
    first = reader.get(path(kept))
    assert reader.get(path(kept), headers={"If-None-Match": first["ETag"]}).status_code == 304
    publish(title={"en": "More oxygen"})
    fresh = reader.get(path(kept), headers={"If-None-Match": first["ETag"]})
    assert (fresh.status_code, "More oxygen" in titles(fresh)) == (200, True)


def test_what_was_withdrawn_leaves_it(publish: Publish, reader: Client, mona: Person, kept: SavedSearch) -> None:
    dataset = publish()
    first = reader.get(path(kept))
    withdrawn(dataset, mona)
    after = reader.get(path(kept), headers={"If-None-Match": first["ETag"]})
    assert (after.status_code, titles(after)) == (200, [])
    assert faults(after.content) == []


def test_a_renewed_address_replaces_the_one_before(alice: Person, reader: Client, kept: SavedSearch) -> None:
    before = path(kept)
    after = path(renew_feed(actor=alice, search_id=kept.pk))
    assert before != after
    assert (reader.get(before).status_code, reader.get(after).status_code) == (404, 200)


def test_a_deleted_search_and_a_closed_account_have_none(
    alice: Person, reader: Client, kept: SavedSearch, signed_in: Callable[[Person], Client]
) -> None:
    other = save_search(actor=alice, name="Ice", question=question_of("?q=ice"))
    signed_in(alice).post(f"/accounts/searches/{kept.pk}/delete/")
    assert (reader.get(path(kept)).status_code, reader.get(path(other)).status_code) == (404, 200)
    close_account(actor=alice)
    assert reader.get(path(other)).status_code == 404


def test_addresses_are_of_256_random_bits(alice: Person, reader: Client) -> None:
    made = [save_search(actor=alice, name="x", question=question_of(f"?q={n}")).feed for n in range(20)]
    assert {len(each) for each in made} == {43}
    assert len({*made}) == 20
    for guess in ("A" * 43, made[0][:-1], made[0].swapcase(), "%00", "1", "%F0%9F%90%9F", "x" * 5000):
        assert reader.get(f"/feeds/{guess}/").status_code == 404


def test_no_log_holds_its_address(reader: Client, kept: SavedSearch, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        reader.get(path(kept))
        reader.post(path(kept))
        kept.delete()
        reader.get(path(kept))
    told = [without_secrets(record.getMessage()) for record in caplog.records]
    assert any("/feeds/***" in line for line in told)
    assert not any(kept.feed in line for line in told)
