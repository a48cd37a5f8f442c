"""Checklists, suggestions and what changed, asked for by everyone: open to those they are for, and to nobody else."""

import pytest
from django.db import transaction
from django.test import Client

from moderation.models import ChecklistAnswer, Suggestion
from moderation.services.suggestions import suggest_wording
from repository.models import Dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "dora", "alice", "bob", "carl", "both", "olga")

ROOM = {"bob": 200, "alice": 403, "both": 403, "dora": 404, "carl": 404, "olga": 404, "anonymous": 302}
SENT = {**ROOM, "bob": 302}
LISTS = {"bob": 200, "both": 200, "carl": 200, "olga": 200, "alice": 403, "dora": 403, "anonymous": 302}
ADDRESSES = {
    "changes/": ROOM,
    "suggest/title/": ROOM,
    "checklist/": SENT,
    "suggestions/": SENT,
    "/moderation/checklists/": LISTS,
    "/moderation/checklists/default/": LISTS,
    "/moderation/checklists/of/ocean/": {**LISTS, "carl": 404},
}


@pytest.fixture
def scene(cast: Cast) -> Dataset:
    """A dataset of alice and of `both` under review, with one suggestion in it."""
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    suggest_wording(dataset_key=dataset.key, actor=cast.bob, pointer="/title/en", text="Oxygen of the shelf")
    return dataset


def ask(client: Client, dataset: Dataset, address: str) -> int:
    """The status of one address, asked for as its page or form would."""
    base = f"/moderation/{dataset.key}/"
    if address == "checklist/":
        return client.post(f"{base}checklist/", {"version": 1, "point..1.p1": "yes"}).status_code
    if address == "suggestions/":
        number = Suggestion.objects.get(dataset=dataset).pk
        return client.post(f"{base}suggestions/{number}/", {"do": "withdraw"}).status_code
    return client.get(address if address.startswith("/") else f"{base}{address}").status_code


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_opens_to_those_it_is_for(client: Client, cast: Cast, scene: Dataset, address: str) -> None:
    for person in PEOPLE:
        with transaction.atomic():
            client.logout()
            if person != "anonymous":
                client.force_login(getattr(cast, person))
            assert ask(client, scene, address) == ADDRESSES[address][person], person
            if person != "bob":
                assert not ChecklistAnswer.objects.exists(), person
                assert Suggestion.objects.filter(state="open").count() == 1, person
            transaction.set_rollback(True)
