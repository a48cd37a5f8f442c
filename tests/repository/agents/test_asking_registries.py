"""Asking outside while somebody types: kept answers, remembered silence, one deadline, and nothing in the log."""

import logging
import threading
import time
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection

from repository.models import Person
from repository.services import registries as asking
from repository.services.agents import find_organisations, find_people, person_of
from tests.fakes.datacite.faults import answer, silence
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries

pytestmark = pytest.mark.django_db


def people(text: str, actor: Person, *, outside: bool = True) -> Any:
    return find_people(text, actor=actor, asks_outside=outside)


def test_an_answer_is_kept_and_the_registry_asked_once(registries: FakeRegistries, alice: Person) -> None:
    first, again = people("Marin", alice), people("marin", alice)
    assert [agent.orcid for agent in first.agents] == [entries.CLARA]
    assert again == first
    assert len(registries.seen) == 1


def test_that_nobody_is_there_is_kept_too(registries: FakeRegistries, alice: Person) -> None:
    assert people("zzz", alice).agents == people("zzz", alice).agents == ()
    assert len(registries.seen) == 1


def test_only_what_was_typed_is_sent(registries: FakeRegistries, alice: Person) -> None:
    people("Marin", alice)
    (asked,) = registries.seen
    assert asked.startswith("/v3.0/expanded-search/?q=")
    assert not any(word in asked.casefold() for word in ("alice", "example.org", "varve"))


def test_two_letters_and_boxes_that_stay_here_ask_nobody(registries: FakeRegistries, alice: Person) -> None:
    people("ma", alice)
    people("marin", alice, outside=False)
    find_organisations("reef", language="en", asks_outside=False)
    assert registries.seen == []


def test_silence_is_told_and_remembered_for_a_minute(registries: FakeRegistries, alice: Person) -> None:
    registries.faults = [answer(500)]
    assert people("Marin", alice).silent == ("orcid",)
    assert people("Other", alice).silent == ("orcid",)
    assert len(registries.seen) == 1, "nobody waits for it again"
    caches["registries"].clear()
    assert people("Marin", alice).silent == ()


def test_a_registry_that_hangs_costs_one_deadline_once(
    registries: FakeRegistries, alice: Person, settings: Any
) -> None:
    settings.REGISTRIES_TIMEOUT_S = 4.0
    registries.faults = [silence(9)] * 2
    began = time.monotonic()
    found = find_organisations("reef tide", language="en", asks_outside=True, funders=True)
    assert sorted(found.silent) == ["funders", "ror"]
    assert time.monotonic() - began < 7.6, "both were asked side by side"
    asked = len(registries.seen)
    find_organisations("glass", language="en", asks_outside=True, funders=True)
    assert len(registries.seen) == asked, "nobody waits for them again"


def test_looking_up_a_name_for_ever_costs_no_more(alice: Person, settings: Any) -> None:
    settings.REGISTRIES_TIMEOUT_S = 0.3
    hanging = asking.Question("orcid", "https://never.invalid", "x", lambda: time.sleep(15))
    began = time.monotonic()
    assert asking.ask_registries([hanging])[0].is_silent
    assert time.monotonic() - began < 14


def test_very_many_conversations_at_once_are_not_begun(
    registries: FakeRegistries, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_CONVERSATIONS", threading.BoundedSemaphore(1))
    asking._CONVERSATIONS.acquire()
    assert people("Marin", alice).silent == ("orcid",)
    asking._CONVERSATIONS.release()
    assert people("Marin", alice).silent == (), "it was not the registry's fault, and is not remembered as such"


def test_what_is_over_is_forgotten_and_what_another_version_kept_is_asked_for_anew(
    registries: FakeRegistries, alice: Person
) -> None:
    people("Marin", alice)
    assert asking.forget_expired() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE varve_registries SET value = 'bm8gcGlja2xl'")
    assert [agent.orcid for agent in people("Marin", alice).agents] == [entries.CLARA]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE varve_registries SET expires = '2001-01-01T00:00:00Z'")
    assert asking.forget_expired() == 1


def test_a_registry_is_silent_alone(registries: FakeRegistries, organisations: None, settings: Any) -> None:
    settings.FUNDERS_URL = "http://127.0.0.1:9"
    found = find_organisations("tide", language="en", asks_outside=True, funders=True)
    assert found.silent == ("funders",)
    assert [agent.name for agent in found.agents] == ["Tide Fund"]
    assert found.agents[0].sources == ("table", "ror")


def test_an_empty_address_asks_nobody_and_is_no_silence(alice: Person, settings: Any) -> None:
    assert (settings.ORCID_URL, settings.ROR_URL) == ("", "")
    assert people("Marin", alice).silent == ()
    assert find_organisations("reef", language="en", asks_outside=True).silent == ()


def test_an_address_that_is_refused_leaves_the_form_alone(alice: Person, settings: Any) -> None:
    settings.ORCID_URL = "http://169.254.169.254"
    assert people("Marin", alice).silent == ("orcid",)


def test_nothing_that_was_typed_or_answered_reaches_the_log(
    registries: FakeRegistries, alice: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    people("Marin", alice)
    registries.faults = [answer(503)]
    people("Secretperson", alice)
    person_of(entries.CLARA)
    lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("repository"))
    assert "registry.silent registry=orcid reason='answered with status 503'" in lines
    assert not any(word in lines.casefold() for word in ("marin", "secretperson", entries.CLARA, "reef"))


def test_a_person_without_their_employments_is_asked_about_again_soon(
    registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PARTLY_KEPT_S", 0)
    registries.faults = [None, answer(500)]
    first, second = person_of(entries.CLARA), person_of(entries.CLARA)
    assert first is not None
    assert second is not None
    assert (first.affiliations, [each.name for each in second.affiliations]) == ((), ["Reef Institute"])
    person_of(entries.CLARA)
    assert len(registries.seen) == 4, "what came whole is kept"
