"""A depositor with a draft and the upload form open: everything that a browser knows when it begins to send."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from lxml import html

from repository.models import Dataset, Person
from repository.services.deposits import create_deposit


@dataclass(frozen=True)
class Errand:
    """The dataset, the form's address and the cookies to send with it."""

    dataset: Dataset
    path: str
    cookies: str


def open_form(person: Person) -> Errand:
    """Open a deposit for a person and read its upload form as a browser without script does."""
    dataset = create_deposit(actor=person).datasets.get()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person)
    page = browser.get(reverse("deposit-files", args=[dataset.deposit_id, dataset.key]))
    form = html.fromstring(page.content.decode()).xpath("//form[@data-upload]")[0]
    cookies = "; ".join(f"{name}={value.value}" for name, value in browser.cookies.items())
    return Errand(dataset, str(form.get("action")), cookies)
