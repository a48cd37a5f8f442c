"""Where a deposit stands: who holds it, what is asked, how far the publication is, what happened, corrections."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Person
from repository.services.decisions import decide_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_public, make_submitted
from tests.repository.deposits.pages import AGREED, Page, address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mona(db: None) -> Person:
    """A moderator of the discipline."""
    return make_moderator("mona")


@pytest.fixture(autouse=True)
def archive(tmp_path: Any, settings: Any) -> None:
    """Packages and their copies in places of this test."""
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}


def status_of(browser: Client, dataset: Dataset) -> Page:
    """The deposit's page."""
    return Page.of(browser, reverse("deposit-status", args=[dataset.deposit_id]))


def ask_for_a_change(dataset: Dataset, mona: Person) -> None:
    """Send it back with a reason."""
    assert dataset.submitted_version is not None
    decide_dataset(
        dataset_key=dataset.key,
        actor=mona,
        outcome=DatasetState.CHANGES_REQUESTED,
        sha256=dataset.submitted_version.sha256,
        reason="Which unit has column 9?",
    )


def test_a_draft_is_in_one_s_own_hands(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    page = status_of(browser, dataset)
    assert "It is in your hands. Go on where you were, then submit." in page.text("//main")
    assert "1 file attached" in page.text("//ol[@class='story']")
    assert not page.tree.xpath("//ol[@class='stages']")


def test_a_change_asked_for_is_seen_first_answered_and_handed_in_again(
    browser: Client, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_everything_due()
    ask_for_a_change(dataset, mona)
    run_everything_due()
    page = status_of(browser, dataset)
    assert "The moderators ask for a change" in page.text("//p[contains(@class, 'note--warn')]")
    assert "Which unit has column 9?" in page.text("//ol[@class='story']")
    assert "Conversation with the moderators" in page.text("//main")
    assert "Changes requested" in page.text("//*[contains(@class, 'standing__state')]")
    assert "ask for a change" in Page.of(browser, reverse("deposit-list")).text("//main")
    browser.post(address("deposit-submit", dataset), AGREED | {"note": "Said: µmol/kg."})
    page = status_of(browser, dataset)
    assert "The moderators have it" in page.text("//main")
    assert "Said: µmol/kg." in page.text("//ol[@class='story']")


def test_what_was_submitted_is_taken_back(browser: Client, alice: Person) -> None:
    dataset = make_submitted(alice)
    answer = browser.post(address("deposit-take-back", dataset))
    assert answer["Location"] == address("deposit-review", dataset)
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.DRAFT
    assert browser.get(address("deposit-description", dataset)).status_code == 200


def test_a_publication_is_followed_to_its_end(browser: Client, alice: Person, mona: Person) -> None:
    dataset = make_submitted(alice)
    run_everything_due()
    accept(dataset, mona)
    page = status_of(browser, dataset)
    live = page.tree.xpath("//*[@data-live]")[0]
    assert live.get("data-live") == reverse("deposit-progress", args=[dataset.deposit_id])
    assert not live.xpath(live.get("data-live-until").replace("[", ".//*[@"))
    assert "Reload" in page.text("//main")
    run_everything_due()
    part = browser.get(live.get("data-live")).content.decode()
    assert "data-all-finished" in part
    assert "<html" not in part
    page = status_of(browser, dataset)
    assert not page.tree.xpath("//*[@data-live]")
    stages = page.text("//ol[@class='stages']")
    for name in ("Frozen", "Packaged", "Copied", "2 of 2 copies verified", "DOI registered", "Public"):
        assert name in stages
    assert "Layer public" in page.text("//ol[@class='story']")
    assert reverse("landing", args=[dataset.suffix]) in page.links()


def test_a_public_description_is_corrected_and_the_correction_can_be_given_up(
    browser: Client, alice: Person, mona: Person
) -> None:
    dataset = make_public(alice, mona)
    begun = browser.post(reverse("correction-begin", args=[dataset.key]))
    assert begun["Location"] == address("deposit-description", dataset)
    page = Page.of(browser, begun["Location"])
    browser.post(page.url, {**page.posts(), "title-en": "A corrected title of the dataset", "do": "save"})
    review = Page.of(browser, address("deposit-review", dataset))
    assert "Submit the correction" in review.text("//main")
    files = Page.of(browser, address("deposit-files", dataset))
    assert "1 file is safe" in files.text("//main")
    archived = browser.get(address("deposit-file", dataset, dataset.draft_files.get().file.number))
    assert archived.status_code == 302
    page = status_of(browser, dataset)
    assert "Finish the correction and submit it, or give it up." in page.text("//main")
    assert browser.post(address("correction-drop", dataset)).status_code == 302
    dataset.refresh_from_db()
    assert (dataset.state, dataset.standing) == (DatasetState.PUBLISHED, Standing.PUBLIC)


def test_a_withdrawn_dataset_says_so_and_offers_nothing_to_change(browser: Client, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    withdraw_dataset(dataset_key=dataset.key, actor=mona, reason="Wrong calibration.")
    page = status_of(browser, dataset)
    assert "Withdrawn: readers see its tombstone page." in page.text("//main")
    assert not page.tree.xpath("//main//form[contains(@action, 'correction')]")
    assert browser.get(address("deposit-description", dataset)).status_code == 302
