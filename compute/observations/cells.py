"""Blocks of rows of a text, and their columns as numbers: the memory is that of one block, whatever the file. Pure."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from compute.refusals import DataRefused
from repository.inspection.positions import is_mark, number
from repository.inspection.table.text import Head, Lines, head_of

PATIENCE: Final = 3600.0
"""Seconds for one file; a task has a limit of its own."""
_CELLS: Final = 400_000
"""Cells of a block, so that a wide table takes no more memory than a narrow one."""
_LONGEST_CELL: Final = 131_072
_MAY_BE_MARK: Final = 99.0

Block = tuple[int, list[Sequence[str]]]
"""The number of the first row, and the columns."""


def opened(path: Path) -> Head:
    """The head of a text. Raises DataRefused for what is none."""
    try:
        head = head_of(path)
    except (OSError, UnicodeError) as error:
        raise DataRefused(f"The file cannot be read: {error.__class__.__name__}.") from error
    if head.nul or not any(line.strip() for line in head.lines):
        raise DataRefused("The file is empty or is no text.")
    return head


def blocks(path: Path, head: Head, *, skip: int, width: int, separator: str, quoted: bool) -> Iterator[Block]:
    """The rows after `skip` lines, as columns, block by block; short rows are filled up, empty ones left out.

    Raises DataRefused where the text ends in an endless line or an unclosed quotation mark.
    """
    lines = Lines(path, head.codec, PATIENCE)
    quoting: Final = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(islice(iter(lines), skip, None), delimiter=separator, quoting=quoting)
    step, first = max(1, _CELLS // max(1, width)), 1
    try:
        while block := list(islice(rows, step)):
            yield first, _columns(block, width)
            first += len(block)
    except (csv.Error, UnicodeError) as error:
        raise DataRefused(f"Row {first + rows.line_num} cannot be read: {error}.") from error
    if not lines.whole:
        raise DataRefused("The file has a line without end, or could not be read in time.")


def _columns(rows: list[list[str]], width: int) -> list[Sequence[str]]:
    for number_, row in enumerate(rows):
        if len(row) != width:
            rows[number_] = (row + [""] * width)[:width]
    return list(zip(*rows, strict=True))


def numeric(texts: Sequence[str], decimal: str = ".") -> Any:
    """The numbers of a column (float64); NaN for what is none or not finite."""
    joined = "".join(texts)
    if decimal == "." and "_" not in joined:
        try:
            values = np.array([float(text or "nan") for text in texts])
        except ValueError:
            pass
        else:
            values[~np.isfinite(values)] = np.nan
            return values
    return np.array([np.nan if (value := number(text, decimal)) is None else value for text in texts])


def without_marks(values: Any, texts: Sequence[str], missing: frozenset[str], sure: Any = None) -> Any:
    """NaN for what the file declares as missing, or, where it declares nothing, for what is written as such a mark.

    `sure` (bool): values that somebody found good; 999 may be one.
    """
    if missing:
        said = [value for each in missing if (value := number(each)) is not None]
        values[np.isin(values, said)] = np.nan
        return values
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(values) >= _MAY_BE_MARK
    if sure is not None:
        doubtful &= ~sure | (np.abs(values) >= 1e10)
    for place in np.flatnonzero(doubtful).tolist():
        if is_mark(texts[place]):
            values[place] = np.nan
    return values
