"""Features of a GeoJSON looked through for personal data and precise points of protected species. Pure.

A reading of its own, after the one that takes the place: no proposals, only problems; at most so many features.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from repository.inspection.reading import Place, Problem, Reading
from repository.inspection.remarks import remark, shown
from repository.inspection.sensitive.labels import is_of_observers, is_personal
from repository.inspection.sensitive.persons import Kind, persons_in
from repository.inspection.sensitive.sentences import SENTENCES
from repository.inspection.sensitive.tables import METRES
from repository.inspection.sensitive.taxa import Taxon, taxon_of
from repository.inspection.table.columns import words_of
from repository.inspection.table.findings import with_list
from repository.inspection.vector.geojson_stream import TooDeep, TooLarge, members

_MOST: Final = 200_000
_MOST_VALUES: Final = 100
_LISTED: Final = 6
_LONGEST: Final = 2_000


class _Met:
    """What was met on the way through the features."""

    def __init__(self) -> None:
        self.features = 0
        self.labels: dict[str, None] = {}
        self.observers: dict[str, None] = {}
        self.persons: dict[tuple[str, Kind], tuple[int, int, str]] = {}
        self.located = 0
        self.first = 0
        self.decimals = 0
        self.taxa: dict[Taxon, None] = {}


def read(path: Path, *, name: str) -> Reading:
    """The problems of a file of features; none of what is no GeoJSON, which its reader told."""
    del name
    met = _Met()
    try:
        for key, value in members(path):
            if key == "features[]" and isinstance(value, Mapping):
                _take(met, value)
            if met.features >= _MOST:
                break
    except (TooLarge, TooDeep, ValueError, OverflowError):
        pass
    return Reading(format="", problems=tuple(_problems(met)))


def _take(met: _Met, feature: Mapping[str, Any]) -> None:
    met.features += 1
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        return
    taxon = None
    for label, value in list(properties.items())[:_MOST_VALUES]:
        text = str(value)[:_LONGEST] if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if not text.strip():
            continue
        words = words_of(label[:300])
        if is_personal(words):
            met.labels[label] = None
        elif is_of_observers(words):
            met.observers[label] = None
        taxon = taxon or (taxon_of(text) if isinstance(value, str) else None)
        for hit in persons_in(text):
            count, first, words_shown = met.persons.get((label, hit.kind), (0, met.features, hit.shown))
            met.persons[label, hit.kind] = count + 1, first, words_shown
    decimals = _decimals(feature.get("geometry")) if taxon else 0
    if taxon and decimals >= min(METRES):
        met.located += 1
        met.first = met.first or met.features
        met.decimals = max(met.decimals, min(decimals, max(METRES)))
        met.taxa[taxon] = None


def _decimals(geometry: Any) -> int:
    """How many decimals of a degree a point has; other shapes are areas, which blur by themselves."""
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Point":
        return 0
    position = geometry.get("coordinates")
    if not isinstance(position, list):
        return 0
    numbers = [each for each in position[:2] if isinstance(each, float)]
    return max((len(f"{each:.8f}".rstrip("0").partition(".")[2]) for each in numbers), default=0)


def _problems(met: _Met) -> Iterator[Problem]:
    for code, labels in (("personal-columns", met.labels), ("personal-observers", met.observers)):
        if labels:
            listed = ", ".join(shown(each, 40) for each in list(labels)[:_LISTED])
            more = ", …" if len(labels) > _LISTED else ""
            yield with_list(remark(SENTENCES, code, labels="{labels}"), listed + more)
    for (label, kind), (count, first, words) in list(met.persons.items())[:_LISTED]:
        safe = "" if any(persons_in(label)) else f", {shown(label, 40)}"
        place = Place(f"feature {first}{safe}", f"objet {first}{safe}")
        yield remark(SENTENCES, f"feature-{kind}", place, count=count, first=first, shown=words)
    if met.located:
        taxa = ", ".join(f"{each.name} ({each.source})" for each in list(met.taxa)[:_LISTED])
        more = ", …" if len(met.taxa) > _LISTED else ""
        place = Place(f"feature {met.first}", f"objet {met.first}")
        values = {"count": met.located, "metres": METRES[met.decimals], "first": met.first}
        yield with_list(remark(SENTENCES, "protected-taxon-mapped", place, taxa="{labels}", **values), taxa + more)
