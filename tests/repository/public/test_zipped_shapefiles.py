"""A zipped Shapefile is told to people and programs as what it is, where its reading knows it."""

import io
import json
import zipfile

import pytest
from django.test import Client

from repository.crosswalks import datacite, schema_org
from repository.models import Dataset, Inspection, Person
from repository.queries.editions import edition_of
from repository.record.canonical import parse
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again


def archive(*names: str) -> bytes:
    """A zip of files that hold their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as inside:
        for name in names:
            inside.writestr(name, name)
    return made.getvalue()


@pytest.fixture
def dataset(publish: Publish, alice: Person, mona: Person) -> Dataset:
    """Two archives, one of which was read as a zipped Shapefile before a second layer came."""
    dataset = publish(files={"zones.zip": archive("zones.shp"), "other.zip": archive("a.txt"), "a.csv": b"a\n1\n"})
    file = dataset.data_files.get(original_name="zones.zip")
    assert file.media_type == "application/zip"
    Inspection.objects.update_or_create(file=file, defaults={"reading": {"format": "Shapefile (zip)", "facts": {}}})
    return published_again(dataset, alice, mona, files={"more.csv": b"b\n2\n"})


def test_the_page_says_shapefile_zipped(dataset: Dataset, reader: Client, french: None) -> None:
    page = reader.get(f"/datasets/{dataset.suffix}/").text
    assert page.count("Shapefile, zipped</td>") == 1
    assert page.count(">ZIP</td>") == 1
    assert (
        "Shapefile, compressé (ZIP)"
        in reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept-Language": "fr"}).text
    )


def test_records_name_the_format_beside_its_media_type(dataset: Dataset, reader: Client) -> None:
    assert dataset.current_version
    record, edition = parse(bytes(dataset.current_version.document)), edition_of(dataset)
    assert "<format>Shapefile, zipped</format>" in datacite.render(record, edition).decode()
    formats = json.loads(schema_org.render(record, edition))["distribution"]
    assert {each["name"]: each["encodingFormat"] for each in formats}["zones.zip"] == [
        "application/zip",
        "Shapefile, zipped",
    ]
    assert "<format>Shapefile, zipped</format>" in reader.get(f"/datasets/{dataset.suffix}/export/datacite-xml").text
