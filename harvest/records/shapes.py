"""Shapes that filters ask for, in degrees of WGS 84, as polygons that PostgreSQL compares with the places of records.

Lines between two positions are straight on a plane map, as in GeoJSON and WKT; longitudes may go on beyond 180. A point
or a line is a polygon without area.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from harvest.records.refused import Budget, FilterRefused
from repository.catalogue.boxes import boxes_between

Position = tuple[float, float]
"""(longitude, latitude)."""

_FARTHEST: Final = 540.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One area within a line of corners, and what is cut out of it."""

    corners: tuple[Position, ...]
    holes: tuple[tuple[Position, ...], ...] = ()

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        longitudes, latitudes = zip(*self.corners, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def turned(self, degrees: float) -> "Piece":
        """The same area, longitudes counted otherwise."""
        moved = [tuple((x + degrees, y) for x, y in line) for line in (self.corners, *self.holes)]
        return Piece(moved[0], tuple(moved[1:]))

    @property
    def everywhere(self) -> tuple["Piece", ...]:
        """It, and what of it goes on beyond the antimeridian or lies on it."""
        west, _south, east, _north = self.sides
        turns = [0.0, *([-360.0] if east >= 180 else []), *([360.0] if west <= -180 else [])]
        return tuple(self.turned(turn) if turn else self for turn in turns)


@dataclass(frozen=True, slots=True)
class Shape:
    """One or several pieces."""

    pieces: tuple[Piece, ...]


def box(west: float, south: float, east: float, north: float, *, locator: str = "bbox") -> Shape:
    """A box; ``west > east`` goes over the antimeridian. Raises FilterRefused."""
    for longitude, latitude in ((west, south), (east, north)):
        _check(longitude, latitude, locator)
    if south > north:
        raise FilterRefused("The southern side of a box lies below the northern one.", locator)
    parts = boxes_between(west, south, east, north)
    return Shape(
        tuple(
            Piece(((part.west, part.south), (part.east, part.south), (part.east, part.north), (part.west, part.north)))
            for part in parts
        )
    )


def point(position: Position, budget: Budget) -> Piece:
    """A position. Raises FilterRefused."""
    return Piece(_line((position,), budget, least=1))


def line(positions: Iterable[Sequence[float]], budget: Budget) -> Piece:
    """A line, there and back. Raises FilterRefused."""
    told = _line(positions, budget, least=2)
    return Piece((*told, *reversed(told[1:-1])))


def polygon(rings: Iterable[Iterable[Sequence[float]]], budget: Budget) -> Piece:
    """An area and its holes, each line closed. Raises FilterRefused."""
    lines = [_ring(ring, budget) for ring in rings]
    if not lines:
        raise FilterRefused("A polygon has a line around it.")
    return Piece(lines[0], tuple(lines[1:]))


def _ring(ring: Iterable[Sequence[float]], budget: Budget) -> tuple[Position, ...]:
    told = _line(ring, budget, least=4)
    if told[0] != told[-1]:
        raise FilterRefused("The line around a polygon ends where it begins.")
    return told[:-1]


def _line(positions: Iterable[Sequence[float]], budget: Budget, *, least: int) -> tuple[Position, ...]:
    told: list[Position] = []
    for position in positions:
        budget.spend_vertices(1)
        if len(position) < 2:
            raise FilterRefused("A position is a longitude and a latitude.")
        _check(position[0], position[1], "filter")
        told.append((float(position[0]), float(position[1])))
    if len(told) < least:
        raise FilterRefused(f"A geometry of this kind has at least {least} positions.")
    return tuple(told)


def _check(longitude: float, latitude: float, locator: str) -> None:
    if not (isfinite(longitude) and isfinite(latitude) and abs(longitude) <= _FARTHEST and abs(latitude) <= 90):
        raise FilterRefused("Positions are degrees of longitude and latitude (WGS 84).", locator)
