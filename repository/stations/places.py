"""Positions of one station gathered into the smallest box, over the antimeridian too; depths from pressures. Pure."""

from dataclasses import dataclass
from math import inf, radians, sin

from repository.record.longitudes import within

_DIGITS = 5
"""Decimals of a degree: about a metre."""


def arc_of(low: float, high: float, turned_low: float, turned_high: float) -> tuple[float, float]:
    """West and east of longitudes whose range is known counted from -180 and counted from 0: the narrower of the two.

    >>> arc_of(-179.0, 179.0, 179.0, 181.0)
    (179.0, -179.0)
    """
    if high - low <= turned_high - turned_low:
        return round(low, _DIGITS) + 0.0, round(high, _DIGITS) + 0.0
    return round(within(turned_low), _DIGITS) + 0.0, round(within(turned_high), _DIGITS) + 0.0


@dataclass(slots=True)
class Places:
    """The range of positions added one by one."""

    south: float = inf
    north: float = -inf
    low: float = inf
    high: float = -inf
    turned_low: float = inf
    turned_high: float = -inf

    def add(self, longitude: float, latitude: float) -> None:
        """One position in degrees, which must be one."""
        plain = within(longitude)
        turned = longitude % 360
        self.south, self.north = min(self.south, latitude), max(self.north, latitude)
        self.low, self.high = min(self.low, plain), max(self.high, plain)
        self.turned_low, self.turned_high = min(self.turned_low, turned), max(self.turned_high, turned)

    def join(self, other: "Places") -> None:
        """Widen by those of another."""
        self.south, self.north = min(self.south, other.south), max(self.north, other.north)
        self.low, self.high = min(self.low, other.low), max(self.high, other.high)
        self.turned_low = min(self.turned_low, other.turned_low)
        self.turned_high = max(self.turned_high, other.turned_high)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added."""
        return self.south > self.north

    def sides(self) -> tuple[float | None, float | None, float | None, float | None]:
        """West, south, east, north; four times None where nothing was added."""
        if self.is_empty:
            return None, None, None, None
        west, east = arc_of(self.low, self.high, self.turned_low, self.turned_high)
        return west, round(self.south, _DIGITS) + 0.0, east, round(self.north, _DIGITS) + 0.0


def is_place(longitude: float | None, latitude: float | None) -> bool:
    """Whether two numbers are a position of data: in range, and not the zero of an empty cell."""
    if longitude is None or latitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 360):
        return False
    return not (longitude == 0 == latitude)


def depth_of(pressure: float, latitude: float) -> float:
    """Depth in metres of a pressure of sea water in decibars at a latitude in degrees.

    Saunders and Fofonoff's formula for standard sea water (UNESCO Technical Papers in Marine Science 44, 1983).

    >>> round(depth_of(10_000.0, 30.0), 1)
    9712.7
    """
    squared = sin(radians(latitude)) ** 2
    gravity = 9.780318 * (1.0 + (5.2788e-3 + 2.36e-5 * squared) * squared) + 1.092e-6 * pressure
    slant = ((-1.82e-15 * pressure + 2.279e-10) * pressure - 2.2512e-5) * pressure + 9.72659
    return slant * pressure / gravity
