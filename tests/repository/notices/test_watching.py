"""Watching a public dataset: with an account by a button, with an address by a link that its reader confirms."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.lifecycle import Standing
from repository.models import Dataset, Person, Watch
from repository.services.watches import MOST_OPEN, ask_to_watch, forget_unconfirmed_watches
from tests.driver import run_everything_due
from tests.factories import make_draft, make_person
from tests.repository.public.stories import published, published_again, withdrawn

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def dataset(alice: Person, mona: Person) -> Dataset:
    """Public; nothing told of it yet."""
    made = published(alice, mona)
    mail.outbox.clear()
    return made


def told() -> list[tuple[str, str]]:
    """Name of each reader written to since, with the subject."""
    run_everything_due()
    found = sorted((each.to[0].partition("@")[0], each.subject.removeprefix("Varve: ")) for each in mail.outbox)
    mail.outbox.clear()
    return found


def watch_by_address(dataset: Dataset, email: str) -> str:
    """Ask for an address, as a reader without account does; the path of the link in its mail."""
    answer = Client().post(reverse("dataset-watch", args=[dataset.suffix]), {"email": email, "website": ""})
    assert answer.status_code == 302
    run_everything_due()
    (letter,) = mail.outbox
    mail.outbox.clear()
    return next("/" + line.split("/", 3)[3] for line in letter.body.splitlines() if "/notices/watch/" in line)


def test_who_watches_is_told_of_a_layer_an_erratum_and_the_withdrawal_and_authors_get_their_own(
    dataset: Dataset, alice: Person, mona: Person, rosa: Person, signed_in: SignIn
) -> None:
    page = reverse("dataset-watch", args=[dataset.suffix])
    for person in (rosa, alice):
        assert signed_in(person).post(page).status_code == 302
    link = watch_by_address(dataset, "jo@example.net")
    published_again(dataset, alice, mona, note="Not told: nobody confirmed.", title={"en": "Oxygen, first"})
    assert ("jo", f"Erratum for {dataset.doi}") not in told()
    assert Client().post(link).status_code == 200

    published_again(dataset, alice, mona, note="The unit was wrong.", title={"en": "Oxygen, corrected"})
    erratum = next(each for each in mail.outbox if each.to == ["rosa@example.org"])
    assert "The unit was wrong." in erratum.body
    assert "- Title" in erratum.body
    assert ("jo", f"Erratum for {dataset.doi}") in told()

    published_again(dataset, alice, mona, files={"more.csv": b"a\n1\n"}, note="A year more.")
    layer = told()
    assert ("rosa", f"{dataset.doi} has a new layer") in layer
    assert ("alice", f"{dataset.doi} is public") in layer
    assert ("alice", f"{dataset.doi} has a new layer") not in layer

    withdrawn(dataset, mona)
    letters = {each.to[0]: each for each in mail.outbox}
    assert "Wrong calibration." in letters["jo@example.net"].body
    stop = letters["jo@example.net"].extra_headers["List-Unsubscribe"].strip("<>")
    assert Client(enforce_csrf_checks=True).post("/" + stop.split("/", 3)[3]).status_code == 200
    assert not Watch.objects.filter(email="jo@example.net").exists()


def test_a_link_that_is_only_looked_at_confirms_nothing(dataset: Dataset) -> None:
    link = watch_by_address(dataset, "jo@example.net")
    assert b"jo@example.net is told" in Client().get(link).content
    assert not Watch.objects.filter(confirmed_at__isnull=False).exists()
    assert Client().post(link).status_code == 200
    assert Client().post(link).status_code == 200
    assert Watch.objects.get().confirmed_at is not None
    forged = link[:-2] + ("A/" if link[-2] != "A" else "B/")
    assert Client().post(forged).status_code == 404


def test_a_link_is_good_for_seven_days_and_what_is_not_confirmed_is_forgotten(dataset: Dataset) -> None:
    link = watch_by_address(dataset, "jo@example.net")
    watch = Watch.objects.get()
    assert forget_unconfirmed_watches() == 0
    # the token names the moment of asking: the past is made by moving the row and asking with its own token
    Watch.objects.filter(pk=watch.pk).update(asked_at=watch.asked_at - timedelta(days=8))
    assert Client().get(link).status_code == 404
    assert forget_unconfirmed_watches() == 1


def test_an_address_is_no_target_and_nobody_learns_whether_it_watches(dataset: Dataset) -> None:
    page, sent = reverse("dataset-watch", args=[dataset.suffix]), {"email": "jo@example.net", "website": ""}
    first = Client().post(page, sent, follow=True)
    again = Client().post(page, {**sent, "email": "JO@example.net"}, follow=True)
    assert first.content.count(b"a mail is on its way") == again.content.count(b"a mail is on its way") == 1
    assert told() == [("jo", f"Watch {dataset.doi}?")]
    Watch.objects.update(confirmed_at=timezone.now())
    Client().post(page, sent)
    assert told() == []
    assert Client().post(page, {"email": "jo@example.net", "website": "http://x"}).status_code == 422
    assert Client().post(page, {"email": "no address"}).status_code == 422


def test_one_origin_asks_five_times_an_hour(dataset: Dataset) -> None:
    page = reverse("dataset-watch", args=[dataset.suffix])
    answers = [Client().post(page, {"email": f"r{number}@example.net"}).status_code for number in range(6)]
    assert answers == [302] * 5 + [429]


def test_an_address_that_answers_nobody_is_not_asked_for_ever(alice: Person) -> None:
    datasets = [make_draft(alice) for _number in range(MOST_OPEN + 2)]
    for draft in datasets:
        draft.standing = Standing.PUBLIC
        ask_to_watch(dataset=draft, email="jo@example.net", language="en")
    assert Watch.objects.count() == MOST_OPEN


def test_what_is_watched_is_listed_and_ended(dataset: Dataset, rosa: Person, signed_in: SignIn) -> None:
    browser, page = signed_in(rosa), reverse("dataset-watch", args=[dataset.suffix])
    browser.post(page)
    browser.post(page)
    assert Watch.objects.filter(person=rosa).count() == 1
    assert "Dissolved oxygen" in browser.get(reverse("notifications")).content.decode()
    assert "You watch this dataset." in browser.get(page).content.decode()
    browser.post(page, {"end": "1"})
    assert not Watch.objects.filter(person=rosa).exists()


def test_very_many_readers_are_written_to_some_at_a_time_and_once_each(
    dataset: Dataset, alice: Person, mona: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.notifications.watching.BATCH", 3)
    for number in range(8):
        Watch.objects.create(dataset=dataset, email=f"r{number}@example.net", confirmed_at=timezone.now())
    person = make_person("r3")
    Person.objects.filter(pk=person.pk).update(email="r3@example.net")
    Watch.objects.create(dataset=dataset, person=person, confirmed_at=timezone.now())
    withdraw = withdrawn(dataset, mona)
    readers = [each for each, subject in told() if subject == f"{withdraw.doi} was withdrawn" and each != "alice"]
    assert sorted(set(readers)) == [f"r{number}" for number in range(8)]


def test_a_draft_is_watched_by_nobody(alice: Person, rosa: Person, signed_in: SignIn) -> None:
    draft = make_draft(alice)
    for browser in (Client(), signed_in(rosa), signed_in(alice)):
        assert browser.get(reverse("dataset-watch", args=[draft.suffix])).status_code == 404
        assert browser.post(reverse("dataset-watch", args=[draft.suffix])).status_code == 404
