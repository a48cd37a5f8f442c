"""A scale of colours that people tell apart whatever colours they see: darker is lower, from blue to yellow.

Made after cividis (Nunez, Anderton and Renslow, PLoS ONE 13(7), 2018): ten colours, straight lines between them.
"""

from typing import Final

Colour = tuple[int, int, int]

SCALE: Final[tuple[Colour, ...]] = (
    (0, 34, 78),
    (18, 53, 112),
    (59, 73, 108),
    (87, 93, 109),
    (112, 113, 115),
    (138, 134, 120),
    (165, 156, 116),
    (195, 179, 105),
    (225, 204, 85),
    (254, 232, 56),
)
"""The colours from low to high, evenly spaced."""


def colour_at(share: float) -> Colour:
    """The colour of a value that lies at ``share`` (0 to 1) between the lowest and the highest."""
    place = min(max(share, 0.0), 1.0) * (len(SCALE) - 1)
    index = min(int(place), len(SCALE) - 2)
    rest = place - index
    red, green, blue = (round(a + (b - a) * rest) for a, b in zip(SCALE[index], SCALE[index + 1], strict=True))
    return red, green, blue


def hexadecimal(colour: Colour) -> str:
    """``#fee838``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
