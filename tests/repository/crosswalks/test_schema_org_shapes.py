"""schema.org documents against the SHACL shapes of science-on-schema.org and of Google's required properties."""

import json
from functools import lru_cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from pyshacl import validate
from rdflib import Graph

from repository.crosswalks import schema_org
from repository.crosswalks.edition import Edition
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

SCHEMA_ORG: Final[dict[str, Any]] = {
    "@vocab": "http://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "contentUrl", "sameAs", "license")},
}
"""What the context of schema.org says, as far as the shapes look at it; nothing is asked of the network."""


@lru_cache
def shapes(name: str) -> Graph:
    return Graph().parse(cast.schemas_folder() / "shacl" / "science-on-schema.org" / f"{name}.ttl")


def graph_of(document: str | bytes) -> Graph:
    """A document as RDF; it must name the context that `SCHEMA_ORG` stands for."""
    values = json.loads(document)
    address, prefixes = values["@context"]
    assert address == "https://schema.org/"
    values["@context"] = SCHEMA_ORG | prefixes
    return Graph().parse(data=json.dumps(values), format="json-ld")


def faults(document: str | bytes, name: str) -> list[str]:
    """What the shapes refuse, warnings included."""
    conforms, _report, text = validate(graph_of(document), shacl_graph=shapes(name), do_owl_imports=False)
    return [] if conforms else [line.strip() for line in str(text).splitlines() if "Message" in line]


@pytest.mark.parametrize("case", CASES)
def test_a_document_satisfies_science_on_schema_org(case: str) -> None:
    record, edition = CASES[case]
    wanted = {"Message: A Dataset should include descriptive keywords as literals or DefinedTerm"}
    for document in (schema_org.render(record, edition), schema_org.head_block(record, edition)):
        assert set(faults(document, "soso_common_v1.2.3")) <= (set() if record.keywords else wanted)


@pytest.mark.parametrize("case", CASES)
def test_the_block_in_the_head_has_all_that_google_requires(case: str) -> None:
    record, edition = CASES[case]
    assert faults(schema_org.head_block(record, edition), "googleRequired") == []


def test_the_shapes_refuse_what_is_wrong() -> None:
    values = json.loads(schema_org.head_block(*CASES["full"]))
    values |= {"description": "short", "keywords": {"@type": "Thing", "name": "x"}}
    assert faults(json.dumps(values), "googleRequired")
    assert faults(json.dumps(values), "soso_common_v1.2.3")


@settings(PATIENT, max_examples=8)
@given(records(), editions())
def test_any_record_satisfies_the_shapes(record: Record, edition: Edition) -> None:
    head = schema_org.head_block(record, edition)
    assert faults(head, "googleRequired") == []
    found = faults(head, "soso_common_v1.2.3")
    assert not [fault for fault in found if record.keywords or "keywords" not in fault]
