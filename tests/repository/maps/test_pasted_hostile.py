"""Text that means harm, or nothing: a refusal with a code, soon, and never anything else."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.maps.pasted import LONGEST, Refused, read_pasted

ALPHABET = st.sampled_from([*"0123456789.,;:-+()[]{}\"'°NSEWZM \n\t<>/", "POINT", "POLYGON", "EMPTY", "SRID="])


@given(st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=60).map("".join)))
def test_any_text_gives_sound_boxes_or_a_refusal(text: str) -> None:
    try:
        read = read_pasted(text)
    except Refused:
        return
    for box in read.boxes:
        assert -180 <= box.west <= 180
        assert -180 <= box.east <= 180
        assert -90 <= box.south <= box.north <= 90


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("x" * (LONGEST + 1), "too-long"),
        ("hello", "nothing"),
        ("5", "one-number"),
        ("43.2 5.1\nnorth of Brest 4", "line-unread"),
        ("POINT(1", "not-wkt"),
        ("POINT(1 2))", "not-wkt"),
        ("POINT(1 two)", "not-wkt"),
        ("POINT(1e999 2)", "longitude"),
        ("CURVEPOLYGON(1 2)", "type-unknown"),
        ("POINT EMPTY", "nothing"),
        ("BBOX(3,44,5,42)", "upside-down"),
        ("POINT(400 2)", "longitude"),
        ("GEOMETRYCOLLECTION(" * 1000, "too-deep"),
        ("POLYGON(" + "(" * 1000, "too-deep"),
        ('{"type": "Point"', "not-json"),
        ('{"type": "Point", "coordinates": [NaN, 2]}', "not-json"),
        ('{"type": "Point", "coordinates": [1e999, 2]}', "not-geojson"),
        ('{"type": "Point", "coordinates": "5 43"}', "not-geojson"),
        ('{"type": "Point", "coordinates": [true, false]}', "not-geojson"),
        ('{"type": "Circle", "coordinates": []}', "type-unknown"),
        ('{"type": "Point", "coordinates": [1, 2], "crs": {"properties": {"name": "EPSG:2154"}}}', "system"),
        ('{"a": 1}', "not-geojson"),
        ('{"a":' * 100_000, "too-deep"),
        ("POINT(" + "9" * 500_000 + " 2)", "not-wkt"),
        ("MULTIPOINT(" + "1 2," * 3_000 + "1 2)", "too-many"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_pasted(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "POINT" + " " * 900_000 + "(1 2)",
        "A " * 450_000,
        "POINT EMPTY," * 80_000,
        "1°" + " " * 900_000 + "N",
        "lon " * 240_000,
        "<coordinates" * 80_000,
        "<Point><coordinates>" + "1,2 " * 240_000,
        "(" * 900_000,
        "LINESTRING(" + "1 2," * 200_000,
        "MULTIPOLYGON(" + ",".join(["((170 0,180 0,180 5,170 0))", "((-180 6,-170 6,-170 9,-180 6))"] * 990) + ")",
        '{"type":"MultiPoint","coordinates":[' + "[1,2]," * 160_000 + "[1,2]]}",
    ],
)  # fmt: skip
def test_a_megabyte_made_to_take_long_takes_seconds_never_minutes(text: str) -> None:
    began = time.process_time()
    with suppress(Refused):
        read_pasted(text)
    assert time.process_time() - began < 30
