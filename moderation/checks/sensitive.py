"""Personal data in a description, and protected species whose places it makes known. Pure.

Files were looked through when they were read (`repository/inspection/sensitive/`).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from moderation.checks.submission import SubmittedFile
from moderation.sentences import finding
from repository.inspection.sensitive.persons import persons_in
from repository.inspection.sensitive.taxa import taxa_in
from repository.record.document import Path
from repository.record.findings import Finding
from repository.record.model import Record

_TEXTS: Final = ("title", "abstract", "lineage", "quality", "use_limitations", "access_note")
_PRECISE: Final = 0.1
"""Degrees; a box that is smaller both ways leads to the place."""

_LOCATED: Final = frozenset({"protected-taxon-located", "protected-taxon-mapped"})
_MOST_TAXA: Final = 5


def sensitive(record: Record, files: Sequence[SubmittedFile]) -> Iterator[Finding]:
    """What leads to persons in texts that are published, and to places of species that are kept back."""
    for field in _TEXTS:
        yield from _persons((field,), getattr(record, field))
    for index, variable in enumerate(record.variables):
        yield from _persons(("variables", index, "method"), variable.method)
    yield from _species(record, files)


def _persons(path: Path, texts: Mapping[str, str] | None) -> Iterator[Finding]:
    """One finding for each kind in a text, in whatever language."""
    told: set[str] = set()
    for text in (texts or {}).values():
        for hit in persons_in(text):
            if hit.kind not in told:
                told.add(hit.kind)
                yield finding(f"text-holds-{hit.kind}", path, shown=hit.shown)


def _species(record: Record, files: Sequence[SubmittedFile]) -> Iterator[Finding]:
    """Species that the description names, where a small box or a table of positions leads to them."""
    located = any(each.code in _LOCATED for file in files if file.reading for each in file.reading.problems)
    if located or not (_is_precise(record) or any(_has_positions(file) for file in files)):
        return
    said: list[str] = []
    for texts in (record.title, record.abstract, *(keyword.term for keyword in record.keywords)):
        said += (texts or {}).values()
    taxa = list(islice(dict.fromkeys(taxon for text in said for taxon in taxa_in(text)), _MOST_TAXA))
    if taxa:
        english = ", ".join(f"{each.name} ({each.source})" for each in taxa)
        yield finding("protected-taxon-named", ("place",), taxa=english)


def _is_precise(record: Record) -> bool:
    return any(
        box.north - box.south < _PRECISE and (box.east - box.west) % 360 < _PRECISE for box in record.place.boxes
    )


def _has_positions(file: SubmittedFile) -> bool:
    """Whether a table or a file of features places its values one by one."""
    forms: tuple[Any, ...] = ("CSV", "TSV", "Text table", "GeoJSON", "KML", "Shapefile", "GeoPackage")
    return bool(file.reading and file.reading.format.startswith(forms) and file.proposed("place/boxes"))
