"""At once, once a day, or not at all: each person says so for each kind, and some kinds are never silent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.models import Delivery, Digest, DigestLine, NotificationChoice, Person, When
from repository.notifications.choices import choose
from repository.notifications.digests import MOST_LINES, order_digests
from repository.notifications.kinds import KINDS
from repository.services.deliveries import run_delivery
from repository.services.people import close_account
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator
from tests.repository.notices.telling import happens

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def tomorrow(hour: int = 6, minute: int = 1) -> datetime:
    """The next day at an hour, as the scheduler asks then."""
    day = timezone.now().astimezone(UTC) + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def test_who_said_nothing_is_told_at_once_with_a_way_to_end_it(rosa: Person, mailoutbox: list[EmailMessage]) -> None:
    run_delivery(delivery_id=happens(rosa).pk)
    (mail,) = mailoutbox
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert "\n-- \nYou are told of: Remarks.\n" in mail.body
    assert link in mail.body
    assert reverse("notifications") in mail.body


def test_who_wants_none_gets_none_and_the_work_is_done(
    rosa: Person, alice: Person, mailoutbox: list[EmailMessage]
) -> None:
    choose(person=rosa, wishes={"conversation": When.NEVER})
    row = happens(rosa, alice)
    assert run_delivery(delivery_id=row.pk)
    assert [mail.to for mail in mailoutbox] == [[alice.email]]
    assert not DigestLine.objects.exists()


def test_what_is_wanted_once_a_day_comes_in_one_mail_from_the_hour_on_and_once(
    rosa: Person, mailoutbox: list[EmailMessage]
) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY})
    for about in ("1042", "1043"):
        run_delivery(delivery_id=happens(rosa, about=about).pk)
    assert mailoutbox == []
    DigestLine.objects.update(at=tomorrow(hour=12) - timedelta(days=1))
    assert order_digests(now=tomorrow(hour=5, minute=59)) == 0
    assert order_digests(now=tomorrow()) == 1
    assert order_digests(now=tomorrow()) == 0
    run_everything_due()
    (mail,) = mailoutbox
    assert mail.subject == "Varve: 2 notices of the day"
    assert "- 10.5072/1042 was withdrawn\n  http://localhost/datasets/1042/" in mail.body
    assert "- 10.5072/1043 was withdrawn\n  http://localhost/datasets/1043/" in mail.body
    assert "Wrong calibration" not in mail.body, "the text of a notice is for its own mail"
    assert "List-Unsubscribe" in mail.extra_headers
    assert not DigestLine.objects.exists()
    assert order_digests(now=tomorrow() + timedelta(hours=3)) == 0


def test_a_scheduler_that_was_down_at_the_hour_sends_it_when_it_is_back(
    rosa: Person, mailoutbox: list[EmailMessage]
) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY})
    run_delivery(delivery_id=happens(rosa).pk)
    assert order_digests(now=tomorrow(hour=4) + timedelta(days=3)) == 1
    run_everything_due()
    assert len(mailoutbox) == 1


def test_a_delivery_of_a_digest_that_is_run_twice_sends_it_once(rosa: Person, mailoutbox: list[EmailMessage]) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY})
    run_delivery(delivery_id=happens(rosa).pk)
    order_digests(now=tomorrow())
    row = Delivery.objects.get(event__type="digest.ordered")
    assert run_delivery(delivery_id=row.pk)
    assert not run_delivery(delivery_id=row.pk)
    assert len(mailoutbox) == 1


def test_a_mail_of_the_day_with_very_many_lines_says_how_many_it_leaves_out(
    rosa: Person, mailoutbox: list[EmailMessage]
) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY})
    row = happens(rosa)
    run_delivery(delivery_id=row.pk)
    line = DigestLine.objects.get()
    DigestLine.objects.bulk_create(
        DigestLine(person=rosa, event=line.event, kind=f"k{number}", subject="More") for number in range(MOST_LINES + 4)
    )
    order_digests(now=tomorrow())
    run_everything_due()
    assert "And 5 more." in mailoutbox[0].body


def test_it_is_written_in_the_language_of_its_reader(
    rosa: Person, mailoutbox: list[EmailMessage], french: None
) -> None:
    Person.objects.filter(pk=rosa.pk).update(language="fr")
    choose(person=rosa, wishes={"conversation": When.DAILY})
    run_delivery(delivery_id=happens(rosa).pk)
    order_digests(now=tomorrow())
    run_everything_due()
    assert mailoutbox[0].subject == "Varve: Une annonce du jour"
    assert "a été retiré" in mailoutbox[0].body


def test_decisions_and_what_concerns_the_account_are_never_silent(rosa: Person, mailoutbox: list[EmailMessage]) -> None:
    choose(person=rosa, wishes={"decisions": When.NEVER, "security": When.DAILY, "no-such-kind": When.NEVER})
    assert not NotificationChoice.objects.exists()
    NotificationChoice.objects.create(person=rosa, kind="decisions", when=When.NEVER)
    run_delivery(delivery_id=happens(rosa, kind="decisions").pk)
    assert len(mailoutbox) == 1
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


def test_a_closed_account_leaves_no_choice_and_no_line(rosa: Person, mailoutbox: list[EmailMessage]) -> None:
    choose(person=rosa, wishes={"conversation": When.DAILY})
    run_delivery(delivery_id=happens(rosa).pk)
    close_account(actor=rosa)
    assert order_digests(now=tomorrow()) == 0
    assert not NotificationChoice.objects.filter(person=rosa).exists()
    assert not Digest.objects.exists()
    run_everything_due()
    assert mailoutbox == []


def test_the_page_keeps_what_is_chosen_and_shows_the_kinds_of_one_s_roles(rosa: Person, signed_in: SignIn) -> None:
    browser, address = signed_in(rosa), reverse("notifications")
    shown = browser.get(address).content.decode()
    assert "Deposits that wait for moderators" not in shown
    assert shown.count("Always at once.") == 3
    sent = {"when-conversation": "daily", "when-watching": "never", "when-decisions": "never", "when-people": "often"}
    assert browser.post(address, sent).status_code == 302
    kept = dict(NotificationChoice.objects.filter(person=rosa).values_list("kind", "when"))
    assert kept == {"conversation": "daily", "watching": "never"}
    assert 'value="daily" checked' in browser.get(address).content.decode()
    assert "Deposits that wait for moderators" in signed_in(make_moderator("mo")).get(address).content.decode()
    assert "Requests for room" in signed_in(make_operator("olaf")).get(address).content.decode()


def test_every_event_is_of_one_kind_at_most() -> None:
    events = [event for kind in KINDS for event in kind.events]
    assert len(events) == len(set(events))
    assert len({kind.code for kind in KINDS}) == len(KINDS)
