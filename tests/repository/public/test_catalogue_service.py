"""What catalogue clients (CSW) find of a dataset on its way: nothing, the record, the corrected one, nothing again."""

from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_draft
from tests.harvest.csw.schemas import valid
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn

FULL = {"service": "CSW", "version": "3.0.0", "request": "GetRecordById", "ElementSetName": "full"}
DC = "{http://purl.org/dc/elements/1.1/}"


def title_of(reader: Client, dataset: Dataset) -> str | None:
    """The title that is found; None where there is no such record."""
    response = reader.get("/csw", {**FULL, "id": dataset.doi})
    root = valid(response.content, "3.0.0")
    assert response.status_code == (200 if root.tag != "{http://www.opengis.net/ows/2.0}ExceptionReport" else 404)
    return root.findtext(f"{DC}title")


def test_a_dataset_is_found_from_its_publication_to_its_withdrawal(
    reader: Client, publish: Publish, alice: Person, mona: Person
) -> None:
    assert title_of(reader, make_draft(alice)) is None
    dataset = publish(title={"en": "Oxygen of the shelf"})
    assert title_of(reader, dataset) == "Oxygen of the shelf"
    published_again(dataset, alice, mona, title={"en": "Oxygen and salt of the shelf"})
    assert title_of(reader, dataset) == "Oxygen and salt of the shelf"
    withdrawn(dataset, mona)
    assert title_of(reader, dataset) is None
    found = reader.get("/csw", {**FULL, "request": "GetRecords", "q": "oxygen"})
    assert b'numberOfRecordsMatched="0"' in found.content


def test_the_files_of_a_closed_dataset_are_not_named(reader: Client, publish: Publish) -> None:
    closed = publish(access="restricted")
    response = reader.get("/csw", {**FULL, "id": closed.doi})
    assert b"info:eu-repo/semantics/restrictedAccess" in response.content
    assert b"oxygen.csv" not in response.content
