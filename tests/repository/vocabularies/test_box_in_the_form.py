"""The box in the deposit form: without script a line, a button, radio buttons; what is picked lands in the record."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset
from tests.repository.deposits.pages import Page, address
from tests.repository.vocabularies.samples import CF_TABLE, TURTLE, load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabularies(tmp_path: Path) -> None:
    load(tmp_path, "sea.ttl", TURTLE)
    load(tmp_path, "cf.xml", CF_TABLE, scheme="cf-standard-names")


def draft(dataset: Dataset) -> dict[str, Any]:
    """The draft as it is stored now."""
    return dict(Dataset.objects.get(pk=dataset.pk).draft)


def press(browser: Client, url: str, button: str, **typed: str) -> str:
    """Send the step as it stands with something typed, by one button; where the browser is led."""
    posts = Page.of(browser, url).posts()
    posts |= {name.replace("__", "-"): [text] for name, text in typed.items()}
    answer = browser.post(url, {**posts, "do": button})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_keyword_is_found_and_added_without_script(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-description", dataset)
    there = press(browser, step, "find:keywords", keywords__find="salin")
    assert there.endswith("#keywords-find")
    page = Page.of(browser, there.partition("#")[0])
    values = [str(value) for value in page.tree.xpath("//input[@type='radio'][@name='keywords-pick']/@value")]
    mine = next(value for value in values if "example.org/sea/salinity" in value)
    assert page.tree.xpath("//input[@name='keywords-find']/@value") == ["salin"]
    press(browser, step, "pick:keywords", keywords__pick=mine)
    assert draft(dataset)["keywords"] == [
        {
            "term": {"en": "salinity", "fr": "salinité"}, "scheme": "Sea", "scheme_uri": "http://example.org/sea",
            "uri": "http://example.org/sea/salinity",
        }
    ]  # fmt: skip
    press(browser, step, "pick:keywords", keywords__pick=mine)
    assert len(draft(dataset)["keywords"]) == 1, "what is there already is not added again"


def test_what_came_from_a_vocabulary_is_folded_until_something_is_said_about_it(
    browser: Client, dataset: Dataset
) -> None:
    step = address("deposit-description", dataset)
    entry = {"term": {"en": "salt", "fr": "sel"}, "scheme": "Sea", "uri": "http://example.org/s"}
    press(browser, step, "pick:keywords", keywords__pick=json.dumps(entry))
    folded = "//fieldset[@id='keywords-0']/details"
    page = Page.of(browser, step)
    assert page.text(f"{folded}/summary") == "salt / sel (Sea)"
    assert page.tree.xpath(f"{folded}/@open") == []
    press(browser, step, "save", keywords__0__uri="no address")
    assert Page.of(browser, step).tree.xpath(f"boolean({folded}[@open])")
    press(browser, step, "save", keywords__0__uri="", keywords__0__scheme="")
    assert Page.of(browser, step).tree.xpath(f"boolean({folded})") is False


def test_enter_in_the_box_searches_where_there_is_no_script(browser: Client, dataset: Dataset) -> None:
    there = press(browser, address("deposit-description", dataset), "save", keywords__find="salin", title__en="Salt")
    assert "find=salin" in there
    assert draft(dataset)["title"] == {"en": "Salt"}, "what was typed elsewhere is saved"


def test_what_nobody_has_is_said_and_typing_by_hand_goes_on(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-description", dataset)
    there = press(browser, step, "find:keywords", keywords__find="zzzz")
    assert "No vocabulary has" in browser.get(there.partition("#")[0]).content.decode()
    press(browser, step, "save", keywords__0__term__en="my own word")
    assert draft(dataset)["keywords"] == [{"term": {"en": "my own word"}}]


def test_a_cf_name_brings_its_address_and_loses_it_when_it_is_typed_over(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-place", dataset)
    entry = {
        "name": "PSAL", "standard_name": "sea_water_salinity",
        "standard_name_uri": "http://vocab.nerc.ac.uk/standard_name/sea_water_salinity/",
    }  # fmt: skip
    press(browser, step, "pick:variables", variables__pick=json.dumps(entry))
    assert draft(dataset)["variables"] == [entry]
    press(browser, step, "save", variables__0__unit="1")
    assert draft(dataset)["variables"] == [{**entry, "unit": "1"}]
    press(browser, step, "save", variables__0__standard_name="sea_ice_draft")
    assert draft(dataset)["variables"] == [{"name": "PSAL", "standard_name": "sea_ice_draft", "unit": "1"}]


def test_a_parameter_of_another_vocabulary_stays_with_its_variable_and_can_be_taken_away(
    browser: Client, dataset: Dataset
) -> None:
    step = address("deposit-place", dataset)
    concept = {"name": "Salinity", "identifier": "SDN:P02::PSAL", "scheme": "P02", "uri": "http://example.org/psal"}
    press(browser, step, "pick:variables", variables__pick=json.dumps({"name": "S", "concepts": [concept]}))
    press(browser, step, "save", variables__0__unit="1")
    assert draft(dataset)["variables"] == [{"name": "S", "unit": "1", "concepts": [concept]}]
    page = Page.of(browser, step)
    assert page.text("//*[@id='variables-0-concepts-0']/details/summary") == "Salinity (P02)"
    press(browser, step, "remove:variables-0-concepts-0")
    assert draft(dataset)["variables"] == [{"name": "S", "unit": "1"}]
    assert not Page.of(browser, step).tree.xpath("//*[@id='variables-0-concepts']")


@pytest.mark.parametrize("name", ["instruments", "platforms"])
def test_instruments_and_platforms_are_picked_with_their_code(name: str, browser: Client, dataset: Dataset) -> None:
    entry = {"name": "CTD", "identifier": "SDN:L05::130", "scheme": "L05", "uri": "http://example.org/130"}
    press(browser, address("deposit-place", dataset), f"pick:{name}", **{f"{name}__pick": json.dumps(entry)})
    assert draft(dataset)[name] == [entry]


@pytest.mark.parametrize(
    "forged",
    ["", "no json", "[]", "{}", '{"term": "text"}', '{"term": {"en": 5}}', '{"term": {"de": "nur"}}',
     '{"publication": {"doi": "x"}}', '{"term": {"en": " "}}', "[" * 4000, '{"uri": "http://example.org/a"}'],
)  # fmt: skip
def test_forged_picks_change_nothing(forged: str, browser: Client, dataset: Dataset) -> None:
    press(browser, address("deposit-description", dataset), "pick:keywords", keywords__pick=forged)
    assert "keywords" not in draft(dataset)


def test_a_pick_takes_only_what_belongs_to_a_keyword(browser: Client, dataset: Dataset) -> None:
    forged = json.dumps(
        {"term": {"en": "x" * 5000, "xx": "no"}, "uri": "u", "publication": {"doi": "10.1/1"}, "kind": ["a"]}
    )
    press(browser, address("deposit-description", dataset), "pick:keywords", keywords__pick=forged)
    assert draft(dataset)["keywords"] == [{"term": {"en": "x" * 1000}, "uri": "u"}]


@pytest.mark.parametrize("button", ["find:title", "find:", "pick:creators", "pick:", "find:variables"])
def test_a_box_that_the_step_does_not_have_is_no_box(button: str, browser: Client, dataset: Dataset) -> None:
    there = press(browser, address("deposit-description", dataset), button, variables__find="sal")
    assert there == address("deposit-description", dataset)


def test_what_is_typed_into_the_box_is_never_saved_while_typing(browser: Client, dataset: Dataset) -> None:
    browser.post(address("deposit-description-autosave", dataset), {"keywords-find": "salin"})
    assert "salin" not in json.dumps(draft(dataset))
