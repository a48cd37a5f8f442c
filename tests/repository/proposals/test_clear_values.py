"""What may be used at one stroke: what the files agree on, and not what one of many says of itself."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from repository.models import Dataset, Person
from repository.queries.proposals import State, files_say
from repository.services.proposals import use_clear_proposals
from tests.repository.proposals.readings import line_of, told

pytestmark = pytest.mark.django_db

TITLE = {"en": "CTD casts of October"}
BOX = {"west": 3.0, "south": 42.0, "east": 5.0, "north": 43.0}


def fill(dataset: Dataset, person: Person, stating: int, silent: int, **said: Any) -> None:
    """So many files that state it, and so many that only say where they are."""
    for number in range(stating):
        told(dataset, person, f"stating{number}.nc", place__boxes=[BOX], **said)
    for number in range(silent):
        told(dataset, person, f"silent{number}.csv", place__boxes=[BOX])


def use_all(dataset: Dataset, person: Person) -> dict[str, Any]:
    """The draft after the one button."""
    offers = {line.field: line.mark for line in files_say(dataset).lines}
    use_clear_proposals(dataset_key=dataset.key, actor=person, offers=offers)
    dataset.refresh_from_db()
    return dict(dataset.draft)


STATED = {
    "title": TITLE,
    "abstract": TITLE,
    "licence": {"spdx": "CC-BY-4.0"},
    "creators": [{"kind": "person", "family": "Marin"}],
    "lineage": TITLE,
}


@pytest.mark.parametrize(
    ("stating", "silent", "is_clear"), [(1, 0, True), (1, 1, True), (1, 2, False), (2, 3, False), (3, 3, True)]
)
def test_a_minority_of_the_files_says_nothing_for_all(
    dataset: Dataset, alice: Person, stating: int, silent: int, is_clear: bool
) -> None:
    fill(dataset, alice, stating, silent, **STATED)
    assert {line_of(dataset, field).is_clear for field in STATED} == {is_clear}
    draft = use_all(dataset, alice)
    assert set(STATED) & set(draft) == (set(STATED) if is_clear else set())
    assert draft["place"]["boxes"] == [BOX]


def test_two_files_that_state_two_titles_leave_a_choice(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", title=TITLE)
    told(dataset, alice, "b.nc", title={"en": "Another"})
    assert line_of(dataset, "title").state is State.SPLIT
    assert "title" not in use_all(dataset, alice)


def test_the_page_says_how_few_state_it_and_offers_it_alone(dataset: Dataset, alice: Person, browser: Client) -> None:
    fill(dataset, alice, 1, 4, title=TITLE)
    page = browser.get(reverse("deposit-files", args=[dataset.deposit_id, dataset.key])).text
    assert "Stated by 1 of 5 files. Use it only if it is true of all of them." in page
    assert 'value="use:title"' in page
    assert "Use the 1 clear value" in page


def test_a_place_that_one_file_states_is_still_clear(dataset: Dataset, alice: Person) -> None:
    told(dataset, alice, "a.nc", place__boxes=[BOX])
    for number in range(5):
        told(dataset, alice, f"b{number}.csv", variables=[{"name": "x"}])
    assert line_of(dataset, "place/boxes").is_clear
