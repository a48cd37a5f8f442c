"""WKT, GeoJSON, KML coordinates and plain positions are read into the boxes that a person meant."""

import json

import pytest

from repository.maps.pasted import Refused, read_pasted

Side = tuple[float, float, float, float]


def boxes(text: str) -> list[Side]:
    return [(box.west, box.south, box.east, box.north) for box in read_pasted(text).boxes]


def codes(text: str) -> list[str]:
    return [remark.code for remark in read_pasted(text).remarks]


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("POINT(5.1 43.2)", (5.1, 43.2, 5.1, 43.2)),
        ("SRID=4326;POINT Z (5.1 43.2 -10)", (5.1, 43.2, 5.1, 43.2)),
        ("pointz(5.1 43.2 -10)", (5.1, 43.2, 5.1, 43.2)),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(5 43)", (5, 43, 5, 43)),
        ("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(43 5)", (5, 43, 5, 43)),
        ("LINESTRING M (1 2 9, 3 4 9)", (1, 2, 3, 4)),
        ("POLYGON((3 42, 5 42, 5 44, 3 44, 3 42),(4 43,4.1 43,4.1 43.1,4 43))", (3, 42, 5, 44)),
        ("ENVELOPE(3, 5, 44, 42)", (3, 42, 5, 44)),
        ("BBOX(3,42,5,44)", (3, 42, 5, 44)),
        ("BBOX(170,-10,-170,5)", (170, -10, -170, 5)),
        ("BOX(3 42, 5 44)", (3, 42, 5, 44)),
        ("3.0, 42.1, 5.3, 43.5", (3, 42.1, 5.3, 43.5)),
        ("[170, -10, 190, 5]", (170, -10, -170, 5)),
        ("43°12.5'N 5°06'E", (5.1, 43.2083333, 5.1, 43.2083333)),
        ("5,1° O ; 43,2° N", (-5.1, 43.2, -5.1, 43.2)),
        ("43,2 5,1", (5.1, 43.2, 5.1, 43.2)),
        ("lon;lat\n5.1;43.2", (5.1, 43.2, 5.1, 43.2)),
        ("<Point><coordinates> 5.1,43.2,0 </coordinates></Point>", (5.1, 43.2, 5.1, 43.2)),
    ],
)
def test_one_shape_gives_its_box(text: str, box: Side) -> None:
    assert boxes(text) == [box]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("MULTIPOINT(1 2, 3 4)", 2),
        ("MULTIPOINT((1 2), (3 4))", 2),
        ("GEOMETRYCOLLECTION(POINT(1 2), LINESTRING EMPTY, GEOMETRYCOLLECTION(POINT(3 4)))", 2),
        ("POINT(1 2)\nPOINT(3 4);POINT(1 2)", 2),
        ("43.2 5.1\n43.5 5.6\n", 2),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))", 2),
    ],
)
def test_several_shapes_give_several_boxes_each_once(text: str, count: int) -> None:
    assert len(boxes(text)) == count


@pytest.mark.parametrize(
    ("document", "box"),
    [
        ({"type": "Point", "coordinates": [5, 43, 10]}, (5, 43, 5, 43)),
        ({"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}, (1, 2, 3, 4)),
        ({"type": "Feature", "geometry": None, "bbox": [170, -10, -170, 5]}, (170, -10, -170, 5)),
        ({"bbox": [1, 2, -9, 3, 4, 9]}, (1, 2, 3, 4)),
        ({"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]},
         (0, 0, 1, 1)),
    ],
)  # fmt: skip
def test_geojson_gives_its_boxes(document: object, box: Side) -> None:
    assert boxes(json.dumps(document)) == [box]


def test_holes_of_a_kml_polygon_are_passed_over() -> None:
    ring = "<{0}><LinearRing><coordinates>{1}</coordinates></LinearRing></{0}>"
    outer = ring.format("outerBoundaryIs", "1,1 3,1 3,3 1,3 1,1")
    inner = ring.format("innerBoundaryIs", "2,2 2.1,2 2.1,2.1 2,2")
    assert boxes(f"<kml><Polygon>{outer}{inner}</Polygon></kml>") == [(1, 1, 3, 3)]


def test_it_is_said_what_was_lost_by_making_boxes() -> None:
    assert codes("POLYGON((3 42, 5 42, 5 44, 3 44, 3 42))") == [], "a rectangle is its box"
    assert codes("POLYGON((3 42, 5 42, 4 44, 3 42))") == ["outlines-reduced"]
    assert codes("LINESTRING(1 2, 3 4)") == ["lines-reduced"]
    assert codes("43.2 5.1") == ["latitude-first"]
    assert codes("43.2 N 5.1 E") == []


@pytest.mark.parametrize("text", ["POINT(43 143.2)", "143.2 5", '{"type": "Point", "coordinates": [-10, 143.2]}'])
def test_a_latitude_that_cannot_be_is_named_and_exchanging_is_offered(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_pasted(text)
    assert refused.value.code == "latitude"
    assert refused.value.values == {"value": 143.2}
    assert refused.value.may_exchange
    assert read_pasted(text, exchanged=True).boxes


def test_coordinates_in_metres_are_never_taken_for_degrees() -> None:
    for text, code in (("POINT(700000 6600000)", "latitude"), ("SRID=2154;POINT(1 2)", "system")):
        with pytest.raises(Refused) as refused:
            read_pasted(text)
        assert refused.value.code == code
        assert not refused.value.may_exchange
