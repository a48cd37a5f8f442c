"""Croissant: what its specification asks of a dataset and of its files."""

import json
from typing import Any, Final

import pytest
from hypothesis import given, settings
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, RDF

from repository.crosswalks import croissant
from repository.crosswalks.edition import Edition, EditionAccess
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

CR: Final = Namespace("http://mlcommons.org/croissant/")
SC: Final = Namespace("https://schema.org/")
REQUIRED: Final = ("name", "description", "license", "url", "datePublished")


def said(record: Record, edition: Edition) -> Any:
    return json.loads(croissant.render(record, edition))


def graph_of(record: Record, edition: Edition) -> Graph:
    return Graph().parse(data=croissant.render(record, edition), format="json-ld", publicID="https://x.example/")


@pytest.mark.parametrize("case", CASES)
def test_a_dataset_says_all_that_croissant_requires(case: str) -> None:
    record, edition = CASES[case]
    graph = graph_of(record, edition)
    (dataset,) = graph.subjects(RDF.type, SC.Dataset)
    assert str(graph.value(dataset, DCTERMS.conformsTo)) == "http://mlcommons.org/croissant/1.0"
    assert all(graph.value(dataset, SC[name]) is not None for name in REQUIRED)
    assert bool(list(graph.objects(dataset, SC.creator))) == bool(record.creators)


def test_a_file_is_a_file_object_with_its_hash() -> None:
    files = said(*CASES["full"])["distribution"]
    assert files[1] == {
        "@type": "cr:FileObject",
        "@id": "ctd.csv",
        "name": "ctd.csv",
        "contentUrl": f"{cast.SITE}/datasets/42182/files/43871/ctd.csv",
        "encodingFormat": "text/csv",
        "contentSize": "20000 B",
        "sha256": "0" * 64,
    }
    graph = graph_of(*CASES["full"])
    assert len(list(graph.subjects(RDF.type, CR.FileObject))) == 3
    assert len(list(graph.objects(None, SC.distribution))) == 3


def test_the_columns_of_a_plain_table_are_fields_of_a_record_set() -> None:
    layers = cast.with_columns()
    (rows,) = said(cast.full_record(), cast.edition(layers=layers))["recordSet"]
    assert [field["dataType"] for field in rows["field"]] == ["sc:Text", "sc:Float", "sc:Integer"]
    assert rows["field"][1] == {
        "@type": "cr:Field",
        "@id": "table-2/column-2",
        "name": "DOXY",
        "dataType": "sc:Float",
        "source": {"fileObject": {"@id": "ctd.csv"}, "extract": {"column": "DOXY"}},
    }
    assert "recordSet" not in said(cast.full_record(), cast.withdrawn(layers=layers))
    assert "recordSet" not in said(*CASES["full"])


@pytest.mark.parametrize("access", [EditionAccess.EMBARGOED, EditionAccess.RESTRICTED])
def test_closed_tables_have_no_record_set(access: EditionAccess) -> None:
    layers = cast.with_columns()
    assert "recordSet" in said(cast.full_record(), cast.edition(layers=layers))
    closed = said(cast.full_record(), cast.edition(layers=layers, access=access))
    assert (closed["distribution"][1]["name"], "recordSet" in closed) == ("ctd.csv", False)


def test_a_withdrawn_dataset_has_no_file() -> None:
    assert "distribution" not in said(*CASES["withdrawn"])


def test_the_version_is_semantic_and_the_citation_is_bibtex() -> None:
    values = said(*CASES["full"])
    assert values["version"] == "3.0.0"
    assert values["citeAs"].startswith("@misc{")
    assert values["isLiveDataset"] is True
    assert "isLiveDataset" not in said(*CASES["minimal"])


def test_texts_without_a_language_are_in_that_of_the_title() -> None:
    record = cast.minimal_record(title={"fr": "Niveau de la mer"}, language="fr")
    assert said(record, cast.edition())["@context"]["@language"] == "fr"


@settings(PATIENT, max_examples=15)
@given(records(), editions())
def test_any_record_is_one_dataset_in_rdf(record: Record, edition: Edition) -> None:
    graph = graph_of(record, edition)
    assert len(list(graph.subjects(RDF.type, SC.Dataset))) == 1
    for file in graph.subjects(RDF.type, CR.FileObject):
        assert graph.value(file, SC.encodingFormat) is not None
        assert graph.value(file, SC.sha256) is not None
