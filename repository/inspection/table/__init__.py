"""Text tables: CSV, TSV and their kin; a text that is an ODV spreadsheet or MEDATLAS is told from them. Pure.

An extent is proposed only where every row was read and every value in its columns can be what the label says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from repository.inspection import odv
from repository.inspection.positions import other_sign
from repository.inspection.reading import Json, Place, Problem, Proposal, Reading
from repository.inspection.remarks import WHOLE, line_of, unreadable
from repository.inspection.table.columns import MOST_COLUMNS, Column, Roles, columns_of, roles_of
from repository.inspection.table.dialect import Dialect, dialect_of
from repository.inspection.table.findings import (
    extents,
    of_dates,
    of_labels,
    of_lines,
    of_positions,
    of_rows,
    of_units,
    of_vertical,
    places,
    say,
)
from repository.inspection.table.scan import Scan, kinds, scan
from repository.inspection.table.sentences import SENTENCES
from repository.inspection.table.text import LONGEST_LINE, PATIENCE, Head, Lines, head_of
from repository.inspection.table.units import word_set

_PLAIN: Final = frozenset({"ASCII", "UTF-8"})
_HEADER_MOST: Final = 200
"""Columns that are told one by one."""

_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blanks"}
_NOT_MEASURED: Final = word_set(
    "id ids identifier identifiant identifiants code codes station stations number numero num no index row line ligne "
    "flag flags qc qf qv quality qualite year month day hour minute second annee mois jour heure seconde lat latitude "
    "lon long longitude x y z date time cast cruise replicate replica sample bottle niskin rank rang serial sn version "
    "easting northing utm zone epsg sdn orcid phone tel zip edmo wmo coord coords coordonnees coordinate coordinates"
)
_WITHOUT_UNIT: Final = word_set("ph")
_MOST_WITHOUT_UNIT: Final = 60
"""More columns of numbers without a unit are a matrix: its columns are no variables."""

_NO_TABLE: Final = re.compile(r"<!doctype|<\?xml|<html|\{\s*[\"}]|\[\s*\{", re.IGNORECASE)
_FIRST: Final = 5
"""Lines that tell a page, XML or JSON from a table."""

_TABLES: Final = (".csv", ".tsv", ".tab")


def read(path: Path, *, name: str, patience: float = PATIENCE) -> Reading:
    """What a text table says of itself. ``patience`` is in seconds. Errors: Unreadable where it is no text table."""
    head = head_of(path)
    if not any(line.strip() for line in head.lines):
        raise unreadable(SENTENCES, "table-no-rows")
    if head.nul and not name.lower().endswith((*_TABLES, ".txt")):
        return Reading(format="")
    if _NO_TABLE.match("".join(head.lines[:_FIRST]).lstrip()):
        if name.lower().endswith(_TABLES):
            raise unreadable(SENTENCES, "table-not")
        return Reading(format="Text", facts={"encoding": head.encoding})
    if _is_medatlas(head):
        return Reading(format="MEDATLAS", facts={"encoding": head.encoding})
    if odv.looks_like_odv(name, "".join(head.lines[:2_000])):
        return odv.read(path, name=name, patience=patience)
    if not head.complete and not head.lines[0].endswith("\n"):
        raise unreadable(SENTENCES, "line-endless", most=LONGEST_LINE)
    dialect = dialect_of(head.lines, named=name.lower().endswith(_TABLES))
    kind = _kind(name, dialect)
    if head.nul:
        raise unreadable(SENTENCES, "nul-bytes", line=1 + "".join(head.lines).split("\0")[0].count("\n"))
    if dialect is None:
        return Reading(format=kind or "Text", facts={"encoding": head.encoding})
    return _table(path, head, dialect, kind or "Text table", patience)


def _kind(name: str, dialect: Dialect | None) -> str:
    extension = name.rpartition(".")[2].lower()
    if extension in ("tsv", "tab") or (dialect and dialect.separator == "\t"):
        return "TSV"
    return "CSV" if extension == "csv" or (dialect and dialect.separator != " ") else ""


def _is_medatlas(head: Head) -> bool:
    """A line of the cruise in capitals after an asterisk, then stations and their regional archiving (MEDATLAS II)."""
    start = "".join(head.lines[:40])
    return start.startswith("*") and "Data Type=" in start and "Regional Archiving" in start


def _table(path: Path, head: Head, dialect: Dialect, kind: str, patience: float) -> Reading:
    if dialect.width > MOST_COLUMNS:
        problem = say("columns-too-many", count=dialect.width, most=MOST_COLUMNS)
        return Reading(kind, problems=(problem,), facts=_facts(head, dialect, None))
    columns = columns_of(dialect.labels, dialect.units)
    roles = roles_of(columns)
    lines = Lines(path, head.codec, patience)
    found = scan(lines, dialect, roles)
    sound = lines.whole and found.even and not lines.nul
    values = kinds(found.sample, dialect.width, dialect.decimal)
    measured = _measured(columns, roles, values) if sound or lines.late else []
    if len(roles.parts) == 1 and not measured:
        found.dates = None
    problems = (
        *of_lines(lines, head.encoding),
        *of_rows(found, lines, dialect.width),
        *_of_columns(dialect, columns, measured, values, found.sample),
        *(_of_extents(found, roles) if sound else ()),
    )
    proposals = (*(_extents(found, roles) if sound else ()), *_variables(measured))
    return Reading(kind, proposals, problems, _facts(head, dialect, found, values, whole=lines.whole))


def _extents(found: Scan, roles: Roles) -> Iterator[Proposal]:
    where = places([*roles.latitudes, *roles.longitudes]) if roles.latitudes else WHOLE
    when = places(roles.dates or roles.parts) if roles.dates or roles.parts else WHOLE
    return extents(found, where, when, places(roles.verticals) if roles.verticals else WHOLE)


def _of_extents(found: Scan, roles: Roles) -> Iterator[Problem]:
    if found.positions:
        yield from of_positions(found.positions, places([*roles.latitudes, *roles.longitudes]))
    if found.dates and (roles.parts or any(column.says_date for column in roles.dates)):
        yield from of_dates(found.dates, places(roles.dates or roles.parts))
    if found.vertical:
        yield from of_vertical(found.vertical, places(roles.verticals))


def _of_columns(
    dialect: Dialect,
    columns: Sequence[Column],
    measured: Sequence[Column],
    values: Sequence[str],
    sample: Sequence[Sequence[str]],
) -> Iterator[Problem]:
    if not dialect.labels:
        yield say("table-no-labels")
    yield from of_labels(dialect.labels)
    yield from of_units([each for each in measured if not each.unit and not set(each.words) <= _WITHOUT_UNIT])
    mixed = next((column for column in columns if values[column.index] == "mixed"), None)
    if mixed:
        other = next(row[mixed.index] for row in sample if other_sign(row[mixed.index], dialect.decimal))
        yield say("decimal-mixed", mixed.place, value=other.strip())


def _measured(columns: Sequence[Column], roles: Roles, values: Sequence[str]) -> list[Column]:
    """The columns of measured values: numbers with a unit or decimals that are no identifiers and no coordinates.

    A table with a column of units has one row for each value: what was measured stands in its rows, not in its labels.
    """
    if any(not {"unit", "units", "unite", "unites", "uom"}.isdisjoint(column.words) for column in columns):
        return []
    found = [
        column
        for column in columns
        if values[column.index] in ("decimal", "whole")
        and (column.unit or values[column.index] == "decimal")
        and column.index not in roles.used
        and _NOT_MEASURED.isdisjoint(column.words)
        and column.words
    ]
    with_unit = [column for column in found if column.unit]
    return found if len(found) - len(with_unit) <= _MOST_WITHOUT_UNIT else with_unit


def _variables(measured: Sequence[Column]) -> Iterator[Proposal]:
    found: dict[str, dict[str, Any]] = {}
    for column in measured:
        name, unit = line_of(column.name), line_of(column.unit)
        if name and name not in found:
            found[name] = {"name": name, **({"unit": unit} if unit else {})}
    if found:
        first, last = measured[0].index + 1, measured[-1].index + 1
        place = Place(f"labels of columns {first} to {last}", f"intitulés des colonnes {first} à {last}")
        one = Place(f"label of column {first}", f"intitulé de la colonne {first}")
        yield Proposal("variables", list(found.values()), place if last > first else one)


def _facts(
    head: Head, dialect: Dialect, found: Scan | None, values: Sequence[str] = (), *, whole: bool = True
) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "columns": dialect.width,
        "separator": _NAMES[dialect.separator],
        "decimal": dialect.decimal,
        "encoding": head.encoding,
    }
    if found:
        facts["rows"] = found.rows
        facts["kinds"] = dict(Counter(values))
        if whole and found.even and (header := _header(head, dialect)):
            facts["header"] = [list(pair) for pair in zip(header, values, strict=True)]
    return facts if whole else {**facts, "part": True}


def _header(head: Head, dialect: Dialect) -> tuple[str, ...]:
    """The labels of a table that any program reads as it is: commas, points, UTF-8, one line of labels and no other."""
    labels = dialect.labels
    is_plain = (dialect.separator, dialect.decimal, dialect.skip) == (",", ".", 1) and head.encoding in _PLAIN
    if not is_plain or len(labels) > _HEADER_MOST or not all(labels) or len(set(labels)) < len(labels):
        return ()
    return labels if head.lines[0].rstrip("\r\n").split(",") == list(labels) else ()
