"""Boxes on offer beside the fields of a place, pasted or of a named place, until they are used. No database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from repository.forms.posted import Posted, pack, storable, text_of, unpack
from repository.maps.box import Box
from repository.maps.pasted.shapes import around
from repository.record.document import is_empty, prune
from repository.record.extents import BoundingBox

PASTE, FIND, PICK, OFFER = "beside-paste", "beside-find", "beside-pick", "beside-offer"
"""Names of controls that are no part of the field: what stands in them is a question, and never saved."""
READ, SWAP, SHOW, TAKE, JOIN, SEARCH = (
    "read:place", "swap:place", "show:place", "take:place", "join:place", "find:place",
)  # fmt: skip
MOST_EACH: Final = 100
"""So many boxes can be used one by one; more only as the one box around them."""
LONGEST_NAME: Final = 300
_SIDES: Final = Box._fields


@dataclass(frozen=True, slots=True)
class Offer:
    """Boxes, and the name of the place by language where they have one."""

    boxes: tuple[Box, ...]
    name: Mapping[str, str]

    @property
    def packed(self) -> str:
        """The text of a hidden field; beyond ``MOST_EACH`` boxes only the one around all travels."""
        boxes = self.boxes if len(self.boxes) <= MOST_EACH else (around(self.boxes),)
        return pack({"boxes": [list(box) for box in boxes], "name": dict(self.name)})


def read_offer(posted: Posted) -> Offer | None:
    """The offer that the page carried; None where it is none, or one of its boxes cannot be."""
    value = unpack(text_of(posted, OFFER))
    boxes, name = value.get("boxes"), value.get("name")
    if not isinstance(boxes, list) or not 0 < len(boxes) <= MOST_EACH:
        return None
    read = [_box(each) for each in boxes]
    names = name if isinstance(name, Mapping) else {}
    texts = {
        tag: storable(names[tag])[:LONGEST_NAME].strip() for tag in ("en", "fr") if isinstance(names.get(tag), str)
    }
    if None in read:
        return None
    return Offer(tuple(box for box in read if box), {tag: text for tag, text in texts.items() if text})


def _box(value: object) -> Box | None:
    if not isinstance(value, list) or len(value) != 4:
        return None
    try:
        box = BoundingBox.model_validate(dict(zip(_SIDES, value, strict=True)), strict=True)
    except ValidationError:
        return None
    return Box(box.west, box.south, box.east, box.north)


def with_offer(place: Any, offer: Offer, *, joined: bool) -> dict[str, Any]:
    """The place with the boxes of an offer (``joined``: the one around them) and its name; nothing is added twice."""
    kept = dict(place) if isinstance(place, Mapping) else {}
    kept.pop("not_applicable", None)
    boxes = [around(offer.boxes)] if joined else list(offer.boxes)
    kept["boxes"] = _added(kept.get("boxes"), [_as_typed(box) for box in boxes])
    if offer.name:
        kept["names"] = _added(kept.get("names"), [{"name": dict(offer.name)}])
    return kept


def _added(stored: Any, entries: Sequence[dict[str, Any]]) -> list[Any]:
    rows = [row for row in stored if not is_empty(prune(row))] if isinstance(stored, list) else []
    return [*rows, *(entry for entry in entries if entry not in rows)]


def _as_typed(box: Box) -> dict[str, float]:
    """The four sides as a form reads them: whole degrees without a fraction."""
    return {
        side: int(value) if value.is_integer() else value for side, value in zip(_SIDES, map(float, box), strict=True)
    }


def asked_words(posted: Posted, pressed: str) -> str:
    """The name to look for: its button was pressed, or it stands in its line and Enter saved."""
    return text_of(posted, FIND).strip()[:LONGEST_NAME] if pressed in (SEARCH, "", "save") else ""
