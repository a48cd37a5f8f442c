"""Filters on place and time find exactly the records that lie there and then, over the antimeridian and in gaps too."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.harvest.records.entries import by_fes, by_json, by_text, entry

pytestmark = pytest.mark.django_db


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return {"boxes": [{"west": west, "south": south, "east": east, "north": north}]}


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    entry("lake", place=box(6, 46, 7, 46.5), time=periods(("2019", "2019")))
    entry("europe", place=box(-10, 35, 30, 70), time=periods(("2000", "2020")))
    entry("fiji", place=box(177, -20, -178, -15), time=periods(("2010-03", "2010-04"), ("2015-01-01", "2015-01-01")))
    entry("station", place=box(2, 48, 2, 48), time=periods(("2021-06-01", None)))
    triangle = [[0, 0], [10, 0], [0, 10], [0, 0]]
    entry("triangle", place={"polygons": [{"exterior": triangle}]}, time=periods((None, "1999-12-31")))
    entry("nowhere")


def periods(*ends: tuple[str | None, str | None]) -> dict[str, Any]:
    told = [{name: day for name, day in zip(("begin", "end"), pair, strict=True) if day} for pair in ends]
    return {"periods": told}


def envelope(west: float, south: float, east: float, north: float) -> str:
    corners = f"<gml:lowerCorner>{west} {south}</gml:lowerCorner><gml:upperCorner>{east} {north}</gml:upperCorner>"
    return f"<gml:Envelope>{corners}</gml:Envelope>"


@pytest.mark.parametrize(
    ("sides", "names"),
    [
        ((5, 45, 8, 47), "lake europe"),
        ((-180, -90, 180, 90), "lake europe fiji station triangle"),
        ((179, -18, 179.5, -17), "fiji"),
        ((-179, -18, -178.5, -17), "fiji"),
        ((175, -30, -175, 0), "fiji"),
        ((180, -18, 180, -17), "fiji"),
        ((2, 48, 2, 48), "europe station"),
        ((9, 9, 10, 10), ""),
        ((4, 4, 20, 20), "triangle"),
        ((-60, -60, -50, -50), ""),
    ],
)
def test_a_box_finds_what_shares_a_point_with_it_in_every_language(sides: Sequence[float], names: str) -> None:
    west, south, east, north = sides
    assert by_text(f"BBOX(ows:BoundingBox, {west}, {south}, {east}, {north})") == names
    assert by_text(f"S_INTERSECTS(geometry, BBOX({west}, {south}, {east}, {north}))", records=True) == names
    told = {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [west, south, east, north]}]}
    assert by_json(told) == names
    named = "<{0}>ows:BoundingBox</{0}>"
    shape = envelope(west, south, east, north)
    assert by_fes(f"<ogc:BBOX>{named.format('ogc:PropertyName')}{shape}</ogc:BBOX>") == names
    assert by_fes(f"<fes:BBOX>{named.format('fes:ValueReference')}{shape}</fes:BBOX>", version="fes") == names


def test_a_urn_of_epsg_counts_latitude_first() -> None:
    turned = envelope(45, 5, 47, 8).replace("<gml:Envelope>", '<gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326">')
    assert by_fes(f"<ogc:BBOX>{turned}</ogc:BBOX>") == "lake europe"
    plain = envelope(5, 45, 8, 47).replace("<gml:Envelope>", '<gml:Envelope srsName="EPSG:4326">')
    assert by_fes(f"<ogc:BBOX>{plain}</ogc:BBOX>") == "lake europe"


@pytest.mark.parametrize(
    ("relation", "shape", "names"),
    [
        ("INTERSECTS", "POLYGON((6 40, 12 40, 12 50, 6 40))", "europe"),
        ("INTERSECTS", "POLYGON((-20 30, 40 30, 40 80, -20 80, -20 30), (-15 32, 35 32, 35 75, -15 75, -15 32))", ""),
        ("INTERSECTS", "LINESTRING(-5 5, 5 5)", "triangle"),
        ("INTERSECTS", "LINESTRING(6 6, 9 9)", ""),
        ("INTERSECTS", "MULTIPOINT((2 48), (6.5 46.2))", "lake europe station"),
        ("WITHIN", "POLYGON((-10 35, 30 35, 30 70, -10 70, -10 35))", "lake europe station"),
        ("WITHIN", "POLYGON((170 -30, 190 -30, 190 0, 170 0, 170 -30))", "fiji"),
        ("CONTAINS", "POINT(6.5 46.2)", "lake europe"),
        ("CONTAINS", "POLYGON((1 1, 3 1, 1 3, 1 1))", "triangle"),
        ("DISJOINT", "POLYGON((-20 30, 40 30, 40 80, -20 80, -20 30))", "fiji triangle"),
        ("EQUALS", "POLYGON((6 46, 7 46, 7 46.5, 6 46.5, 6 46))", "lake"),
        ("OVERLAPS", "POLYGON((5 45, 6.5 45, 6.5 47, 5 47, 5 45))", "lake"),
    ],
)
def test_shapes_relate_as_their_lines_do(relation: str, shape: str, names: str) -> None:
    assert by_text(f"{relation}(ows:BoundingBox, {shape})") == names
    assert by_text(f"S_{relation}(geometry, {shape})", records=True) == names


@pytest.mark.parametrize(("outside", "inside"), [(' srsDimension="3"', ""), ("", ' srsDimension="3"')])
def test_heights_of_a_geometry_or_of_its_list_are_passed_over(outside: str, inside: str) -> None:
    told = f"<gml:posList{inside}>5 45 9 8 45 9 8 48 9 5 48 9 5 45 9 5 45 9</gml:posList>"
    ring = f"<gml:exterior><gml:LinearRing>{told}</gml:LinearRing></gml:exterior>"
    place = f"<ogc:PropertyName>ows:BoundingBox</ogc:PropertyName><gml:Polygon{outside}>{ring}</gml:Polygon>"
    plain = place.replace(" 9", "").replace(' srsDimension="3"', "")
    assert by_fes(f"<ogc:Intersects>{place}</ogc:Intersects>") == by_fes(f"<ogc:Intersects>{plain}</ogc:Intersects>")
    assert by_fes(f"<ogc:Intersects>{place}</ogc:Intersects>")


def test_a_polygon_of_gml_has_its_holes() -> None:
    ring = "<gml:LinearRing><gml:posList>5 45 8 45 8 48 5 48 5 45</gml:posList></gml:LinearRing>"
    outer = f"<gml:exterior>{ring}</gml:exterior>"
    inner = outer.replace("exterior", "interior").replace(
        "5 45 8 45 8 48 5 48 5 45", "5.5 45.5 7.5 45.5 7.5 47.5 5.5 47.5 5.5 45.5"
    )
    named = "<ogc:PropertyName>ows:BoundingBox</ogc:PropertyName>"
    whole = f"<ogc:Intersects>{named}<gml:Polygon>{outer}</gml:Polygon></ogc:Intersects>"
    assert by_fes(whole) == "lake europe"
    assert by_fes(whole.replace("</gml:Polygon>", f"{inner}</gml:Polygon>")) == "europe"


@pytest.mark.parametrize(
    ("relation", "begin", "end", "names"),
    [
        ("intersects", "2015", "2016", "europe fiji"),
        ("intersects", "2011", "2014-12-31", "europe"),
        ("intersects", "2030", "..", "station"),
        ("intersects", "..", "1900", "triangle"),
        ("disjoint", "2015", "2016", "lake station triangle"),
        ("before", "2000-06-01", "2001-01-01", "triangle"),
        ("after", "2018-01-01", "2018-06-01", "lake station"),
        ("during", "1999-01-01", "2021-01-01", "lake europe fiji"),
        ("contains", "2019-03-01", "2019-04-01", "lake europe"),
        ("equals", "2000-01-01", "2020-12-31", "europe"),
        ("starts", "2019-01-01", "2020-01-01", "lake"),
        ("finishes", "2018-01-01", "2019-12-31", "lake"),
        ("overlaps", "2019-06-01", "2021-01-01", "lake europe"),
    ],
)
def test_times_relate_as_allen_says(relation: str, begin: str, end: str, names: str) -> None:
    first, last = (f"'{day}'" for day in (begin, end))
    assert by_text(f"T_{relation.upper()}(time, INTERVAL({first}, {last}))", records=True) == names
    told = {"op": f"t_{relation}", "args": [{"property": "time"}, {"interval": [begin, end]}]}
    assert by_json(told) == names


def test_the_edges_of_the_data_compare_with_days_months_and_years() -> None:
    assert by_text("apiso:TempExtent_begin = '2019'") == "lake"
    assert by_text("apiso:TempExtent_begin >= 2019-01-01 AND TempExtent_end < '2021'") == "lake"
    between = "<ogc:PropertyName>apiso:TempExtent_end</ogc:PropertyName>"
    ends = "".join(
        f"<ogc:{n}><ogc:Literal>{d}</ogc:Literal></ogc:{n}>"
        for n, d in [("LowerBoundary", "2015"), ("UpperBoundary", "2019")]
    )
    assert by_fes(f"<ogc:PropertyIsBetween>{between}{ends}</ogc:PropertyIsBetween>") == "lake fiji"


def test_a_period_of_gml_is_asked_with_filter_encoding_2() -> None:
    ends = "<gml:beginPosition>2015</gml:beginPosition><gml:endPosition>2016</gml:endPosition>"
    period = f"<gml:TimePeriod>{ends}</gml:TimePeriod>"
    named = "<fes:ValueReference>dct:temporal</fes:ValueReference>"
    assert by_fes(f"<fes:AnyInteracts>{named}{period}</fes:AnyInteracts>", version="fes") == "europe fiji"


def test_the_opposite_of_a_place_or_time_finds_only_what_has_one() -> None:
    assert by_text("NOT BBOX(ows:BoundingBox, -20, 30, 40, 80)") == "fiji triangle"
    assert by_text("NOT T_INTERSECTS(dct:temporal, INTERVAL('2015','2016'))") == "lake station triangle"
    assert by_text("ows:BoundingBox IS NULL") == "nowhere"
