"""The rules are read by moderators, tried and put in force by operators, and earlier versions stay."""

import json
from typing import Any

import pytest
from django.test import Client

from moderation.models import RuleBook
from moderation.queries.rule_books import book_in_force
from moderation.rules.first import first_text
from moderation.services.rule_books import write_book
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.models import LifecycleEvent, Pole
from tests.moderation.conftest import Cast

pytestmark = pytest.mark.django_db

RULES = "/moderation/rules/"
CASE = json.dumps({"document": {"poles": ["solid-earth"], "title": {"en": "Tomography of the Alps"}}})


def changed() -> str:
    book = json.loads(first_text())
    book["scope"][0]["because"]["en"] = "Together is better."
    return json.dumps(book, ensure_ascii=False)


def sent(client: Client, act: str, **said: Any) -> Any:
    form = {"text": first_text(), "case": CASE, "note": "", "seen": 1, act: ""}
    return client.post(RULES, {**form, **said})


def test_the_book_is_read_in_words_in_both_languages(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    page = client.get(RULES).text
    assert "Version 1 is in force" in page
    assert "title or keywords say “airborne”" in page
    assert "Change the rules" not in page
    client.cookies["django_language"] = "fr"
    page = client.get(RULES).text
    assert "Un catalogue sismique hors du SNO RENASS est accueilli." in page
    assert "le titre ou les mots-clés disent" in page


def test_a_case_is_tried_and_nothing_is_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    page = sent(client, "try").text
    assert "What these rules say of the case" in page
    assert "the expert group on tomography (CES)" in page
    assert not RuleBook.objects.exists()


def test_an_operator_puts_a_version_in_force_and_brings_an_earlier_one_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    assert sent(client, "publish", text=changed(), note="A warmer word.").status_code == 302
    assert book_in_force().version == 2
    page = client.get(RULES).text
    assert "A warmer word." in page
    assert "Together is better." in page
    assert client.get(f"{RULES}1/").text == first_text()
    assert json.loads(client.get(f"{RULES}2/").content) == json.loads(changed())
    assert client.get(f"{RULES}3/").status_code == 404
    assert client.get(f"{RULES}{10**30}/").status_code == 404
    assert sent(client, "publish", note="Back again.", seen=2).status_code == 302
    assert book_in_force().version == 3
    assert LifecycleEvent.objects.filter(type="rules.changed", actor=cast.olga).count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": "{"}, "This is not JSON"),
        ({"text": "{}"}, "“scope” is missing."),
        ({"text": '{"scope": "\\ud800"}'}, "This is not JSON"),
        ({"text": ""}, "This field is required."),
        ({"case": "["}, "This is not JSON."),
        ({"case": "[1]"}, "A case is an object"),
        ({"case": '{"document": 3}'}, "A case is an object"),
        ({"case": '"\\ud800"'}, "This is not JSON."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    client: Client, cast: Cast, said: dict[str, str], words: str
) -> None:
    client.force_login(cast.olga)
    for act in ("try", "publish"):
        answer = sent(client, act, note="My new rules", **said)
        assert answer.status_code == 422, act
        assert words in answer.text
        assert "My new rules" in answer.text
    assert not RuleBook.objects.exists()


def test_the_editor_says_what_came_first_and_asks_for_a_note(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    assert "Say in a few words what changed" in sent(client, "publish", text=changed()).text
    write_book(actor=cast.olga, text=changed(), note="First.", seen=1)
    assert "Somebody changed the rules" in sent(client, "publish", text=changed() + " ", note="Second.").text
    assert RuleBook.objects.count() == 1


def test_the_service_refuses_strangers_stale_editors_and_unknown_disciplines(cast: Cast) -> None:
    for person in (cast.bob, cast.alice):
        with pytest.raises(NotAllowed):
            write_book(actor=person, text=changed(), note="Mine.", seen=1)
    with pytest.raises(StaleRecord):
        write_book(actor=cast.olga, text=changed(), note="Late.", seen=7)
    with pytest.raises(WrongState):
        write_book(actor=cast.olga, text=changed(), note=" ", seen=1)
    assert write_book(actor=cast.olga, text=first_text(), note="The same.", seen=1) == 1
    Pole.objects.filter(code="climate").delete()
    with pytest.raises(ValueError, match="There is no discipline “climate”"):
        write_book(actor=cast.olga, text=changed(), note="Without climate.", seen=1)


def test_a_book_is_never_changed(cast: Cast) -> None:
    write_book(actor=cast.olga, text=changed(), note="First.", seen=1)
    book = RuleBook.objects.get()
    with pytest.raises(TypeError):
        book.save()
