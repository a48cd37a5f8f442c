"""A section drawn: its picture in a frame, longitudes or latitudes below, depths along the side. Pure."""

import html
from typing import Any, Final

from repository.maps import svg
from repository.previews.ticks import number_ticks

WIDTH: Final = 560
HEIGHT: Final = 260
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 12, 548, 224


def draw_section(section: dict[str, Any], address: str, *, title: str, across: str, down: str, decimal: str) -> str:
    """SVG text. ``title``: for who cannot see it; ``across``, ``down``: the names of the axes."""
    begin, end = float(section["begin"]), float(section["end"])
    top, bottom = float(section["top"]), float(section["bottom"])
    wide, tall = (end - begin) or 1.0, (bottom - top) or 1.0
    columns = [(_LEFT + (at - begin) / wide * (_RIGHT - _LEFT), words) for at, words in
               number_ticks(begin, end, most=6, decimal=decimal)]  # fmt: skip
    rows = [(_TOP + (at - top) / tall * (_BOTTOM - _TOP), words) for at, words in
            number_ticks(top, bottom, most=5, decimal=decimal)]  # fmt: skip
    lines = "".join([f"M{svg.number(x)},{_TOP}V{_BOTTOM}" for x, _ in columns])
    lines += "".join([f"M{_LEFT},{svg.number(y)}H{_RIGHT}" for y, _ in rows])
    picture = (
        f'<image href="{html.escape(address)}" x="{_LEFT}" y="{_TOP}" width="{_RIGHT - _LEFT}"'
        f' height="{_BOTTOM - _TOP}" preserveAspectRatio="none"/>'
    )
    words = [svg.text("t", x, _BOTTOM + 17, said, anchor="middle") for x, said in columns]
    words += [svg.text("t", _LEFT - 7, y + 4, said, anchor="end") for y, said in rows]
    words.append(svg.text("k", (_LEFT + _RIGHT) / 2, HEIGHT - 4, across, anchor="middle"))
    side = f'<text class="k" transform="translate(14 {(_TOP + _BOTTOM) // 2}) rotate(-90)" text-anchor="middle">'
    words.append(f"{side}{html.escape(down)}</text>")
    edge = svg.path("edge", f"M{_LEFT},{_TOP}H{_RIGHT}V{_BOTTOM}H{_LEFT}z")
    return (
        f'<svg class="plot plot--section" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{html.escape(title)}"'
        f' focusable="false">{picture}{svg.path("grid", lines)}{edge}{"".join(words)}</svg>'
    )
