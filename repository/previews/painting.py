"""A field of numbers as a small picture in the colours of the scale; nothing where there is no value."""

import io
from typing import Any, Final, NamedTuple

import numpy as np
from PIL import Image

from repository.previews.colours import colour_at

MOST_PIXELS: Final = 480
"""The longer side of the picture of a grid."""

_SHADES: Final = 200
_INNER: Final = (2, 98)
"""The percentiles that the colours reach where a few values lie far out."""
_FAR: Final = 2.5
"""So many times wider than these percentiles are apart the values have to lie for that."""


class Painted(NamedTuple):
    """A PNG, the ends of its colours, and whether some values lie beyond these."""

    picture: bytes
    low: float
    high: float
    is_cut: bool


def painted(field: Any) -> Painted | None:
    """A field (rows from north to south, NaN for none) in the colours of the scale; None where it has no value.

    The colours go from the lowest to the highest value, or, where outliers would leave all the rest one colour, from
    the 2nd to the 98th percentile.
    """
    values = field[np.isfinite(field)]
    if not values.size:
        return None
    low, high = float(values.min()), float(values.max())
    near_low, near_high = (float(each) for each in np.percentile(values, _INNER))
    is_cut = near_high > near_low and (high - low) > _FAR * (near_high - near_low)
    if is_cut:
        low, high = near_low, near_high
    span = (high - low) or 1.0
    shades = np.clip((field - low) / span * (_SHADES - 1), 0, _SHADES - 1)
    indexes = np.where(np.isfinite(field), np.nan_to_num(shades), _SHADES).astype(np.uint8)
    picture = Image.fromarray(indexes, mode="P")
    palette = [part for shade in range(_SHADES) for part in colour_at(shade / (_SHADES - 1))]
    picture.putpalette([*palette, 0, 0, 0])
    out = io.BytesIO()
    picture.save(out, "PNG", transparency=_SHADES, optimize=True)
    return Painted(out.getvalue(), float(f"{low:.4g}"), float(f"{high:.4g}"), is_cut)
