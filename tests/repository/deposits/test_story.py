"""The story of a deposit through plain pages, without script: open, attach, describe, see what is missing, submit."""

import pytest
from django.test import Client
from django.urls import reverse

from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from tests.factories import make_pole
from tests.repository.deposits.pages import AGREED, Page, address, described, send_files

pytestmark = pytest.mark.django_db


def test_a_researcher_goes_from_nothing_to_submitted_with_plain_forms(browser: Client, alice: Person) -> None:
    make_pole("ocean")
    assert "Start with your files" in browser.get(reverse("deposit-list")).content.decode()
    opened = browser.post(reverse("deposit-create"))
    dataset = Dataset.objects.get()
    assert opened["Location"] == address("deposit-files", dataset)

    send_files(browser, dataset, {"oxygen.csv": b"station,depth_m,oxygen\nA1,10,251.2\n"})
    for name, typed in described().items():
        page = Page.of(browser, address(f"deposit-{name}", dataset))
        saved = browser.post(page.url, {**page.posts(), **typed, "do": "next"})
        assert saved.status_code == 302

    review = browser.get(address("deposit-review", dataset)).content.decode()
    assert "Nothing is missing" in review
    assert "Dissolved oxygen in the Gulf of Lion" in review
    handed = browser.post(address("deposit-submit", dataset), AGREED)
    assert handed["Location"] == reverse("deposit-status", args=[dataset.deposit_id])
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.SUBMITTED
    assert "The moderators have it" in browser.get(handed["Location"]).content.decode()
