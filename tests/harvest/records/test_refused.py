"""A filter that is wrong or too large is refused in a sentence that names the part; nothing else happens."""

import json
from time import process_time
from typing import Any

import pytest
from lxml import etree

from harvest.records.queryables import CSW, RECORDS
from harvest.records.questions import Question, with_any_words, with_words
from harvest.records.reading.cql2_json import filter_of_cql2_json
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.reading.fes import filter_of_fes
from harvest.records.refused import FilterRefused

TITLE = {"property": "title"}
PLACE = {"property": "geometry"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "At letter 1, before the end"),
        ("title", "a comparison stands here"),
        ("title = ", "before the end"),
        ("title = 'x", "Nothing of the language begins at letter 8"),
        ("title = 'x' AND", "before the end"),
        ("title = 'x' 'y'", "before 'y'"),
        ("(title = 'x'", ") is missing"),
        ("nothing = 'x'", "There is no queryable 'nothing'"),
        ("xx:title = 'x'", "There is no queryable 'xx:title'"),
        ("title = subject", "before 'subject'"),
        ("modified = 'yesterday'", "This is not a date or time"),
        ("modified = '2024-02-30'", "There is no such time"),
        ("modified LIKE '2024%'", "has no pattern"),
        ("title DURING 2020-01-01/2021-01-01", "is no time"),
        ("T_AFTER(time, INTERVAL('2021','2020'))", "ends after it begins"),
        ("BBOX(title, 0, 0, 1, 1)", "is no place"),
        ("BBOX(place, 0, 0, 1)", ", is missing"),
        ("BBOX(place, 0, 91, 1, 95)", "degrees"),
        ("BBOX(place, 0, 5, 1, 2)", "southern side"),
        ("BBOX(place, 0, 0, 1, 1, 'EPSG:3857')", "only positions of WGS 84"),
        ("INTERSECTS(place, POLYGON((0 0, 1 1, 2 2, 3 3)))", "ends where it begins"),
        ("INTERSECTS(place, POLYGON((0 0, 1 1, 0 0)))", "at least 4"),
        ("INTERSECTS(place, MULTIPOINT", "( is missing"),
        ("TOUCHES(place, POINT(1 2))", "There is no queryable 'TOUCHES'"),
        ("title = 'x\0'", "letters that are none"),
        ("title IN ()", "before ')'"),
        ("A_CONTAINS(type, ('a'))", "is no list"),
        ("anytext < 'x'", "cannot be compared"),
    ],
)
def test_a_text_that_is_no_filter_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(FilterRefused) as refused:
        filter_of_cql_text(text, CSW)
    assert sentence in refused.value.sentence


def test_a_number_that_is_none_is_refused_at_its_first_letters() -> None:
    began = process_time()
    with pytest.raises(FilterRefused):
        filter_of_cql_text(f"title = {'1' * 19_000}x", CSW)
    assert process_time() - began < 1


def deep(levels: int) -> Any:
    told: Any = {"op": "=", "args": [TITLE, "x"]}
    for _level in range(levels):
        told = {"op": "not", "args": [told]}
    return told


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], "A condition is"),
        (None, "A condition is"),
        ({"op": "=", "args": "ab"}, "A condition is"),
        ({"op": "=", "args": [TITLE]}, "has 2 arguments"),
        ({"op": ["="], "args": []}, "A condition is"),
        ({"op": "s_touches", "args": [PLACE, {"type": "Point", "coordinates": [1, 2]}]}, "not offered"),
        ({"op": "=", "args": [TITLE, {"x": 1}]}, "A value stands here"),
        ({"op": "=", "args": [TITLE, 10**20]}, "A value stands here"),
        ({"op": "=", "args": [TITLE, "\ud800"]}, "letters that are none"),
        ({"op": "=", "args": ["a", "b"]}, "name of a property"),
        ({"op": "in", "args": [TITLE, []]}, "has a list"),
        ({"op": "and", "args": []}, "has a list"),
        ({"op": "s_within", "args": [PLACE, {"type": "Point", "coordinates": [1, True]}]}, "made of numbers"),
        ({"op": "s_within", "args": [PLACE, {"type": "Point", "coordinates": [1, float("nan")]}]}, "made of numbers"),
        ({"op": "s_within", "args": [PLACE, {"type": "Point", "coordinates": [1, 10**400]}]}, "made of numbers"),
        ({"op": "s_within", "args": [PLACE, {"type": ["Point"], "coordinates": [1, 2]}]}, "geometry of GeoJSON"),
        ({"op": "t_after", "args": [{"property": "time"}, {"interval": ["2020"]}]}, "has 2 arguments"),
        (deep(45), "nested at most 40"),
        ({"op": "or", "args": [{"op": "=", "args": [TITLE, "x"]}] * 250}, "at most 200 conditions"),
        ({"op": "in", "args": [TITLE, ["x"] * 250]}, "at most 200 conditions"),
        ({"op": "s_within", "args": [PLACE, {"type": "LineString", "coordinates": [[0, 0]] * 3000}]}, "2000 positions"),
    ],
)
def test_json_that_is_no_filter_is_refused(told: Any, sentence: str) -> None:
    with pytest.raises(FilterRefused) as refused:
        filter_of_cql2_json(told, RECORDS)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize("told", ["{", "[" * 15_000, '"x' + "y" * 30_000 + '"', b"\xff\xfe", "NaN", "123"])
def test_what_is_no_json_is_refused(told: str | bytes) -> None:
    with pytest.raises(FilterRefused):
        filter_of_cql2_json(told, RECORDS)


def test_texts_of_any_depth_and_length_are_refused_before_they_cost_anything() -> None:
    for text in ("(" * 10_000, "NOT " * 4_000, "title='x' OR " * 900 + "title='x'", "x" * 20_001, "'" * 19_999):
        with pytest.raises(FilterRefused):
            filter_of_cql_text(text, CSW)


@pytest.mark.parametrize(
    ("inner", "locator"),
    [
        ("", "Filter"),
        ("<ogc:And/>", "And"),
        ("<ogc:Touches/>", "Touches"),
        ("<ogc:Function name='pg_sleep'/>", "Function"),
        (
            "<ogc:PropertyIsEqualTo><ogc:PropertyName>title</ogc:PropertyName></ogc:PropertyIsEqualTo>",
            "PropertyIsEqualTo",
        ),
        ("<ogc:PropertyIsNull><ogc:PropertyName>nope</ogc:PropertyName></ogc:PropertyIsNull>", "nope"),
        ("<ogc:BBOX><gml:Envelope srsName='EPSG:27700'/></ogc:BBOX>", "srsName"),
        ("<ogc:BBOX><gml:Envelope/></ogc:BBOX>", "Envelope"),
        ("<ogc:BBOX><gml:Envelope><gml:lowerCorner>a b</gml:lowerCorner></gml:Envelope></ogc:BBOX>", "Envelope"),
        ("<ogc:BBOX><ogc:Literal>x</ogc:Literal></ogc:BBOX>", "BBOX"),
        ("<x xmlns='urn:other'/>", "{urn:other}x"),
        ("<ogc:Not>" * 50 + "<ogc:x/>" + "</ogc:Not>" * 50, "filter"),
    ],
)
def test_an_element_that_is_no_condition_is_refused_by_its_name(inner: str, locator: str) -> None:
    told = f'<ogc:Filter xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml">{inner}</ogc:Filter>'
    with pytest.raises(FilterRefused) as refused:
        filter_of_fes(etree.fromstring(told), CSW)
    assert refused.value.locator == locator


def test_a_page_has_bounds() -> None:
    for limit, start in ((1001, 0), (-1, 0), (10, -1)):
        with pytest.raises(FilterRefused):
            Question(limit=limit, start=start)


def test_search_texts_have_bounds() -> None:
    for wrong in ([], ["  "], ["x"] * 21):
        with pytest.raises(FilterRefused):
            with_any_words(wrong)
    with pytest.raises(FilterRefused):
        with_words("x" * 301)


def test_json_of_the_right_shape_is_read_from_bytes_too() -> None:
    told = {"op": "=", "args": [TITLE, "x"]}
    assert filter_of_cql2_json(json.dumps(told).encode(), RECORDS) == filter_of_cql2_json(told, RECORDS)
