"""Qualified Dublin Core is read again as it was written, as far as its elements say what they mean."""

from typing import Any

from hypothesis import given

from repository.crosswalks import dcterms
from repository.crosswalks.readers.choice import read
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.records import records


def again(record: Record) -> dict[str, Any]:
    found = read(dcterms.render(record, cast.edition()))
    assert found.dialect == "oai_dc"
    return dict(found.document)


def test_the_refinements_of_the_full_record_come_back() -> None:
    said = again(cast.full_record())
    assert said["title"] == cast.FULL["title"]
    assert said["other_titles"] == cast.FULL["other_titles"]
    assert said["abstract"] == cast.FULL["abstract"]
    assert said["place"]["boxes"] == cast.FULL["place"]["boxes"]
    assert {"name": {"fr": "Mer de Corail"}} in said["place"]["names"]
    assert said["time"]["periods"][0] == cast.FULL["time"]["periods"][0]
    assert said["reference_systems"] == [{"epsg": 4326}]
    assert {"kind": "Created", "date": "2026-11-01"} in said["dates"]
    assert {"kind": "Issued", "date": "2025-03-05"} in said["dates"]


def test_works_come_back_with_their_relation() -> None:
    found = {(work["identifier"], work["relation"]) for work in again(cast.full_record())["related"]}
    assert ("10.1234/paper", "IsReferencedBy") in found
    assert ("10.17882/42182#76230", "IsDerivedFrom") in found
    assert (f"{cast.SITE}/datasets/42182/layers/43871/", "HasVersion") in found


@PATIENT
@given(records())
def test_titles_and_abstract_of_any_record_come_back(record: Record) -> None:
    said = again(record)
    assert said["title"] == dict(record.title)
    if record.abstract and not any("<" in text for text in record.abstract.values()):
        assert set(said["abstract"]) == set(record.abstract)
    assert {title["text"] for title in said.get("other_titles", ())} == {title.text for title in record.other_titles}
