"""The package of a public dataset over the Web: the same bytes as by the command, for who has a part in it."""

import io
import zipfile
from pathlib import Path

import bagit
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from archive.aip.durable import FixityMismatch
from repository.models import Dataset, Person
from tests.archive.road import package_of
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice() -> Person:
    return make_person("alice")


@pytest.fixture
def dataset(alice: Person, archive: Path, settings: Settings) -> Dataset:
    settings.PIPELINE = "config.pipeline.PIPELINE"
    return published(alice, make_moderator("mona"))


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(dataset: Dataset, form: str = "bagit") -> str:
    return reverse("package-export", args=[dataset.suffix, form])


def taken(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    content: bytes = response.getvalue()
    assert len(content) == int(response["Content-Length"])
    assert response["Cache-Control"] == "private, no-store"
    return content


@pytest.mark.parametrize("form", ["bagit", "ocfl"])
def test_it_is_what_the_command_writes(dataset: Dataset, alice: Person, tmp_path: Path, form: str) -> None:
    content = taken(browser(alice), address(dataset, form))
    call_command(
        "archive_export", dataset.suffix, "--as", form, "--to", str(tmp_path / "export.zip"), stdout=io.StringIO()
    )
    assert content == (tmp_path / "export.zip").read_bytes()


def test_the_bag_is_valid(dataset: Dataset, alice: Person, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(taken(browser(alice), address(dataset)))) as archive:
        archive.extractall(tmp_path / "out")
    assert bagit.Bag(str(tmp_path / "out" / dataset.suffix)).validate()


def test_its_length_is_told_without_its_bytes(dataset: Dataset, alice: Person) -> None:
    answer = browser(alice).head(address(dataset))
    assert answer.content == b""
    assert int(answer["Content-Length"]) == len(taken(browser(alice), address(dataset)))


def test_the_history_is_xml(dataset: Dataset, alice: Person) -> None:
    assert b"</premis>" in taken(browser(alice), address(dataset, "premis"))


def test_a_damaged_package_is_cut_short_of_its_length(dataset: Dataset, alice: Person) -> None:
    file = next(path for path in package_of(dataset).iterdir() if ".csv-" in path.name)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[::-1])
    response = browser(alice).get(address(dataset))
    with pytest.raises(FixityMismatch):
        response.getvalue()


def test_another_form_is_nowhere(dataset: Dataset, alice: Person) -> None:
    assert browser(alice).get(address(dataset, "mets")).status_code == 404


def test_the_page_of_the_deposit_leads_there_for_who_may(dataset: Dataset, alice: Person) -> None:
    page = browser(alice).get(reverse("deposit-status", args=[dataset.deposit_id]))
    for form in ("bagit", "ocfl", "premis"):
        assert address(dataset, form) in page.content.decode()


@pytest.mark.parametrize("access", ["embargoed", "restricted"])
def test_closed_files_stay_closed_for_who_only_keeps_the_site(
    alice: Person, archive: Path, settings: Settings, access: str
) -> None:
    settings.PIPELINE = "config.pipeline.PIPELINE"
    dataset = published(alice, make_moderator("mona"), access=access)
    for form in ("bagit", "ocfl", "premis"):
        assert browser(make_operator(f"oscar-{form}")).get(address(dataset, form)).status_code == 403
        assert browser(make_person(f"bob-{form}")).get(address(dataset, form)).status_code == 403
    assert taken(browser(alice), address(dataset))
