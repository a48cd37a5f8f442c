"""What an entry is found by as JSON, the form in which the database keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from repository.catalogue.boxes import Box
from repository.catalogue.findable import Findable
from repository.catalogue.spans import Span


def as_json(found_by: Findable) -> dict[str, Any]:
    """Plain values; boxes and spans as lists of numbers."""
    return {
        "titles": [*map(list, found_by.titles)],
        "terms": [*map(list, found_by.terms)],
        "people": [*found_by.people],
        "abstracts": [*map(list, found_by.abstracts)],
        "identifiers": [*found_by.identifiers],
        "facets": {code: [*values] for code, values in found_by.facets.items()},
        "boxes": [[box.west, box.south, box.east, box.north] for box in found_by.boxes],
        "spans": [[span.first, span.last] for span in found_by.spans],
        "depth": [*found_by.depth] if found_by.depth else None,
        "published": found_by.published.isoformat() if found_by.published else None,
    }


class Unreadable(ValueError):
    """What the database keeps of an entry is not what this version writes: `catalogue_rebuild` does not help."""


def from_json(told: Mapping[str, Any]) -> Findable:
    """The value again; what is not there is empty. Raises Unreadable."""
    try:
        return _findable(told)
    except (AttributeError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def as_far_as_told(told: Any) -> Findable:
    """The value again for a page, which shows the rest of an entry where this is nothing or cannot be read."""
    try:
        return from_json(told or {})
    except Unreadable:
        return from_json({})


def _findable(told: Mapping[str, Any]) -> Findable:
    depth, published = told.get("depth"), told.get("published")
    return Findable(
        titles=_pairs(told.get("titles")),
        terms=_pairs(told.get("terms")),
        people=tuple(map(str, told.get("people") or ())),
        abstracts=_pairs(told.get("abstracts")),
        identifiers=tuple(map(str, told.get("identifiers") or ())),
        facets={code: tuple(map(str, values)) for code, values in (told.get("facets") or {}).items()},
        boxes=tuple(Box(*map(float, sides)) for sides in told.get("boxes") or ()),
        spans=tuple(Span(*map(int, days)) for days in told.get("spans") or ()),
        depth=(float(depth[0]), float(depth[1])) if depth else None,
        published=date.fromisoformat(published) if published else None,
    )


def _pairs(told: Iterable[Sequence[str]] | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(language), str(text)) for language, text in told or ())
