"""M9: `provenance.json` as the package prov reads it, and the crate by the rules of its profile."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from prov.model import ProvDocument

from compute.returns.crate import PROFILE, crate_of
from compute.returns.provenance import provenance_of
from compute.returns.told import Asker, Standing
from compute.services.returning import return_as_draft
from repository.models import Person
from tests.compute.people import site
from tests.compute.returns.given import TABLE, Listing, alice, bytes_of, listing, public_source, returned, succeeded
from tests.compute.returns.stories import origin, read, told
from tests.factories import make_person

__all__ = ["alice", "listing", "site"]


@pytest.mark.django_db
def test_the_provenance_names_every_file_by_its_hash_and_nobody_by_an_address(
    site: Path, listing: Listing, alice: Person
) -> None:
    _, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference, reference])
    job = returned(return_as_draft(job_id=job.pk, actor=alice))

    text = bytes_of(job, "provenance.json")
    document = ProvDocument.deserialize(content=text.decode(), format="json")
    made = [str(record.args[0]) for record in document.get_records() if record.get_type().localpart == "Generation"]
    assert sorted(made) == ["job:file-count.csv", "job:file-echo.json"], "each output once"
    staged = {one.sha256 for one in job.files.all()}
    entities = {name.partition(":")[2] for name in json.loads(text)["entity"] if name.startswith("sha256:")}
    assert entities == staged == {hashlib.sha256(TABLE).hexdigest()}
    assert alice.email.encode() not in text + bytes_of(job, "ro-crate-metadata.json")


def test_every_relation_of_prov_is_told() -> None:
    job = told(read(number=1), read(number=2))
    document = ProvDocument.deserialize(content=provenance_of(job).decode(), format="json")

    kinds = Counter(record.get_type().localpart for record in document.get_records())
    assert kinds == {
        "Activity": 1, "Entity": 4, "Agent": 2, "Usage": 2, "Generation": 1, "Derivation": 2, "Association": 2,
        "Delegation": 1,
    }  # fmt: skip
    said = json.loads(provenance_of(job))
    assert {one["prov:role"] for one in said["used"].values()} == {"source"}
    assert all(one["prov:plan"] == "job:process" for one in said["wasAssociatedWith"].values())
    assert said["actedOnBehalfOf"]["job:on-behalf"]["prov:responsible"] == "orcid:0000-0002-1825-0097"
    activity = said["activity"]["job:run"]
    assert (activity["prov:startTime"], activity["job:input-variable"]) == ("2026-03-01T12:00:00+00:00", "DOXY")
    assert provenance_of(job) == provenance_of(told(read(number=1), read(number=2))), "no clock, no lot"


def test_whoever_gave_no_name_is_told_by_none() -> None:
    job = told(asker=Asker(""))
    said = json.loads(provenance_of(job))
    assert said["agent"]["job:person"] == {"prov:type": {"$": "prov:Person", "type": "xsd:QName"}}
    assert graph_of(crate_of(job))["#person"]["name"] == "The depositor"


def graph_of(crate: bytes) -> dict[str, Any]:
    """Its things by their names, each once."""
    things = json.loads(crate)["@graph"]
    names = [thing["@id"] for thing in things]
    assert len(names) == len(set(names))
    return dict(zip(names, things, strict=True))


def references_in(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for each in value for name in references_in(each)]
    if not isinstance(value, dict):
        return []
    return [value["@id"]] if value.keys() == {"@id"} else references_in(list(value.values()))


def test_the_crate_keeps_the_rules_of_its_profile() -> None:
    secret = read(origin("", Standing.DRAFT), 2, url="")
    graph = graph_of(crate_of(told(read(number=1), secret, parameters={"variable": "DOXY", "depths": [0, 10]})))

    about = graph["ro-crate-metadata.json"]
    assert (about["conformsTo"], about["about"]) == ({"@id": "https://w3id.org/ro/crate/1.1"}, {"@id": "./"})
    root = graph["./"]
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    assert root["conformsTo"] == {"@id": PROFILE}
    assert graph[PROFILE]["@type"] == "CreativeWork"
    action = graph[root["mentions"]["@id"]]
    assert (action["@type"], action["@id"][:9]) == ("CreateAction", "urn:uuid:")
    assert {"name", "description", "startTime", "endTime", "agent"} <= action.keys()
    tool = graph[action["instrument"]["@id"]]
    assert (tool["@type"], tool["softwareVersion"]) == ("SoftwareApplication", "1.0.0")
    assert {"name", "url"} <= tool.keys()
    assert [graph[each["@id"]]["@type"] for each in action["object"]] == [
        "File", "CreativeWork", "PropertyValue", "PropertyValue"
    ]  # fmt: skip
    files = {name for name, thing in graph.items() if thing["@type"] == "File"}
    assert files == {part["@id"] for part in root["hasPart"]}
    assert graph["field.nc"]["sha256"] == "a" * 64
    dangling = {name for thing in graph.values() for name in references_in(list(thing.values()))} - graph.keys()
    assert dangling == {"https://w3id.org/ro/crate/1.1", "http://schema.org/CompletedActionStatus"}
