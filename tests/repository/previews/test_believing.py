"""What comes out of the process that read a foreign file is believed only as far as it can be checked."""

from base64 import b64encode
from typing import Any

import pytest

from repository.inspection.reading import Reading
from repository.previews.carrying import carried, taken
from repository.previews.shapes import Grid, Line, Picture, Plot, Preview, Table

PNG = b"\x89PNG\r\n\x1a\n rest"
TABLE = Preview(table=Table(columns=("a",), rows=(("1",),)))
PICTURE = Preview(picture=Picture(width=4, height=3))


def test_a_preview_comes_back_as_it_went() -> None:
    line = Line(name="depth", unit="m", values=(1.0, None, 2.5))
    plot = Preview(plot=Plot(kind="profile", axis=line, lines=(line,), label="A1", count=3), station_count=2)
    for preview in (plot, TABLE):
        answer = taken(carried(preview))
        assert answer is not None
        assert answer.preview == preview
    answer = taken(carried(PICTURE, PNG, "image/png"))
    assert answer is not None
    assert (answer.picture, answer.media_type) == (PNG, "image/png")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"preview": None},
        {"preview": []},
        {"preview": {"script": "x"}},
        {"preview": {"table": {"columns": ["a" * 81], "rows": []}}},
        {"preview": {"table": {"columns": [], "rows": [["1"]] * 21}}},
        {"preview": {"plot": {"kind": "svg", "axis": {"name": "a", "values": []}, "lines": []}}},
        {"preview": {"grid": {"name": "a", "west": -999, "south": 0, "east": 1, "north": 1}}},
        {"preview": {"stations": [{"longitude": "<b>", "latitude": 0}]}},
        {"preview": {"stations": [{"longitude": 0, "latitude": float("nan")}]}},
    ],
)
def test_an_answer_of_another_shape_is_no_preview(facts: dict[str, Any]) -> None:
    assert taken(Reading(format="preview", facts=facts)) is None


@pytest.mark.parametrize(
    ("picture", "kind"),
    [
        (b"<svg onload=x>", "image/svg+xml"),
        (b"<html>", "image/png"),
        (PNG, "text/html"),
        (PNG + b"0" * 400_001, "image/png"),
    ],
)
def test_a_picture_that_is_none_is_not_kept(picture: bytes, kind: str) -> None:
    facts = {"preview": PICTURE.as_json(), "picture": b64encode(picture).decode(), "media_type": kind}
    assert taken(Reading(format="preview", facts=facts)) is None


def test_a_grid_without_its_picture_is_no_preview() -> None:
    grid = Preview(grid=Grid(name="a", west=0, south=0, east=1, north=1))
    assert taken(carried(grid)) is None
    assert taken(carried(grid, PNG, "image/png")) is not None


def test_a_preview_of_nothing_is_none() -> None:
    assert taken(carried(Preview())) is None
