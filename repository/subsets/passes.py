"""Tables of any dialect are read twice: what all rows together tell comes first, then what each of them gives."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from repository.inspection.failing import failure
from repository.inspection.reading import Reading
from repository.inspection.table.text import Lines
from repository.subsets.part import Part, TooMany, too_many

PATIENCE: Final = 60.0
"""Seconds that one pass over the lines may take."""

Row = Sequence[str]
Pass = Callable[[int, Row, Part], None]


def in_passes(
    part: Part,
    passes: Iterable[Pass],
    *,
    lines: Callable[[], Lines],
    rows: Callable[[Lines], Iterator[tuple[int, Row]]],
) -> Reading:
    """What the passes give to a part; nothing for what is no table, and a problem where reading it took too long.

    ``lines`` begins the file anew; ``rows`` tells each row with its number.
    """
    try:
        for do in passes:
            begun = lines()
            for number, cells in rows(begun):
                do(number, cells, part)
            if begun.late:
                return Reading(format="", problems=(failure("inspection-too-long"),))
            if not begun.whole:
                return Reading(format="")
    except TooMany:
        return too_many()
    except csv.Error:
        return Reading(format="")
    return part.reading()
