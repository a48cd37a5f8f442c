"""The pages of data centres and of operators: who sees them, and what their forms do."""

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from moderation.models import DataCentre, Handover
from moderation.queries.handovers import token_of_handover
from repository.models import Person
from tests.driver import run_everything_due
from tests.factories import make_person
from tests.moderation.pathways.steps import handed_over, to

pytestmark = pytest.mark.django_db
FORM = {
    "name_en": "Sea Data", "name_fr": "Données de la mer", "mail": "desk@seadata.example.org", "language": "fr",
    "themes": ["ocean-chemistry", "ocean-physics"], "countries": "fr, de", "delivery": "pull", "is_active": "on",
}  # fmt: skip


@pytest.fixture
def handover(alice: Person, mona: Person, seadata: DataCentre) -> Handover:
    return handed_over(alice, mona, seadata)


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def page_of(handover: Handover) -> str:
    return f"/handovers/{handover.key}/"


def test_the_link_of_the_letter_lets_in_without_an_account_and_leaves_the_address(handover: Handover) -> None:
    browser = Client()
    opened = browser.get(f"/handovers/open/{token_of_handover(handover)}/")
    assert (opened.status_code, opened["Location"]) == (302, page_of(handover))
    assert opened["Referrer-Policy"] == "same-origin"
    shown = browser.get(page_of(handover))
    assert shown.status_code == 200
    assert b"marine chemistry" in shown.content
    assert shown["Cache-Control"] == "private, no-store"
    assert Client().get(page_of(handover)).status_code == 404
    assert Client().get(f"/handovers/open/{'A' * 43}/").status_code == 404


def test_each_answer_is_one_button(handover: Handover) -> None:
    browser = Client()
    browser.get(f"/handovers/open/{token_of_handover(handover)}/")
    act = f"{page_of(handover)}answer/"
    assert browser.post(act, {"act": "acknowledge"}).status_code == 302
    assert browser.post(act, {"act": "integrate", "identifier": ""}).status_code == 409
    refused = browser.post(act, {"act": "integrate", "identifier": "S-1", "address": "ftp://no"})
    assert 'value="S-1"' in refused.content.decode(), "what was typed stays"
    assert browser.post(act, {"act": "integrate", "identifier": "S-1"}).status_code == 302
    assert browser.post(act, {"act": "nothing"}).status_code == 409
    handover.refresh_from_db()
    assert (handover.state, handover.identifier) == ("integrated", "S-1")


def test_people_of_the_centre_see_theirs_and_others_nothing(
    handover: Handover, seadata: DataCentre, alice: Person, mona: Person, olga: Person
) -> None:
    carla = make_person("carla")
    seadata.people.add(carla)
    assert b"Dissolved oxygen" in signed_in(carla).get("/handovers/").content
    assert signed_in(carla).get(page_of(handover)).status_code == 200
    for other in (alice, mona, olga, make_person("dora")):
        assert b"Dissolved oxygen" not in signed_in(other).get("/handovers/").content
        assert signed_in(other).get(page_of(handover)).status_code == 404
        assert signed_in(other).post(f"{page_of(handover)}answer/", {"act": "acknowledge"}).status_code == 404
    handover.refresh_from_db()
    assert handover.state == "offered"


def test_a_form_of_another_site_answers_nothing(handover: Handover) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(f"/handovers/open/{token_of_handover(handover)}/")
    assert browser.post(f"{page_of(handover)}answer/", {"act": "acknowledge"}).status_code == 403


def test_the_provider_and_the_moderators_see_where_it_went(handover: Handover, alice: Person, mona: Person) -> None:
    status = signed_in(alice).get(f"/deposits/{handover.dataset.deposit_id}/").content.decode()
    assert "Handed over to data centres" in status
    assert "Sea Data" in status
    assert "Sea Data" in signed_in(mona).get(f"/deposits/{handover.dataset.deposit_id}/").content.decode()


def test_an_operator_adds_a_centre_and_others_may_not(olga: Person, mona: Person) -> None:
    assert signed_in(mona).post("/operations/centres/new/", {**FORM, "code": "seadata"}).status_code == 403
    answer = signed_in(olga).post("/operations/centres/new/", {**FORM, "code": "seadata"})
    assert answer.status_code == 302, answer.content
    centre = DataCentre.objects.get()
    assert (centre.countries, centre.themes) == (["FR", "DE"], ["ocean-chemistry", "ocean-physics"])
    assert b"Sea Data" in signed_in(olga).get("/operations/centres/").content
    again = signed_in(olga).post("/operations/centres/new/", {**FORM, "code": "seadata"})
    assert (again.status_code, DataCentre.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"themes": []},
        {"themes": ["astrology"]},
        {"countries": "France"},
        {"mail": "nobody"},
        {"delivery": "push", "store": ""},
        {"delivery": "push", "store": "elsewhere"},
        {"people": "nobody@example.org"},
        {"url": "javascript:alert(1)"},
        {"code": "Not a code"},
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(olga: Person, wrong: dict[str, Any]) -> None:
    answer = signed_in(olga).post("/operations/centres/new/", {**FORM, "code": "seadata", **wrong})
    assert answer.status_code == 422
    assert b'class="err"' in answer.content
    assert not DataCentre.objects.exists()


def test_an_operator_changes_a_centre_and_has_an_access_renewed(
    handover: Handover, olga: Person, mailoutbox: list[EmailMessage]
) -> None:
    carla, browser = make_person("carla"), signed_in(olga)
    sent = {**FORM, "people": carla.email, "delivery": "push", "store": "sismer"}
    assert browser.post("/operations/centres/seadata/", sent).status_code == 302
    centre = DataCentre.objects.get()
    assert (list(centre.people.all()), centre.store) == ([carla], "sismer")
    shown = browser.get("/operations/centres/seadata/").content.decode()
    assert "carla@example.org" in shown
    assert "at its disposal" in shown
    mailoutbox.clear()
    assert browser.post(f"/operations/handovers/{handover.pk}/renew/").status_code == 302
    assert browser.post("/operations/handovers/999999/renew/").status_code == 404
    run_everything_due()
    assert len(to(mailoutbox, centre.mail)) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_are_in_both_languages(handover: Handover, olga: Person, language: str, french: None) -> None:
    browser = signed_in(olga)
    browser.cookies["django_language"] = language
    words = "Centres de données" if language == "fr" else "Data centres"
    assert words in browser.get("/operations/centres/").content.decode()
