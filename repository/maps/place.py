"""A box in words, as a reader writes it: `42.12 – 43.45° N, 3.02 – 5.31° E`."""

from repository.maps.box import Box
from repository.maps.graticule import Letters

NBSP = "\N{NO-BREAK SPACE}"


def box_text(box: Box, letters: Letters = Letters()) -> str:  # noqa: B008 (immutable)
    """Latitudes, then longitudes, from west to east even across the antimeridian; at most four decimals."""
    latitudes = _range(box.south, box.north, letters.north, letters.south, letters)
    longitudes = _range(box.west, box.east, letters.east, letters.west, letters)
    return f"{latitudes}{letters.between}{longitudes}"


def _range(low: float, high: float, positive: str, negative: str, letters: Letters) -> str:
    if low == high:
        return _degrees(low, positive, negative, letters)
    same_side = (low >= 0) == (high >= 0) and low != 0 and high != 0
    first = letters.number(round(abs(low), 4)) if same_side else _degrees(low, positive, negative, letters)
    return f"{first}{NBSP}– {_degrees(high, positive, negative, letters)}"


def _degrees(value: float, positive: str, negative: str, letters: Letters) -> str:
    amount = f"{letters.number(round(abs(value), 4))}°"
    return amount if value == 0 else f"{amount}{NBSP}{positive if value > 0 else negative}"
