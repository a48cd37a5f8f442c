"""Blocks of rows of a text, and their columns as numbers: the memory is that of one block, whatever the file. Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
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
_MAY_BE_MARKS: Final = (-99.0, 999.0)
"""Nothing between is one: 99.9 is a percentage."""


class Block:
    """Rows of a text, as columns that are taken one by one: `cells` are those of all rows, row after row."""

    def __init__(self, first: int, cells: list[str], width: int, *, may_be_odd: bool = True) -> None:
        self.first, self.may_be_odd = first, may_be_odd
        self._cells, self._width = cells, width
        self._taken: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._cells) // self._width

    def __getitem__(self, index: int) -> list[str]:
        """The cells of one column."""
        found = self._taken.get(index)
        if found is None:
            found = self._taken[index] = self._cells[index :: self._width]
        return found


def opened(path: Path) -> Head:
    """The head of a text. Raises DataRefused for what is none."""
    try:
        head = head_of(path)
    except (OSError, UnicodeError) as error:
        raise DataRefused("The file cannot be read: {error}.", error=error.__class__.__name__) from error
    if head.nul or not any(line.strip() for line in head.lines):
        raise DataRefused("The file is empty or is no text.")
    return head


def blocks(path: Path, head: Head, *, skip: int, width: int, separator: str, quoted: bool) -> Iterator[Block]:
    """The rows after `skip` lines, block by block; short rows are filled up, long ones cut.

    Lines are split as they are until the first quotation mark; from there on the standard library reads them. Raises
    DataRefused where the text ends in an endless line or an unclosed quotation mark.
    """
    lines = Lines(path, head.codec, PATIENCE)
    text, first, step = islice(iter(lines), skip, None), 1, max(1, _CELLS // max(1, width))
    try:
        while block := list(islice(text, step)):
            joined = "".join(block)
            if quoted and '"' in joined:
                yield from _quoted(chain(block, text), first, width, separator)
                break
            yield Block(first, _cells(block, joined, separator, width), width, may_be_odd="_" in joined)
            first += len(block)
    except (csv.Error, UnicodeError) as error:
        raise DataRefused("A row after row {row} cannot be read: {error}.", row=first, error=str(error)) from error
    if not lines.whole:
        raise DataRefused("The file has a line without end, or could not be read in time.")


def _cells(lines: list[str], joined: str, separator: str, width: int) -> list[str]:
    """The cells of plain lines, as many of each as there are columns."""
    most = width - 1
    if "\r" not in joined and all(line.count(separator) == most for line in lines):
        cells = joined.replace("\n", separator).split(separator)
        del cells[width * len(lines) :]
        return cells
    blank = [""] * width
    rows = (line.rstrip("\r\n").split(separator) for line in lines)
    return [cell for row in rows for cell in (row if len(row) == width else (row + blank)[:width])]


def _quoted(lines: Iterable[str], first: int, width: int, separator: str) -> Iterator[Block]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(lines, delimiter=separator)
    blank, step = [""] * width, max(1, _CELLS // max(1, width))
    while block := list(islice(rows, step)):
        yield Block(first, [cell for row in block for cell in (row + blank)[:width]], width)
        first += len(block)


def numeric(block: Block, index: int, decimal: str = ".") -> Any:
    """The numbers of a column (float64); NaN for what is none or not finite."""
    texts = block[index]
    return numbers_of(texts, decimal, may_be_odd=block.may_be_odd)


def numbers_of(texts: Sequence[str], decimal: str = ".", *, may_be_odd: bool = True) -> Any:
    """The numbers of cells (float64); NaN for what is none or not finite."""
    if decimal == "." and not (may_be_odd and "_" in "".join(texts)):
        try:
            values = np.array([float(text or "nan") for text in texts])
        except ValueError:
            pass
        else:
            values[~np.isfinite(values)] = np.nan
            return values
    return np.array([np.nan if (value := number(text, decimal)) is None else value for text in texts])


def without_declared(values: Any, missing: frozenset[str]) -> Any:
    """NaN for what the file declares as missing."""
    said = [value for each in missing if (value := number(each)) is not None]
    values[np.isin(values, said)] = np.nan
    return values


def without_marks(values: Any, texts: Sequence[str], missing: frozenset[str], sure: Any = None) -> Any:
    """NaN for what the file declares as missing, or, where it declares nothing, for what is written as such a mark.

    `sure` (bool): values that somebody found good; 999 may be one.
    """
    if missing:
        return without_declared(values, missing)
    with np.errstate(invalid="ignore"):
        doubtful = (values <= _MAY_BE_MARKS[0]) | (values >= _MAY_BE_MARKS[1])
    if sure is not None:
        doubtful &= ~sure | (np.abs(values) >= 1e10)
    for place in np.flatnonzero(doubtful).tolist():
        if is_mark(texts[place]):
            values[place] = np.nan
    return values
