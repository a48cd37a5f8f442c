"""The public datasets of a moderator's disciplines: who corrected what, and the way to a withdrawal."""

import pytest
from django.test import Client

from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.services.corrections import begin_correction
from repository.services.withdrawals import withdraw_dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, under_review

pytestmark = pytest.mark.django_db


def made_public(cast: Cast, title: str = "Salt of the sea") -> Dataset:
    dataset = under_review(cast.alice, title={"en": title})
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    return published(dataset)


def test_a_public_dataset_of_the_discipline_is_listed_with_its_way_out(client: Client, cast: Cast) -> None:
    dataset = made_public(cast)
    client.force_login(cast.bella)
    text = client.get("/moderation/public/").text
    assert "Salt of the sea" in text
    assert f'href="/datasets/{dataset.suffix}/"' in text
    assert f'href="/datasets/{dataset.suffix}/withdraw/"' in text


def test_a_dataset_of_another_discipline_is_not_listed(client: Client, cast: Cast) -> None:
    made_public(cast)
    client.force_login(cast.carl)
    assert "Nothing of your disciplines is public yet." in client.get("/moderation/public/").text


def test_a_correction_tells_who_made_it_why_and_who_accepted_it(client: Client, cast: Cast) -> None:
    dataset = made_public(cast, "Salt of the see")
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    resubmit(dataset, cast.alice, note="A typing error in the title.", title={"en": "Salt of the sea"})
    answer(dataset, cast.bella, DatasetState.ACCEPTED)
    published(dataset)
    client.force_login(cast.bob)
    text = client.get("/moderation/public/").text
    assert "Salt of the sea" in text
    assert "A typing error in the title." in text
    assert "accepted by Bella Test" in text


def test_a_withdrawn_dataset_leaves_the_list(client: Client, cast: Cast) -> None:
    dataset = made_public(cast)
    withdraw_dataset(dataset_key=dataset.key, actor=cast.bob, reason="Counted twice.")
    client.force_login(cast.bob)
    assert "Salt of the sea" not in client.get("/moderation/public/").text


def test_a_title_and_bytes_that_are_public_already_are_found(cast: Cast) -> None:
    made_public(cast)
    again = under_review(cast.alice, title={"en": "salt of the SEA"})
    codes = set(again.reviews.get().findings.values_list("code", flat=True))
    assert {"title-already-public", "file-already-public"} <= codes
