"""Plots, scales and maps of grids are sound SVG whatever the numbers and names of a file are."""

import math
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from repository.previews.grids import draw_grid, draw_scale
from repository.previews.plots import draw_panel
from repository.previews.shapes import Grid, Line, Plot, Preview, preview_from
from repository.previews.thinning import Stations, kept_indexes
from repository.previews.ticks import moment_words, number_ticks, time_ticks
from tests.strategies import PATIENT

DAY = 86_400.0
NUMBERS = st.one_of(st.none(), st.floats(-1e300, 1e300), st.integers(-5, 5).map(float))
NAMES = st.text(max_size=60)


def drawn(svg: str) -> Any:
    """The picture as a tree; no script, no style, no number that is none."""
    tree = etree.fromstring(svg.encode())
    assert not re.search(r"nan|inf\b|style=|<script|\son\w+=", re.sub(r">[^<]*<|aria-label=\"[^\"]*\"", "><", svg))
    return tree


def plot(kind: Any, axis: list[float | None], values: list[float | None], name: str = "t") -> Plot:
    """One curve."""
    line = Line(name=name, unit="K", values=tuple(values))
    return Plot(kind=kind, axis=Line(name="depth", unit="m", values=tuple(axis)), lines=(line,))


@settings(parent=PATIENT, max_examples=60)
@given(
    kind=st.sampled_from(["profile", "series"]), pairs=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30), name=NAMES
)
def test_any_numbers_and_names_give_a_sound_picture(kind: Any, pairs: list[tuple[Any, Any]], name: str) -> None:
    given_plot = plot(kind, [x for x, _ in pairs], [y for _, y in pairs], name.encode("utf-8", "ignore").decode())
    shown = preview_from(Preview(plot=given_plot).as_json())
    assert shown is not None
    assert shown.plot == given_plot
    printable = "".join(letter for letter in name if letter.isprintable())
    draw = given_plot.model_copy(update={"lines": (given_plot.lines[0].model_copy(update={"name": printable}),)})
    drawn(draw_panel(draw, draw.lines[0], title=printable))


def test_names_of_a_file_are_words_and_never_markup() -> None:
    hostile = plot("profile", [1.0, 2.0], [3.0, 4.0], '<script>"x"&')
    svg = draw_panel(hostile, hostile.lines[0], title='"><script>')
    assert "<script" not in svg
    assert "".join(drawn(svg).itertext()).count("<script>") == 1


def test_a_curve_is_broken_where_a_value_is_missing_and_depth_goes_down() -> None:
    cast = plot("profile", [0.0, 10.0, 20.0, 30.0, 40.0], [1.0, 2.0, None, 4.0, 5.0])
    svg = draw_panel(cast, cast.lines[0], title="t")
    curve = re.search(r'class="curve" d="([^"]+)"', svg)
    assert curve is not None
    assert curve[1].count("M") == 2
    heights = [float(y) for y in re.findall(r'class="point" cx="[\d.]+" cy="([\d.]+)"', svg)]
    assert heights == sorted(heights)
    assert len(heights) == 4


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 7_200.0, ["00:00", "00:30", "01:00", "01:30", "02:00"]),
        (0.0, 3 * DAY, ["1970-01-01", "1970-01-02", "1970-01-03", "1970-01-04"]),
        (0.0, 300 * DAY, ["1970-01", "1970-04", "1970-07", "1970-10"]),
        (0.0, 8_000 * DAY, ["1970", "1980", "1990"]),
        (0.0, 30.0, ["00:00:00", "00:00:15", "00:00:30"]),
        (-1e300, 1e300, []),
    ],
)
def test_times_are_told_at_round_moments(low: float, high: float, words: list[str]) -> None:
    ticks = time_ticks(low, high)
    assert [said for _, said in ticks] == words
    assert all(low <= at <= high for at, _ in ticks)


def test_numbers_are_told_as_the_language_writes_them() -> None:
    assert [said for _, said in number_ticks(-0.3, 0.3, most=4, decimal=",")] == ["−0,2", "0", "0,2"]
    assert number_ticks(5.0, 5.0) == [(5.0, "5")]
    assert number_ticks(-math.inf, 1.0)[0][0] == -math.inf
    assert moment_words(1e300) == ""


def test_a_long_curve_keeps_its_extremes() -> None:
    values: list[float | None] = [math.sin(index / 50) for index in range(100_000)]
    values[70_123] = 99.0
    kept = kept_indexes([values])
    assert len(kept) <= 600
    assert 70_123 in kept
    assert (kept[0], kept[-1]) == (0, 99_999)


def test_many_positions_are_thinned_evenly_and_counted() -> None:
    found = Stations()
    for number in range(20_000):
        found.add(number / 200 - 50, 10.0)
    found.add(999.0, 0.0)
    assert found.count == 20_000
    longitudes = [each.longitude for each in found.listed()]
    assert 250 <= len(longitudes) <= 500
    assert max(b - a for a, b in pairwise(longitudes)) < 1.0


def test_a_scale_tells_both_ends_and_a_grid_of_colours_has_none() -> None:
    grid = Grid(name="depth", unit="m", west=3, south=41.9, east=5.4, north=43.5, low=-142.6, high=-8)
    words = "".join(drawn(draw_scale(grid)).itertext())
    assert words.startswith("−142.6−8")
    assert draw_scale(grid.model_copy(update={"low": None})) == ""


@pytest.mark.parametrize(
    ("west", "south", "east", "north"),
    [(-180, -90, 180, 90), (170, -20, 200, 10), (0, 89, 10, 90), (5, 43, 5.00001, 43.00001)],
)
def test_a_grid_anywhere_lies_within_its_map(west: float, south: float, east: float, north: float) -> None:
    grid = Grid(name="x", west=west, south=south, east=east, north=north, low=0, high=1)
    tree = drawn(draw_grid(grid, "/p/1", title="Map"))
    width, height = (float(part) for part in tree.get("viewBox").split()[2:])
    image = tree.find("{*}image") if tree.find("{*}image") is not None else tree.find("image")
    x, y, w, h = (float(image.get(name)) for name in ("x", "y", "width", "height"))
    assert x >= 0
    assert y >= -0.1
    assert x + w <= width + 0.1
    assert y + h <= height + 0.1
