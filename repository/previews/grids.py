"""A grid on the map: its picture between sea and coast, with latitudes, longitudes and a scale of its colours. Pure."""

import hashlib
import html
import math
from collections.abc import Sequence
from typing import Final

from repository.maps import svg
from repository.maps.graticule import Letters, draw_graticule
from repository.maps.ground import draw_land
from repository.maps.land import NO_LAND, Land
from repository.maps.projection import PlateCarree
from repository.maps.view import View
from repository.previews.colours import SCALE, hexadecimal
from repository.previews.shapes import Grid
from repository.previews.ticks import number_ticks, number_words

_APART: Final = 0.18
"""Share of the scale between a number and its ends."""
_MARGIN: Final = 1.16
_AROUND: Final = 300.0
"""Degrees of longitude from which there is nothing beside a grid but itself again."""
_TALLEST: Final = 1.1
_FLATTEST: Final = 0.4
"""Height of a map over its width, at most and at least."""


def draw_grid(
    grid: Grid,
    address: str,
    *,
    title: str,
    width: int = 560,
    land: Land = NO_LAND,
    letters: Letters = Letters(),  # noqa: B008 (immutable)
    dots: Sequence[Sequence[float]] = (),
) -> str:
    """The map of a grid as SVG text. ``address``: where its picture is fetched; ``title``: for who cannot see it.

    ``dots``: longitude and latitude of what is marked on it.
    """
    view = view_of(grid, width)
    key = "grid-" + hashlib.sha256(repr((grid, width)).encode()).hexdigest()[:10]
    left, top = view.pixel(grid.west, grid.north)
    right, bottom = view.pixel(grid.east, grid.south)
    picture = (
        f'<image href="{html.escape(address)}" x="{svg.number(left)}" y="{svg.number(top)}"'
        f' width="{svg.number(right - left)}" height="{svg.number(bottom - top)}" preserveAspectRatio="none"/>'
    )
    ground = draw_land(view, land, key)
    coast = f'<use class="coast" href="#{key}"/>' if f'id="{key}"' in ground else ""
    sea = f'<rect class="sea" width="{view.width}" height="{view.height}"/>'
    body = f"{sea}{ground}{picture}{coast}{_dots(view, dots)}{draw_graticule(view, letters)}"
    return (
        f'<svg class="map map--grid" viewBox="0 0 {view.width} {view.height}" role="img"'
        f' aria-label="{html.escape(title)}" focusable="false">{body}</svg>'
    )


def _dots(view: View, dots: Sequence[Sequence[float]]) -> str:
    """One path of points, a pixel each once: what lies beside the map is left out."""
    places = {tuple(map(round, view.pixel(view.near(lon), lat))) for lon, lat in dots}
    inside = sorted(place for place in places if 0 <= place[0] <= view.width and 0 <= place[1] <= view.height)
    data = "".join([f"M{x},{y}h0" for x, y in inside])
    return svg.path("obs obs--edge", data) + svg.path("obs", data)


def draw_scale(grid: Grid, decimal: str = ".") -> str:
    """The colours from the lowest to the highest value, with round numbers; nothing for a grid of plain colours."""
    if grid.low is None or grid.high is None:
        return ""
    key = f"scale-{hashlib.sha256(repr(grid).encode()).hexdigest()[:10]}"
    stops = "".join(
        f'<stop offset="{svg.number(100 * index / (len(SCALE) - 1))}%" stop-color="{hexadecimal(colour)}"/>'
        for index, colour in enumerate(SCALE)
    )
    width, left = 320, 24
    span = (grid.high - grid.low) or 1.0
    ticks = number_ticks(grid.low, grid.high, most=4, decimal=decimal)
    between = [(share, said) for at, said in ticks if _APART <= (share := (at - grid.low) / span) <= 1 - _APART]
    below, above = ("≤ ", "≥ ") if grid.is_cut else ("", "")
    ends = [(0.0, f"{below}{number_words(grid.low, decimal)}"), (1.0, f"{above}{number_words(grid.high, decimal)}")]
    words = "".join(
        svg.text("t", left + share * (width - 2 * left), 34, said, anchor="middle") for share, said in (*ends, *between)
    )
    bar = f'<rect class="edge" x="{left}" y="2" width="{width - 2 * left}" height="14" fill="url(#{key})"/>'
    return (
        f'<svg class="plot plot--scale" viewBox="0 0 {width} 40" aria-hidden="true" focusable="false">'
        f'<defs><linearGradient id="{key}">{stops}</linearGradient></defs>{bar}{words}</svg>'
    )


def view_of(grid: Grid, width: int) -> View:
    """A window on plate carree around a grid: there a picture of even degrees lies as it is."""
    middle, tall, wide = (grid.south + grid.north) / 2, grid.north - grid.south, grid.east - grid.west
    stretch = max(0.3, math.cos(math.radians(middle)))
    margin = _MARGIN if wide < _AROUND else 1.0
    height = tall * margin
    across = wide * stretch * margin
    if height / across > _TALLEST:
        across = height / _TALLEST
    if height / across < _FLATTEST:
        height = across * _FLATTEST
    top = min(middle + height / 2, 90.0 + height * 0.05)
    centre = grid.west + wide / 2
    west, east = centre - across / stretch / 2, centre + across / stretch / 2
    pixels = round(width * height / across)
    scale = width / across
    return View(PlateCarree(stretch), width, pixels, scale, west * stretch, top, west, east, top - height, top)
