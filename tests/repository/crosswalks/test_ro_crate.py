"""RO-Crate: the metadata document against the SHACL shapes of RO-Crate 1.1, and read again."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import OWL, RDF

from repository.crosswalks import ro_crate
from repository.crosswalks.edition import Edition, EditionFile
from repository.crosswalks.readers.choice import read
from repository.record.canonical import as_document
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.repository.crosswalks.golden import CASES
from tests.strategies import PATIENT
from tests.strategies.editions import editions
from tests.strategies.records import records

CRATE: Final[dict[str, Any]] = {
    "@vocab": "http://schema.org/",
    "File": "http://schema.org/MediaObject",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}
"""What the context of RO-Crate 1.1 says, as far as the shapes look at it; nothing is asked of the network."""


@lru_cache
def shapes() -> tuple[Graph, Graph]:
    """The shapes of what a crate must do, with the classes they name."""
    folder = cast.schemas_folder() / "shacl" / "ro-crate-1.1"
    base = "https://x.example/crate/"
    found = Graph()
    for path in (folder / "prefixes.ttl", *sorted((folder / "must").glob("*.ttl"))):
        found.parse(path, publicID=base)
    return found, Graph().parse(folder / "ontology.ttl", publicID=base)


def said(record: Record, edition: Edition) -> Any:
    return json.loads(ro_crate.render(record, edition))


def many(value: Any) -> list[Any]:
    """The values of a member: a crate says a list of one as that one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def faults(values: Any) -> list[str]:
    """What the shapes refuse of a document."""
    address, prefixes = values["@context"]
    assert address == "https://w3id.org/ro/crate/1.1/context"
    data = Graph().parse(
        data=json.dumps({**values, "@context": CRATE | prefixes}), format="json-ld", publicID="https://x.example/crate/"
    )
    found, ontology = shapes()
    for known, same in ontology.subject_objects(OWL.equivalentClass):
        for thing in list(data.subjects(RDF.type, known)):
            data.add((thing, RDF.type, same))
    conforms, _, text = validate(data, shacl_graph=found, ont_graph=ontology, advanced=True, inference="none")
    return [] if conforms else [line.strip() for line in str(text).splitlines() if "Message" in line]


@pytest.mark.parametrize("case", CASES)
def test_a_crate_does_all_that_it_must(case: str) -> None:
    assert faults(said(*CASES[case])) == []


def test_the_shapes_refuse_what_is_wrong() -> None:
    values = said(*CASES["full"])
    descriptor, root, *others = values["@graph"]
    without = {name: value for name, value in root.items() if name not in ("license", "datePublished")}
    assert len(faults({**values, "@graph": [descriptor, without, *others]})) >= 2
    assert faults({**values, "@graph": [descriptor | {"conformsTo": "1.1"}, root, *others]})


@settings(PATIENT, max_examples=6)
@given(records(), editions())
def test_any_crate_does_all_that_it_must(record: Record, edition: Edition) -> None:
    assert faults(said(record, edition)) == []


@settings(PATIENT, max_examples=40)
@given(records(), editions())
def test_every_reference_leads_to_one_thing_and_nothing_is_nested(record: Record, edition: Edition) -> None:
    _, root, *others = things = said(record, edition)["@graph"]
    names = [thing["@id"] for thing in things]
    assert len(names) == len(set(names))
    for thing in (root, *others):
        for member in (each for value in thing.values() for each in many(value)):
            assert not isinstance(member, dict) or member.keys() == {"@id"} or "@value" in member
    assert all(each["@id"] in names for each in many(root.get("author")))


@settings(PATIENT, max_examples=40)
@given(records())
def test_a_crate_is_read_again_with_its_people_places_and_rights(record: Record) -> None:
    document = dict(read(ro_crate.render(record, cast.edition())).document)
    own = as_document(record)
    assert document["title"]["und"] == record.main_title
    assert [each.get("family", each.get("name")) for each in document.get("creators", [])][:1] == [
        each.get("family", each.get("name")) for each in own.get("creators", [])
    ][:1]
    assert document.get("lineage") == own.get("lineage")
    boxes = own.get("place", {}).get("boxes", [])
    assert all(box in document["place"]["boxes"] for box in boxes)
    if "spdx" in own.get("licence", {}):
        assert document["licence"]["spdx"] == own["licence"]["spdx"]


def test_authors_keep_their_order_and_their_orcid() -> None:
    _, root, *others = said(*CASES["full"])["@graph"]
    by_name = {thing["@id"]: thing for thing in others}
    authors = [by_name[each["@id"]] for each in root["author"]]
    assert [author["name"] for author in authors] == ["Clara Marín", "Shelf Team, Nouméa", "Suharto"]
    assert authors[0]["@id"] == "https://orcid.org/0000-0002-1825-0097"


def test_who_is_told_of_differently_twice_stays_two_things() -> None:
    one = {"family": "Marín", "orcid": "0000-0002-1825-0097"}
    record = cast.minimal_record(
        creators=[one, {**one, "given": "Clara"}], contributors=[{"role": "Editor", "party": one}]
    )
    people = [thing for thing in said(record, cast.edition())["@graph"] if thing["@type"] == "Person"]
    assert [person["@id"] for person in people] == ["https://orcid.org/0000-0002-1825-0097", "#Person-1"]
    assert people[1]["sameAs"] == people[0]["@id"]


def test_files_are_parts_with_their_size_and_hash_and_of_many_the_first_thousand() -> None:
    layer = cast.edition().layers[0]
    files = tuple(EditionFile(f"{at}", f"{cast.SITE}/{at}", at, "0" * 64, "text/csv", "data") for at in range(1_500))
    _, root, *others = said(cast.full_record(), cast.edition(layers=(replace(layer, files=files),)))["@graph"]
    told = [thing for thing in others if thing["@type"] == "File"]
    assert len(told) == 1_000
    assert told[7] == {
        "@id": f"{cast.SITE}/7",
        "@type": "File",
        "name": "7",
        "contentSize": "7",
        "encodingFormat": "text/csv",
        "sha256": "0" * 64,
        "sdDatePublished": "2026-11-18",
    }
    assert {"@id": told[7]["@id"]} in root["hasPart"]
