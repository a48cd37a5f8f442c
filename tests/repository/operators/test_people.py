"""Naming people: by their address, until a day, at once; and one operator is always left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from repository.access import Action, can, can_moderate, poles_moderated_by
from repository.errors import NotAllowed, WrongState
from repository.models import Grant, LifecycleEvent, Person, Role
from repository.services.grants import end_grant, give_grant
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person, make_pole

pytestmark = pytest.mark.django_db
PEOPLE = "/operations/people/"


def today() -> str:
    return timezone.now().astimezone(UTC).date().isoformat()


def test_a_moderator_is_named_by_address_and_sees_the_queue_at_once(
    browser: Client, alice: Person, broker: str
) -> None:
    make_pole("ocean")
    assert not can_moderate(alice)
    browser.post(PEOPLE, {"email": "Alice@Example.org", "role": "moderator", "pole": "ocean"})
    assert [pole.code for pole in poles_moderated_by(alice)] == ["ocean"]
    event = LifecycleEvent.objects.get(type="grant.given")
    assert event.payload == {"person": alice.pk, "role": "moderator", "pole": "ocean", "last_day": None}
    assert event.actor is not None
    run_everything_due()
    assert "You are a moderator of Ocean now" in mail.outbox[0].subject
    assert "Alice Test" in browser.get(PEOPLE).content.decode()


def test_a_role_holds_to_the_end_of_its_last_day(oscar: Person, alice: Person) -> None:
    grant = give_grant(actor=oscar, email=alice.email, role=Role.MODERATOR, last_day=datetime.now(UTC).date())
    assert grant.until is not None
    assert timezone.now() < grant.until <= timezone.now() + timedelta(days=1)
    assert can_moderate(alice)
    Grant.objects.filter(pk=grant.pk).update(until=timezone.now())
    assert not can_moderate(alice)


def test_who_has_the_role_keeps_it_with_the_new_end(browser: Client, alice: Person) -> None:
    browser.post(PEOPLE, {"email": alice.email, "role": "moderator"})
    browser.post(PEOPLE, {"email": alice.email, "role": "moderator", "last_day": today()})
    assert Grant.objects.get(person=alice).until is not None


def test_a_role_is_ended_at_once(browser: Client) -> None:
    mona = make_moderator("mona")
    grant = Grant.objects.get(person=mona)
    browser.post(f"/operations/people/{grant.pk}/end/")
    assert not can_moderate(mona)
    assert LifecycleEvent.objects.get(type="grant.ended").payload["person"] == mona.pk
    browser.post(f"/operations/people/{grant.pk}/end/")
    assert LifecycleEvent.objects.filter(type="grant.ended").count() == 1
    assert "Ended roles" in browser.get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "nobody@example.org"}, "No account has this address"),
        ({"email": "no address"}, "valid email"),
        ({"role": "depositor"}, "not one of the available choices"),
        ({"role": "operator", "pole": "ocean"}, "Only moderators and advisers are named for one discipline"),
        ({"pole": "astrology"}, "not one of the available choices"),
        ({"last_day": "2020-01-01"}, "This day has passed"),
        ({"last_day": "9999-12-32"}, "valid date"),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field(
    browser: Client, alice: Person, typed: dict[str, str], words: str
) -> None:
    make_pole("ocean")
    answer = browser.post(PEOPLE, {"email": alice.email, "role": "moderator", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Grant.objects.filter(person=alice).exists()


def test_the_last_operator_cannot_remove_themself(browser: Client, oscar: Person) -> None:
    grant = Grant.objects.get(person=oscar)
    answer = browser.post(f"/operations/people/{grant.pk}/end/", follow=True)
    assert "This is the last operator" in answer.content.decode()
    browser.post(PEOPLE, {"email": oscar.email, "role": "operator", "last_day": today()})
    assert can(oscar, Action.OPERATE)
    grant.refresh_from_db()
    assert grant.until is None


def test_an_operator_until_a_day_is_not_one_who_is_left(oscar: Person, alice: Person) -> None:
    give_grant(actor=oscar, email=alice.email, role=Role.OPERATOR, last_day=datetime.now(UTC).date())
    with pytest.raises(WrongState, match="last operator"):
        end_grant(actor=oscar, grant_id=Grant.objects.get(person=oscar).pk)
    give_grant(actor=oscar, email=alice.email, role=Role.OPERATOR)
    end_grant(actor=oscar, grant_id=Grant.objects.get(person=oscar).pk)
    assert not can(oscar, Action.OPERATE)


def test_a_closed_operator_is_not_one_who_is_left(oscar: Person) -> None:
    olga = make_operator("olga")
    Person.objects.filter(pk=olga.pk).update(is_active=False)
    with pytest.raises(WrongState, match="last operator"):
        end_grant(actor=oscar, grant_id=Grant.objects.get(person=oscar).pk)


def test_roles_that_come_with_a_deposit_are_not_ended_here(oscar: Person) -> None:
    bob = make_person("bob")
    grant = Grant.objects.create(person=bob, role=Role.REVIEWER)
    with pytest.raises(Grant.DoesNotExist):
        end_grant(actor=oscar, grant_id=grant.pk)


def test_the_services_themselves_refuse_who_is_no_operator(alice: Person, oscar: Person) -> None:
    with pytest.raises(NotAllowed):
        give_grant(actor=alice, email=alice.email, role=Role.OPERATOR)
    with pytest.raises(NotAllowed):
        end_grant(actor=alice, grant_id=Grant.objects.get(person=oscar).pk)
