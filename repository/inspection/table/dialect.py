"""How a text table is written: what separates its cells, its decimal sign, where labels and values begin. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from repository.inspection.positions import is_blank, number, other_sign
from repository.inspection.table.text import LONGEST_LINE
from repository.inspection.table.units import is_unit

_SEPARATORS: Final = ("\t", ";", "|", ",")
_LOOKED_AT: Final = 300
"""Rows of the head that decide."""

_COMMENT: Final = re.compile(r"\s*(?:#|%|//|!)|\"?sep=.[,;\"]*\s*$")


class Rows(Protocol):
    """The reader of the standard library: rows, and how many lines they took so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. ``labels`` are its column labels, ``units`` those of a row under them; both may be none.

    ``skip`` lines come before the first row of values. ``quoted`` says whether ``"`` may enclose a cell.
    """

    separator: str
    decimal: str
    skip: int
    labels: tuple[str, ...]
    units: tuple[str, ...] = ()
    comments: int = 0
    width: int = 0
    quoted: bool = True

    def rows(self, lines: Iterable[str]) -> Rows:
        """The rows of these lines, by the standard library."""
        csv.field_size_limit(LONGEST_LINE)
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            skipinitialspace=self.separator == " ",
        )


def dialect_of(lines: Sequence[str], *, named: bool = True) -> Dialect | None:
    """The dialect of a table that begins with these lines; None where they are no table.

    ``named`` says that its name promises a table: where it does not, prose with commas must not be taken for one.
    """
    start = _after_comments(lines)
    body = [line for line in lines[start : start + _LOOKED_AT] if line.strip()]
    if not body:
        return None
    found = _separator(body, 0.5 if named else 0.9)
    if found is None or not (named or _has_figures(body, found[0])):
        return None
    separator, width = found
    first = _first_of_width(lines, start, separator, width)
    rows = _split([line for line in lines[first : first + _LOOKED_AT] if line.strip()], separator)
    comments = first
    labels: tuple[str, ...] = ()
    if _is_header(rows):
        labels, rows, first = _labels(rows[0], rows[1:]), rows[1:], first + 1
    else:
        labels = _labels_in_comment(lines[:first], separator, width)
    units = tuple(rows[0]) if labels and _is_units(rows) else ()
    return Dialect(
        separator=separator,
        decimal=_decimal(rows),
        skip=first + bool(units),
        labels=labels,
        units=units,
        comments=comments,
        width=len(labels) or width,
    )


def _after_comments(lines: Sequence[str]) -> int:
    """The index of the first line that is no comment: ``#``, ``%``, ``//``, ``!``, ``sep=`` or ``/* ... */``."""
    index = 0
    if lines and lines[0].startswith("/*"):
        index = next((at + 1 for at, line in enumerate(lines) if line.rstrip().endswith("*/")), 0)
    while index < len(lines) and (not lines[index].strip() or _COMMENT.match(lines[index])):
        index += 1
    return index


def _split(lines: Sequence[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator, skipinitialspace=separator == " "))
    except csv.Error:
        return [line.split(separator) for line in lines]


def _has_figures(body: Sequence[str], separator: str) -> bool:
    """Whether three lines at least and one column of nothing but numbers speak for a table."""
    rows = _split(body[1:], separator)
    columns = [[cell for cell in column if not is_blank(cell)] for column in zip(*rows, strict=False)]
    return len(body) > 2 and any(len(cells) > 1 and all(map(_is_number, cells)) for cells in columns)


def _separator(body: Sequence[str], least: float) -> tuple[str, int] | None:
    """The separator under which most lines (a share of ``least``) have the same number of cells, and that number."""
    best: tuple[float, str, int] | None = None
    for separator in _SEPARATORS:
        if separator not in body[0] and separator not in body[-1]:
            continue
        widths = Counter(len(row) for row in _split(body, separator))
        width, alike = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        share = alike / sum(widths.values())
        if width > 1 and share >= least and (best is None or share > best[0] + 0.05):
            best = share, separator, width
    return (best[1], best[2]) if best else _blanks(body)


def _blanks(body: Sequence[str]) -> tuple[str, int] | None:
    """Columns set apart by blanks: only where nearly all lines agree and most cells are numbers: no prose."""
    rows = [line.split() for line in body]
    width, alike = Counter(map(len, rows)).most_common(1)[0]
    cells = [cell for row in rows for cell in row]
    figures = sum(number(cell) is not None for cell in cells)
    if width < 2 or len(rows) < 3 or alike < 0.9 * len(rows) or figures < 0.5 * len(cells):
        return None
    return " ", width


def _first_of_width(lines: Sequence[str], start: int, separator: str, width: int) -> int:
    """The index of the first line as wide as the table: what stands before it is a preamble."""
    for index in range(start, len(lines)):
        if len(_split([lines[index]], separator)[0]) == width:
            return index
    return start


def _is_number(text: str) -> bool:
    return number(text) is not None or other_sign(text, ".")


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: hardly a number in it, and not what the rows under it look like."""
    first, under = rows[0], rows[1:20]
    figures = sum(_is_number(cell) for cell in first)
    if figures == 0:
        return True
    most = max((sum(_is_number(cell) for cell in row) for row in under), default=0)
    return figures * 2 < most and figures * 4 <= len(first)


def _labels(first: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The labels, without the empty one that a separator at the end of the line makes."""
    labels = [cell.strip().lstrip("#\N{BYTE ORDER MARK}").strip() for cell in first]
    if len(labels) > 1 and not labels[-1] and not any(row[len(labels) - 1 :] and row[len(labels) - 1] for row in rows):
        labels.pop()
    return tuple(labels)


def _labels_in_comment(comments: Sequence[str], separator: str, width: int) -> tuple[str, ...]:
    """The labels where the last comment line is as wide as the table: ``# time,lat,lon``."""
    if not comments:
        return ()
    last = _COMMENT.sub("", comments[-1], count=1).strip()
    cells = [cell.strip() for cell in _split([last], separator)[0]] if last else []
    return tuple(cells) if len(cells) == width and not any(map(_is_number, cells)) else ()


def _is_units(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the row under the labels gives units: no number, where the rows under it have numbers."""
    if len(rows) < 2 or any(map(_is_number, rows[0])):
        return False
    places = [index for index, cell in enumerate(rows[1]) if _is_number(cell)]
    given = [rows[0][index] for index in places if index < len(rows[0]) and not is_blank(rows[0][index])]
    return bool(given) and sum(is_unit(each) for each in given) * 2 >= len(given)


def _decimal(rows: Sequence[Sequence[str]]) -> str:
    cells = [cell for row in rows for cell in row]
    commas = sum(other_sign(cell, ".") for cell in cells)
    return "," if commas > sum(other_sign(cell, ",") for cell in cells) else "."
