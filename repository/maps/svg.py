"""Pixels to SVG text: path data with one decimal, points closer than a pixel dropped, words escaped."""

import html
from collections.abc import Iterable

from repository.maps.land import Point


def number(value: float) -> str:
    """One decimal, without a needless zero: `12.5`, `12`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def thin(points: Iterable[Point], least: float = 0.8) -> list[Point]:
    """The same line with no two neighbours closer than `least` pixels; its two ends stay."""
    kept: list[Point] = []
    last: Point | None = None
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) >= least or abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
        last = point
    if last is not None and kept[-1] != last:
        kept.append(last)
    return kept


def line(points: Iterable[Point], *, closed: bool = False, least: float = 0.8) -> str:
    """Path data of one line or ring, in steps of tenths of a pixel; empty where fewer than two points are left."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in thin(points, least)]
    if len(tenths) < (3 if closed else 2):
        return ""
    x, y = tenths[0]
    steps: list[str] = [f"M{number(x / 10)},{number(y / 10)}l"]
    for px, py in tenths[1:]:
        steps.append(f"{_short(px - x)},{_short(py - y)} ")
        x, y = px, py
    return "".join(steps).rstrip() + ("z" if closed else "")


def _short(tenths: int) -> str:
    """A step of whole tenths without a needless zero: 12 -> `1.2`, -5 -> `-.5`, 20 -> `2`."""
    sign = "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole or ('' if rest else 0)}{f'.{rest}' if rest else ''}"


def text(kind: str, x: float, y: float, words: str, *, anchor: str = "") -> str:
    """One label of a class; `anchor` is a value of text-anchor."""
    side = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{side}>{html.escape(words)}</text>'


def circle(kind: str, centre: Point, radius: float) -> str:
    """One dot of a class."""
    return f'<circle class="{kind}" cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}"/>'


def path(kind: str, data: str, extra: str = "") -> str:
    """One path of a class; nothing for no data."""
    return f'<path class="{kind}" d="{data}"{extra}/>' if data else ""
