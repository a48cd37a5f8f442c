"""Step 4 without script: what is pasted or named is drawn first, and enters the record only when it is used."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html

from repository.models import Dataset
from tests.repository.deposits.pages import Page, address
from tests.repository.places.conftest import draft

pytestmark = pytest.mark.django_db


def press(browser: Client, url: str, button: str, **typed: str) -> Any:
    """Send the step as it stands with something typed, by one button; the answer."""
    posts = Page.of(browser, url).posts()
    posts |= {name.replace("__", "-"): [text] for name, text in typed.items()}
    return browser.post(url, {**posts, "do": button})


def offered(answer: Any) -> dict[str, Any]:
    """What the page carries as its offer."""
    (packed,) = html.fromstring(answer.content.decode()).xpath("//input[@name='beside-offer']/@value")
    return dict(json.loads(packed))


def test_pasted_text_is_drawn_and_told_and_nothing_is_stored_before_it_is_used(
    browser: Client, dataset: Dataset
) -> None:
    step = address("deposit-place", dataset)
    answer = press(browser, step, "read:place", beside__paste="POLYGON((3 42, 5 42, 4 44, 3 42))")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "An outline was reduced to the box around it." in text
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="map"' in text
    assert "POLYGON((3 42, 5 42, 4 44, 3 42))" in text, "what was pasted stays in its box"
    assert "boxes" not in draft(dataset).get("place", {})
    press(browser, step, "take:place", beside__offer=json.dumps(offered(answer)))
    assert draft(dataset)["place"]["boxes"] == [{"west": 3, "south": 42, "east": 5, "north": 44}]


def test_what_was_typed_is_kept_and_what_is_used_joins_it_once(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-place", dataset)
    typed = {"place__boxes__0__west": "1", "place__boxes__0__south": "2", "place__boxes__0__east": "3,5",
             "place__boxes__0__north": "4"}  # fmt: skip
    offer = json.dumps({"boxes": [[5, 43, 5, 43], [6, 44.5, 6, 44.5]], "name": {}})
    answer = press(browser, step, "take:place", beside__offer=offer, **typed)
    assert answer["Location"].endswith("/place/#place-boxes")
    boxes = draft(dataset)["place"]["boxes"]
    assert [box["west"] for box in boxes] == [1, 5, 6]
    press(browser, step, "take:place", beside__offer=offer)
    assert draft(dataset)["place"]["boxes"] == boxes
    press(browser, step, "join:place", beside__offer=offer)
    assert draft(dataset)["place"]["boxes"][3] == {"west": 5, "south": 43, "east": 6, "north": 44.5}


def test_exchanged_numbers_are_asked_about_and_exchanged_on_demand(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-place", dataset)
    answer = press(browser, step, "read:place", beside__paste="POINT(-17 143.2)")
    text = answer.content.decode()
    assert "143.2 is not a latitude: it must lie between -90 and 90. Were longitude and latitude exchanged?" in text
    assert 'value="swap:place"' in text
    assert 'name="beside-offer"' not in text
    answer = press(browser, step, "swap:place", beside__paste="POINT(-17 143.2)")
    assert offered(answer)["boxes"] == [[143.2, -17.0, 143.2, -17.0]]
    assert "Latitude and longitude were exchanged." in answer.content.decode()


def test_a_named_place_is_searched_shown_and_kept_with_its_name(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-place", dataset)
    there = press(browser, step, "find:place", beside__find="golfe du lion")["Location"]
    assert there.endswith("find-in=place&find=golfe+du+lion#place-find")
    page = Page.of(browser, there.partition("#")[0])
    assert page.tree.xpath("//input[@name='beside-pick']/@value") == ["gulf-of-lion"]
    there = press(browser, step, "show:place", beside__pick="gulf-of-lion")["Location"]
    assert there.endswith("?place=gulf-of-lion#place-offer")
    answer = browser.get(there.partition("#")[0])
    assert "An approximate box" in answer.content.decode()
    press(browser, step, "take:place", beside__offer=json.dumps(offered(answer)))
    place = draft(dataset)["place"]
    assert place["boxes"] == [{"west": 3, "south": 42, "east": 6.5, "north": 43.8}]
    assert place["names"] == [{"name": {"en": "Gulf of Lion", "fr": "Golfe du Lion"}}]


def test_enter_in_the_name_searches_where_there_is_no_script(browser: Client, dataset: Dataset) -> None:
    assert "find-in=place" in press(browser, address("deposit-place", dataset), "save", beside__find="fiji")["Location"]


def test_using_a_place_takes_back_that_none_applies(browser: Client, dataset: Dataset) -> None:
    step = address("deposit-place", dataset)
    press(browser, step, "save", place__not_applicable="on")
    assert draft(dataset)["place"] == {"not_applicable": True}
    press(browser, step, "take:place", beside__offer='{"boxes": [[5, 43, 5, 43]]}')
    assert draft(dataset)["place"] == {"boxes": [{"west": 5, "south": 43, "east": 5, "north": 43}]}


@pytest.mark.parametrize(
    "forged",
    ["", "no json", "[]", "{}", '{"boxes": []}', '{"boxes": [[1, 2, 3]]}', '{"boxes": [[1, 5, 3, 2]]}',
     '{"boxes": [["1", 2, 3, 4]]}', '{"boxes": [[1, 2, 3, 99]]}', '{"boxes": [[true, 2, 3, 4]]}', "[" * 4000,
     '{"boxes": [[1e999, 2, 3, 4]]}', json.dumps({"boxes": [[1, 2, 3, 4]] * 101})],
)  # fmt: skip
def test_a_forged_offer_changes_nothing(forged: str, browser: Client, dataset: Dataset) -> None:
    press(browser, address("deposit-place", dataset), "take:place", beside__offer=forged)
    assert "boxes" not in draft(dataset).get("place", {})


def test_very_many_positions_can_be_used_as_one_box_only(browser: Client, dataset: Dataset) -> None:
    lines = "\n".join(f"{40 + i / 100} {5 + i / 100}" for i in range(150))
    answer = press(browser, address("deposit-place", dataset), "read:place", beside__paste=lines)
    text = answer.content.decode()
    assert 'value="take:place"' not in text
    assert 'value="join:place"' in text
    press(browser, address("deposit-place", dataset), "join:place", beside__offer=json.dumps(offered(answer)))
    assert draft(dataset)["place"]["boxes"] == [{"west": 5, "south": 40, "east": 6.49, "north": 41.49}]


@pytest.mark.parametrize("path", ["?place=nowhere", "?find-in=place&find=%00", "?find-in=place", "?place=%F0%9F"])
def test_an_odd_address_shows_the_step(path: str, browser: Client, dataset: Dataset) -> None:
    assert browser.get(address("deposit-place", dataset) + path).status_code == 200


def test_what_is_looked_for_is_never_saved_while_typing(browser: Client, dataset: Dataset) -> None:
    browser.post(address("deposit-place-autosave", dataset), {"beside-find": "lion", "beside-paste": "POINT(1 2)"})
    assert "lion" not in json.dumps(draft(dataset))
    assert "POINT" not in json.dumps(draft(dataset))


def test_who_only_reads_is_offered_nothing(browser: Client, dataset: Dataset, bob: Any) -> None:
    browser.force_login(bob)
    asked = {"do": "read:place", "beside-paste": "POINT(1 2)"}
    assert browser.post(address("deposit-place", dataset), asked).status_code == 404


def test_the_boxes_of_a_draft_are_drawn_by_the_server_as_soon_as_they_are_whole(
    browser: Client, dataset: Dataset
) -> None:
    step = address("deposit-place", dataset)
    whole = {"place__boxes__0__west": "1", "place__boxes__0__south": "2", "place__boxes__0__east": "3,5"}
    press(browser, step, "save", **whole)
    assert "<figure" not in browser.get(step).content.decode()
    press(browser, step, "save", **whole, place__boxes__0__north="4")
    assert 'aria-label="Map of the data: 2' in browser.get(step).content.decode()
