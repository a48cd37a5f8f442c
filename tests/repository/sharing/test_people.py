"""The people of a deposit: shown, changed, taken away, handed over; a depositor always stays."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from repository.access import Action, can, datasets_moderated_by
from repository.models import Dataset, Grant, Person, Role
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person, make_submitted
from tests.repository.sharing.links import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(dataset: Dataset, bob: Person) -> Grant:
    """Bob edits the deposit of alice."""
    return Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)


def team(dataset: Dataset, *, name: str = "deposit-team", member: int | None = None) -> str:
    """An address of the page of people."""
    return reverse(name, args=[dataset.deposit_id, *([member] if member else [])])


def test_the_page_says_who_may_do_what_since_when(browser: Client, dataset: Dataset, grant: Grant) -> None:
    page = browser.get(team(dataset)).content.decode()
    assert "Alice Test" in page
    assert "Bob Test" in page
    assert "bob@example.org" in page
    status = browser.get(reverse("deposit-status", args=[dataset.deposit_id])).content.decode()
    assert team(dataset) in status


def test_mail_addresses_are_shown_to_the_depositor_alone(dataset: Dataset, grant: Grant, bob: Person) -> None:
    page = enter(bob).get(team(dataset)).content.decode()
    assert "Alice Test" in page
    assert "alice@example.org" not in page


def test_an_editor_becomes_a_reader_at_once_and_is_told(
    browser: Client, dataset: Dataset, grant: Grant, bob: Person
) -> None:
    browser.post(team(dataset, name="deposit-team-role", member=grant.pk), {"role": "reader"})
    assert can(bob, Action.READ, dataset)
    assert not can(bob, Action.EDIT, dataset)
    run_everything_due()
    assert mail.outbox[-1].to == [bob.email]
    assert "no longer edit" in mail.outbox[-1].subject


def test_who_is_taken_away_is_out_at_once_and_gets_no_more_mail(
    browser: Client, dataset: Dataset, grant: Grant, bob: Person
) -> None:
    browser.post(team(dataset, name="deposit-team-end", member=grant.pk))
    assert not can(bob, Action.READ, dataset)
    assert enter(bob).get(team(dataset)).status_code == 404
    from repository.notifications.published import authors_of

    assert [person.email for person in authors_of(dataset)] == ["alice@example.org"]


def test_the_last_depositor_stays_until_the_deposit_is_handed_over(
    browser: Client, dataset: Dataset, grant: Grant, alice: Person, bob: Person
) -> None:
    own = Grant.objects.get(person=alice)
    browser.post(team(dataset, name="deposit-team-end", member=own.pk))
    assert can(alice, Action.SHARE, dataset.deposit)
    browser.post(team(dataset, name="deposit-team-role", member=grant.pk), {"role": "depositor"})
    assert can(bob, Action.SHARE, dataset.deposit)
    assert not can(alice, Action.SHARE, dataset.deposit)
    assert can(alice, Action.EDIT, dataset.deposit)
    assert browser.post(team(dataset, name="deposit-team-end", member=own.pk)).headers["Location"] == "/deposits/"
    assert not can(alice, Action.READ, dataset)


def test_nobody_but_the_depositor_changes_others_and_everybody_may_leave(
    dataset: Dataset, grant: Grant, bob: Person, alice: Person
) -> None:
    own = Grant.objects.get(person=alice)
    browser = enter(bob)
    for name, data in (("deposit-team-end", {}), ("deposit-team-role", {"role": "reader"})):
        assert browser.post(team(dataset, name=name, member=own.pk), data).status_code == 403
    assert can(alice, Action.SHARE, dataset.deposit)
    browser.post(team(dataset, name="deposit-team-end", member=grant.pk))
    assert not can(bob, Action.READ, dataset)


def test_a_grant_of_another_deposit_is_not_reached_from_here(browser: Client, dataset: Dataset, bob: Person) -> None:
    other = make_submitted(bob)
    foreign = Grant.objects.get(deposit=other.deposit)
    assert browser.post(team(dataset, name="deposit-team-end", member=foreign.pk)).status_code == 404
    assert can(bob, Action.SHARE, other.deposit)


def test_a_reader_finds_the_deposit_in_the_list_and_is_asked_for_nothing(dataset: Dataset, bob: Person) -> None:
    Grant.objects.create(person=bob, role=Role.READER, deposit=dataset.deposit)
    page = enter(bob).get(reverse("deposit-list")).content.decode()
    assert dataset.doi in page
    assert "Go on where you were" not in page
    status = enter(bob).get(reverse("deposit-status", args=[dataset.deposit_id])).content.decode()
    assert "in its authors’ hands" in status
    assert "Go on with it" not in status


def test_a_moderator_who_reads_as_invited_does_not_decide_on_it(alice: Person) -> None:
    dataset, mona = make_submitted(alice), make_moderator("mona")
    assert can(mona, Action.DECIDE, dataset)
    Grant.objects.create(person=mona, role=Role.READER, deposit=dataset.deposit)
    assert not can(mona, Action.DECIDE, dataset)
    assert not can(mona, Action.REVIEW, dataset)
    assert dataset not in datasets_moderated_by(mona)


def test_moderators_and_strangers_do_not_see_the_page(alice: Person) -> None:
    dataset = make_submitted(alice)
    for person in (make_moderator("mona"), make_person("charlie")):
        assert enter(person).get(team(dataset)).status_code == 404
