"""Squares of the map and stretches of time as short words, so that an index finds what lies near by looking words up.

What is large lies in large squares, what is small in small ones: a box touches four squares of its own size at most,
and two boxes of about one size that lie near each other have squares of nearly one size in common.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from repository.catalogue.boxes import Box, boxes_between
from repository.catalogue.spans import EARLIEST, LATEST, Span, day_of_year

FINEST: Final = 10
"""Squares of 360 degrees halved so many times: a third of a degree, more than a point with its surroundings."""
LONGEST: Final = 22
"""Stretches of a day quadrupled so many times: longer than the universe is old."""
SURROUNDINGS_KM: Final = 12.5
"""So far reaches what was measured at a place: points are seen as squares, and have a size."""
_KM_A_DEGREE: Final = 111.195
_ONGOING: Final = day_of_year(2050, last=True)
"""What goes on without an end is filed as if it ended here, so that it has a length."""


def grown(box: Box, km: float) -> tuple[Box, ...]:
    """A box with a margin on all sides; degrees of longitude grow with latitude, a pole within reach is all round.

    >>> grown(Box(179.9, 0, 179.9, 0), 111.195)[1].east < -179
    True
    """
    margin = km / _KM_A_DEGREE
    south, north = max(-90.0, box.south - margin), min(90.0, box.north + margin)
    furthest = max(abs(south), abs(north))
    wider = margin / math.cos(math.radians(furthest)) if furthest < 90 else 360.0
    return boxes_between(box.west - wider, south, box.east + wider, north)


def level_of_box(box: Box, km: float = SURROUNDINGS_KM) -> int:
    """How often 360 degrees are halved for squares that are just larger than the box with its surroundings."""
    parts = grown(box, km)
    size = max(sum(part.east - part.west for part in parts), parts[0].north - parts[0].south)
    return max(0, min(FINEST, math.floor(math.log2(360 / size))))


def squares(boxes: Iterable[Box], level: int) -> Iterator[str]:
    """The squares of a level that boxes touch."""
    size, round_the_earth = 360 / 2**level, 2**level
    for box in boxes:
        for row in range(math.floor((box.south + 90) / size), math.floor((box.north + 90) / size) + 1):
            for column in range(math.floor((box.west + 180) / size), math.floor((box.east + 180) / size) + 1):
                yield f"{level}.{column % round_the_earth}.{row}"


def level_of_span(span: Span) -> int:
    """How often a day is quadrupled for stretches that are just longer than the span."""
    days, level = closed(span).last - closed(span).first + 1, 0
    while 4**level < days and level < LONGEST:
        level += 1
    return level


def stretches(span: Span, level: int) -> Iterator[str]:
    """The stretches of a level that a span touches."""
    size, known = 4**level, closed(span)
    return (f"{level}.{number}" for number in range(known.first // size, known.last // size + 1))


def closed(span: Span, ongoing: int = _ONGOING) -> Span:
    """What goes on without an end as if it ended on a day."""
    return Span(span.first, max(span.first, ongoing)) if span.last >= LATEST else span


def filed_boxes(boxes: Iterable[Box]) -> set[str]:
    """Under which words boxes are filed: ``=`` squares of their own size, ``<`` the larger ones around them as well."""
    words: set[str] = set()
    for box in boxes:
        own = level_of_box(box)
        words.update(f"={square}" for square in squares([box], own))
        words.update(f"<{square}" for level in range(own + 1) for square in squares([box], level))
    return words


def filed_spans(spans: Iterable[Span]) -> set[str]:
    """Under which words days are filed, as boxes are, in every other of the longer stretches."""
    words: set[str] = set()
    for span in spans:
        own = level_of_span(span)
        words.update(f"={stretch}" for stretch in stretches(span, own))
        words.update(f"<{stretch}" for level in range(_even(own), LONGEST + 1, 2) for stretch in stretches(span, level))
    return words


def asked_boxes(boxes: Iterable[Box], *, km: float, steps: int | None) -> set[str]:
    """The words of what may lie within ``km`` of boxes: of a size at most so many halvings apart, None for any size."""
    words: set[str] = set()
    for box in boxes:
        own, wide = level_of_box(box, max(km / 2, SURROUNDINGS_KM)), grown(box, km)
        first, last = (0, own) if steps is None else (max(0, own - steps), min(FINEST, own + steps))
        words.update(f"={square}" for level in range(first, last + 1) for square in squares(wide, level))
        if steps is None:
            words.update(f"<{square}" for square in squares(wide, own))
    return words


def asked_spans(spans: Iterable[Span], *, days: int, steps: int | None) -> set[str]:
    """The words of what may lie within so many days of spans, as for boxes."""
    words: set[str] = set()
    for span in spans:
        wide = widened(span, days)
        own = level_of_span(wide)
        first, last = (own, LONGEST) if steps is None else (max(0, own - steps), min(LONGEST, own + steps))
        words.update(f"={stretch}" for level in range(first, last + 1) for stretch in stretches(wide, level))
        if steps is None:
            words.update(f"<{stretch}" for stretch in stretches(wide, _even(own)))
    return words


def widened(span: Span, days: int) -> Span:
    """A span that begins so many days earlier and ends so many later."""
    return Span(max(EARLIEST, span.first - days), min(LATEST, span.last + days))


def _even(level: int) -> int:
    return level + level % 2
