"""Places of any document are found, replaced and taken out again; nothing beside them changes."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moderation.suggesting import (
    TEXTS,
    Place,
    as_value,
    holds,
    laid,
    path_of,
    place_now,
    places_of,
    pointer_of,
    says_same,
    text_of,
    value_at,
    without,
)
from repository.record.languages import LocalisedLine, LocalisedText
from repository.record.model import Record

KEYS = st.sampled_from(["term", "name", "en", "fr", "a/b", "c~d", "~1", "x"])
LEAVES = st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip())) | st.integers() | st.booleans()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
DOCUMENTS = st.dictionaries(st.sampled_from(["title", "keywords", "creators", "place"]), VALUES, min_size=1)


def every_place(document: dict[str, Any]) -> list[Place]:
    return [place for field, value in document.items() for place in places_of(field, value, languages=["en", "fr"])]


@given(DOCUMENTS)
def test_every_place_is_found_again_by_its_pointer_and_says_what_it_says(document: dict[str, Any]) -> None:
    for place in every_place(document):
        assert path_of(place.pointer) == place.path
        assert pointer_of(path_of(place.pointer)) == place.pointer
        if place.value is not None:
            assert value_at(document, place.path) == place.value
            assert place_now(document, place.path, place.value) == place.path


@given(DOCUMENTS, st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip())))
def test_laying_a_value_changes_that_place_alone_and_taking_it_out_brings_the_document_back(
    document: dict[str, Any], text: str
) -> None:
    before = copy.deepcopy(document)
    for place in every_place(document):
        top = str(place.path[0])
        if isinstance(value_at(document, place.path[:-1]), str | int | bool):
            continue  # a text by languages that is none: a suggestion for it is refused by the findings
        value = as_value(place, text, language="en")
        changed = {**document, top: laid(document[top], place.path[1:], value)}
        assert document == before, "nothing is changed in place"
        there = holds(changed, place.path, value)
        assert there is not None
        others = {field: value for field, value in changed.items() if field != top}
        assert others == {field: value for field, value in before.items() if field != top}
        if place.value is not None:
            assert {**changed, top: laid(changed[top], place.path[1:], place.value)} == before


def test_a_text_in_one_more_language_is_taken_out_again() -> None:
    title = {"en": "Oxygen", "fr": "Oxygène"}
    assert without(title, ("fr",)) == {"en": "Oxygen"}
    assert without({"en": "Oxygen"}, ("en",)) is None
    assert without([{"term": {"en": "a"}}, {"term": {"en": "b"}}], (0,)) == [{"term": {"en": "b"}}]


def test_an_entry_that_moved_is_found_unless_two_say_the_same() -> None:
    people = [{"family": name} for name in ("Marin", "Okafor", "Okafor", "Delorme")]
    assert place_now({"creators": people}, ("creators", 0, "family"), "Delorme") == ("creators", 3, "family")
    assert place_now({"creators": people}, ("creators", 0, "family"), "Okafor") is None
    assert place_now({"creators": people}, ("creators", 2, "family"), "Okafor") == ("creators", 2, "family")
    assert place_now({}, ("creators", 0, "family"), "Marin") is None


def test_a_draft_says_the_same_in_other_spellings() -> None:
    assert says_same(" Oxyge\N{COMBINING ACUTE ACCENT}ne\r\n", "Oxygéne")
    assert says_same("43,50", 43.5)
    assert says_same("1 200", 1200)
    assert not says_same("north", 43.5)
    assert not says_same(None, 0)
    assert not says_same("oxygen", "Oxygen")


@given(st.text(max_size=30))
def test_a_number_becomes_a_number_that_json_can_hold_or_stays_a_text(text: str) -> None:
    value = as_value(Place(("place", "boxes", 0, "north"), 43.5), text, language="en")
    assert json.loads(json.dumps(value, allow_nan=False)) == value
    assert isinstance(text_of(value), str)


def test_the_fields_of_several_languages_are_those_of_the_record() -> None:
    localised = {LocalisedLine, LocalisedText}
    found = {name for name, field in Record.model_fields.items()
             if {field.annotation, *getattr(field.annotation, "__args__", ())} & localised}  # fmt: skip
    assert found == TEXTS


def test_what_only_the_software_writes_has_no_place() -> None:
    for field in ("publication", "provenance", "documents", "distribution"):
        assert places_of(field, {"doi": "10.5072/1"}, languages=["en"]) == ()
    assert places_of("schema_version", 1, languages=["en"]) == ()
