"""Every address of the public rooms, asked by everybody about a dataset of every kind: a matrix told in words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from repository.models import DataFile, Dataset, Delivery, Person, Preview
from repository.urls import pages as pages_urls
from repository.urls import public as public_urls
from tests.factories import make_draft, make_moderator, make_operator, make_person
from tests.repository.public.stories import published, withdrawn
from tests.services.again import begun_once

ACTORS = ("anonymous", "stranger", "depositor", "moderator", "operator")
STAGES = ("draft", "public", "embargoed", "restricted", "withdrawn")
OF_A_DATASET = (
    *("landing", "layers", "layer", "layer-changes", "version"),
    *("file", "layer-zip", "preview", "manifest", "export", "linkset", "citation-html", "usage"),
    *("cdi", "doi", "dataset-contact", "dataset-watch", "dataset-withdraw", "inside", "nearby"),
)
OF_THE_CATALOGUE = (
    *("search", "search-values", "search-nearby", "concepts", "places", "feed-discipline", "feed-author"),
)
OF_CLOSED_FILES = ("dataset-access", "access-requests", "access-answer", "access-earlier")
OF_PARTS = ("subsets", "subset", "subset-data", "subset-again")
"""Rows of both are in tests/permissions; what they do in tests/repository/closed and tests/repository/subsets."""
TAKES_FORMS = {"dataset-withdraw": {302, 403, 404}, "dataset-contact": {422, 404}, "dataset-watch": {302, 422, 404}}
ASKED_OF_PEOPLE = frozenset({"dataset-withdraw", "operations", "delivery-retry"})


def expected(name: str, actor: str, stage: str) -> int:
    """The answer, told from the rules: the first that applies."""
    rules = (
        (name in ASKED_OF_PEOPLE and actor == "anonymous", 302),
        (stage == "draft", 404),
        (name == "doi", 302),
        (stage == "withdrawn", 410),
        (name in ("preview", "inside") and stage != "public", 403),
        (name == "dataset-withdraw" and actor not in ("moderator", "operator"), 403),
        (name in ("file", "layer-zip") and stage != "public" and actor not in ("depositor", "moderator"), 403),
    )
    return next((status for applies, status in rules if applies), 200)


@pytest.fixture
def actors(alice: Person, mona: Person, oscar: Person) -> dict[str, Client]:
    """A browser for each kind of reader."""
    people = {"stranger": make_person("bob"), "depositor": alice, "moderator": mona, "operator": oscar}
    browsers = {"anonymous": Client()}
    for name, person in people.items():
        browsers[name] = Client()
        browsers[name].force_login(person)
    make_moderator("mira", pole="climate")
    make_operator("olga")
    return browsers


@pytest.fixture
def stages(db: None) -> dict[str, Dataset]:
    """A dataset of Alice's in every stage."""
    return every_stage()


@pytest.fixture
def alice(stages: dict[str, Dataset]) -> Person:
    """Who deposited it."""
    return Person.objects.get(given_name="Alice")


@pytest.fixture
def mona(stages: dict[str, Dataset]) -> Person:
    """Who moderated it."""
    return Person.objects.get(given_name="Mona")


@begun_once
def every_stage() -> dict[str, Dataset]:
    """By the name of the stage."""
    alice, mona = make_person("alice"), make_moderator("mona")
    made = {access: published(alice, mona, access=access) for access in ("embargoed", "restricted")}
    public, gone = published(alice, mona), withdrawn(published(alice, mona), mona)
    for file in DataFile.objects.all():
        Preview.objects.update_or_create(
            file=file, defaults={"picture": b"RIFF", "picture_type": "image/webp", "makers": "0"}
        )
    return {**made, "draft": make_draft(alice), "public": public, "withdrawn": gone}


def _address(name: str, dataset: Dataset) -> str:
    layer = dataset.snapshots.first()
    fragment = layer.number if layer else 1
    parts: dict[str, list[Any]] = {
        "layer": [dataset.suffix, fragment],
        "layer-changes": [dataset.suffix, fragment],
        "version": [dataset.suffix, 1],
        "layer-zip": [dataset.suffix, fragment],
        "file": [dataset.suffix, fragment, "oxygen.csv"],
        "export": [dataset.suffix, "datacite-xml"],
        "preview": [dataset.suffix, DataFile.objects.filter(dataset=dataset).first().number],  # type: ignore[union-attr]
        "doi": [dataset.prefix, dataset.suffix],
    }
    return reverse(name, args=parts.get(name, [dataset.suffix]))


@pytest.mark.drill  # the suite has it of every address: tests/permissions/test_matrix.py
def test_every_reader_gets_of_every_dataset_what_the_rules_say(
    actors: dict[str, Client], stages: dict[str, Dataset]
) -> None:
    wrong = []
    for name in OF_A_DATASET:
        for stage in STAGES:
            for actor in ACTORS:
                status = actors[actor].get(_address(name, stages[stage])).status_code
                if status != expected(name, actor, stage):
                    wrong.append(f"{name} {stage} {actor}: {status}, not {expected(name, actor, stage)}")
    assert wrong == []


def test_no_reader_can_change_a_dataset_but_those_who_may_withdraw_it(
    actors: dict[str, Client], stages: dict[str, Dataset]
) -> None:
    for name in OF_A_DATASET:
        for stage in ("public", "draft"):
            for actor in ("anonymous", "stranger", "depositor"):
                address = _address(name, stages[stage])
                status = actors[actor].post(address, {"reason": "I can", "sure": "1"}).status_code
                assert status in TAKES_FORMS.get(name, {405}), f"{name} {stage} {actor}: {status}"
    stages["public"].refresh_from_db()
    assert stages["public"].standing == "public"


def test_the_operators_room_is_for_operators(actors: dict[str, Client], stages: dict[str, Dataset]) -> None:
    retry = reverse("delivery-retry", args=[Delivery.objects.first().pk])  # type: ignore[union-attr]
    for actor in ACTORS:
        seen, done = {"anonymous": (302, 302), "operator": (200, 302)}.get(actor, (403, 403))
        assert actors[actor].get("/operations/").status_code == seen, actor
        assert actors[actor].post(retry).status_code == done, actor


def test_pages_for_all_are_open_to_all(actors: dict[str, Client], broker: str) -> None:
    for pattern in _patterns(pages_urls.urlpatterns):
        for actor in ACTORS:
            assert actors[actor].get(reverse(pattern.name or "")).status_code == 200, f"{pattern.name} {actor}"
    for actor in ACTORS:
        assert actors[actor].get("/search/").status_code == 200


def test_no_address_of_these_rooms_is_left_out_of_the_matrix() -> None:
    named = {pattern.name for pattern in _patterns(public_urls.urlpatterns)}
    assert named == {*OF_A_DATASET, *OF_THE_CATALOGUE, *OF_CLOSED_FILES, *OF_PARTS}


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    return (pattern for pattern in found if isinstance(pattern, URLPattern))


def test_a_link_token_opens_files_that_are_not_open(
    stages: dict[str, Dataset], signed_in: Callable[[Person], Client]
) -> None:
    from hashlib import sha256

    from repository.models import Grant, Role

    dataset = stages["restricted"]
    Grant.objects.create(token_sha256=sha256(b"let-me-in").hexdigest(), role=Role.REVIEWER, dataset=dataset)
    path = _address("file", dataset)
    assert Client().get(path, {"token": "let-me-in"}).status_code == 200
    assert Client().get(path, {"token": "let-me"}).status_code == 403
    assert Client().get(_address("file", stages["embargoed"]), {"token": "let-me-in"}).status_code == 403
