"""A photo or drawing made small. What cameras write beside it, such as where it was taken, does not go along."""

import io
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from repository.inspection.reading import Reading
from repository.previews.carrying import carried, nothing
from repository.previews.shapes import MOST_PICTURE, Picture, Preview

SIDE: Final = 960
"""The longer side of the small picture, in pixels."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "JPEG2000")
_MOST_PIXELS: Final = 100_000_000
_FAILURES: Final = (OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError, EOFError, ArithmeticError)


PUBLISHES: Final = True
"""What it answers is shown to everybody: it is called in a confined process or not at all."""


def read(path: Path, *, name: str) -> Reading:
    """The preview of a picture; nothing for one that is damaged or has very many pixels."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            original = picture.size
            if original[0] * original[1] > _MOST_PIXELS:
                return nothing()
            picture.draft("RGB", (SIDE, SIDE))
            picture.load()
            return small(picture, original)
    except (UnidentifiedImageError, *_FAILURES):
        return nothing()


def small(picture: Image.Image, original: tuple[int, int], pages: int = 0) -> Reading:
    """A picture, upright, no larger than `SIDE`, without any note of the camera; the page of so many ``pages``."""
    upright = ImageOps.exif_transpose(picture)
    if (upright.width - upright.height) * (original[0] - original[1]) < 0:
        original = original[1], original[0]
    has_holes = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_holes else "RGB")
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    for quality in (82, 60, 35):
        body = _written(plain, quality)
        if len(body) <= MOST_PICTURE:
            break
    else:
        return nothing()
    shape = Picture(
        width=plain.width, height=plain.height, original_width=original[0], original_height=original[1], pages=pages
    )
    return carried(Preview(picture=shape), body, "image/webp")


def coloured(pixels: Any) -> bytes:
    """An array of rows, columns and red, green, blue and opacity as WebP."""
    return _written(Image.fromarray(pixels, mode="RGBA"), 75)


def _written(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()
