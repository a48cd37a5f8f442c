"""Two people with the same step open: what each typed stays, and where both wrote in one place both are seen."""

from typing import Any

import pytest
from django.test import Client

from repository.forms.step_form import mark_of
from repository.models import Dataset, OtherWording
from tests.factories import DOCUMENT
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db
TITLE = DOCUMENT["title"]["en"]


def opened(client: Client, dataset: Dataset, step: str = "description") -> Page:
    """The step as it is now."""
    return Page.of(client, address(f"deposit-{step}", dataset))


def send(client: Client, page: Page, do: str = "save", **typed: str) -> dict[str, Any]:
    """Type into an opened page, press a button, and read the draft."""
    fields = {name.replace("__", "-"): text for name, text in typed.items()}
    answer = client.post(page.url, {**page.posts(), **fields, "do": do})
    assert answer.status_code == 302
    return dict(Dataset.objects.get().draft)


def test_two_languages_of_one_text_are_two_controls(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset), opened(of_bob, dataset)
    send(of_alice, hers, title__en="Oxygen of the shelf")
    assert send(of_bob, his, title__fr="Oxygène du plateau")["title"] == {
        "en": "Oxygen of the shelf",
        "fr": "Oxygène du plateau",
    }
    assert not OtherWording.objects.exists()


def test_one_moves_a_creator_while_another_types_in_it(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, "down:creators-0")
    after = send(of_bob, his, creators__0__given="Claire Anne")["creators"]
    marin, okafor = DOCUMENT["creators"]
    assert after == [okafor, {**marin, "given": "Claire Anne"}]


def test_one_adds_a_creator_while_another_removes_one(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, "remove:creators-0")
    later = opened(of_bob, dataset, "people")
    assert "creators-1-family" not in later.posts()
    after = send(of_bob, his, "up:creators-1", creators__1__orcid="0000-0001")["creators"]
    assert [row["family"] for row in after] == [DOCUMENT["creators"][1]["family"]]
    assert after[0]["orcid"] == "0000-0001"


def test_a_creator_that_another_removed_is_kept_where_one_typed(
    of_alice: Client, of_bob: Client, dataset: Dataset
) -> None:
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, "remove:creators-0")
    after = send(of_bob, his, creators__0__given="Claire Anne")["creators"]
    assert [row["given"] for row in after] == ["Claire Anne", DOCUMENT["creators"][1]["given"]]
    page = opened(of_bob, dataset, "people")
    assert "removed this entry" in page.text("//*[contains(@class, 'other')]")
    (button,) = (each for each in page.buttons() if each.startswith("take:"))
    assert send(of_bob, page, button)["creators"] == [DOCUMENT["creators"][1]]


def test_a_creator_that_another_changed_is_not_removed(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, creators__0__orcid="0000-0001")
    after = send(of_bob, his, "remove:creators-0")["creators"]
    assert after[0]["orcid"] == "0000-0001"
    assert "it was not removed" in opened(of_bob, dataset, "people").text("//*[contains(@class, 'flashes')]")


def test_both_texts_are_seen_where_both_wrote_and_one_click_takes_the_other(
    of_alice: Client, of_bob: Client, dataset: Dataset
) -> None:
    hers, his = opened(of_alice, dataset), opened(of_bob, dataset)
    send(of_alice, hers, title__en="What Alice wrote")
    assert send(of_bob, his, title__en="What Bob wrote")["title"]["en"] == "What Bob wrote"
    page = opened(of_bob, dataset)
    told = page.text("//*[@id='section-title']//*[contains(@class, 'other')]")
    assert "What Alice wrote" in told
    assert "while you typed" in told
    assert page.posts()["title-en"] == ["What Bob wrote"]
    assert "Bob" in opened(of_alice, dataset).text("//*[@id='section-title']//*[contains(@class, 'other')]")
    (button,) = (each for each in page.buttons() if each.startswith("take:"))
    assert send(of_bob, page, button, abstract__en="New")["title"]["en"] == "What Alice wrote"
    assert Dataset.objects.get().draft["abstract"]["en"] == "New"
    assert not any(each.startswith("take:") for each in opened(of_bob, dataset).buttons())


def test_leaving_what_stands_ends_the_question(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset), opened(of_bob, dataset)
    send(of_alice, hers, licence__choice="CC0-1.0")
    send(of_bob, his, licence__choice="etalab-2.0")
    page = opened(of_alice, dataset)
    assert "No condition at all" in page.text("//*[@id='section-licence']//*[contains(@class, 'other')]")
    (button,) = (each for each in page.buttons() if each.startswith("leave:"))
    assert send(of_alice, page, button)["licence"] == {"spdx": "etalab-2.0"}
    assert not OtherWording.objects.exists()


def test_what_another_wrote_stays_beside_its_row_when_rows_move(
    of_alice: Client, of_bob: Client, dataset: Dataset
) -> None:
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, creators__0__given="From Alice")
    send(of_bob, his, creators__0__given="From Bob")
    send(of_bob, opened(of_bob, dataset, "people"), "down:creators-0")
    page = opened(of_bob, dataset, "people")
    (button,) = (each for each in page.buttons() if each.startswith("take:"))
    after = send(of_bob, page, button)["creators"]
    assert [row["given"] for row in after] == [DOCUMENT["creators"][1]["given"], "From Alice"]


def test_two_first_creators_typed_at_once_are_two_people(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    dataset.draft = {}
    dataset.save()
    hers, his = opened(of_alice, dataset, "people"), opened(of_bob, dataset, "people")
    send(of_alice, hers, creators__0__family="Marin")
    after = send(of_bob, his, creators__0__family="Okafor")["creators"]
    assert [row["family"] for row in after] == ["Marin", "Okafor"]


def test_boxes_ticked_by_two_people_are_all_ticked(of_alice: Client, of_bob: Client, dataset: Dataset) -> None:
    hers, his = opened(of_alice, dataset), opened(of_bob, dataset)
    of_alice.post(hers.url, {**hers.posts(), "topics": ["oceans", "biota"], "do": "save"})
    of_bob.post(his.url, {**his.posts(), "topics": ["environment"], "do": "save"})
    assert set(Dataset.objects.get().draft["topics"]) == {"oceans", "biota", "environment"}


def test_a_script_is_told_the_mark_of_what_stands_where_its_page_shows_just_that(
    of_alice: Client, of_bob: Client, dataset: Dataset
) -> None:
    page = opened(of_alice, dataset)
    fetch = {"X-Requested-With": "fetch"}
    typed = {name: texts for name, texts in page.posts().items() if "title" in name}
    told = of_alice.post(f"{page.url}autosave/", {**typed, "title-en": "Oxygen"}, headers=fetch).content.decode()
    assert f'data-mark="title" value="{mark_of({**DOCUMENT["title"], "en": "Oxygen"})}"' in told
    send(of_bob, opened(of_bob, dataset), title__fr="Oxygène")
    told = of_alice.post(f"{page.url}autosave/", {**typed, "title-en": "Oxygen"}, headers=fetch).content.decode()
    assert "data-mark" not in told
