"""Every address of the rules, of opinions and of disciplines, asked for by everyone."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from moderation.models import Discipline, Opinion, ScopeAnswer
from moderation.services.opinions import ask_opinion
from repository.models import Dataset
from tests.factories import make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "dora", "alice", "bob", "carl", "both", "olga")
AUTHORS = {"alice", "both"}
ROOM = {"bob", "carl", "both", "olga"}
ALLOWED: dict[str, tuple[int, set[str]]] = {
    "ask": (302, {"bob"}),
    "give": (302, {"bob"}),
    "waive": (302, {"bob"}),
    "scope": (302, set()),
    "rules": (200, ROOM),
    "book": (200, ROOM),
    "discipline": (302, {"olga"}),
}
"""What is asked -> the answer to those whom it is for. Answers of the depositor: while they may write, elsewhere."""
OF_SITE = {"rules", "book", "discipline"}


@pytest.fixture
def scene(cast: Cast) -> Dataset:
    """A dataset of alice and of `both` under review, about which biodiversity is asked."""
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    make_pole("biodiversity")
    ask_opinion(dataset_key=dataset.key, actor=cast.bob, pole="biodiversity", why="Species are named.")
    dataset.refresh_from_db()
    return dataset


def ask(client: Client, name: str, dataset: Dataset) -> int:
    """The status of one address, asked for as its form would."""
    base, number = f"/moderation/{dataset.key}", Opinion.objects.get(review__dataset=dataset).pk
    said = {"view": "favourable", "reason": "Fine."}
    addresses: dict[str, Callable[[], int]] = {
        "ask": lambda: client.post(f"{base}/opinions/", {"pole": "climate", "why": "A"}).status_code,
        "give": lambda: client.post(f"{base}/opinions/{number}/", said).status_code,
        "waive": lambda: client.post(f"{base}/opinions/{number}/waive/", said).status_code,
        "scope": lambda: client.post(f"{base}/scope/", {"q-interdisciplinary": "yes"}).status_code,
        "rules": lambda: client.get("/moderation/rules/").status_code,
        "book": lambda: client.get("/moderation/rules/1/").status_code,
        "discipline": lambda: client.post("/moderation/disciplines/ocean/", {"target_days": 3}).status_code,
    }
    return addresses[name]()


def turned_away(person: str, name: str) -> int:
    """Nobody learns which keys exist but those who may read the dataset."""
    if person == "anonymous":
        return 302
    return 403 if name in OF_SITE or person in AUTHORS or person == "bob" else 404


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_an_address_opens_to_those_it_is_for_and_to_nobody_else(
    client: Client, cast: Cast, scene: Dataset, name: str
) -> None:
    status, people = ALLOWED[name]
    for person in PEOPLE:
        with transaction.atomic():
            client.logout()
            if person != "anonymous":
                client.force_login(getattr(cast, person))
            answered = ask(client, name, scene)
            if person in people:
                assert answered == status, person
            else:
                assert answered == turned_away(person, name), person
                assert not ScopeAnswer.objects.exists(), person
                assert not Discipline.objects.exists(), person
                assert not Opinion.objects.exclude(view="", waived_by=None).exists(), person
                assert Opinion.objects.count() == 1, person
            transaction.set_rollback(True)


@pytest.mark.parametrize("end", ["opinions/", "opinions/1/", "opinions/1/waive/", "scope/"])
def test_what_changes_something_is_never_asked_for_by_a_link(
    client: Client, cast: Cast, scene: Dataset, end: str
) -> None:
    client.force_login(cast.bob)
    assert client.get(f"/moderation/{scene.key}/{end}").status_code == 405
