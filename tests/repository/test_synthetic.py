"""Synthetic datasets are valid, repeatable, marked, and look to readers and harvesters like any other."""

from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from repository.crosswalks.formats import FORMATS
from repository.models import CatalogueEntry, Dataset, Delivery, LifecycleEvent, RecordVersion, Rendition
from repository.queries.editions import edition_of
from repository.record.assess import assess
from repository.record.canonical import as_document, parse
from repository.services.catalogue import write_entry
from repository.services.synthetic import make_synthetic_datasets
from repository.services.synthetic_records import published_at, synthetic_record

POLES = ("ocean", "solid-earth")


def test_a_record_depends_on_its_number_and_the_seed_alone() -> None:
    first = [synthetic_record(number, seed=1, poles=POLES) for number in range(20)]
    assert first == [synthetic_record(number, seed=1, poles=POLES) for number in range(20)]
    assert len(set(first)) == 20
    assert first[3] != synthetic_record(3, seed=2, poles=POLES)
    moments = [published_at(number, seed=1) for number in range(20)]
    assert moments == [published_at(number, seed=1) for number in range(20)]
    assert moments != [published_at(number, seed=2) for number in range(20)]


def test_they_are_published_in_order_some_in_the_same_second_and_all_in_the_past() -> None:
    moments = [published_at(number, seed=1) for number in range(400)]
    assert all(first < second for first, second in pairwise(moments[::4]))
    assert len(set(moments)) < len(moments)
    assert published_at(1_000_000, seed=1).year < 2026


def test_every_record_could_be_submitted_as_it_is() -> None:
    for number in range(200):
        assessed = assess(as_document(synthetic_record(number, seed=7, poles=POLES)))
        assert assessed.record is not None, assessed.findings


def test_no_author_has_the_orcid_of_a_real_person() -> None:
    creators = [creator for n in range(100) for creator in synthetic_record(n, seed=1, poles=POLES).creators]
    orcids = {creator.orcid for creator in creators if creator.kind == "person" and creator.orcid}
    assert orcids
    assert all(orcid.startswith("0000-0000-") for orcid in orcids)


@pytest.fixture
def made(db: None) -> list[Dataset]:
    assert make_synthetic_datasets(size=7, seed=3) == 7
    return list(Dataset.objects.order_by("id"))


def test_they_are_public_marked_and_dated_in_whole_seconds_of_the_past(made: list[Dataset]) -> None:
    assert len(made) == 7
    assert all(dataset.is_synthetic and dataset.standing == "public" for dataset in made)
    for number, dataset in enumerate(made):
        assert dataset.datestamp == published_at(number, seed=3)
        assert dataset.datestamp is not None
        assert dataset.datestamp.microsecond == 0
        assert dataset.first_published == dataset.datestamp.date()


def test_each_has_every_stored_format_as_the_real_road_renders_it(made: list[Dataset]) -> None:
    for dataset in made:
        assert dataset.current_version is not None
        record = parse(bytes(dataset.current_version.document))
        edition = edition_of(dataset)
        stored = {item.format: bytes(item.body) for item in Rendition.objects.filter(dataset=dataset)}
        assert stored == {name: entry.render(record, edition) for name, entry in FORMATS.items() if entry.stored}


def test_each_can_be_found_as_if_it_had_been_written_alone(made: list[Dataset]) -> None:
    def entries() -> list[Any]:
        return list(CatalogueEntry.objects.order_by("dataset_id").values())

    bulk = entries()
    for dataset in made:
        assert dataset.current_version is not None
        write_entry(dataset, parse(bytes(dataset.current_version.document)), edition_of(dataset))
    assert entries() == bulk
    assert len(bulk) == 7


def test_their_records_are_sealed_and_name_their_doi(made: list[Dataset]) -> None:
    for version in RecordVersion.objects.select_related("dataset"):
        sealed = parse(bytes(version.document))
        assert version.is_sealed
        assert sealed.publication is not None
        assert sealed.publication.doi == version.dataset.doi


def test_they_give_nobody_work_to_do(made: list[Dataset]) -> None:
    assert not LifecycleEvent.objects.exists()
    assert not Delivery.objects.exists()


def test_a_second_call_adds_as_many_again(made: list[Dataset]) -> None:
    make_synthetic_datasets(size=3, seed=3)
    assert Dataset.objects.filter(is_synthetic=True).count() == 10


def test_harvesters_get_them(made: list[Dataset], client: Client) -> None:
    content = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "datacite"}).content
    assert content.count(b"<record>") == 7
