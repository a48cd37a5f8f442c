"""A preview made in a process of its own, and how it comes from there: as the facts of a reading."""

import binascii
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Final, NamedTuple

from repository.inspection.apart import Limits, read_apart
from repository.inspection.reading import Reading
from repository.previews.makers import maker_for
from repository.previews.shapes import MOST_PICTURE, Preview, preview_from

_MADE: Final = "preview"
_PICTURES: Final = {"image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF"}
"""Media type of a picture -> how its bytes begin."""

LIMITS: Final = Limits(seconds=40, cpu_seconds=30, answer=2_000_000)
"""What making one preview may take."""


class Made(NamedTuple):
    """A preview, and the picture that goes with it."""

    preview: Preview
    picture: bytes = b""
    media_type: str = ""


def carried(preview: Preview, picture: bytes = b"", media_type: str = "") -> Reading:
    """What a maker answers."""
    facts = {"preview": preview.as_json(), "picture": b64encode(picture).decode("ascii"), "media_type": media_type}
    return Reading(format=_MADE, facts=facts)


def nothing() -> Reading:
    """What a maker answers for a file of which there is nothing to show."""
    return Reading(format="")


def make_apart(path: Path, *, name: str, media_type: str, limits: Limits = LIMITS) -> Made | None:
    """The preview of a file, made apart; None where there is nothing to show. Never raises for a bad file.

    ``name`` is its path in the dataset. What comes back is believed no further than `shapes.py` and the beginning of
    the picture say: a process that reads foreign files may say anything.
    """
    maker = maker_for(media_type, name)
    if maker is None or path.stat().st_size == 0:
        return None
    return taken(read_apart(maker, path, name=name, limits=limits))


def taken(reading: Reading) -> Made | None:
    """What a maker's answer holds; None where it is none, or shows nothing."""
    preview = preview_from(reading.facts.get("preview")) if reading.format == _MADE else None
    if preview is None or preview.is_empty:
        return None
    kind = str(reading.facts.get("media_type") or "")
    picture = _bytes_of(reading.facts.get("picture"), kind)
    if (preview.grid or preview.picture) and not picture:
        return None
    return Made(preview, picture, kind if picture else "")


def _bytes_of(text: object, media_type: str) -> bytes:
    try:
        found = b64decode(str(text or ""), validate=True)
    except (binascii.Error, ValueError):
        return b""
    start = _PICTURES.get(media_type)
    return found if start and found.startswith(start) and len(found) <= MOST_PICTURE else b""
