"""Boxes and days of one dataset in few bytes: an index keeps them where they are too many for its fields."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from repository.catalogue.boxes import Box
from repository.catalogue.spans import Span

_COUNTS: Final = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Extents:
    """All boxes and days of a dataset."""

    boxes: tuple[Box, ...]
    spans: tuple[Span, ...]

    def packed(self) -> bytes:
        """In bytes."""
        sides = [side for box in self.boxes for side in (box.west, box.south, box.east, box.north)]
        days = [day for span in self.spans for day in (span.first, span.last)]
        form = f"<{len(sides)}d{len(days)}q"
        return _COUNTS.pack(len(self.boxes), len(self.spans)) + struct.pack(form, *sides, *days)


def unpacked(packed: bytes) -> Extents:
    """The same extents again."""
    boxes, spans = _COUNTS.unpack_from(packed)
    told: Sequence[float] = struct.unpack_from(f"<{4 * boxes}d{2 * spans}q", packed, _COUNTS.size)
    days = [int(day) for day in told[4 * boxes :]]
    return Extents(
        tuple(Box(*told[place : place + 4]) for place in range(0, 4 * boxes, 4)),
        tuple(Span(days[place], days[place + 1]) for place in range(0, 2 * spans, 2)),
    )
