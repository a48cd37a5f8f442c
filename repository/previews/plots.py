"""One curve as one inline SVG: axes with names, units and round numbers; styled by classes only. Pure.

A panel holds one variable, so that no two scales are read against each other and no legend is needed.
"""

import html
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from repository.maps import svg
from repository.previews.shapes import Line, Plot
from repository.previews.ticks import Tick, moment_words, number_ticks, number_words, time_ticks

_FEW: Final = 40
"""Points up to which each is marked."""
_LONGEST: Final = 34
"""Characters of a name along an axis; the sentence of the picture has it whole."""


class _Frame(NamedTuple):
    """Pixels of the picture and of the frame in it."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int


_PROFILE: Final = _Frame(252, 300, 58, 44, 240, 290)
_SERIES: Final = _Frame(380, 210, 54, 30, 368, 176)


class Span(NamedTuple):
    """The ends of an axis."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float | None], *, room: float = 0.04) -> "Span":
        """Around these values, with a little room; of one value, something around it."""
        found = [value for value in values if value is not None]
        low, high = min(found, default=0.0), max(found, default=1.0)
        more = (high - low) * room or abs(low) * 0.05 or 0.5
        return cls(low - more, high + more)

    def share(self, value: float) -> float:
        """How far along a value lies, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis_words(line: Line) -> str:
    """`depth, m`."""
    return ", ".join(part for part in (line.name, line.unit) if part)


def ends_of(line: Line, decimal: str = ".", *, is_time: bool = False) -> tuple[str, str]:
    """The lowest and the highest value in words, for the sentence of the picture."""
    found = [value for value in line.values if value is not None]
    if not found:
        return "", ""
    if is_time:
        return moment_words(min(found)), moment_words(max(found))
    return number_words(min(found), decimal), number_words(max(found), decimal)


def draw_panel(plot: Plot, line: Line, *, title: str, decimal: str = ".") -> str:
    """One variable of a plot. ``title``: the sentence for those who cannot see it."""
    frame = _PROFILE if plot.kind == "profile" else _SERIES
    body = _profile(plot, line, frame, decimal) if plot.kind == "profile" else _series(plot, line, frame, decimal)
    return (
        f'<svg class="plot plot--{plot.kind}" viewBox="0 0 {frame.width} {frame.height}" role="img"'
        f' aria-label="{html.escape(title)}" focusable="false">{"".join(body)}</svg>'
    )


def _profile(plot: Plot, line: Line, frame: _Frame, decimal: str) -> Iterator[str]:
    """The axis of the cast along the left side, that of the values above."""
    along, across = Span.of(plot.axis.values, room=0.02), Span.of(line.values)
    if 0 <= along.low + (along.high - along.low) * 0.02 < (along.high - along.low) * 0.1 and plot.down:
        along = Span(0.0, along.high)
    rows = number_ticks(along.low, along.high, most=6, decimal=decimal)
    columns = number_ticks(across.low, across.high, most=4, decimal=decimal)
    downs = [(_down(along, frame, at, plot.down), words) for at, words in rows]
    rights = [(_right(across, frame, at), words) for at, words in columns]
    yield _grid(frame, rights, downs)
    yield from (svg.text("t", frame.left - 7, y + 4, words, anchor="end") for y, words in downs)
    yield from (svg.text("t", x, frame.top - 7, words, anchor="middle") for x, words in rights)
    yield svg.text("k", frame.right, 14, _short(axis_words(line)), anchor="end")
    yield _upright(frame, _short(axis_words(plot.axis)))
    places = [
        None if x is None or y is None else (_right(across, frame, x), _down(along, frame, y, plot.down))
        for y, x in zip(plot.axis.values, line.values, strict=False)
    ]
    yield _curve(places)


def _series(plot: Plot, line: Line, frame: _Frame, decimal: str) -> Iterator[str]:
    """Time from left to right, the values from below upwards."""
    along, across = Span.of(plot.axis.values, room=0.01), Span.of(line.values)
    columns, rows = time_ticks(along.low, along.high), number_ticks(across.low, across.high, most=5, decimal=decimal)
    rights = [(_right(along, frame, at), words) for at, words in columns]
    downs = [(_down(across, frame, at, False), words) for at, words in rows]
    yield _grid(frame, rights, downs)
    yield from (svg.text("t", frame.left - 7, y + 4, words, anchor="end") for y, words in downs)
    yield from (svg.text("t", x, frame.bottom + 17, words, anchor="middle") for x, words in rights)
    yield svg.text("k", 4, 16, _short(axis_words(line), 60))
    first, last = ends_of(plot.axis, is_time=True)
    yield svg.text("t", frame.right, frame.height - 3, f"{first} – {last} UTC", anchor="end")
    places = [
        None if x is None or y is None else (_right(along, frame, x), _down(across, frame, y, False))
        for x, y in zip(plot.axis.values, line.values, strict=False)
    ]
    yield _curve(places)


def _upright(frame: _Frame, words: str) -> str:
    """The name of an axis along it, to be read from below."""
    x, y = 14, (frame.top + frame.bottom) // 2
    return (
        f'<text class="k" transform="translate({x} {y}) rotate(-90)" text-anchor="middle">{html.escape(words)}</text>'
    )


def _right(span: Span, frame: _Frame, value: float) -> float:
    return frame.left + span.share(value) * (frame.right - frame.left)


def _down(span: Span, frame: _Frame, value: float, downwards: bool) -> float:
    share = span.share(value) if downwards else 1 - span.share(value)
    return frame.top + share * (frame.bottom - frame.top)


def _grid(frame: _Frame, rights: Sequence[Tick], downs: Sequence[Tick]) -> str:
    """The frame, and a line at each round number."""
    lines = [f"M{svg.number(x)},{frame.top}V{frame.bottom}" for x, _ in rights]
    lines += [f"M{frame.left},{svg.number(y)}H{frame.right}" for y, _ in downs]
    edge = f"M{frame.left},{frame.top}H{frame.right}V{frame.bottom}H{frame.left}z"
    return svg.path("grid", "".join(lines)) + svg.path("edge", edge)


def _curve(places: Sequence[tuple[float, float] | None]) -> str:
    """The line, broken where a value is missing; each point of a short one is marked, and each that stands alone."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    found = [run for run in runs if run]
    count = sum(map(len, found))
    data = "".join(svg.line(run) for run in found if len(run) > 1)
    marked = [place for run in found for place in run if count <= _FEW or len(run) == 1]
    return svg.path("curve", data) + "".join(svg.circle("point", place, 2.2) for place in marked[:MOST_MARKS])


MOST_MARKS: Final = 300
"""Points that are marked at most."""


def _short(text: str, most: int = _LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
