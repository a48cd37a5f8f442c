"""The operator's room, every address, asked and sent to by everybody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from repository.models import Grant, Person, Pole, Role
from repository.urls.operations import urlpatterns
from tests.factories import make_moderator, make_operator, make_person, make_pole

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Callable[[], Person]] = {
    "stranger": lambda: make_person("bob"),
    "moderator": lambda: make_moderator("mona"),
    "data_centre": lambda: _holder(Role.DATA_CENTRE),
    "site_moderator": lambda: _holder(Role.MODERATOR),
    "operator": lambda: make_operator("olga"),
}
PARTS: dict[str, list[object]] = {
    "delivery-retry": [1],
    "grant-end": [1],
    "discipline": ["ocean"],
    "allowance-answer": [1],
    "source-answer": [1],
    "operations-doi-send": ["1001"],
    "operations-page": ["legal", "fr"],
    **{key: [1] for key in ("operations-erasure", "erasure-confirm", "erasure-drop")},
}
ONLY_SENT = {
    *("delivery-retry", "grant-end", "allowance-answer", "source-answer", "operations-doi-send"),
    *("erasure-confirm", "erasure-drop"),
}
ONLY_READ = {
    *("operations", "operations-disciplines", "operations-pages", "operations-sources", "operations-dois"),
    *("operations-access", "operations-erasure"),
}
OF_AN_ORDER = {"operations-erasure"}
"""Looked at in test_erasures.py: there is none here."""


def _holder(role: Role) -> Person:
    person = make_person(role.value)
    Grant.objects.create(person=person, role=role)
    return person


def _names() -> set[str]:
    return {str(pattern.name) for pattern in urlpatterns if isinstance(pattern, URLPattern)}


def _address(name: str) -> str:
    return reverse(name, args=PARTS.get(name, []))


def test_the_matrix_knows_the_parts_of_every_address() -> None:
    assert all(_address(name) for name in _names())


@pytest.mark.parametrize("name", sorted(_names()))
def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(client: Client, name: str) -> None:
    for answer in (client.get(_address(name)), client.post(_address(name))):
        assert answer["Location"] == f"/accounts/login/?next={_address(name)}"


@pytest.mark.parametrize("who", [person for person in PEOPLE if person != "operator"])
@pytest.mark.parametrize("name", sorted(_names()))
def test_nobody_but_an_operator_sees_or_changes_anything(client: Client, name: str, who: str) -> None:
    make_pole("ocean")
    client.force_login(PEOPLE[who]())
    before = (Grant.objects.count(), list(Pole.objects.values()))
    assert client.get(_address(name)).status_code == (405 if name in ONLY_SENT else 403)
    sent = {"email": "bob@example.org", "role": "operator", "name_en": "Mine", "name_fr": "À moi", "position": "1"}
    assert client.post(_address(name), sent).status_code == (405 if name in ONLY_READ else 403)
    assert (Grant.objects.count(), list(Pole.objects.values())) == before


@pytest.mark.parametrize("name", sorted(_names() - ONLY_SENT - OF_AN_ORDER))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_operator_sees_every_page_in_both_languages(client: Client, name: str, language: str) -> None:
    make_pole("ocean")
    client.force_login(PEOPLE["operator"]())
    answer = client.get(_address(name), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
