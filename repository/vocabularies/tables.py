"""Vocabularies in CSV: our own columns, those of SeaDataNet lists, CF names, and the hierarchies of GCMD. Pure."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from repository.vocabularies.entries import (
    LANGUAGES,
    MOST_CONCEPTS,
    Entry,
    Vocabulary,
    VocabularyRefused,
    address_of_urn,
    is_address,
    one_line,
)

CF_NAMES: Final = "http://vocab.nerc.ac.uk/standard_name/"
GCMD: Final = "https://gcmd.earthdata.nasa.gov/kms/concept/"
_LONGEST_CELL: Final = 200_000
_NO_LEVELS: Final = ("uuid", "long_name", "definition")

Row = Mapping[str, str]


def read_table(path: Path) -> Vocabulary:
    """The concepts of a CSV file in UTF-8. Raises ``VocabularyRefused``."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            version, rows = _rows(file)
            columns, entry_of = next(rows), None
            entry_of = _reader_for(columns)
            return Vocabulary(tuple(_entries(rows, entry_of)), version=version)
    except (UnicodeDecodeError, csv.Error) as error:
        raise VocabularyRefused(f"The file is not a table in UTF-8: {error}.") from error
    except StopIteration as error:
        raise VocabularyRefused("The file is empty.") from error


def _rows(file: TextIO) -> tuple[str, Iterator[Row]]:
    """The version that a line before the columns says (GCMD writes one), and the rows: first the columns themselves."""
    lines = csv.reader(file)
    head = next(lines)
    version = ""
    if any(cell.strip().startswith("Keyword Version") for cell in head):
        version, head = one_line(head[0].partition(":")[2])[:100], next(lines)
    columns = [cell.strip().lower() for cell in head]
    return version, _as_rows(columns, lines)


def _as_rows(columns: list[str], lines: Iterator[list[str]]) -> Iterator[Row]:
    yield dict.fromkeys(columns, "")
    for number, line in enumerate(lines, start=1):
        if number > MOST_CONCEPTS:
            raise VocabularyRefused(f"The table has more than {MOST_CONCEPTS} rows.")
        yield {column: one_line(cell) for column, cell in zip(columns, line, strict=False)}


def _entries(rows: Iterator[Row], entry_of: Callable[[Row], Entry | None]) -> Iterator[Entry]:
    for row in rows:
        entry = entry_of(row)
        if entry is not None:
            yield entry


def _reader_for(columns: Row) -> Callable[[Row], Entry | None]:
    if "uuid" in columns and "path" in columns:
        return Hierarchy().of_path
    if "uuid" in columns:
        return Hierarchy(tuple(column for column in columns if column not in _NO_LEVELS)).of_levels
    if "standard_name" in columns:
        return _cf_name
    if ("uri" in columns or "urn" in columns) and any(f"label_{tag}" in columns for tag in LANGUAGES):
        return _plain
    raise VocabularyRefused(
        "The table has no columns of a vocabulary: it needs uri (or urn) and label_en or label_fr, or uuid and levels, "
        "or standard_name."
    )


def _plain(row: Row) -> Entry | None:
    """Our own columns. A SeaDataNet list has its code under ``urn``; several names or addresses stand with ``|``."""
    urn = row.get("urn", "")
    uri = row.get("uri", "") or address_of_urn(urn)
    labels = {tag: row[f"label_{tag}"] for tag in LANGUAGES if row.get(f"label_{tag}")}
    if not is_address(uri) or not labels:
        return None
    others = {tag: _several(row.get(f"alt_{tag}", "")) for tag in LANGUAGES}
    if row.get("short_label"):
        others["en"].append(row["short_label"])
    return Entry(
        uri=uri,
        notation=(row.get("notation", "") or urn)[:200],
        labels=labels,
        others={tag: names for tag, names in others.items() if names},
        definitions={tag: row[f"definition_{tag}"] for tag in LANGUAGES if row.get(f"definition_{tag}")},
        broader=tuple(each for each in _several(row.get("broader", "").replace(" ", "|")) if is_address(each)),
        is_deprecated=row.get("deprecated", "").lower() in ("1", "true", "yes"),
        replaced_by=row.get("replaced_by", "") if is_address(row.get("replaced_by", "")) else "",
    )


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _cf_name(row: Row) -> Entry | None:
    name = row.get("standard_name", "")
    if not name:
        return None
    aliases = row.get("aliases", "").replace(";", " ").replace("|", " ").split()
    definition = row.get("definition", "") or row.get("definition_200", "")
    return cf_entry(name, aliases=aliases, definition=definition, unit=row.get("canonical_units", ""))


def cf_entry(name: str, *, aliases: list[str], definition: str, unit: str) -> Entry:
    """A CF standard name by its address at the NERC vocabulary server; the definition ends with its unit."""
    said = " ".join(part for part in (definition, f"[{unit}]" if unit else "") if part)
    return Entry(
        uri=f"{CF_NAMES}{name}/",
        notation=name[:200],
        labels={"en": name},
        others={"en": aliases} if aliases else {},
        definitions={"en": said} if said else {},
    )


class Hierarchy:
    """Concepts of GCMD: each row stands under the row of the levels before. ``levels``: the columns of the names."""

    def __init__(self, levels: tuple[str, ...] = ()) -> None:
        self._levels = levels
        self._uris: dict[tuple[str, ...], str] = {}

    def of_levels(self, row: Row) -> Entry | None:
        """A row as GCMD exports it: one column a level, the last one filled is the name, and a long name beside it."""
        steps = tuple(row[level] for level in self._levels if row.get(level))
        return self._entry(steps, row.get("uuid", ""), row.get("definition", ""), row.get("long_name", ""))

    def of_path(self, row: Row) -> Entry | None:
        """A row with its levels in one cell, joined by ``>``."""
        steps = tuple(step.strip() for step in row.get("path", "").split(" > ") if step.strip())
        return self._entry(steps, row.get("uuid", ""), row.get("definition", ""))

    def _entry(self, steps: tuple[str, ...], uuid: str, definition: str, long_name: str = "") -> Entry | None:
        if not steps or not uuid:
            return None
        uri = f"{GCMD}{uuid.lower()}"
        self._uris[steps] = uri
        above = next((self._uris[steps[:end]] for end in range(len(steps) - 1, 0, -1) if steps[:end] in self._uris), "")
        said = definition if definition and definition != "No definition available." else ""
        return Entry(
            uri=uri,
            labels={"en": steps[-1]},
            others={"en": [long_name]} if long_name else {},
            definitions={"en": said} if said else {},
            broader=(above,) if above and above != uri else (),
        )
