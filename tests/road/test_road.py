"""A dataset travels from a researcher to a harvester over plain HTTP: every page, no script, no browser."""

import hashlib
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from archive.queries import package_folder
from config.demo import files
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Person
from tests.driver import run_everything_due
from tests.factories import PASSWORD, make_moderator, make_person
from tests.repository.deposits.pages import AGREED, Page, address, described, send_files
from tests.services.components import shared_folder

pytestmark = pytest.mark.django_db(transaction=True)

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


def signed_in(person: Person) -> Client:
    """Through the sign-in page."""
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get(reverse("deposit-list")).status_code == 200
    return client


def describe(author: Client, dataset: Dataset, **changes: str) -> None:
    """Fill the three steps of the form, then hand it in."""
    for name, typed in described().items():
        page = Page.of(author, address(f"deposit-{name}", dataset))
        mine = {field: value for field, value in changes.items() if field in page.posts()}
        answer = author.post(page.url, {**page.posts(), **typed, **mine, "do": "next"})
        assert answer.status_code == 302


def submit(author: Client, dataset: Dataset, note: str = "") -> None:
    """Hand it to the moderators, who get it from a worker."""
    answer = author.post(address("deposit-submit", dataset), {"note": note, **AGREED})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    run_everything_due()


def decide(moderator: Client, dataset: Dataset, outcome: str, reason: str = "") -> None:
    """Press a button of the decision panel, as the page gave it."""
    page = Page.of(moderator, reverse("moderation-review", args=[dataset.key]))
    form = page.tree.xpath("//form[.//textarea[@name='reason']]")[0]
    sent = dict(form.form_values()) | {"reason": reason, "outcome": outcome}
    assert moderator.post(form.get("action"), sent).status_code == 302
    run_everything_due()
    dataset.refresh_from_db()


def published(author: Client, moderator: Client, contents: dict[str, bytes]) -> Dataset:
    """From an empty deposit to a public dataset, with one question on the way."""
    before = set(Dataset.objects.values_list("pk", flat=True))
    author.post(reverse("deposit-create"))
    dataset = Dataset.objects.exclude(pk__in=before).get()
    send_files(author, dataset, contents)
    describe(author, dataset)
    submit(author, dataset)
    decide(moderator, dataset, "changes_requested", "Name the calibration.")
    assert "Name the calibration." in author.get(reverse("deposit-status", args=[dataset.deposit_id])).content.decode()
    describe(author, dataset, **{"lineage-en": "Calibrated in February 2026."})
    submit(author, dataset, note="Calibration named.")
    decide(moderator, dataset, "accepted")
    assert dataset.standing == Standing.PUBLIC
    return dataset


def harvested(prefix: str, dataset: Dataset) -> Any:
    """One record as a harvester gets it."""
    identifier = f"oai:varve.localhost:{dataset.suffix}"
    query = {"verb": "GetRecord", "metadataPrefix": prefix, "identifier": identifier}
    return etree.fromstring(Client().get("/oai", query).content).find(".//o:record", OAI)


def demo_files() -> dict[str, bytes]:
    """Files that we write ourselves."""
    return {
        "casts.nc": files.netcdf_profiles(),
        "casts_odv.txt": files.odv_spreadsheet(),
        "bottles.csv": files.csv_bottles(),
        "shelf.tif": files.geotiff_bathymetry(),
    }


def real_files() -> dict[str, bytes]:
    """Files of real providers."""
    folder = shared_folder("standards/files")
    names = ("netcdf-seadatanet/diap.nc", "odv/00563439_ODV_withBOM.txt", "csv/rephytox.csv", "raster/slope.tif")
    return {Path(name).name: (folder / name).read_bytes() for name in names}


@pytest.fixture
def author() -> Client:
    return signed_in(make_person("alice"))


@pytest.fixture
def moderator() -> Client:
    return signed_in(make_moderator("mona"))


@pytest.mark.parametrize("contents", [real_files, pytest.param(demo_files, marks=pytest.mark.drill)])
def test_files_of_any_kind_come_out_as_they_went_in(contents: Any, author: Client, moderator: Client) -> None:
    sent = contents()
    dataset = published(author, moderator, sent)
    snapshot = dataset.snapshots.get()
    for name, content in sent.items():
        answer = Client().get(reverse("file", args=[dataset.suffix, snapshot.number, name]))
        received = answer.getvalue()
        assert hashlib.sha256(received).hexdigest() == hashlib.sha256(content).hexdigest(), name
    package = package_folder(dataset)
    for manifest in package.glob("manifest-sha256-*.txt"):
        subprocess.run(["sha256sum", "--check", "--quiet", "--strict", manifest.name], cwd=package, check=True)


@pytest.mark.whole_way
def test_a_public_dataset_is_cited_found_and_harvested(author: Client, moderator: Client) -> None:
    dataset = published(author, moderator, {"bottles.csv": files.csv_bottles()})
    reader = Client()
    landing = reader.get(f"/doi/{dataset.prefix}/{dataset.suffix}", follow=True)
    assert landing.status_code == 200
    assert dataset.doi in landing.content.decode()
    assert dataset.suffix in reader.get("/search/?q=oxygen").content.decode()
    for prefix in ("oai_dc", "datacite"):
        record = harvested(prefix, dataset)
        assert record.findtext(".//o:setSpec", namespaces=OAI) == "pole:ocean"
        assert "Dissolved oxygen" in etree.tostring(record, encoding="unicode")


@pytest.mark.whole_way
def test_a_corrected_description_becomes_public_through_the_moderator(author: Client, moderator: Client) -> None:
    dataset = published(author, moderator, {"bottles.csv": files.csv_bottles()})
    first = dataset.datestamp
    author.post(reverse("correction-begin", args=[dataset.key]))
    describe(author, dataset, **{"title-en": "Dissolved oxygen, title corrected"})
    landing = reverse("landing", args=[dataset.suffix])
    assert "title corrected" not in Client().get(landing).content.decode()
    submit(author, dataset, note="Title.")
    decide(moderator, dataset, "accepted")
    assert "title corrected" in Client().get(landing).content.decode()
    assert "title corrected" in etree.tostring(harvested("oai_dc", dataset), encoding="unicode")
    assert dataset.snapshots.count() == 1
    assert dataset.publications.count() == 2
    assert dataset.datestamp is not None
    assert first is not None
    assert dataset.datestamp >= first


def test_a_withdrawn_dataset_leaves_a_tombstone_and_a_deleted_record(author: Client, moderator: Client) -> None:
    dataset = published(author, moderator, {"bottles.csv": files.csv_bottles()})
    page = reverse("dataset-withdraw", args=[dataset.suffix])
    assert author.post(page, {"reason": "Mine.", "sure": "1"}).status_code == 403
    moderator.post(page, {"reason": "Counted twice.", "sure": "1"})
    run_everything_due()
    dataset.refresh_from_db()
    assert dataset.standing == Standing.WITHDRAWN
    tombstone = Client().get(reverse("landing", args=[dataset.suffix]))
    assert tombstone.status_code == 410
    assert "Counted twice." in tombstone.content.decode()
    assert harvested("oai_dc", dataset).find("o:header", OAI).get("status") == "deleted"


def test_a_rejected_dataset_stays_with_its_author(author: Client, moderator: Client) -> None:
    author.post(reverse("deposit-create"))
    dataset = Dataset.objects.get()
    send_files(author, dataset, {"bottles.csv": files.csv_bottles()})
    describe(author, dataset)
    submit(author, dataset)
    decide(moderator, dataset, "rejected", "An ocean data centre collects these.")
    assert dataset.state == DatasetState.REJECTED
    assert Client().get(reverse("landing", args=[dataset.suffix])).status_code == 404
