"""The boxes in step 3 without script: found by a button, chosen, filled in, and what was replaced is said."""

import json
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Person
from repository.services.deposits import write_draft
from tests.fakes.registries import entries
from tests.fakes.registries.server import FakeRegistries
from tests.repository.deposits.pages import Page, address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known(registries: FakeRegistries, organisations: None) -> None:
    """Every box has somebody to find."""


def draft(dataset: Dataset) -> dict[str, Any]:
    return dict(Dataset.objects.get(pk=dataset.pk).draft)


def press(browser: Client, dataset: Dataset, button: str, **typed: str) -> Page:
    """Send the step as it stands with something typed, by one button; the page that follows."""
    step = address("deposit-people", dataset)
    posts = Page.of(browser, step).posts() | {name.replace("__", "-"): [text] for name, text in typed.items()}
    answer = browser.post(step, {**posts, "do": button})
    assert answer.status_code == 302
    return Page.of(browser, str(answer["Location"]).partition("#")[0])


def offered(page: Page, name: str) -> list[str]:
    return [str(value) for value in page.tree.xpath(f"//input[@type='radio'][@name='{name}-pick']/@value")]


def test_a_person_is_found_and_added_with_orcid_and_affiliation(browser: Client, dataset: Dataset) -> None:
    page = press(browser, dataset, "find:creators", creators__find="marin")
    (mine,) = offered(page, "creators")
    press(browser, dataset, "pick:creators", creators__pick=mine)
    clara = {
        "kind": "person", "family": "Marin", "given": "Clara", "orcid": entries.CLARA,
        "affiliations": [{"name": "Reef Institute", "ror": entries.REEF}],
    }  # fmt: skip
    assert draft(dataset)["creators"] == [clara]
    press(browser, dataset, "pick:creators", creators__pick=mine)
    assert draft(dataset)["creators"] == [clara], "who is there is not added again"


def test_an_organisation_is_added_from_the_same_box(browser: Client, dataset: Dataset) -> None:
    page = press(browser, dataset, "find:creators", creators__find="reef")
    press(browser, dataset, "pick:creators", creators__pick=offered(page, "creators")[0])
    assert draft(dataset)["creators"] == [{"kind": "organisation", "name": "Reef Institute", "ror": entries.REEF}]


def test_a_row_asks_by_what_stands_in_it_and_is_filled(browser: Client, dataset: Dataset) -> None:
    page = press(browser, dataset, "find:creators-0", creators__0__family="Mar")
    (mine,) = offered(page, "creators-0")
    page = press(browser, dataset, "pick:creators-0", creators__0__pick=mine)
    (row,) = draft(dataset)["creators"]
    assert (row["family"], row["given"], row["orcid"]) == ("Marin", "Clara", entries.CLARA)
    assert "was replaced" not in page.tree.text_content(), "the beginning of a name is no loss"


def test_an_orcid_in_a_row_is_looked_up_first(browser: Client, dataset: Dataset) -> None:
    page = press(browser, dataset, "find:creators-0", creators__0__orcid=f"https://orcid.org/{entries.CLARA}")
    assert entries.CLARA in offered(page, "creators-0")[0]
    page = press(browser, dataset, "find:creators-0", creators__0__orcid="0000-0002-1825-0098")
    assert "wrong digit" in page.tree.text_content()


def test_what_a_person_typed_is_replaced_only_with_a_word_about_it_and_their_work_is_kept(
    browser: Client, dataset: Dataset
) -> None:
    page = press(
        browser, dataset, "pick:creators-0", creators__0__family="Marin", creators__0__given="Klara",
        creators__0__affiliations__0__name="My own institute",
        creators__0__pick=json.dumps({"kind": "person", "family": "Marin", "given": "Clara", "orcid": entries.CLARA}),
    )  # fmt: skip
    (row,) = draft(dataset)["creators"]
    assert row["given"] == "Clara"
    assert row["affiliations"] == [{"name": "My own institute"}]
    assert "“Klara” was replaced by “Clara”" in page.tree.text_content()


def test_an_affiliation_gets_its_ror(browser: Client, dataset: Dataset) -> None:
    name = "creators-0-affiliations-0"
    page = press(
        browser, dataset, f"find:{name}", creators__0__family="Marin", creators__0__affiliations__0__name="reef ins"
    )
    press(browser, dataset, f"pick:{name}", **{f"{name}-pick": offered(page, name)[0]})
    assert draft(dataset)["creators"][0]["affiliations"] == [{"name": "Reef Institute", "ror": entries.REEF}]


def test_contributors_and_contacts_are_found_likewise(browser: Client, dataset: Dataset) -> None:
    entry = json.dumps({"kind": "person", "family": "Marin", "given": "Clara", "orcid": entries.CLARA})
    press(browser, dataset, "pick:contributors", contributors__pick=entry)
    press(browser, dataset, "pick:contacts", contacts__pick=entry)
    assert draft(dataset)["contributors"] == [{"party": {**json.loads(entry)}}]
    assert draft(dataset)["contacts"] == [{"name": "Clara Marin", "uri": f"https://orcid.org/{entries.CLARA}"}]


def test_a_funder_brings_its_identifier_and_the_grant_is_typed_by_hand(browser: Client, dataset: Dataset) -> None:
    page = press(browser, dataset, "find:funding", funding__find="tide")
    first, second = offered(page, "funding")
    press(browser, dataset, "pick:funding", funding__pick=first)
    press(browser, dataset, "save", funding__0__award_number="TIDE-7", funding__0__award_title="Tides")
    press(browser, dataset, "pick:funding", funding__pick=second)
    assert draft(dataset)["funding"] == [
        {
            "funder": "Tide Fund", "funder_identifier": f"https://ror.org/{entries.TIDE}",
            "funder_identifier_type": "ROR", "award_number": "TIDE-7", "award_title": "Tides",
        },
        {
            "funder": "Tide Trust", "funder_identifier": "https://doi.org/10.13039/501199999902",
            "funder_identifier_type": "Crossref Funder ID",
        },
    ]  # fmt: skip


def test_a_row_of_a_later_page_finds_and_fills_there(browser: Client, alice: Person, dataset: Dataset) -> None:
    many = [{"kind": "person", "family": f"F{number}"} for number in range(50)]
    write_draft(dataset_key=dataset.key, actor=alice, fields={"creators": many})
    step = f"{address('deposit-people', dataset)}?creators=40"
    posts = Page.of(browser, step).posts() | {"creators-45-family": ["Marin"], "do": ["find:creators-45"]}
    there = str(browser.post(step, posts)["Location"])
    page = Page.of(browser, there.partition("#")[0])
    picked = page.posts() | {"creators-45-pick": [offered(page, "creators-45")[0]], "do": ["pick:creators-45"]}
    assert "creators=40#creators-45" in str(browser.post(step, picked)["Location"])
    creators = draft(dataset)["creators"]
    assert (len(creators), creators[45]["orcid"]) == (50, entries.CLARA)


FORGED = ["", "no json", "[]", "{}", '{"kind": "robot", "name": "x"}', '{"kind": "person", "family": 5}', "[" * 4000,
          '{"kind": "person", "given": "only"}', '{"kind": "organisation", "ror": "044jxhp58"}']  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("name", ["creators", "contacts", "funding", "creators-0"])
def test_forged_picks_change_nothing(forged: str, name: str, browser: Client, dataset: Dataset) -> None:
    press(browser, dataset, f"pick:{name}", **{f"{name}-pick": forged})
    assert not draft(dataset).get(name.partition("-")[0])


@pytest.mark.parametrize(
    "button", ["find:projects", "pick:projects", "find:creators-x", "find:title-0", "pick:creators-99"]
)
def test_a_box_that_the_step_does_not_have_is_no_box(button: str, browser: Client, dataset: Dataset) -> None:
    press(browser, dataset, button, projects__find="x")
    assert draft(dataset) == {} or "projects" not in draft(dataset)


def test_what_is_typed_into_a_box_is_never_saved_while_typing(browser: Client, dataset: Dataset) -> None:
    browser.post(address("deposit-people-autosave", dataset), {"creators-find": "marin"})
    assert "marin" not in json.dumps(draft(dataset)).casefold()


def test_nobody_found_is_said_and_typing_by_hand_goes_on(browser: Client, dataset: Dataset) -> None:
    assert "Nobody found" in press(browser, dataset, "find:creators", creators__find="zzzz").tree.text_content()
    press(browser, dataset, "save", creators__0__family="Own")
    assert draft(dataset)["creators"][0]["family"] == "Own"
