"""Every address, asked and sent anything by everybody: no failure, no leak, nothing lost of what was stored."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.addresses.asking import Stored, stored_since, written
from tests.addresses.scene import ACTORS, Scene, nothing_stays
from tests.addresses.table import Address, every_address
from tests.fuzz.sound import check, examples, follow
from tests.fuzz.strategies import bodies, content_types, encodable, fields, filling, names

pytestmark = pytest.mark.django_db

ADDRESSES = every_address()
STATES = ("draft", "changes_requested", "submitted", "public", "correction")
WRITERS = ("author", "moderator", "operator", "stranger", "anonymous")


def asked(address: Address) -> str:
    """The name of a test case."""
    return address.name


def controls_of(browser: Client, path: str) -> list[str]:
    """The names of all controls of the page at an address."""
    answer = browser.get(path)
    if answer.status_code != 200 or answer.streaming or not answer.content.lstrip().startswith(b"<!doctype html"):
        return []
    tree = html.fromstring(answer.content.decode())
    return sorted({str(name) for name in tree.xpath("//form//@name")} - {"csrfmiddlewaretoken"})


@pytest.mark.parametrize("address", ADDRESSES, ids=asked)
def test_anything_asked_of_an_address_is_answered(scene: Scene, address: Address) -> None:
    @examples(2)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        values = {name: scene.values(data.draw(st.sampled_from(STATES)))[name] for name in address.parts}
        path = address.filled(data.draw(filling(values)))
        query = data.draw(st.lists(st.tuples(names, encodable), max_size=4))
        language = data.draw(st.sampled_from(("en", "fr")))
        browser = scene.browser(data.draw(st.sampled_from(ACTORS)), language=language)
        with nothing_stays():
            follow(browser, browser.get(f"{path}?{urlencode(query)}"), language)

    ask()


@pytest.mark.parametrize("address", ADDRESSES, ids=asked)
def test_any_form_sent_to_an_address_is_answered_and_a_refused_one_changes_nothing(
    scene: Scene, stored: Stored, address: Address
) -> None:
    known: dict[str, list[str]] = {}

    def controls(actor: str, path: str) -> list[str]:
        if actor not in known:
            with nothing_stays():
                known[actor] = controls_of(scene.browser(actor), path)
        return known[actor]

    @examples(2)
    @given(st.data())
    def send(data: st.DataObject) -> None:
        values = scene.values(data.draw(st.sampled_from(STATES)))
        path = address.filled({name: values[name] for name in address.parts})
        actor, language = data.draw(st.sampled_from(WRITERS)), data.draw(st.sampled_from(("en", "fr")))
        form = data.draw(fields(controls(actor, path)))
        raw = data.draw(st.none() | st.tuples(bodies, content_types))
        with nothing_stays():
            browser, begun = scene.browser(actor, language=language), written()
            answer = browser.generic("POST", path, *raw) if raw else browser.post(path, form)
            follow(browser, answer, language)
            if 400 <= answer.status_code < 500:
                assert stored_since(begun, stored) == stored

    send()


@pytest.mark.parametrize("length", ["0", "1", "-1", "9" * 5_000, "²", "1e3", ""])
@pytest.mark.parametrize(
    "name", ["deposit-description", "deposit-upload", "moderation-comment", "account_login", "oai"]
)
def test_a_length_that_lies_is_no_failure(scene: Scene, name: str, length: str) -> None:
    (address,) = (each for each in ADDRESSES if each.name == name)
    browser = scene.browser("author")
    path = address.filled(scene.values("changes_requested"))
    check(browser.post(path, {"do": "save"}, CONTENT_LENGTH=length), "en")
