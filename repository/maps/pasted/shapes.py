"""Shapes as they were written, and the boxes that a record can hold. What is in doubt is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from repository.maps.box import Box
from repository.maps.land import Point
from repository.record.longitudes import smallest_arc, within

MOST_POSITIONS: Final = 100_000
MOST_SHAPES: Final = 2_000
DEEPEST: Final = 16
"""Collections within collections."""
_DIGITS: Final = 7

Kind = Literal["point", "line", "area", "box"]


class Refused(Exception):
    """The text gives no place. ``code`` says why, ``values`` are quoted; ``may_exchange``: it would with x for y."""

    def __init__(self, code: str, *, may_exchange: bool = False, **values: object) -> None:
        super().__init__(code)
        self.code, self.values, self.may_exchange = code, values, may_exchange


class Remark(NamedTuple):
    """Something to know before the boxes are used: a code, and the values its sentence quotes."""

    code: str
    values: Mapping[str, object] = MappingProxyType({})


class Raw(NamedTuple):
    """A shape as written: (x, y) pairs. Shapes of one ``group`` were one geometry: parts cut apart at the antimeridian.

    A box has two pairs, (west, south) and (east, north).
    """

    kind: Kind
    points: Sequence[Point]
    group: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape reduced to what a record holds. ``is_whole``: nothing was lost by that."""

    kind: Kind
    box: Box
    is_whole: bool
    group: int = 0


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text gives. ``form``: wkt, geojson, kml or list."""

    form: str
    shapes: tuple[Shape, ...]
    remarks: tuple[Remark, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes, each once, in their order."""
        return tuple(dict.fromkeys(shape.box for shape in self.shapes))


def settle(form: str, raws: Sequence[Raw], *, exchanged: bool = False, remarks: Iterable[Remark] = ()) -> Pasted:
    """The boxes of what was written. ``exchanged``: a person said that latitude stands first.

    Raises ``Refused``: ``nothing``, ``latitude``, ``longitude``, ``upside-down``.
    """
    if not raws:
        raise Refused("nothing")
    turned = [_exchange(raw) for raw in raws] if exchanged else list(raws)
    _check(turned)
    said = list(remarks)
    shapes = _joined([_shape(raw, said) for raw in turned])
    reduced = sum(shape.kind == "area" and not shape.is_whole for shape in shapes)
    lines = sum(shape.kind == "line" for shape in shapes)
    said += [Remark("outlines-reduced", {"count": reduced})] if reduced else []
    said += [Remark("lines-reduced", {"count": lines})] if lines else []
    return Pasted(form, tuple(shapes), _once(said))


def _once(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    found: dict[str, Remark] = {}
    for remark in remarks:
        found.setdefault(remark.code, remark)
    return tuple(found.values())


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all, over the antimeridian where that is shorter. Needs one box at least."""
    west, east = smallest_arc([(box.west, box.east) for box in boxes])
    return Box(west, min(box.south for box in boxes), east, max(box.north for box in boxes))


def _exchange(raw: Raw) -> Raw:
    return raw._replace(points=[(y, x) for x, y in raw.points])


def _check(raws: Iterable[Raw]) -> None:
    points = [point for raw in raws for point in raw.points]
    beyond = next((y for _x, y in points if not -90 <= y <= 90), None)
    if beyond is not None:
        fits = all(-90 <= x <= 90 and -360 <= y <= 360 for x, y in points)
        raise Refused("latitude", may_exchange=fits, value=beyond)
    far = next((x for x, _y in points if not -360 <= x <= 360), None)
    if far is not None:
        raise Refused("longitude", value=far)


def _shape(raw: Raw, said: list[Remark]) -> Shape:
    ys = [y for _x, y in raw.points]
    south, north = min(ys), max(ys)
    if raw.kind == "box":
        (west, south), (east, north) = raw.points
        if south > north:
            raise Refused("upside-down", south=south, north=north)
        return Shape("box", _box(west, east + (360 if east < west else 0), south, north), True, raw.group)
    closing = raw.points[:1] if raw.kind == "area" else []
    low, high, turned, is_short = _followed([x for x, _y in (*raw.points, *closing)])
    if raw.kind == "area" and abs(turned) >= 180:
        south, north = (-90.0, north) if sum(ys) < 0 else (south, 90.0)
        low, high = -180.0, 180.0
        said.append(Remark("around-a-pole", {"latitude": north if south == -90 else south}))
    box = _box(low, high, south, north)
    if is_short and box.west > box.east:
        said.append(Remark("the-short-way", {"west": box.west, "east": box.east}))
    is_whole = raw.kind == "point" or (raw.kind == "area" and _is_rectangle(raw.points))
    return Shape(raw.kind, box, is_whole, raw.group)


def _followed(xs: Sequence[float]) -> tuple[float, float, float, bool]:
    """Least and greatest longitude along a line whose steps go the shorter way, what it turned, whether one was long.

    A step of exactly 360 degrees is one along the edge of a map of the world, and is taken as written.
    """
    here = low = high = xs[0]
    is_short = False
    for before, after in pairwise(xs):
        step = after - before
        if 180 < abs(step) < 360:
            step -= 360 if step > 0 else -360
            is_short = True
        here += step
        low, high = min(low, here), max(high, here)
    return low, high, here - xs[0], is_short


def _box(low: float, high: float, south: float, north: float) -> Box:
    """The box of longitudes that go on from ``low`` to ``high``, wherever they are counted from."""
    if high - low >= 360:
        west, east = -180.0, 180.0
    else:
        west, east = within(low), within(high)
        if high > low:
            west, east = (-180.0 if west == 180 else west), (180.0 if east == -180 else east)
    return Box(*(round(value, _DIGITS) + 0.0 for value in (west, south, east, north)))


def _is_rectangle(points: Sequence[Point]) -> bool:
    """Whether a ring is nothing but the four sides of its box."""
    corners = set(points)
    return len(corners) == 4 and len({x for x, _y in corners}) == 2 and len({y for _x, y in corners}) == 2


def _joined(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, two parts of one geometry that meet at the antimeridian made one (RFC 7946, section 3.1.9)."""
    made: dict[int, Shape] = dict(enumerate(shapes))
    ends = [at for at, shape in made.items() if shape.kind == "area" and shape.box.east == 180 > shape.box.west > -180]
    begins = [at for at, shape in made.items() if shape.kind == "area" and shape.box.west == -180 < shape.box.east]
    for at in ends:
        other = next((each for each in begins if _meets(made[at], made[each])), None)
        if other is not None:
            begins.remove(other)
            made[at] = _over_antimeridian(made[at], made.pop(other))
    return list(made.values())


def _meets(a: Shape, b: Shape) -> bool:
    return a.group == b.group and b.box.east < a.box.west and a.box.south <= b.box.north and b.box.south <= a.box.north


def _over_antimeridian(a: Shape, b: Shape) -> Shape:
    box = Box(a.box.west, min(a.box.south, b.box.south), b.box.east, max(a.box.north, b.box.north))
    is_whole = a.is_whole and b.is_whole and (a.box.south, a.box.north) == (b.box.south, b.box.north)
    return Shape("area", box, is_whole, a.group)
