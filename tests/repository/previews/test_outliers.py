"""A few values far out leave the colours to all the others, and the legend says so."""

from typing import Any

import numpy as np
from django.utils.translation import override

from repository.previews.grids import draw_scale
from repository.previews.painting import painted
from repository.previews.shapes import Grid
from repository.queries.landing_previews import _grid_words


def field(*odd: float) -> Any:
    """Values from 0 to 100, a few of which are others."""
    values = np.linspace(0.0, 100.0, 10_000)
    values[: len(odd)] = odd
    return values.reshape(100, 100)


def test_a_field_without_outliers_shows_all_its_values() -> None:
    made = painted(field())
    assert made is not None
    assert (made.low, made.high, made.is_cut) == (0.0, 100.0, False)


def test_a_single_odd_value_does_not_make_all_the_rest_one_colour() -> None:
    for odd in (-1e6, 1e6, 9.96921e36):
        made = painted(field(odd))
        assert made is not None
        assert (round(made.low), round(made.high), made.is_cut) == (2, 98, True), odd


def test_the_legend_says_that_values_lie_beyond() -> None:
    grid = Grid(name="slope", unit="°", west=0, south=0, east=5, north=5, low=2, high=98, is_cut=True)
    assert "≤ 2" in draw_scale(grid)
    assert "≥ 98" in draw_scale(grid)
    assert _grid_words(grid) == "slope, °: colours from 2 to 98; the lowest and highest 2% lie beyond"
    whole = grid.model_copy(update={"is_cut": False})
    assert "≤" not in draw_scale(whole)
    assert _grid_words(whole) == "slope, °: from 2 to 98"
    with override("fr"):
        assert "98" in _grid_words(grid)


def test_a_field_with_one_value_everywhere_is_no_trouble() -> None:
    values = np.full((50, 50), 7.0)
    values[0, 0] = 1e9
    made = painted(values)
    assert made is not None
    assert made.high >= made.low
    assert painted(np.full((3, 3), np.nan)) is None
