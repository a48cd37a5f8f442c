"""The links of mails: they ask before they do anything, need no sign-in, and end one thing of one person."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.models import Person, When
from repository.notifications.choices import choices_of, choose
from repository.notifications.stopping import DAILY, read_stop, stop_address
from repository.services.deliveries import run_delivery
from tests.factories import make_person
from tests.repository.notices.telling import happens

pytestmark = pytest.mark.django_db


def path_of(address: str) -> str:
    """The path of an absolute address of the site."""
    return "/" + address.split("/", 3)[3]


def test_a_mail_program_ends_a_kind_at_once_and_only_that(rosa: Person, mailoutbox: list[EmailMessage]) -> None:
    run_delivery(delivery_id=happens(rosa).pk)
    link = path_of(mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>"))
    program = Client(enforce_csrf_checks=True)
    answer = program.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    chosen = choices_of(rosa)
    assert chosen.pop("conversation") == When.NEVER
    assert set(chosen.values()) == {When.NOW}
    run_delivery(delivery_id=happens(rosa, about="1043").pk)
    assert len(mailoutbox) == 1


def test_a_program_that_looks_at_links_ends_nothing(rosa: Person) -> None:
    link = path_of(stop_address(rosa, "conversation"))
    shown = Client().get(link)
    assert shown.status_code == 200
    assert b"Send me none of these any more" in shown.content
    assert rosa.email.encode() not in shown.content
    assert choices_of(rosa)["conversation"] == When.NOW


def test_the_link_of_the_mail_of_the_day_ends_what_comes_once_a_day(rosa: Person) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY, "people": When.NOW, "watching": When.DAILY})
    assert Client().post(path_of(stop_address(rosa, DAILY))).status_code == 200
    assert {code for code, when in choices_of(rosa).items() if when == When.NEVER} == {"conversation", "watching"}


def test_nothing_fixed_and_nobody_gone_is_ended_by_a_link(rosa: Person) -> None:
    assert Client().post(path_of(stop_address(rosa, "decisions"))).status_code == 404
    Person.objects.filter(pk=rosa.pk).update(is_active=False)
    assert Client().post(path_of(stop_address(rosa, "conversation"))).status_code == 404


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.integers(0, 80), letter=st.characters(codec="ascii", categories=["L", "N", "P"]))
def test_a_link_that_the_site_did_not_sign_ends_nothing(rosa: Person, place: int, letter: str) -> None:
    token = stop_address(rosa, "conversation").rstrip("/").rpartition("/")[2]
    place %= len(token)
    forged = token[:place] + letter + token[place + 1 :]
    assert (read_stop(forged) is None) == (forged != token)


@pytest.mark.parametrize("token", ["", "w.1", "p.1", "p.1.conversation", ":", "p.x.y:z", "é", "\x00"])
def test_what_is_no_token_is_nothing(rosa: Person, token: str) -> None:
    assert read_stop(token) is None


def test_one_person_s_link_is_not_another_s(rosa: Person) -> None:
    other = make_person("omar")
    Client().post(path_of(stop_address(rosa, "people")))
    assert choices_of(other)["people"] == When.NOW
