"""Documents: what counts as empty, the deposit's shared part under the dataset's own, and differences."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from repository.record.diff import Change, difference
from repository.record.document import editable, effective, inherited_fields, is_empty, prune, pruned
from tests.repository.record.examples import complete
from tests.repository.record.strategies import JSON

DOCUMENTS = st.dictionaries(st.text(max_size=8), JSON, max_size=5)


def test_blank_leaves_and_branches_are_pruned_and_zero_and_no_are_not() -> None:
    draft = {"a": " ", "b": [None, {"c": ""}, []], "d": {"e": {}}, "f": 0, "g": False, "h": [{"i": 1}, {}]}
    assert prune(draft) == {"f": 0, "g": False, "h": [{"i": 1}]}


@given(JSON)
def test_pruning_twice_is_pruning_once(document: Any) -> None:
    once = repr(prune(document))
    assert repr(prune(prune(document))) == once


def test_a_place_in_a_pruned_document_leads_back_to_the_draft() -> None:
    draft = {"creators": [{}, {"family": "Marin", "affiliations": [{"name": ""}, {}, {"name": "Ifremer"}]}]}
    bare = pruned(draft)
    assert bare.document["creators"][0]["affiliations"][0] == {"name": "Ifremer"}
    assert bare.original(("creators", 0, "affiliations", 0, "name")) == ("creators", 1, "affiliations", 2, "name")
    assert bare.original(("creators", 0, "family")) == ("creators", 1, "family")
    assert bare.original(()) == ()


@given(JSON)
def test_every_value_of_a_pruned_document_stands_where_the_way_back_says(document: Any) -> None:
    bare = pruned(document)

    def check(value: Any, path: tuple[str | int, ...]) -> None:
        found = document
        for step in bare.original(path):
            found = found[step]
        assert type(found) is type(value)
        for key, item in value.items() if isinstance(value, dict) else ():
            check(item, (*path, key))
        for index, item in enumerate(value if isinstance(value, list) else ()):
            check(item, (*path, index))

    if not is_empty(bare.document):
        check(bare.document, ())


def test_a_datasets_own_fields_replace_the_shared_ones_whole() -> None:
    shared = {"poles": ["ocean", "atmosphere"], "title": {"en": "Cruise"}, "place": {"boxes": [1]}, "projects": ["p"]}
    own = {"poles": ["ocean"], "title": {"fr": "Profils"}, "place": {"boxes": []}, "language": "fr"}
    assert effective(shared, own) == {
        "poles": ["ocean"],
        "title": {"fr": "Profils"},
        "place": {"boxes": [1]},
        "projects": ["p"],
        "language": "fr",
    }
    assert inherited_fields(shared, own) == {"place", "projects"}


def test_values_stay_as_typed_when_shared_and_own_are_laid_together() -> None:
    own = {"creators": [{}, {"family": " Marin "}], "forwarding": False}
    assert effective({"forwarding": True}, own) == own


@given(DOCUMENTS, DOCUMENTS)
def test_any_two_documents_can_be_laid_together(shared: dict[str, Any], own: dict[str, Any]) -> None:
    both = effective(shared, own)
    assert set(both) <= set(shared) | set(own)
    assert inherited_fields(shared, own) <= set(both)


def test_what_only_the_software_writes_is_not_edited() -> None:
    assert set(editable({"schema_version": 1, "publication": {}, "title": {"en": "a"}})) == {"title"}


def test_a_document_does_not_differ_from_itself_or_from_one_with_blank_fields() -> None:
    assert difference(complete(), complete()) == ()
    assert difference({"title": {"en": "a"}}, {"title": {"en": "a", "fr": ""}, "keywords": []}) == ()


def test_a_changed_leaf_is_one_change_with_its_path() -> None:
    changed = complete()
    changed["creators"][0]["orcid"] = "0000-0001-5109-3700"
    (change,) = difference(complete(), changed)
    assert change == Change(("creators", 0, "orcid"), "0000-0002-1825-0097", "0000-0001-5109-3700")
    assert change.pointer == "creators/0/orcid"


def test_an_entry_put_in_front_of_a_list_is_one_change() -> None:
    before, after = complete(), complete()
    after["creators"].insert(0, {"kind": "person", "family": "Silva"})
    (change,) = difference(before, after)
    assert change == Change(("creators", 0), None, {"kind": "person", "family": "Silva"})
    (back,) = difference(after, before)
    assert back == Change(("creators", 0), {"kind": "person", "family": "Silva"}, None)


def test_a_flag_is_not_the_number_it_is_equal_to() -> None:
    assert difference({"a": True}, {"a": 1}) == (Change(("a",), True, 1),)
    assert difference({"a": [True]}, {"a": [1]}) == (Change(("a", 0), True, 1),)


SMALL = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from("ab "),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.sampled_from("xyz"), children, max_size=3),
    max_leaves=6,
)
SMALL_DOCUMENTS = st.dictionaries(st.sampled_from("xyz"), SMALL, max_size=3)


@given(SMALL_DOCUMENTS, SMALL_DOCUMENTS)
def test_two_documents_differ_exactly_when_their_pruned_forms_do(before: dict[str, Any], after: dict[str, Any]) -> None:
    one, other = (json.dumps(prune(document), sort_keys=True) for document in (before, after))
    assert bool(difference(before, after)) == (one != other)
