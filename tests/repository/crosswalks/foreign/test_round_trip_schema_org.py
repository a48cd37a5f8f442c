"""What the product writes as schema.org is read again: equal on the fields that it carries."""

from typing import Any, Final

from hypothesis import given, settings

from repository.crosswalks import schema_org
from repository.crosswalks.readers.choice import read
from repository.crosswalks.xml_text import address
from repository.record.canonical import as_document
from repository.record.model import Record
from tests.repository.crosswalks import cast
from tests.strategies import PATIENT
from tests.strategies.records import records

FEW: Final = settings(PATIENT, max_examples=40)
LOST: Final = frozenset(
    {"schema_version", "related", "dates", "keywords", "platforms", "projects", "campaigns", "instruments",
     "identifiers", "variables", "documents", "distribution", "provenance", "publication", "language"}
)  # fmt: skip
"""Fields that share a place with others, or of which the repository adds some of its own; compared apart or folded."""


def pair(record: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document read from what is written of a record, and the record's own."""
    return dict(read(schema_org.render(record, cast.edition())).document), as_document(record)


def once(entries: list[Any]) -> list[Any]:
    """What is said twice is read once."""
    return [each for at, each in enumerate(entries) if each not in entries[:at]]


def spelled(value: dict[str, Any], *names: str) -> dict[str, Any]:
    """Addresses as they are spelled in JSON-LD; one that cannot be is lost."""
    kept = {key: address(said) if key in names else said for key, said in value.items()}
    return {key: said for key, said in kept.items() if said}


def party(value: dict[str, Any]) -> dict[str, Any]:
    """A person or organisation without countries."""
    kept = {key: said for key, said in value.items() if key != "country"}
    if "affiliations" in kept:
        kept["affiliations"] = [{k: v for k, v in each.items() if k != "country"} for each in kept["affiliations"]]
    if "identifiers" in kept:
        kept["identifiers"] = [spelled(each, "uri") for each in kept["identifiers"]]
    return kept


@FEW
@given(records())
def test_texts_come_back_in_their_languages(record: Record) -> None:
    said, own = pair(record)
    assert said["title"] == own["title"]
    assert said["abstract"] == own.get("abstract", {"und": record.main_title})
    for field in ("lineage", "access_note", "acquisition", "topics"):
        assert said.get(field) == (once(own[field]) if isinstance(own.get(field), list) else own.get(field)), field
    assert said["resource_type"] == own["resource_type"]
    titles = [{key: text for key, text in each.items() if key != "kind"} for each in own.get("other_titles", [])]
    assert [{k: v for k, v in each.items() if k != "kind"} for each in said.get("other_titles", [])] == once(titles)
    assert said.get("data_languages", []) == once([tag for tag in own.get("data_languages", []) if tag != "und"])


@FEW
@given(records())
def test_people_and_grants_come_back(record: Record) -> None:
    said, own = pair(record)
    assert said.get("creators", []) == once([party(each) for each in own.get("creators", [])])
    helped = [each | {"party": party(each["party"])} for each in own.get("contributors", [])]
    assert said.get("contributors", []) == once(helped)
    asked = [{key: value for key, value in each.items() if key != "email"} for each in own.get("contacts", [])]
    for each in asked:
        each.get("affiliation", {}).pop("country", None)
    assert said.get("contacts", []) == once(asked)
    assert said.get("funding", []) == once([spelled(each, "award_uri") for each in own.get("funding", [])])


@FEW
@given(records())
def test_places_and_periods_come_back(record: Record) -> None:
    said, own = pair(record)
    there, place = said.get("place", {}), own.get("place", {})
    assert there.get("boxes", []) == once(place.get("boxes", []))
    outlines = [{"exterior": each["exterior"]} for each in place.get("polygons", [])]
    assert there.get("polygons", []) == once(outlines)
    names = [
        spelled({key: each[key] for key in ("name", "uri") if key in each}, "uri") for each in place.get("names", [])
    ]
    assert there.get("names", []) == once(names)
    assert said.get("vertical", []) == once(own.get("vertical", []))
    periods = said.get("time", {}).get("periods", [])
    for each in own.get("time", {}).get("periods", []):
        ends = {key: each[key] for key in ("begin", "end") if isinstance(each.get(key), str)}
        if any(isinstance(each.get(key), dict) for key in ("begin", "end")):
            assert any(ages(one) == ages(each) for one in periods)
        else:
            assert not ends or any({key: one.get(key) for key in ends} == ends for one in periods)


def ages(period: dict[str, Any]) -> list[float | None]:
    """Begin and end of deep time in millions of years."""
    found = [period.get("begin"), period.get("end")]
    units = {"a": 1e-6, "ka": 1e-3, "Ma": 1, "Ga": 1e3}
    return [float(f"{end['age'] * units[end['unit']]:.9g}") if isinstance(end, dict) else None for end in found]


@FEW
@given(records())
def test_keywords_variables_and_licences_come_back(record: Record) -> None:
    said, own = pair(record)
    terms = [each["term"] for each in said.get("keywords", [])]
    assert all(each["term"] in terms for each in own.get("keywords", []))
    kept = ("name", "unit", "method", "uncertainty")
    variables = [{key: each[key] for key in kept if key in each} for each in own.get("variables", [])]
    there = [{key: each[key] for key in kept if key in each} for each in said.get("variables", [])]
    assert all(each in there for each in variables)
    licence = own.get("licence", {})
    if "spdx" in licence or address(licence.get("uri", "")):
        assert said["licence"] == spelled(licence, "uri")


@FEW
@given(records())
def test_nothing_is_lost_or_made_up_that_is_not_declared(record: Record) -> None:
    said, own = pair(record)
    dropped = {name.partition(".")[0] for name in schema_org.NOT_CARRIED}
    assert set(own) - set(said) <= LOST | dropped | {"place", "time", "licence", "data_languages"}
    assert set(said) - set(own) <= LOST | {"abstract", "resource_type"}


def test_the_full_record_comes_back_with_its_keywords_systems_services_and_relations() -> None:
    said, own = pair(cast.full_record())
    assert said["keywords"][:2] == own["keywords"][:2]
    assert {key: said["time"]["periods"][2][key] for key in ("begin", "end", "name")} == own["time"]["periods"][2]
    assert said["reference_systems"] == own["reference_systems"]
    assert said["distribution"]["services"] == own["distribution"]["services"]
    assert said["use_limitations"] == own["use_limitations"]
    assert said["language"] == "en"
    assert {"identifier": "10.17882/42182#76230", "identifier_type": "DOI", "relation": "IsDerivedFrom"} in said[
        "related"
    ]
    assert {"value": "PAC-17", "kind": "cruise number"} in said["identifiers"]
