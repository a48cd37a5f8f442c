"""For how long centres have access, who else of them, and how it ends."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from moderation.models import DataCentre, Handover
from moderation.queries.handovers import token_of_handover
from moderation.services.handover_reminders import remind_centres
from moderation.services.handovers import renew_handover
from repository.errors import NotAllowed, WrongState
from repository.models import Grant, Person, Role
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.factories import make_person
from tests.moderation.pathways.steps import bearer, end, grant_of, handed_over, part_of, to

pytestmark = pytest.mark.django_db
DESK = "desk@seadata.example.org"


def file_of(handover: Handover) -> str:
    return f"/datasets/{handover.dataset.suffix}/files/{handover.snapshot.number}/oxygen.csv"


def test_people_of_the_centre_get_the_letter_and_a_grant_for_as_long(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    carla = make_person("carla", language="fr")
    seadata.people.add(carla)
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    assert len(to(mailoutbox, carla.email)) == 1
    grant = Grant.objects.get(person=carla, role=Role.DATA_CENTRE)
    assert grant.dataset == handover.dataset
    assert grant.until == grant_of(handover).until
    browser = Client()
    browser.force_login(carla)
    assert browser.get(file_of(handover)).status_code == 200


def test_a_withdrawal_shuts_every_access_and_tells_the_centre(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    mailoutbox.clear()
    withdraw_dataset(dataset_key=handover.dataset.key, actor=mona, reason="A sensor drifted.")
    run_everything_due()
    handover.refresh_from_db()
    assert handover.state == "closed"
    (letter,) = to(mailoutbox, DESK)
    assert "A sensor drifted." in letter.body
    told = part_of(letter)
    assert "authorization" not in told
    assert told["dataset"]["standing"] == "withdrawn"
    grant = grant_of(handover)
    assert grant.until is not None
    assert grant.until <= timezone.now()


def test_who_does_not_answer_is_reminded_three_times_and_a_token_that_ended_is_made_anew(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    handover = handed_over(alice, mona, seadata)
    old = token_of_handover(handover)
    end(handover)
    mailoutbox.clear()
    for number in range(5):
        long_ago = timezone.now() - timedelta(days=settings.HANDOVER_REMINDER_DAYS + 1)
        Handover.objects.update(told_at=long_ago)
        assert remind_centres() == (1 if number < 3 else 0)
        assert remind_centres() == 0
        run_everything_due()
    assert len(to(mailoutbox, DESK)) == 3
    assert all("still waits" in mail.subject for mail in to(mailoutbox, DESK))
    handover.refresh_from_db()
    assert (handover.issue, handover.reminders) == (2, 3)
    assert token_of_handover(handover) != old


def test_an_operator_renews_an_access_and_the_old_token_is_void(
    alice: Person, mona: Person, olga: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    before = bearer(handover)
    with pytest.raises(NotAllowed):
        renew_handover(actor=mona, handover_id=handover.pk)
    mailoutbox.clear()
    renew_handover(actor=olga, handover_id=handover.pk)
    run_everything_due()
    handover.refresh_from_db()
    (letter,) = to(mailoutbox, DESK)
    assert part_of(letter)["authorization"] == bearer(handover)["HTTP_AUTHORIZATION"]
    assert Client().get(file_of(handover), **before).status_code == 403  # type: ignore[arg-type]
    assert Client().get(file_of(handover), **bearer(handover)).status_code == 200  # type: ignore[arg-type]
    Handover.objects.update(state="blocked")
    with pytest.raises(WrongState):
        renew_handover(actor=olga, handover_id=handover.pk)
