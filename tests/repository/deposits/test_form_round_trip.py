"""A document shown in the form and sent back as it was drawn is the same document."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repository.forms.notes import Notes
from repository.forms.sending import posted_of
from repository.record.canonical import as_document
from repository.record.document import prune
from tests.factories import DOCUMENT
from tests.repository.deposits.forms import FIELDS, draw, saved, sent
from tests.repository.record.strategies import JSON, RECORDS

UNKNOWN = st.dictionaries(
    st.sampled_from(["x_note", "x_list"]), st.sampled_from(["kept", ["a", {"b": 1}], {"c": None, "d": 2}])
)


@st.composite
def enriched(draw_from: st.DrawFn, value: Any) -> Any:
    """A document with fields that no form knows strewn into its objects."""
    if isinstance(value, dict):
        inner = {key: draw_from(enriched(item)) for key, item in value.items()}
        is_text_by_language = all(isinstance(item, str) for item in value.values()) and "en" in value
        return inner if is_text_by_language else {**inner, **draw_from(UNKNOWN)}
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return [draw_from(enriched(item)) for item in value]
    return value


@given(record=RECORDS)
@settings(max_examples=150, deadline=None)
def test_any_record_comes_back_as_it_went(record: Any) -> None:
    document = as_document(record)
    assert prune(saved(document, posted_of(draw(document)))) == prune(document)


@given(data=st.data(), record=RECORDS)
@settings(max_examples=100, deadline=None)
def test_what_the_form_does_not_know_survives_it(data: Any, record: Any) -> None:
    document = {**as_document(record), "quality": {"en": "checked"}, "reference_systems": [{"epsg": 4326}]}
    document = data.draw(enriched(document))
    assert prune(saved(document, posted_of(draw(document)))) == prune(document)


@given(value=JSON)
@settings(max_examples=200, deadline=None)
def test_any_json_in_any_field_can_be_drawn_and_sent(value: Any) -> None:
    for field in FIELDS:
        document = {field.key: value}
        after = saved(document, posted_of(draw(document, fields=[field])))
        assert set(after) <= {field.key}


def test_typing_in_one_control_changes_that_and_nothing_else() -> None:
    document = {**DOCUMENT, "x_unknown": {"kept": True}, "contacts": [{"name": "Desk", "email": "a@b.org", "x": 1}]}
    after = saved(document, sent(document, contacts__0__email="desk@example.org"))
    expected = copy.deepcopy(document)
    expected["contacts"][0]["email"] = "desk@example.org"
    assert after == expected


def test_what_is_typed_wrong_stays_as_typed() -> None:
    after = saved(
        DOCUMENT,
        sent(
            DOCUMENT,
            place__boxes__0__north="143 north of here",
            time__periods__0__begin="last spring",
            creators__0__orcid="0000-0000",
            language="klingon",
        ),
    )
    assert after["place"]["boxes"][0]["north"] == "143 north of here"
    assert after["time"]["periods"][0]["begin"] == "last spring"
    assert after["creators"][0]["orcid"] == "0000-0000"
    assert after["language"] == "klingon"
    again = saved(after, posted_of(draw(after)))
    assert again == after


def test_characters_that_no_database_holds_are_left_out_of_what_is_typed() -> None:
    after = saved({}, sent({}, title__en="Oxy\x00gen", lineage__fr="une\r\ndeux"))
    assert after["title"] == {"en": "Oxygen"}
    assert after["lineage"] == {"fr": "une\ndeux"}


def test_an_emptied_field_is_taken_out_of_the_document() -> None:
    emptied = {"title-en": "", "title-fr": " "}
    after = saved(DOCUMENT, {**sent(DOCUMENT), **{name: [text] for name, text in emptied.items()}})
    assert "title" not in after
    assert after["abstract"] == DOCUMENT["abstract"]


def test_a_field_that_was_not_on_the_page_is_left_alone() -> None:
    posted = {name: texts for name, texts in sent(DOCUMENT).items() if not name.startswith(("is-", "creators"))}
    assert saved(DOCUMENT, posted) == DOCUMENT


def test_notes_are_given_to_no_control_twice() -> None:
    notes = Notes((), "en")
    assert notes.take(("title",)) == ()
