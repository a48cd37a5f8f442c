"""What the depositor's pages say is true: notes, DOIs, citations, removals and refusals."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Person
from repository.queries.deposits import deposits_written_by
from repository.queries.landing import public_landing
from repository.services.corrections import begin_correction
from repository.services.deposits import create_deposit
from repository.services.submissions import take_back_dataset
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_public, make_submitted
from tests.repository.deposits.pages import AGREED, Page, address, send_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, settings: Any) -> None:
    """Packages and their copies in places of this test."""
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}


def test_the_notes_before_a_first_publication_are_not_shown_to_readers(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    browser.post(address("deposit-submit", dataset), AGREED)
    browser.post(address("deposit-take-back", dataset))
    assert "Readers do not see it" in Page.of(browser, address("deposit-review", dataset)).text("//*[@id='note-help']")
    browser.post(address("deposit-submit", dataset), AGREED | {"note": "Between us."})
    run_everything_due()
    accept(dataset, make_moderator("mona"))
    run_everything_due()
    dataset.refresh_from_db()
    assert dataset.current_version is not None
    assert b"Between us." not in bytes(dataset.current_version.document)
    assert not any("Between us" in bed.note for bed in public_landing(dataset).beds)


def test_a_correction_says_that_readers_see_its_note_and_reserves_no_doi(browser: Client, alice: Person) -> None:
    dataset = make_public(alice, make_moderator("mona"))
    begin_correction(dataset_key=dataset.key, actor=alice)
    page = Page.of(browser, address("deposit-review", dataset))
    assert "Readers see this, too." in page.text("//*[@id='note-help']")
    assert "Until then readers see the dataset as it is now." in page.text("//*[@id='why']")
    assert "DOI reserved" not in page.text("//header[@class='deposit__head']")


def test_the_only_draft_of_a_deposit_is_removed_with_the_deposit(browser: Client, alice: Person) -> None:
    dataset = create_deposit(actor=alice).datasets.get()
    page = Page.of(browser, reverse("deposit-status", args=[dataset.deposit_id]))
    (form,) = page.tree.xpath("//form[contains(@action, '/remove/')]/@action")
    assert browser.post(form)["Location"] == reverse("deposit-list")
    assert not deposits_written_by(alice).exists()
    assert browser.get(page.url).status_code == 404


def test_what_was_submitted_once_is_not_removed(browser: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    take_back_dataset(dataset_key=dataset.key, actor=alice)
    assert browser.post(address("dataset-remove", dataset)).status_code == 409
    assert deposits_written_by(alice).exists()


def test_the_citation_of_a_draft_links_to_no_page_that_is_not_there(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    page = Page.of(browser, address("deposit-review", dataset))
    assert not [url for url in page.links() if url.startswith("/datasets/")]
    assert "opens when the dataset is public" in page.text("//main")


def test_the_line_of_a_refused_file_can_be_removed(browser: Client, dataset: Dataset) -> None:
    send_files(browser, dataset, {"empty.csv": b""})
    page = Page.of(browser, address("deposit-files", dataset))
    (link,) = page.tree.xpath("//a[contains(., 'Remove this line')]/@href")
    assert "empty.csv" not in Page.of(browser, link.partition("#")[0]).text("//main")


def test_the_end_of_a_period_is_not_called_optional(browser: Client, dataset: Dataset) -> None:
    page = Page.of(browser, address("deposit-place", dataset))
    assert page.text("//label[@for='time-periods-0-end']") in ("Last date, or tick Still growing", "")
    browser.post(page.url, {**page.posts(), "do": "add:time-periods"})
    label = Page.of(browser, page.url).text("//label[@for='time-periods-0-end']")
    assert label == "Last date, or tick Still growing"


def test_the_page_of_what_was_submitted_follows_the_decision(browser: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    there = reverse("deposit-status", args=[dataset.deposit_id])
    assert Page.of(browser, there).tree.xpath("//div[@data-live and @data-live-also='datasets moments']")
    follow = reverse("deposit-progress", args=[dataset.deposit_id])
    assert 'data-live-state="submitted"' in browser.get(follow).content.decode()
    run_everything_due()
    accept(dataset, make_moderator("mona"))
    assert 'data-live-state="publishing"' in browser.get(follow).content.decode()
