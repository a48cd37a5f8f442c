"""A field of numbers as a small picture in the colours of the scale; nothing where there is no value."""

import io
from typing import Any, Final

import numpy as np
from PIL import Image

from repository.previews.colours import colour_at

MOST_PIXELS: Final = 480
"""The longer side of the picture of a grid."""

_SHADES: Final = 200


def painted(field: Any) -> tuple[bytes, float, float] | None:
    """A PNG of a field (rows from north to south, NaN for none), and the ends of its colours.

    The ends are the 1st and 99th percentile where a few values lie far out. None for a field without values.
    """
    values = field[np.isfinite(field)]
    if not values.size:
        return None
    low, high = float(values.min()), float(values.max())
    near_low, near_high = (float(each) for each in np.percentile(values, (1, 99)))
    if near_high > near_low and (high - low) > 3 * (near_high - near_low):
        low, high = near_low, near_high
    span = (high - low) or 1.0
    shades = np.clip((field - low) / span * (_SHADES - 1), 0, _SHADES - 1)
    indexes = np.where(np.isfinite(field), np.nan_to_num(shades), _SHADES).astype(np.uint8)
    picture = Image.fromarray(indexes, mode="P")
    palette = [part for shade in range(_SHADES) for part in colour_at(shade / (_SHADES - 1))]
    picture.putpalette([*palette, 0, 0, 0])
    out = io.BytesIO()
    picture.save(out, "PNG", transparency=_SHADES, optimize=True)
    return out.getvalue(), float(f"{low:.4g}"), float(f"{high:.4g}")
