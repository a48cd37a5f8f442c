"""How well two datasets share a place, days and depths: what was measured there and then, and what else."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise, product
from typing import Final

from repository.catalogue.boxes import Box, few
from repository.catalogue.cells import closed, grown, widened
from repository.catalogue.findable import Findable
from repository.catalogue.spans import Span

NEAR_KM: Final = 25.0
"""So far apart two places may be to be the same for who looks for neighbours."""
MOST_BOXES: Final = 8
_EARTH_KM: Final = 6371.0
_DEPTH_MARGIN: Final = 5.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart what is near may lie: kilometres between places, days between periods."""

    km: float = NEAR_KM
    days: int = 0


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where, when and how deep (metres downwards) something was measured, and what."""

    boxes: tuple[Box, ...]
    spans: tuple[Span, ...] = ()
    depth: tuple[float, float] | None = None
    variables: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Closeness:
    """``score`` 0 to 1, from not at all to the same; ``km`` between the places, 0 where they touch; ``days`` in common.

    ``days`` is None where one of both has no period.
    """

    score: float
    km: float
    days: int | None


def whereabouts_of(found_by: Findable) -> Whereabouts:
    """Of a dataset: very many boxes as a few around them; what goes on without an end goes on until today."""
    today = today_as_day()
    return Whereabouts(
        boxes=tuple(few(found_by.boxes, most=MOST_BOXES)),
        spans=tuple(closed(span, today) for span in found_by.spans),
        depth=found_by.depth,
        variables=frozenset(found_by.facets.get("variable", ())),
    )


def today_as_day() -> int:
    """The number of today, in UTC."""
    return datetime.now(UTC).date().toordinal()


class Surroundings:
    """A place and its days, made ready to be compared with very many others."""

    def __init__(self, here: Whereabouts, reach: Reach = Reach()) -> None:
        self.here, self.reach = here, reach
        self.wide = tuple(part for box in here.boxes for part in grown(box, reach.km))
        self.spans = _merged(widened(span, reach.days) for span in here.spans)
        self._length = _length(self.spans)
        self._parts = [part for box in here.boxes for part in grown(box, reach.km / 2)]
        self._ground = _ground(self._parts)

    def score(self, there: Whereabouts) -> float:
        """How much both are the same, 0 to 1; 0 where they do not meet within reach.

        It is the shared part of all the ground that both cover, times the same of their days, and counts half at most
        where depths differ or where the other measured only what is measured here. Without a period here days do not
        count; without one there it was not then.
        """
        days = self._shared_days(there.spans)
        if not days:
            return 0.0
        parts = [part for box in there.boxes for part in grown(box, self.reach.km / 2)]
        common = [cut for pair in product(self._parts, parts) if (cut := _cut(*pair))]
        if not common:
            return 0.0
        both = _ground(common)
        share = both / (self._ground + _ground(parts) - both)
        return share * days * _half(_shared_depth(self.here, there)) * _half(_new(self.here, there))

    def closeness(self, there: Whereabouts) -> Closeness | None:
        """How close it is, with what to tell of it; None where they do not meet within reach."""
        score = self.score(there)
        km = min((distance_km(*pair) for pair in product(self.here.boxes, there.boxes)), default=math.inf)
        if not score or km > self.reach.km:
            return None
        told = self.here.spans and there.spans
        return Closeness(score, km, shared_days(self.here.spans, there.spans) if told else None)

    def _shared_days(self, spans: Sequence[Span]) -> float:
        """The shared part of all days."""
        if not self.spans or not spans:
            return 0.0 if self.spans else 1.0
        common = shared_days(self.spans, spans)
        return common / (self._length + _length(spans) - common)


def shared_days(one: Iterable[Span], other: Iterable[Span]) -> int:
    """How many days are in both; the spans of each do not overlap among themselves."""
    return sum(max(0, min(a.last, b.last) - max(a.first, b.first) + 1) for a, b in product(one, other))


def distance_km(one: Box, other: Box) -> float:
    """Kilometres from one box to another along the Earth, near enough for near boxes; 0 where they touch."""
    turn = min((0, 360, -360), key=lambda turn: max(other.west + turn - one.east, one.west - other.east - turn))
    east = max(0.0, other.west + turn - one.east, one.west - other.east - turn)
    south, north = max(one.south, other.south), min(one.north, other.north)
    if south <= north:
        first = second = max(south, north, key=abs)
    else:
        first, second = south, north
    low, high, turned = math.radians(first), math.radians(second), math.radians(min(east, 180))
    half = math.sin((high - low) / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(turned / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _merged(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: each.first):
        if kept and span.first <= kept[-1].last:
            kept[-1] = Span(kept[-1].first, max(kept[-1].last, span.last))
        else:
            kept.append(span)
    return kept


def _length(spans: Iterable[Span]) -> int:
    return sum(span.last - span.first + 1 for span in spans)


def _half(share: float) -> float:
    return (1 + share) / 2


def _shared_depth(one: Whereabouts, other: Whereabouts) -> float:
    if not one.depth or not other.depth:
        return 1.0
    tops, bottoms = zip(one.depth, other.depth, strict=True)
    common = min(bottoms) - max(tops) + 2 * _DEPTH_MARGIN
    return max(0.0, common / (max(bottoms) - min(tops) + 2 * _DEPTH_MARGIN))


def _new(one: Whereabouts, other: Whereabouts) -> float:
    """The part of the other's variables that the one has not."""
    if not one.variables or not other.variables:
        return 1.0
    return len(other.variables - one.variables) / len(other.variables)


def _cut(one: Box, other: Box) -> Box | None:
    west, east = max(one.west, other.west), min(one.east, other.east)
    south, north = max(one.south, other.south), min(one.north, other.north)
    return Box(west, south, east, north) if west < east and south < north else None


def _ground(boxes: Sequence[Box]) -> float:
    """What boxes cover together, each place once, on a round Earth; the whole of it is 720."""
    if len(boxes) == 1:
        return _strip(boxes[0].east - boxes[0].west, [boxes[0]])
    meridians = sorted({side for box in boxes for side in (box.west, box.east)})
    return sum(
        _strip(east - west, [box for box in boxes if box.west <= west and east <= box.east])
        for west, east in pairwise(meridians)
    )


def _strip(width: float, boxes: Iterable[Box]) -> float:
    """The ground between two meridians that boxes cover from one to the other."""
    heights, reached = 0.0, -90.0
    for box in sorted(boxes, key=lambda each: each.south):
        if box.north > reached:
            heights += _height(box.north) - _height(max(box.south, reached))
            reached = box.north
    return width * heights


def _height(latitude: float) -> float:
    """On the axis of the Earth, so that ground is width times height."""
    return math.sin(math.radians(latitude))
