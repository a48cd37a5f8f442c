"""Where both understand a filter, ours means what pygeofilter, an independent reader of the same languages, means."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pygeofilter import ast
from pygeofilter.parsers.cql2_json import parse as parse_json
from pygeofilter.parsers.ecql import parse as parse_text

from harvest.records import conditions
from harvest.records.queryables import CSW, PLACE
from harvest.records.reading.cql2_json import filter_of_cql2_json
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.shapes import box
from harvest.records.tree import And, Condition, Not, Op, Or, SpaceOp
from tests.strategies import PATIENT

NAMES = st.sampled_from(["title", "subject", "creator", "abstract"])
WORDS = st.text("abcXYZ 019%.", min_size=1, max_size=6)
SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


def leaves() -> st.SearchStrategy[str]:
    numbers = st.tuples(st.integers(-170, 0), st.integers(-80, 0), st.integers(1, 170), st.integers(1, 80))
    return st.one_of(
        st.builds("{} {} '{}'".format, NAMES, SIGNS, WORDS),
        st.builds("{} LIKE '{}'".format, NAMES, WORDS.map(lambda word: word.replace(".", ""))),
        st.builds("{} NOT IN ('{}', '{}')".format, NAMES, WORDS, WORDS),
        st.builds("{} BETWEEN '{}' AND '{}'".format, NAMES, WORDS, WORDS),
        st.builds("{} IS NOT NULL".format, NAMES),
        numbers.map(lambda sides: "BBOX(place, {}, {}, {}, {})".format(*sides)),
    )


TEXTS = st.recursive(
    leaves(),
    lambda inner: st.builds("({}) AND ({})".format, inner, inner) | st.builds("({}) OR ({})".format, inner, inner),
    max_leaves=6,
)


def told(node: Any) -> Condition:
    """What pygeofilter read, as our tree."""
    if isinstance(node, ast.And | ast.Or):
        return (And if isinstance(node, ast.And) else Or)((told(node.lhs), told(node.rhs)))
    if isinstance(node, ast.BBox):
        return conditions.where(PLACE, SpaceOp.INTERSECTS, box(node.minx, node.miny, node.maxx, node.maxy))
    queryable = CSW.queryable(node.lhs.name)
    match node:
        case ast.Comparison():
            found = conditions.compare(queryable, Op(node.op.value), node.rhs)
        case ast.Like():
            found = conditions.like(queryable, conditions.pattern_of(node.pattern, many="%", one="_", escape="\\"))
        case ast.In():
            found = conditions.one_of(queryable, node.sub_nodes)
        case ast.Between():
            found = conditions.between(queryable, node.low, node.high)
        case _:
            found = conditions.is_null(queryable)
    return Not(found) if getattr(node, "not_", False) else found


@settings(PATIENT, max_examples=60)
@given(TEXTS)
def test_cql_text_means_what_it_means_there(text: str) -> None:
    assert filter_of_cql_text(text, CSW) == told(parse_text(text))


def test_cql2_json_means_what_it_means_there() -> None:
    compared = {"op": "<=", "args": [{"property": "title"}, "m"]}
    listed = {"op": "in", "args": [{"property": "subject"}, ["a", "b"]]}
    asked = {"op": "or", "args": [compared, {"op": "and", "args": [listed, compared]}]}
    assert filter_of_cql2_json(asked, CSW) == told(parse_json(asked))


def test_and_binds_more_than_or_which_is_why_its_readers_are_not_ours() -> None:
    text = "title = 'a' OR title = 'b' AND subject = 'c'"
    ours = filter_of_cql_text(text, CSW)
    assert isinstance(ours, Or)
    assert isinstance(told(parse_text(text)), And)
