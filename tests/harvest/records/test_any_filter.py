"""Whatever filter is written: each language says the same, what is wrong is refused, and the database never fails."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from harvest.queries_records import find
from harvest.records.queryables import CSW
from harvest.records.questions import Question
from harvest.records.reading.cql2_json import filter_of_cql2_json
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.reading.fes import filter_of_fes
from harvest.records.refused import FilterRefused
from harvest.records.tree import Condition
from tests.harvest.records.entries import entry
from tests.strategies import PATIENT
from tests.strategies.filters import JSON, WRITTEN, Written

WORDS = (
    *("title", "subject", "modified", "place", "time", "(", ")", ",", "=", "<>", "<", "/", "[", "]", ";"),
    *("LIKE", "IN", "BETWEEN", "AND", "OR", "NOT", "IS", "NULL", "'x'", "'it''s'", "2020-01-01", "5", "-1.5e3"),
    *("BBOX", "S_WITHIN", "T_DURING", "INTERVAL", "DATE", "CASEI", "POINT", "POLYGON", "A_CONTAINS", "INTERSECTS"),
    *("SRID", "DURING", "BEFORE", '"title"'),
)


def parsed(inner: str) -> etree._Element:
    spaces = 'xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml"'
    return etree.fromstring(f"<ogc:Filter {spaces}>{inner}</ogc:Filter>")


@settings(PATIENT, max_examples=80)
@given(WRITTEN)
def test_one_condition_is_the_same_tree_in_every_language(written: Written) -> None:
    tree = filter_of_cql_text(written.text, CSW)
    assert filter_of_cql2_json(written.json, CSW) == tree
    assert filter_of_cql2_json(json.dumps(written.json), CSW) == tree
    assert filter_of_fes(parsed(written.fes), CSW) == tree


@settings(PATIENT, max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=40))
def test_any_words_are_a_filter_or_refused(text: str) -> None:
    with suppress(FilterRefused):
        assert filter_of_cql_text(text, CSW)


@settings(PATIENT, max_examples=150)
@given(JSON)
def test_any_json_is_a_filter_or_refused(told: object) -> None:
    with suppress(FilterRefused):
        assert filter_of_cql2_json(told, CSW)


@settings(PATIENT, max_examples=80)
@given(WRITTEN, st.data())
def test_a_filter_with_a_part_lost_is_a_filter_or_refused(written: Written, data: st.DataObject) -> None:
    root = parsed(written.fes)
    lost = data.draw(st.sampled_from([*root.iterdescendants()]))
    parent = lost.getparent()
    assert parent is not None
    if data.draw(st.booleans()):
        parent.remove(lost)
    else:
        lost.tag = data.draw(st.sampled_from([each.tag for each in root.iter()]))
    with suppress(FilterRefused):
        assert filter_of_fes(root, CSW)


@pytest.mark.django_db
def test_the_database_answers_any_filter_and_its_opposite_shares_nothing_with_it() -> None:
    entry("lake", keywords=[{"term": {"en": "ice"}}], place={"boxes": [{"west": 1, "south": 2, "east": 3, "north": 4}]})
    entry("it's 100%", time={"periods": [{"begin": "2020", "end": "2021"}]}, abstract={"en": "a\\b"})

    def names(condition: Condition) -> set[str]:
        return {row.identifier for row in find(Question(condition)).rows}

    @settings(PATIENT, max_examples=60)
    @given(WRITTEN)
    def check(written: Written) -> None:
        met = names(filter_of_cql_text(written.text, CSW))
        assert not met & names(filter_of_cql_text(f"NOT ({written.text})", CSW))

    check()
