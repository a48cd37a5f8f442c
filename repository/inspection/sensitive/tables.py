"""Looking through a text for personal data, and through a table for precise places of protected species. Pure.

Persons are looked for in the head of a file, its first megabyte; species in all of it, as long as time is left.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from repository.inspection.positions import is_blank, is_mark, number
from repository.inspection.reading import Place, Problem
from repository.inspection.remarks import WHOLE, remark, shown
from repository.inspection.sensitive.labels import is_of_observers, is_of_taxa, is_personal
from repository.inspection.sensitive.persons import Kind, persons_in
from repository.inspection.sensitive.sentences import SENTENCES
from repository.inspection.sensitive.taxa import Taxon, taxon_of
from repository.inspection.table.columns import Column
from repository.inspection.table.dialect import Dialect
from repository.inspection.table.findings import line_place, with_list
from repository.inspection.table.scan import Scan, batches
from repository.inspection.table.text import Head, Lines

_PATIENCE: Final = 15.0
_LISTED: Final = 6
_MOST_ROWS: Final = 20_000
_APART: Final = "\x1f"
_FIGURES: Final = re.compile(r"[-+]?\d{1,3}[.,](\d+)")
METRES: Final = {2: 1_000, 3: 100, 4: 10, 5: 1}
"""Decimals of a degree -> how near that tells a place."""


@dataclass(slots=True)
class _Tally:
    """What of one kind was met in one column."""

    count: int = 0
    figures: int = 0
    line: int = 0
    shown: str = ""


@dataclass(slots=True)
class _Met:
    """What was met in the rows of a head."""

    tallies: dict[tuple[int, Kind], _Tally] = field(default_factory=dict)
    given: Counter[int] = field(default_factory=Counter)
    worded: set[int] = field(default_factory=set)


def persons_in_prose(lines: Sequence[str], first: int = 1) -> Iterator[Problem]:
    """What a text without columns tells, the first of each kind; whoever signs with a mail address may do so."""
    found: dict[Kind, _Tally] = {}
    for line, text in enumerate(lines, first):
        for hit in persons_in(text):
            if hit.kind != "mail":
                tally = found.setdefault(hit.kind, _Tally(line=line, shown=hit.shown))
                tally.count += 1
    for kind, tally in found.items():
        yield _said(kind, tally, Place("the text", "le texte"))


def persons_in_table(head: Head, dialect: Dialect, columns: Sequence[Column]) -> Iterator[Problem]:
    """Columns about persons by their labels, and what leads to persons in the cells of the head."""
    yield from persons_in_prose(head.lines[: dialect.comments])
    met = _met(head, dialect, len(columns))
    for code, is_such in (("personal-columns", is_personal), ("personal-observers", is_of_observers)):
        named = [each for each in columns if is_such(each.words) and each.index in met.given]
        if named:
            labels = ", ".join(shown(each.label, 40) for each in named[:_LISTED])
            problem = remark(SENTENCES, code, named[0].place, labels="{labels}")
            yield with_list(problem, labels + (", …" if len(named) > _LISTED else ""))
    for (index, kind), tally in sorted(met.tallies.items(), key=lambda item: item[0]):
        by_chance = tally.figures == tally.count and tally.count * 2 < met.given[index]
        if not (kind == "nir" and by_chance):
            yield _said(kind, tally, _place_of(columns, index))


def _met(head: Head, dialect: Dialect, width: int) -> _Met:
    met = _Met()
    for line, row in _rows(head, dialect):
        for index, cell in enumerate(row[:width]):
            if not is_blank(cell):
                met.given[index] += 1
        for hit in persons_in(text := _APART.join(row)):
            index = text.count(_APART, 0, hit.start)
            tally = met.tallies.setdefault((min(index, width), hit.kind), _Tally(line=line, shown=hit.shown))
            tally.count += 1
            tally.figures += row[index].strip().isdecimal()
    return met


def _rows(head: Head, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The rows of a head with the number of their first line."""
    reader = dialect.rows(head.lines[dialect.skip :])
    line = dialect.skip + 1
    try:
        for count, row in enumerate(reader):
            if count >= _MOST_ROWS:
                return
            yield line, row
            line = dialect.skip + reader.line_num + 1
    except csv.Error:
        return


def _place_of(columns: Sequence[Column], index: int) -> Place:
    """The column, by its number alone where its label itself is about a person."""
    if index >= len(columns) or any(persons_in(columns[index].label)):
        return Place(f"column {index + 1}", f"colonne {index + 1}")
    return columns[index].place


def _said(kind: Kind, tally: _Tally, place: Place) -> Problem:
    values = {"count": tally.count, "line": tally.line, "shown": tally.shown}
    said = remark(SENTENCES, f"personal-{kind}", place, column="{labels}", **values)
    english = said.english.replace("{labels}", place.english)
    french = said.french.replace("{labels}", place.french)
    return Problem(said.code, said.severity, place, _begun(english), _begun(french))


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@dataclass(slots=True)
class _Located:
    """Rows that place a protected species precisely."""

    count: int = 0
    line: int = 0
    decimals: int = 0
    taxa: dict[Taxon, None] = field(default_factory=dict)


def places_of_species(
    path: Path, head: Head, dialect: Dialect, columns: Sequence[Column], positions: tuple[Column, Column] | None
) -> Iterator[Problem]:
    """Whether rows give precise positions, ``positions`` being latitude and longitude, of species on the list."""
    names = _columns_of_taxa(head, dialect, columns) if positions else []
    if positions is None or not names:
        return
    found = _Located()
    for line, rows in batches(Lines(path, head.codec, _PATIENCE), dialect, Scan()):
        for at, row in enumerate(rows):
            if len(row) >= dialect.width:
                _add(row, line + at, names, positions, found)
    if found.count:
        metres = METRES.get(found.decimals, 1)
        taxa = ", ".join(f"{each.name} ({each.source})" for each in list(found.taxa)[:_LISTED])
        problem = remark(
            SENTENCES,
            "protected-taxon-located",
            line_place(found.line) if found.line else WHOLE,
            count=found.count,
            metres=metres,
            line=found.line,
            taxa="{labels}",
        )
        yield with_list(problem, taxa + (", …" if len(found.taxa) > _LISTED else ""))


def _columns_of_taxa(head: Head, dialect: Dialect, columns: Sequence[Column]) -> list[int]:
    """The columns whose label says species, and those in which the head names one that is listed."""
    named = {each.index for each in columns if is_of_taxa(each.words)}
    for _, row in _rows(head, dialect):
        named.update(index for index, cell in enumerate(row[: len(columns)]) if cell[3:4].isalpha() and taxon_of(cell))
    return sorted(named)


def _add(row: list[str], line: int, names: Sequence[int], positions: tuple[Column, Column], found: _Located) -> None:
    taxon = next((each for index in names if (each := taxon_of(row[index]))), None)
    if taxon is None:
        return
    decimals = max(decimals_of(row[each.index]) for each in positions)
    if decimals >= min(METRES):
        found.count += 1
        found.line = found.line or line
        found.decimals = max(found.decimals, min(decimals, max(METRES)))
        found.taxa[taxon] = None


def decimals_of(text: str) -> int:
    """How many decimals of a degree a cell tells; minutes and seconds count as four; none where there is no number.

    >>> [decimals_of(text) for text in ("43.5000", "43,12345", "43°12'15\\"", "-999.99", "")]
    [1, 5, 4, 0, 0]
    """
    plain = text.strip()
    match = _FIGURES.fullmatch(plain)
    if match:
        return 0 if is_mark(plain) else len(match[1].rstrip("0"))
    return 4 if len(re.findall(r"\d+", plain[:40])) > 1 and number(plain) is None else 0
