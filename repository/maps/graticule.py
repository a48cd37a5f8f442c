"""Lines of equal longitude and latitude with their labels, and the scale bar."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from repository.maps import svg
from repository.maps.box import wrap
from repository.maps.clip import Rect, clip_line
from repository.maps.land import Point
from repository.maps.projection import EqualEarth, PlateCarree, PolarStereographic
from repository.maps.view import View

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)


class Letters(NamedTuple):
    """The four directions and the decimal sign in the language of the page."""

    north: str = "N"
    south: str = "S"
    east: str = "E"
    west: str = "W"
    decimal: str = "."

    def number(self, value: float) -> str:
        """A number of degrees as readers write it."""
        return f"{value:g}".replace(".", self.decimal)

    @property
    def between(self) -> str:
        """What stands between two numbers that may have a comma themselves."""
        return ", " if self.decimal == "." else "\N{NO-BREAK SPACE}; "


def degrees_text(
    value: float,
    positive: str,
    negative: str,
    letters: Letters = Letters(),  # noqa: B008 (immutable)
) -> str:
    """`3° E`, `42.5° N`, `0°`."""
    rounded = round(abs(value), 3)
    amount = f"{letters.number(rounded)}°"
    if rounded in (0, 180):
        return amount
    return f"{amount}\N{NO-BREAK SPACE}{positive if value > 0 else negative}"


def draw_graticule(view: View, letters: Letters) -> str:
    """The net of the view, its labels along the upper and the left side."""
    if isinstance(view.projection, PlateCarree):
        return _straight(view, letters)
    return _curved(view, letters)


def _step(span: float, lines: int) -> float:
    return next((step for step in STEPS if span / step <= lines), STEPS[-1])


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for i in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
        yield i * step


def _straight(view: View, letters: Letters) -> str:
    step = max(_step(view.east - view.west, 7), _step(view.north - view.south, 5))
    data: list[str] = []
    labels: list[str] = []
    for lon in _multiples(view.west, view.east, step):
        x, _ = view.pixel(lon, 0.0)
        data.append(f"M{svg.number(x)},0V{view.height}")
        if 46 < x < view.width - 46:
            labels.append(svg.text("t-deg", x + 4, 15, degrees_text(wrap(lon), letters.east, letters.west, letters)))
    for lat in _multiples(view.south, view.north, step):
        _, y = view.pixel(0.0, lat)
        data.append(f"M0,{svg.number(y)}H{view.width}")
        if 34 < y < view.height - 6:
            labels.append(svg.text("t-deg", 6, y - 5, degrees_text(lat, letters.north, letters.south, letters)))
    return svg.path("grid", "".join(data)) + "".join(labels)


def _curved(view: View, letters: Letters) -> str:
    polar = isinstance(view.projection, PolarStereographic)
    step = 30.0 if not polar else min(10.0, _step(view.north - view.south, 4))
    turn = 30.0 if not polar else (30.0 if view.span > 6 else 10.0)
    data: list[str] = []
    labels: list[str] = []
    for lon in _multiples(view.west, view.east - 1e-6, turn):
        south, north = (-90.0, 90.0) if not polar else (view.south, view.north)
        inside = _inside(view, [(lon, south + (north - south) * i / 36) for i in range(37)])
        data.extend(svg.line(piece) for piece in inside)
        if polar and inside:
            labels.append(_at_end(view, inside, degrees_text(wrap(lon), letters.east, letters.west, letters)))
    for lat in _multiples(max(-89.0, view.south), min(89.0, view.north), step):
        inside = _inside(view, [(view.west + 360.0 * i / 120, lat) for i in range(121)])
        data.extend(svg.line(piece) for piece in inside)
        labels.append(_beside(view, inside, lat, degrees_text(lat, letters.north, letters.south, letters)))
    return svg.path("grid", "".join(data)) + "".join(labels)


def _inside(view: View, points: list[Point]) -> list[list[Point]]:
    return clip_line([view.pixel(lon, lat) for lon, lat in points], Rect(0.0, 0.0, view.width, view.height))


def _at_end(view: View, pieces: list[list[Point]], words: str) -> str:
    """A meridian's label where it leaves the frame, pulled inside; none where it ends at the pole only."""
    ends = [end for piece in pieces for end in (piece[0], piece[-1])]
    edge = [p for p in ends if min(p[0], p[1], view.width - p[0], view.height - p[1]) < 1.0]
    if not edge:
        return ""
    x, y = edge[0]
    x = min(max(x, 26.0), view.width - 26.0)
    return svg.text("t-deg", x, min(max(y, 15.0), view.height - 8.0), words, anchor="middle")


def _beside(view: View, pieces: list[list[Point]], lat: float, words: str) -> str:
    """A parallel's label: at the left edge of the world, or on the central meridian of a polar map."""
    if isinstance(view.projection, EqualEarth):
        x, y = view.pixel(view.west, lat)
        return (
            svg.text("t-deg", x - 4, y + 4, words, anchor="end") if x > 46 else svg.text("t-deg", x + 6, y - 4, words)
        )
    x, y = view.pixel((view.west + view.east) / 2, lat)
    if not pieces or not (20 < x < view.width - 20 and 30 < y < view.height - 24):
        return ""
    return svg.text("t-deg", x + 4, y - 4, words)


def draw_scale(view: View) -> str:
    """A bar of a round number of kilometres at the lower right; nothing on a map of the world."""
    per_pixel = view.km_per_pixel
    if per_pixel is None:
        return ""
    longest = per_pixel * view.width * 0.2
    power = 10.0 ** math.floor(math.log10(longest))
    length = next(n * power for n in (5, 2, 1) if n * power <= longest)
    pixels = length / per_pixel
    right, bottom = view.width - 24.0, view.height - 16.0
    bar = f"M{svg.number(right - pixels)},{svg.number(bottom - 5)}v5h{svg.number(pixels)}v-5"
    words = f"{length:g}\N{NO-BREAK SPACE}km"
    return svg.path("scale", bar) + svg.text("t-deg", right - pixels / 2, bottom - 9, words, anchor="middle")
