"""What is not open stays closed by every other door: guessed keys, lists, search, feeds, harvesting, old links."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.models import DataFile, Dataset, Grant, Role
from repository.queries.sitemaps import PER_PART
from tests.addresses.asking import everything_stored
from tests.addresses.scene import Scene
from tests.addresses.table import every_address

pytestmark = pytest.mark.django_db

UNPUBLISHED = ("draft", "submitted", "changes_requested", "rejected", "accepted")
SECRET = "Unheard-of oxygen"
KEYED = [
    address
    for address in every_address()
    if {"key", "deposit_id", "suffix"} & {*address.parts} and not address.name.startswith("account")
]


def say(dataset: Dataset, words: str) -> None:
    """Give a draft a title that stands nowhere else."""
    Dataset.objects.filter(pk=dataset.pk).update(draft={**dataset.draft, "title": {"en": words}})


@pytest.mark.parametrize(
    "actor",
    [
        "stranger",
        *(pytest.param(actor, marks=pytest.mark.drill) for actor in ("anonymous", "other_moderator", "data_centre")),
        pytest.param("operator", marks=pytest.mark.drill),
    ],
)
def test_another_one_s_draft_and_one_that_there_is_not_are_answered_alike(scene: Scene, actor: str) -> None:
    browser, values = scene.browser(actor), scene.values("draft")
    nowhere = {**values, "deposit_id": uuid4(), "key": uuid4(), "suffix": "999999999", "number": 10**9}
    for address in KEYED:
        for send in (browser.get, browser.post):
            there, not_there = (send(address.filled(filling)).status_code for filling in (values, nowhere))
            assert there == not_there, address.name


@pytest.mark.parametrize("state", UNPUBLISHED)
def test_what_is_not_public_is_in_no_list_no_feed_and_no_harvest(scene: Scene, state: str) -> None:
    dataset = scene.datasets[state]
    say(dataset, SECRET)
    browser = scene.browser("stranger")
    oai = f"{reverse('oai')}?verb="
    for url in (
        reverse("home"),
        f"{reverse('search')}?q=oxygen",
        f"{reverse('search')}?q={dataset.suffix}&format=json",
        f"{reverse('search')}?q=oxygen&format=atom",
        reverse("sitemap-part", args=[dataset.pk // PER_PART]),
        reverse("deposit-list"),
        f"{oai}ListRecords&metadataPrefix=oai_dc",
        f"{oai}ListIdentifiers&metadataPrefix=datacite",
        f"{oai}GetRecord&metadataPrefix=oai_dc&identifier=oai:varve.localhost:{dataset.suffix}",
    ):
        told = browser.get(url).content.decode()
        assert SECRET not in told, url
        assert f"/datasets/{dataset.suffix}" not in told, url
        assert str(dataset.key) not in told, url


def test_a_withdrawn_dataset_gives_its_files_to_no_reader(scene: Scene) -> None:
    values = scene.values("withdrawn")
    for actor in ("anonymous", "stranger", "data_centre", "operator"):
        for address in every_address():
            if {"number", "fragment"} & {*address.parts}:
                answer = scene.browser(actor).get(address.filled(values))
                assert b"251.2" not in b"".join(answer), (actor, address.name)


def test_one_s_own_file_is_not_fetched_or_removed_through_another_dataset(scene: Scene) -> None:
    mine, other = scene.datasets["draft"], scene.datasets["changes_requested"]
    number = DataFile.objects.filter(dataset=other)[0].number
    browser, before = scene.browser("author"), everything_stored()
    parts = [mine.deposit_id, mine.key, number]
    assert browser.get(reverse("deposit-file", args=parts)).status_code == 404
    assert browser.post(reverse("deposit-file-remove", args=parts)).status_code == 302
    assert browser.post(reverse("deposit-file-role", args=parts), {"role": "data"}).status_code == 400
    assert everything_stored() == before


@pytest.mark.parametrize("role", [Role.CO_AUTHOR, Role.REVIEWER, Role.MODERATOR, Role.OPERATOR])
def test_a_grant_that_has_ended_opens_nothing(scene: Scene, role: Role) -> None:
    dataset, stranger = scene.datasets["submitted"], scene.people["stranger"]
    Grant.objects.create(
        person=stranger,
        role=role,
        until=timezone.now() - timedelta(seconds=1),
        deposit=dataset.deposit if role is Role.CO_AUTHOR else None,
        dataset=dataset if role is Role.REVIEWER else None,
    )
    browser = scene.browser("stranger")
    review = reverse("deposit-review", args=[dataset.deposit_id, dataset.key])
    assert browser.get(review).status_code == 404
    assert browser.get(reverse("moderation-review", args=[dataset.key])).status_code == 404
    assert browser.get(reverse("operations")).status_code == 403


def test_a_link_s_token_opens_the_files_of_its_dataset_until_its_day_and_nothing_else(scene: Scene) -> None:
    values, other = scene.values("restricted"), scene.values("embargoed")
    grant = Grant.objects.create(
        token_sha256=sha256(b"let-me-in").hexdigest(), role=Role.REVIEWER, dataset=scene.datasets["restricted"]
    )
    doors = {address.name: address for address in every_address()}
    browser = Client()
    file, review = doors["file"].filled(values), doors["deposit-review"].filled(values)
    assert browser.get(file, {"token": "let-me-in"}).status_code == 200
    for token in ("", "let-me", "let-me-in ", "\x00", "é" * 500, grant.token_sha256):
        assert browser.get(file, {"token": token}).status_code in (400, 403), token
    assert browser.get(doors["file"].filled(other), {"token": "let-me-in"}).status_code == 403
    assert browser.get(review, {"token": "let-me-in"}).status_code == 302
    Grant.objects.filter(pk=grant.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert browser.get(file, {"token": "let-me-in"}).status_code == 403


def test_a_closed_account_opens_nothing_from_the_next_page_on(scene: Scene) -> None:
    browser = scene.browser("author")
    scene.people["author"].is_active = False
    scene.people["author"].save(update_fields=["is_active"])
    try:
        for address in KEYED:
            closed = (401,) if address.name.startswith("api-") else (302, 404, 405)
            assert browser.get(address.filled(scene.values("draft"))).status_code in closed, address.name
    finally:
        scene.people["author"].is_active = True


@pytest.mark.parametrize("where", ["from elsewhere", "through a proxy"])
def test_the_figures_of_the_site_are_not_for_everybody(scene: Scene, where: str) -> None:
    asked = {"REMOTE_ADDR": "203.0.113.9"} if where == "from elsewhere" else {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}
    assert Client().get(reverse("metrics"), **asked).status_code == 403  # type: ignore[arg-type]
