"""Filters made up by a grammar, right and wrong ones, in XML and CQL: records or a report, never a failure."""

from xml.sax.saxutils import escape

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.models import CatalogueEntry
from tests.harvest.csw.schemas import valid
from tests.strategies import PATIENT

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from([
    "dc:title", "csw:AnyText", "dct:modified", "ows:BoundingBox", "dct:temporal", "dc:subject", "dc:type", "a'b", "",
])  # fmt: skip
LITERALS = st.sampled_from([
    "oxygen", "%", "%a_b\\%", "2019-01-01", "2019-13-01", "'; DROP TABLE repository_dataset; --", "1e999", "",
    "\u202e", "a" * 400,
])  # fmt: skip
COMPARED = [
    "PropertyIsEqualTo",
    "PropertyIsNotEqualTo",
    "PropertyIsLessThan",
    "PropertyIsGreaterThanOrEqualTo",
    "Nonsense",
]
PLACED = ["BBOX", "Intersects", "Within", "Contains", "Disjoint", "Equals", "Overlaps", "Beyond"]
NUMBERS = st.one_of(st.integers(-200, 200), st.sampled_from(["nan", "1e400", "x", ""]))


def property_named(name: str) -> str:
    return f"<o:PropertyName>{escape(name)}</o:PropertyName>"


def literal(text: str) -> str:
    return f"<o:Literal>{escape(text)}</o:Literal>"


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from([*COMPARED, "PropertyIsLike", "PropertyIsNull", "PropertyIsBetween"]))
    name, text = property_named(draw(NAMES)), draw(LITERALS)
    if kind == "PropertyIsLike":
        signs = draw(st.sampled_from(['wildCard="%" singleChar="_" escapeChar="\\"', 'wildCard="" singleChar=""', ""]))
        return f"<o:PropertyIsLike {signs}>{name}{literal(text)}</o:PropertyIsLike>"
    if kind == "PropertyIsNull":
        return f"<o:PropertyIsNull>{name}</o:PropertyIsNull>"
    if kind == "PropertyIsBetween":
        ends = f"<o:LowerBoundary>{literal(text)}</o:LowerBoundary><o:UpperBoundary>{literal(text)}</o:UpperBoundary>"
        return f"<o:PropertyIsBetween>{name}{ends}</o:PropertyIsBetween>"
    return f"<o:{kind}>{name}{literal(text)}</o:{kind}>"


@st.composite
def places(draw: st.DrawFn) -> str:
    kind, name = draw(st.sampled_from(PLACED)), property_named(draw(NAMES))
    corners = [f"{draw(NUMBERS)} {draw(NUMBERS)}" for _ in range(5)]
    system = draw(
        st.sampled_from(["", ' srsName="urn:ogc:def:crs:EPSG::4326"', ' srsName="EPSG:2154"', ' srsName="x"'])
    )
    ends = f"<g:lowerCorner>{corners[0]}</g:lowerCorner><g:upperCorner>{corners[1]}</g:upperCorner>"
    ring = f"<g:LinearRing><g:posList>{' '.join([*corners, corners[0]])}</g:posList></g:LinearRing>"
    shapes = (
        f"<g:Envelope{system}>{ends}</g:Envelope>",
        f"<g:Polygon{system}><g:exterior>{ring}</g:exterior></g:Polygon>",
        f"<g:Point{system}><g:pos>{corners[0]}</g:pos></g:Point>",
    )
    return f"<o:{kind}>{name}{draw(st.sampled_from(shapes))}</o:{kind}>"


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, max_size=3).map("".join)
    return st.builds(
        lambda name, inside: f"<o:{name}>{inside}</o:{name}>", st.sampled_from(["And", "Or", "Not"]), parts
    )


FILTERS = st.recursive(comparisons() | places(), joined, max_leaves=6)


def test_any_filter_in_xml_gets_records_or_a_report(client: Client, records: list[CatalogueEntry]) -> None:
    @settings(PATIENT, max_examples=120)
    @given(FILTERS)
    def check(inside: str) -> None:
        body = (
            '<c:GetRecords xmlns:c="http://www.opengis.net/cat/csw/2.0.2" xmlns:o="http://www.opengis.net/ogc" '
            'xmlns:g="http://www.opengis.net/gml" service="CSW" version="2.0.2" resultType="results">'
            '<c:Query typeNames="c:Record">'
            f'<c:Constraint version="1.1.0"><o:Filter>{inside}</o:Filter></c:Constraint></c:Query></c:GetRecords>'
        )
        response = client.post("/csw", body.encode(), content_type="text/xml")
        assert response.status_code == 200
        valid(response.content, "2.0.2")

    check()


def test_any_text_of_cql_gets_records_or_a_report(client: Client, records: list[CatalogueEntry]) -> None:
    words = st.sampled_from([
        "dc:title", "csw:AnyText", "=", "<>", "<", "LIKE", "ILIKE", "'a'", "'%'", "AND", "OR", "NOT", "(", ")",
        "BETWEEN", "IS", "NULL", "IN", "1", "2019-01-01", "BBOX(", ",", "INTERSECTS(", "POINT(1", "2)",
        "ows:BoundingBox", "BEFORE", "';", "--", "/*", '"', "dct:modified", "DURING", "T", "ENVELOPE(",
    ])  # fmt: skip

    @settings(PATIENT, max_examples=120)
    @given(st.lists(words, max_size=9).map(" ".join))
    def check(text: str) -> None:
        asked = {"service": "CSW", "version": "3.0.0", "request": "GetRecords", "CONSTRAINTLANGUAGE": "CQL_TEXT"}
        response = client.get("/csw", {**asked, "Constraint": text})
        assert response.status_code in (200, 400)
        valid(response.content, "3.0.0")

    check()


@pytest.mark.parametrize("depth", [30, 60])
def test_a_filter_of_great_depth_is_left(client: Client, records: list[CatalogueEntry], depth: int) -> None:
    asked = {"service": "CSW", "version": "3.0.0", "request": "GetRecords", "CONSTRAINTLANGUAGE": "CQL_TEXT"}
    response = client.get("/csw", {**asked, "Constraint": "(" * depth * 20 + "dc:title = 'a'" + ")" * depth * 20})
    assert (response.status_code, b"exceptionCode=" in response.content) == (400, True)
