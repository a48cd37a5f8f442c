"""The last step: what is missing as links to its controls, the page as it will be, and handing it over."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from repository.services.deposits import write_draft
from tests.factories import DOCUMENT, make_draft
from tests.repository.deposits.pages import AGREED, Page, address

pytestmark = pytest.mark.django_db


def lacks(page: Page) -> dict[str, str]:
    """What is missing: sentence -> where its link leads."""
    return {link.text_content(): str(link.get("href")) for link in page.tree.xpath("//ul[@class='lacks']//a")}


def test_what_is_missing_is_a_list_of_links_that_lead_to_controls(
    browser: Client, alice: Person, dataset: Dataset
) -> None:
    typed = {**DOCUMENT, "creators": [*DOCUMENT["creators"], {"orcid": "0000"}], "abstract": {}, "time": {}}
    write_draft(dataset_key=dataset.key, actor=alice, fields=typed)
    page = Page.of(browser, address("deposit-review", dataset))
    found = lacks(page)
    assert page.text("//h2[@id='missing']") == f"{len(found)} things are missing"
    for sentence, url in found.items():
        there = Page.of(browser, urlsplit(url).path)
        assert there.tree.xpath(f"//*[@id='{urlsplit(url).fragment}']"), (sentence, url)
    assert any(url.endswith("/people/#creators-2-orcid") for url in found.values())


def test_a_link_into_a_long_list_leads_to_its_page(browser: Client, alice: Person, dataset: Dataset) -> None:
    creators = [{"family": f"F{number}", "orcid": "0000-0002-1825-0097"} for number in range(90)]
    creators[85]["orcid"] = "wrong"
    write_draft(dataset_key=dataset.key, actor=alice, fields={**DOCUMENT, "creators": creators})
    url = next(url for url in lacks(Page.of(browser, address("deposit-review", dataset))).values() if "orcid" in url)
    assert url.endswith("/people/?creators=80#creators-85-orcid")
    there = Page.of(browser, url.partition("#")[0])
    assert there.tree.xpath("//input[@id='creators-85-orcid' and @aria-invalid='true']")
    assert len(there.tree.xpath("//*[@id='creators']/fieldset")) == 10


def test_submitting_waits_until_nothing_blocks_and_says_why(browser: Client, dataset: Dataset) -> None:
    page = Page.of(browser, address("deposit-review", dataset))
    button = page.tree.xpath("//form[contains(@action, '/submit/')]//button")[0]
    assert button.get("disabled") is not None
    assert "opens when nothing is missing" in page.text(f"//*[@id='{button.get('aria-describedby')}']")
    answer = browser.post(address("deposit-submit", dataset), AGREED)
    assert answer["Location"] == address("deposit-review", dataset)
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.DRAFT
    assert "things are still missing" in Page.of(browser, answer["Location"]).text("//*[contains(@class, 'flashes')]")


def test_the_page_is_shown_as_readers_will_see_it_with_files_one_can_fetch(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    page = Page.of(browser, address("deposit-review", dataset))
    shown = page.text("//article[@class='record']")
    assert "Dissolved oxygen in the Gulf of Lion, 2019-2026" in shown
    assert "Marin, Clara" in shown
    number = dataset.draft_files.get().file.number
    assert address("deposit-file", dataset, number) in page.links()
    assert len(page.tree.xpath("//h1")) == 1


def test_a_note_is_asked_for_only_the_second_time_and_goes_with_it(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    assert not Page.of(browser, address("deposit-review", dataset)).tree.xpath("//textarea[@name='note']")
    browser.post(address("deposit-submit", dataset), AGREED)
    browser.post(address("deposit-take-back", dataset))
    assert Page.of(browser, address("deposit-review", dataset)).tree.xpath("//textarea[@name='note']")
    browser.post(address("deposit-submit", dataset), AGREED | {"note": " The unit of column 9 is given.\x00 "})
    event = LifecycleEvent.objects.filter(type="dataset.submitted").latest("id")
    assert event.reason == "The unit of column 9 is given."


def test_what_is_submitted_twice_is_submitted_once(browser: Client, alice: Person) -> None:
    dataset = make_draft(alice)
    assert browser.post(address("deposit-submit", dataset), AGREED).status_code == 302
    assert browser.post(address("deposit-submit", dataset), AGREED).status_code == 409
    assert LifecycleEvent.objects.filter(type="dataset.submitted").count() == 1
