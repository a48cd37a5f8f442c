"""Making private links in tests, and browsers that have opened them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from repository.accounts.tokens import REVIEWER, token_of
from repository.models import Dataset, Person, ReviewerLink
from repository.services.reviewer_links import make_link
from tests.driver import run_everything_due


def enter(person: Person) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def link_to(dataset: Dataset, actor: Person, **wishes: Any) -> ReviewerLink:
    """A link to a dataset, its files looked through."""
    assert dataset.deposit_id
    link = make_link(actor=actor, deposit_id=dataset.deposit_id, dataset_key=dataset.key, **wishes)
    run_everything_due()
    return link


def address_of(link: ReviewerLink) -> str:
    """The address that reviewers are given."""
    return reverse("reviewer-open", args=[token_of(REVIEWER, link.key)])


def bearer(link: ReviewerLink) -> Client:
    """A browser that has opened the link."""
    client = Client()
    assert client.get(address_of(link)).status_code == 302
    return client


def page_of(link: ReviewerLink, position: int = 1) -> str:
    """The address of a dataset behind a link."""
    return reverse("reviewer-dataset", args=[link.key, position])
