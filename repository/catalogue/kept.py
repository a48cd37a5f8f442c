"""What an entry is found by as JSON, the form in which the database keeps it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from repository.catalogue.boxes import Box
from repository.catalogue.findable import Findable
from repository.catalogue.spans import Span


def as_json(found_by: Findable) -> dict[str, Any]:
    """Plain values; boxes and spans as lists of numbers."""
    told = asdict(found_by)
    told["boxes"] = [[box.west, box.south, box.east, box.north] for box in found_by.boxes]
    told["spans"] = [[span.first, span.last] for span in found_by.spans]
    told["published"] = found_by.published.isoformat() if found_by.published else None
    return told


def from_json(told: Mapping[str, Any]) -> Findable:
    """The value again."""
    return Findable(
        titles=_pairs(told["titles"]),
        terms=_pairs(told["terms"]),
        people=tuple(told["people"]),
        abstracts=_pairs(told["abstracts"]),
        identifiers=tuple(told["identifiers"]),
        facets={code: tuple(values) for code, values in told["facets"].items()},
        boxes=tuple(Box(*sides) for sides in told["boxes"]),
        spans=tuple(Span(*days) for days in told["spans"]),
        depth=tuple(told["depth"]) if told["depth"] else None,
        published=date.fromisoformat(told["published"]) if told["published"] else None,
    )


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((language, text) for language, text in told)
