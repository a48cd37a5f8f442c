"""The steps of the form: each saved on its own, nothing half-filled refused, what is wrong shown where it was typed."""

from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import write_draft
from tests.factories import DOCUMENT, make_pole
from tests.repository.deposits.pages import Page, address, described

pytestmark = pytest.mark.django_db


def save(browser: Client, dataset: Dataset, step: str, do: str = "save", **typed: str) -> Page:
    """Type something at a step and press a button; the page one is led to."""
    page = Page.of(browser, address(f"deposit-{step}", dataset))
    sent = {**page.posts(), **{name.replace("__", "-"): text for name, text in typed.items()}, "do": do}
    answer = browser.post(page.url, sent)
    assert answer.status_code == 302
    dataset.refresh_from_db()
    return Page.of(browser, answer["Location"])


def field(page: Page, name: str) -> Any:
    """A control of a page by its name."""
    return page.tree.xpath(f"//*[@name='{name}']")[0]


def test_a_half_filled_step_is_saved_and_says_when(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "description", title__en="Oxygen")
    assert dataset.draft == {"title": {"en": "Oxygen"}}
    assert page.text("//*[@data-saved]").startswith("Saved at")
    assert field(page, "title-en").get("value") == "Oxygen"


def test_what_is_typed_wrong_stays_and_its_finding_stands_at_the_control(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "place", place__boxes__0__north="143.2", place__boxes__0__west="3°E")
    north = field(page, "place-boxes-0-north")
    assert (north.get("value"), north.get("aria-invalid")) == ("143.2", "true")
    error = page.text(f"//*[@id='{north.get('aria-describedby')}']")
    assert error == (
        "143.2 is not a latitude: it must lie between -90 and 90 (box 1). Were longitude and latitude exchanged?"
    )
    assert field(page, "place-boxes-0-west").get("aria-invalid") is None
    assert field(page, "place-boxes-0-west").get("value") == "3"


def test_a_wrong_orcid_is_told_at_its_creator(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "people", creators__0__family="Marin", creators__0__orcid="0000-0002-1825-0098")
    assert field(page, "creators-0-orcid").get("aria-invalid") == "true"
    assert field(page, "creators-0-family").get("aria-invalid") is None


def test_an_untouched_step_reproaches_nothing_but_its_bar_counts_what_is_missing(
    browser: Client, dataset: Dataset
) -> None:
    page = Page.of(browser, address("deposit-description", dataset))
    assert not page.tree.xpath("//p[@class='gap'] | //p[contains(@class, 'err')] | //*[@aria-invalid]")
    assert "7 things missing" in page.text("//ol[@class='steps']/li[2]")
    begun = save(browser, dataset, "description", title__en="Dissolved oxygen in the Gulf of Lion")
    gaps = [" ".join(each.text_content().split()) for each in begun.tree.xpath("//p[@class='gap']")]
    assert any(gap.startswith("There is no abstract yet") for gap in gaps)
    assert "6 things missing" in begun.text("//ol[@class='steps']/li[2]")


def test_a_step_that_lacks_nothing_says_so(browser: Client, dataset: Dataset) -> None:
    make_pole("ocean")
    page = save(browser, dataset, "description", do="next", **{
        name.replace("-", "__"): text for name, text in described()["description"].items()
    })  # fmt: skip
    assert page.url.endswith("/people/")
    assert page.text("//ol[@class='steps']/li[2]").endswith("Complete")


@pytest.mark.parametrize("step", ["description", "people", "place"])
def test_saving_what_is_shown_changes_nothing(browser: Client, alice: Person, dataset: Dataset, step: str) -> None:
    make_pole("ocean")
    document = {**DOCUMENT, "quality": {"en": "Checked twice."}, "x_unknown": ["kept"], "forwarding": True}
    write_draft(dataset_key=dataset.key, actor=alice, fields=document)
    save(browser, dataset, step)
    assert dataset.draft == document


def test_rows_are_added_moved_and_removed_with_buttons_alone(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "people", do="add:creators:person", creators__0__family="Marin")
    assert "creators-1" in page.url
    save(browser, dataset, "people", do="add:creators:organisation", creators__1__family="Okafor")
    page = save(browser, dataset, "people", creators__2__name="Mooring team")
    assert [row.get("family") or row.get("name") for row in dataset.draft["creators"]] == [
        "Marin", "Okafor", "Mooring team",
    ]  # fmt: skip
    assert {"up:creators-1", "down:creators-0", "remove:creators-2"} <= set(page.buttons())
    save(browser, dataset, "people", do="down:creators-0")
    save(browser, dataset, "people", do="remove:creators-0")
    assert [row.get("family") or row.get("name") for row in dataset.draft["creators"]] == ["Marin", "Mooring team"]


def test_a_text_may_be_given_in_any_language(browser: Client, dataset: Dataset) -> None:
    save(browser, dataset, "description", title__en="Oxygen", title__other__language="ar", title__other__text="أكسجين")
    assert dataset.draft["title"] == {"en": "Oxygen", "ar": "أكسجين"}
    page = Page.of(browser, address("deposit-description", dataset))
    assert field(page, "title-ar").get("lang") == "ar"


def test_every_control_has_its_label_and_no_style_or_script_stands_in_the_page(
    browser: Client, alice: Person, dataset: Dataset
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields=DOCUMENT)
    for step in ("files", "description", "people", "place", "review"):
        page = Page.of(browser, address(f"deposit-{step}", dataset))
        for control in page.tree.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
            labelled = control.xpath("ancestor::label") or page.tree.xpath(f"//label[@for='{control.get('id')}']")
            assert labelled, (step, control.get("name"))
        assert not page.tree.xpath("//main//*[@style] | //main//script | //main//style | //main//*[@onclick]")
        ids = page.tree.xpath("//*/@id")
        assert sorted(ids) == sorted(set(ids)), step


def test_text_that_looks_like_markup_is_shown_as_text(browser: Client, dataset: Dataset) -> None:
    page = save(browser, dataset, "description", title__en='<b>Oxygen</b> & "salt"')
    assert field(page, "title-en").get("value") == '<b>Oxygen</b> & "salt"'
    assert page.text("//h1") == '<b>Oxygen</b> & "salt"'
