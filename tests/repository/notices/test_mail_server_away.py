"""A mail server away for days: nothing is lost, nothing is held, nothing doubles, and no worker waits for it."""

import socket
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.models import Delivery, LifecycleEvent, MailServer, Person
from repository.notifications.mail_server import LATER, LONGEST_PAUSE
from repository.queries.mail_waiting import mail_is_taken, mail_waiting
from repository.services.deliveries import run_delivery, wake_due
from tests.factories import make_operator, make_person
from tests.fakes.mail.server import MailBox, mail_server
from tests.repository.notices.telling import happens

pytestmark = pytest.mark.django_db


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def port(settings: Any) -> int:
    """Where the site sends its mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return int(settings.EMAIL_PORT)


@pytest.fixture
def people(db: None) -> list[Person]:
    """Six who are told of something each."""
    return [make_person(f"reader{number}") for number in range(6)]


def run_due() -> int:
    """As the workers do: whatever is due, in its order; how many were done."""
    due = Delivery.objects.filter(done_at__isnull=True, held_at__isnull=True, due_at__lte=timezone.now())
    return sum(run_delivery(delivery_id=pk) for pk in list(due.order_by("due_at", "pk").values_list("pk", flat=True)))


def pass_time(length: timedelta) -> None:
    """Everything that waits has waited so much longer; its event is so much older."""
    for row in Delivery.objects.filter(done_at__isnull=True):
        Delivery.objects.filter(pk=row.pk).update(due_at=row.due_at - length)
        LifecycleEvent.objects.filter(pk=row.event_id).update(at=row.event.at - length)
    for server in MailServer.objects.filter(away_since__isnull=False):
        assert server.away_since
        assert server.next_try
        times = {"away_since": server.away_since - length, "next_try": server.next_try - length}
        MailServer.objects.filter(pk=1).update(**times)


def test_after_days_without_a_server_every_mail_goes_out_once_by_itself(port: int, people: list[Person]) -> None:
    for number, person in enumerate(people):
        happens(person, about=str(number))
    assert run_due() == 0
    for _step in range(40):  # three days, two hours at a time, each longer than any pause
        pass_time(timedelta(hours=2))
        assert run_due() == 0
    assert not Delivery.objects.filter(held_at__isnull=False).exists()
    waiting = mail_waiting()
    assert waiting is not None
    assert waiting.waiting == 6
    assert timezone.now() - waiting.since > timedelta(days=3)
    assert not mail_is_taken()
    box = MailBox()
    with mail_server(box, port=port):
        pass_time(LONGEST_PAUSE)
        for _round in range(3):
            run_due()
    assert sorted(box.readers) == sorted(person.email for person in people)
    assert mail_waiting() is None
    assert mail_is_taken()


def test_while_it_is_away_one_mail_tries_and_the_others_do_not_even_knock(
    port: int, people: list[Person], settings: Any
) -> None:
    with socket.socket() as deaf:  # takes connections and says nothing
        deaf.bind(("127.0.0.1", port))
        deaf.listen(50)
        settings.EMAIL_TIMEOUT = 0.2
        for number, person in enumerate(people):
            happens(person, about=str(number))
        run_due()
        deaf.settimeout(0.1)
        assert len(_knocks(deaf)) == 1
    later = Delivery.objects.filter(waits_for="mail", due_at__gt=timezone.now() + LATER / 2)
    assert later.count() == 5


def _knocks(server: socket.socket) -> list[socket.socket]:
    found = []
    while True:
        try:
            found.append(server.accept()[0])
        except TimeoutError:
            return found


def test_after_three_tries_another_mail_tries(port: int, people: list[Person]) -> None:
    rows = [happens(person, about=str(number)) for number, person in enumerate(people[:3])]
    run_due()
    for _try in range(3):
        pass_time(LONGEST_PAUSE)
        run_due()
    rows[0].refresh_from_db()
    assert rows[0].due_at > timezone.now() + LATER / 2
    assert Delivery.objects.filter(waits_for="mail", due_at__lt=timezone.now() + LONGEST_PAUSE).count() == 1


def test_a_server_that_is_away_longer_than_it_is_waited_for_leaves_the_mail_to_a_person(
    port: int, rosa: Person, settings: Any
) -> None:
    settings.MAIL_PATIENCE_DAYS = 1
    row = happens(rosa)
    for _step in range(30):
        run_due()
        pass_time(timedelta(hours=1))
    row.refresh_from_db()
    assert row.held_at is not None


def test_a_mail_that_only_this_server_cannot_bear_keeps_no_other_waiting(port: int, rosa: Person) -> None:
    box, other = MailBox(data_code=451), make_person("omar")
    with mail_server(box, port=port):
        happens(rosa, about="1")
        run_due()
        box.data_code = 250
        happens(other, about="2")
        run_due()
    assert box.readers == [other.email]
    assert mail_waiting() is None


def test_an_address_that_is_refused_is_no_server_that_is_away(port: int, rosa: Person) -> None:
    other = make_person("omar")
    box = MailBox(refuses={rosa.email: 550})
    with mail_server(box, port=port):
        row = happens(rosa, other)
        run_due()
    row.refresh_from_db()
    assert (box.readers, row.done_at is not None) == ([other.email], True)
    assert mail_waiting() is None


def test_all_letters_of_an_event_go_over_one_line(port: int, people: list[Person]) -> None:
    box = MailBox()
    with mail_server(box, port=port):
        happens(*people)
        run_due()
    assert (len(box.mails), box.lines) == (6, 1)


def test_no_more_mails_go_out_in_a_minute_than_may(port: int, rosa: Person, settings: Any) -> None:
    settings.MAIL_A_MINUTE = 6  # one each ten seconds: that is what may go at once, and one more
    box = MailBox()
    with mail_server(box, port=port):
        for number in range(5):
            happens(rosa, about=str(number))
        run_due()
    assert len(box.mails) == 2
    waiting = Delivery.objects.filter(waits_for="mail-pace", held_at__isnull=True, done_at__isnull=True)
    assert waiting.count() == 3
    assert mail_waiting() is None


def test_an_operator_reads_since_when_and_why(port: int, rosa: Person) -> None:
    happens(rosa)
    run_due()
    browser = Client()
    browser.force_login(make_operator())
    page = browser.get(reverse("operations")).content.decode()
    assert "The mail server has taken no mail since" in page
    assert "Connection refused" in page
    wake_due()
