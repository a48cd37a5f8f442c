"""Wrong values in a draft: each is found at its leaf, with a sentence a person can act on; any JSON can be assessed."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.record.assess import Circumstances, assess, readable_part
from repository.record.canonical import canonical_bytes, parse
from repository.record.findings import Finding
from repository.record.model import Record
from tests.repository.record.examples import complete, submittable
from tests.repository.record.strategies import JSON

BOX = {"west": 3.02, "south": 42.12, "east": 5.31, "north": 43.45}


def only_error(**changes: Any) -> Finding:
    assessment = assess(submittable(**changes))
    assert assessment.record is None
    (finding,) = assessment.blocking
    return finding


def test_a_latitude_off_the_earth_is_said_as_the_house_style_says_it() -> None:
    finding = only_error(place={"boxes": [BOX | {"south": "143,2"}]})
    assert finding.pointer == "place/boxes/0/south"
    assert finding.english == (
        "143.2 is not a latitude: it must lie between -90 and 90 (box 1). Were longitude and latitude exchanged?"
    )
    assert finding.french == (
        "143,2 n’est pas une latitude\u00a0: elle doit être entre -90 et 90 (cadre 1). "
        "Longitude et latitude ont-elles été inversées\u00a0?"
    )


def test_a_longitude_counted_to_360_is_answered_with_the_one_to_write() -> None:
    finding = only_error(place={"boxes": [BOX | {"east": 200.25}]})
    assert finding.code == "longitude-range"
    assert "it is -159.75" in finding.english
    assert "elle vaut -159,75" in finding.french


def test_the_mark_of_a_missing_value_is_recognised_as_one() -> None:
    assert only_error(place={"boxes": [BOX | {"south": -9999}]}).code == "position-impossible"


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"title": "A title"}, "title", "wrong-shape"),
        ({"title": {"en": 5}}, "title/en", "not-text"),
        ({"title": {"xx": "a"}}, "title/xx", "language-unknown"),
        ({"title": {"en": "a\tb"}}, "title/en", "control-character"),
        ({"title": {"en": "a\ud800"}}, "title/en", "control-character"),
        ({"title": {"en": "a", "eng": "b"}}, "title", "language-twice"),
        ({"title": {"en": "a" * 5000}}, "title/en", "too-long"),
        ({"colour": "blue"}, "colour", "field-unknown"),
        ({"creators": [{}, {"family": "Marin", "orcid": "0000-0002-1825-0098"}]}, "creators/1/orcid", "orcid-checksum"),
        ({"creators": [{"given": "Clara"}]}, "creators/0/family", "value-missing"),
        ({"creators": "Marin"}, "creators", "wrong-shape"),
        ({"creators": [{"kind": "organisation"}]}, "creators/0/name", "value-missing"),
        ({"creators": [{"name": "Ifremer", "ror": "x"}]}, "creators/0/ror", "ror-form"),
        ({"contributors": [{"role": "Cook", "party": {"family": "A"}}]}, "contributors/0/role", "not-in-list"),
        ({"poles": ["Océan"]}, "poles/0", "code-form"),
        ({"place": {"boxes": [{"west": 1, "south": 1, "east": 1}]}}, "place/boxes/0/north", "value-missing"),
        ({"place": {"boxes": [BOX | {"south": 50}]}}, "place/boxes/0", "box-upside-down"),
        ({"place": {"boxes": [BOX], "not_applicable": True}}, "place", "place-and-none"),
        ({"place": {"boxes": [BOX | {"west": "3° E"}]}}, "place/boxes/0/west", "not-number"),
        ({"place": {"boxes": [BOX | {"west": [3]}]}}, "place/boxes/0/west", "wrong-shape"),
        ({"time": {"periods": [{"begin": "12/04/2019", "end": "2020"}]}}, "time/periods/0/begin", "date-form"),
        ({"time": {"periods": [{"begin": "2019-02-30", "end": "2020"}]}}, "time/periods/0/begin", "date-impossible"),
        ({"time": {"periods": [{"begin": "2021", "end": "2020"}]}}, "time/periods/0", "period-reversed"),
        ({"vertical": [{"minimum": 9, "maximum": 1, "positive": "up"}]}, "vertical/0", "vertical-reversed"),
        ({"reference_systems": [{"epsg": 0}]}, "reference_systems/0/epsg", "number-too-small"),
        ({"reference_systems": [{"epsg": 4326.5}]}, "reference_systems/0/epsg", "not-whole-number"),
        ({"forwarding": "maybe"}, "forwarding", "not-yes-or-no"),
        ({"contacts": [{"name": "a", "email": "a at b"}]}, "contacts/0/email", "email-form"),
        ({"licence": {"uri": "creativecommons.org"}}, "licence/uri", "uri-form"),
        (
            {"related": [{"identifier": "x", "identifier_type": "DOI", "relation": "Cites"}]},
            "related/0",
            "related-doi",
        ),
    ],
)
def test_each_wrong_value_is_found_at_its_leaf_by_its_code(changes: dict[str, Any], pointer: str, code: str) -> None:
    finding = only_error(**changes)
    assert (finding.pointer, finding.code) == (pointer, code)


def test_an_age_of_deep_time_is_found_at_its_own_leaf() -> None:
    period = {"begin": {"age": "x", "unit": "Ma"}, "end": {"age": 1, "unit": "Ma"}}
    finding = only_error(time={"periods": [period]})
    assert (finding.pointer, finding.code) == ("time/periods/0/begin/age", "not-number")


def test_blank_lines_of_the_form_are_passed_over_and_counted_where_a_line_is_named() -> None:
    finding = only_error(creators=[{}, {"family": ""}, {"given": "Clara"}])
    assert finding.pointer == "creators/2/family"
    assert finding.english.startswith('"Family name" is missing (author 3).')


def test_numbers_may_stay_as_typed_in_the_draft() -> None:
    record = assess(
        submittable(place={"boxes": [{"west": "3,02", "south": " 42.1", "east": "−5", "north": "43"}]})
    ).record
    assert record is not None
    box = record.place.boxes[0]
    assert (box.west, box.south, box.east, box.north) == (3.02, 42.1, -5, 43)


def test_a_preview_shows_what_can_be_read_and_leaves_out_the_rest() -> None:
    draft = complete(
        time={"periods": [{"begin": "2021", "end": "2020"}, {"begin": "2019", "end": "2020"}]},
        creators=[{"given": "x"}, {"family": "Marin", "orcid": "wrong", "colour": 1}, {"family": "Okafor"}],
        forwarding="maybe",
    )
    record = readable_part(draft)
    assert isinstance(record, Record)
    assert [creator.name for creator in record.creators] == ["Marin", "Okafor"]
    assert [period.begin for period in record.time.periods] == ["2019"]
    assert record.forwarding is None


def test_there_is_no_preview_without_a_title() -> None:
    assert readable_part(submittable(title={"en": 5})) is None
    assert readable_part({}) is None


def test_a_field_that_looks_like_a_mark_of_the_library_is_named() -> None:
    found = assess({"<0>": False}, Circumstances(poles=("ocean",), files=("a",))).findings
    assert ("<0>",) in [finding.path for finding in found]


@given(JSON)
def test_any_json_can_be_assessed(document: Any) -> None:
    assessment = assess(document, Circumstances(poles=("ocean",), files=("a",)))
    assert assessment.record is None
    assert assessment.blocking


def branches_of(value: Any) -> list[Any]:
    """Every object and list in a document that has something in it."""
    if not (isinstance(value, dict | list) and value):
        return []
    inside = value.values() if isinstance(value, dict) else value
    return [value, *(branch for item in inside for branch in branches_of(item))]


@given(st.data(), JSON)
@settings(max_examples=300)
def test_any_json_in_any_place_can_be_assessed_and_previewed(data: st.DataObject, junk: Any) -> None:
    draft = complete()
    branch = data.draw(st.sampled_from(branches_of(draft)))
    branch[data.draw(st.sampled_from(list(branch) if isinstance(branch, dict) else range(len(branch))))] = junk
    assessment = assess(draft)
    assert (assessment.record is None) == bool(assessment.blocking)
    assert all(finding.english and finding.french for finding in assessment.findings)
    assert assessment.record is None or parse(canonical_bytes(assessment.record)) == assessment.record
    assert readable_part(draft) is None or isinstance(readable_part(draft), Record)


def test_a_draft_nested_deeper_than_any_form_is_assessed() -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"a": [deep]}
    assert assess({**submittable(), "title": deep}).record is None
    assert assess({**submittable(), "title": {"en": deep}}).record is None
    assert readable_part({**submittable(), "abstract": deep}) is not None
