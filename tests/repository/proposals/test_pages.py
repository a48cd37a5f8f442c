"""The pages without script: what the files say beside them and under each field, and buttons that work as forms."""

import pytest
from django.test import Client
from lxml import html

from repository.models import Dataset, Person
from repository.services.deposits import write_draft
from tests.repository.deposits.pages import Page, address
from tests.repository.proposals.readings import HOSTILE, attach, problem, told

pytestmark = pytest.mark.django_db

BOX = {"west": 3.02, "south": 42.12, "east": 5.31, "north": 43.45}
LICENCE = {"spdx": "CC-BY-4.0"}


def press(browser: Client, page: Page, button: str, **chosen: str) -> str:
    """Send the form of proposals as it stands, with one of its buttons; where it leads."""
    form = page.tree.xpath("//form[@data-proposals-form]")[0]
    sent = dict(form.form_values()) | {name.replace("__", "-"): value for name, value in chosen.items()}
    answer = browser.post(form.get("action"), {**sent, "do": button})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_value_is_shown_in_words_with_where_it_was_read(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", place__boxes=[BOX])
    page = Page.of(browser, address("deposit-files", dataset))
    assert (
        "42.12\N{NO-BREAK SPACE}– 43.45°\N{NO-BREAK SPACE}N"
        in page.tree.xpath("//li[@id='prop-place-boxes']")[0].text_content()
    )
    assert "casts.nc, attribute place" in page.text("//li[@id='prop-place-boxes']//*[@class='source']")
    assert page.tree.xpath("//li[@id='prop-place-boxes']//code/text()") == ["place"]
    assert address("deposit-place", dataset) + "#place" in page.links()


def test_use_no_and_undo_lead_back_to_the_same_place(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE, title={"en": "Casts"})
    url = address("deposit-files", dataset)
    assert press(browser, Page.of(browser, url), "use:licence") == f"{url}#prop-licence"
    dataset.refresh_from_db()
    assert dataset.draft == {"licence": LICENCE}
    press(browser, Page.of(browser, url), "no:title")
    page = Page.of(browser, url)
    assert "Not used" in page.text("//li[@id='prop-title']")
    press(browser, page, "undo:licence")
    press(browser, Page.of(browser, url), "undo:title")
    dataset.refresh_from_db()
    assert dataset.draft == {}


def test_everything_clear_is_used_at_once(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "casts.nc", licence=LICENCE, title={"und": "Casts"})
    page = Page.of(browser, address("deposit-files", dataset))
    assert page.text("//button[@id='use-clear']") == "Use the 2 clear values"
    press(browser, page, "use-clear", proposals__language="en")
    dataset.refresh_from_db()
    assert dataset.draft == {"licence": LICENCE, "title": {"en": "Casts"}, "language": "en"}


def test_files_that_disagree_offer_their_values_and_choose_none(
    browser: Client, dataset: Dataset, alice: Person
) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE)
    told(dataset, alice, "b.nc", licence={"spdx": "CC0-1.0"})
    page = Page.of(browser, address("deposit-files", dataset))
    radios = page.tree.xpath("//input[@type='radio'][@name='choice-licence']")
    assert len(radios) == 2
    assert not any("checked" in radio.attrib for radio in radios)
    press(browser, page, "use:licence")
    assert "The files disagree about" in Page.of(browser, page.url).text("//*[@role='status'][contains(@class,'wrap')]")
    press(browser, page, "use:licence", choice__licence=radios[1].get("value"))
    dataset.refresh_from_db()
    assert dataset.draft["licence"] == {"spdx": "CC0-1.0"}


def test_a_page_that_is_behind_replaces_nothing(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE)
    page = Page.of(browser, address("deposit-files", dataset))
    write_draft(dataset_key=dataset.key, actor=alice, fields={"licence": {"spdx": "CC0-1.0"}})
    press(browser, page, "use:licence")
    dataset.refresh_from_db()
    assert dataset.draft["licence"] == {"spdx": "CC0-1.0"}
    assert "was changed meanwhile" in Page.of(browser, page.url).text("//body")


def test_a_step_saves_what_was_typed_and_uses_the_value(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE, title={"en": "Casts"})
    page = Page.of(browser, address("deposit-description", dataset))
    assert "a.nc, attribute licence" in page.text("//*[@id='prop-licence']")
    sent = {**page.posts(), "title-en": "Typed by hand", "do": "use:licence"}
    answer = browser.post(page.url, sent)
    assert answer["Location"] == f"{page.url}#section-licence"
    dataset.refresh_from_db()
    assert dataset.draft == {"licence": LICENCE, "title": {"en": "Typed by hand"}}
    page = Page.of(browser, page.url)
    assert "Yours is kept; the file says: Casts" in page.text("//*[@id='prop-title']")
    browser.post(page.url, {**page.posts(), "title-en": "Typed again", "do": "use:title"})
    dataset.refresh_from_db()
    assert dataset.draft["title"] == {"en": "Casts"}
    page = Page.of(browser, page.url)
    browser.post(page.url, {**page.posts(), "do": "undo:title"})
    dataset.refresh_from_db()
    assert dataset.draft["title"] == {"en": "Typed again"}


def test_the_steps_say_how_much_is_proposed(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", licence=LICENCE, title={"en": "Casts"}, place__boxes=[BOX])
    page = Page.of(browser, address("deposit-files", dataset))
    notes = page.tree.xpath("//ol[@class='steps']//span/text()")
    assert notes[1].startswith("2 of ")
    assert notes[1].endswith(" proposed")
    assert notes[3].startswith("1 of ")


def test_the_problems_of_a_file_stand_at_its_line(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", problem())
    attach(dataset, alice, "later.nc")
    page = Page.of(browser, address("deposit-files", dataset))
    line = page.text("//ul[@class='ups']/li[1]")
    assert "Safe and read NetCDF-4, 5 variables" in line
    assert "Column 9 has no unit." in line
    assert "being read" in page.text("//ul[@class='ups']/li[2]")
    assert page.tree.xpath("//*[@data-waiting='1']")


def test_what_a_file_says_is_text_and_never_part_of_the_page(browser: Client, dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", title={"en": HOSTILE}, keywords=[{"term": {"en": HOSTILE}}])
    for name in ("deposit-files", "deposit-description"):
        tree = Page.of(browser, address(name, dataset)).tree
        assert HOSTILE in tree.text_content()
        assert not tree.xpath("//main//img | //main//script")
    fragment = browser.get(address("deposit-proposals", dataset), headers={"X-Requested-With": "fetch"})
    assert not html.fromstring(fragment.content.decode()).xpath("//img | //script")


def test_a_script_gets_the_parts_as_they_are_now(browser: Client, dataset: Dataset, alice: Person) -> None:
    file = told(dataset, alice, "a.nc", licence=LICENCE)
    answer = browser.get(address("deposit-proposals", dataset), headers={"X-Requested-With": "fetch"})
    parts = html.fromstring(answer.content.decode()).xpath("//@data-renew")
    assert parts == ["title", "steps", "proposals", f"read-{file.number}"]
    assert browser.get(address("deposit-proposals", dataset)).status_code == 302
