"""From what was found in a table to what is said of it: its lines, columns, positions, dates and depths. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from repository.inspection.positions import Positions, number
from repository.inspection.reading import Place, Problem, Proposal
from repository.inspection.remarks import WHOLE, remark, shown
from repository.inspection.table.columns import Column
from repository.inspection.table.scan import Scan
from repository.inspection.table.sentences import SENTENCES
from repository.inspection.table.text import LONGEST_LINE, Lines
from repository.inspection.table.vertical import Vertical
from repository.inspection.times import Dates

_APART: Final = 3
"""Up to so many columns without a unit are named one by one."""

_LISTED: Final = 12
LIST: Final = "{labels}"
"""Given as a value where a list is put in afterwards."""


def say(code: str, place: Place = WHOLE, **values: Any) -> Problem:
    """The problem of that code, in both languages."""
    return remark(SENTENCES, code, place, **values)


def with_list(problem: Problem, listed: str) -> Problem:
    """The problem with a list, longer than a quoted value may be, where its sentences hold `LIST`."""
    return replace(problem, english=problem.english.replace(LIST, listed), french=problem.french.replace(LIST, listed))


def line_place(line: int) -> Place:
    """``line 12``."""
    return Place(f"line {line}", f"ligne {line}")


def places(columns: Sequence[Column]) -> Place:
    """``column 3, lat``, or several of them."""
    english, french = zip(*((column.place.english, column.place.french) for column in columns), strict=True)
    return Place("; ".join(english), "; ".join(french))


def of_lines(lines: Lines, encoding: str) -> Iterator[Problem]:
    """What is wrong with the text itself."""
    if lines.endless:
        yield say("line-endless", most=LONGEST_LINE)
    if lines.nul:
        yield say("nul-bytes", line_place(lines.nul), line=lines.nul)
    if lines.garbled:
        yield say("encoding-mixed", line_place(lines.garbled), line=lines.garbled, encoding=encoding)
    if lines.formula:
        yield say("formula", line_place(lines.formula), line=lines.formula)


def of_rows(scan: Scan, lines: Lines, width: int) -> Iterator[Problem]:
    """What is wrong with the rows: cut, uneven, run together, none at all, or not all read."""
    uneven = scan.uneven
    if scan.open_quote or scan.broken:
        yield say("quote-open", line_place(scan.open_quote), line=scan.open_quote)
        uneven = 0
    elif lines.cut and scan.last_uneven:
        yield say("file-cut")
        uneven -= 1
    if uneven == 1:
        yield say("row-uneven", line_place(scan.uneven_lines[0]), lines=str(scan.uneven_lines[0]), width=width)
    elif uneven > 1:
        listed = ", ".join(map(str, scan.uneven_lines)) + ("…" if uneven > len(scan.uneven_lines) else "")
        yield say("rows-uneven", line_place(scan.uneven_lines[0]), count=uneven, width=width, lines=listed)
    if lines.late:
        yield say("read-in-part", rows=scan.rows)
    elif not scan.rows and not scan.uneven:
        yield say("table-no-rows")


def of_labels(labels: Sequence[str]) -> Iterator[Problem]:
    """Columns without a name, and names given twice."""
    for index, label in enumerate(labels):
        if not label.strip():
            place = Place(f"column {index + 1}", f"colonne {index + 1}")
            yield say("label-empty", place, number=index + 1)
    counts = Counter(label.strip() for label in labels if label.strip())
    for label, count in counts.items():
        if count > 1:
            numbers = [str(index + 1) for index, each in enumerate(labels) if each.strip() == label]
            yield say("label-twice", label=label, numbers=", ".join(numbers[:_LISTED]))


def of_units(columns: Sequence[Column]) -> Iterator[Problem]:
    """Columns of measured values without a unit: each by itself, or all in one sentence where they are many."""
    if len(columns) > _APART:
        listed = ", ".join(shown(column.label, 30) for column in columns[:_LISTED])
        more = "…" if len(columns) > _LISTED else ""
        problem = with_list(remark(SENTENCES, "units-missing", count=len(columns), labels=LIST), listed + more)
        yield replace(problem, code="unit-missing")
        return
    for column in columns:
        oxygen = any(word.startswith(("oxy", "doxy")) for word in column.words)
        said = say(
            "unit-missing-oxygen" if oxygen else "unit-missing",
            column.place,
            number=column.index + 1,
            label=column.label,
        )
        yield replace(said, code="unit-missing")


def of_positions(positions: Positions, place: Place) -> Iterator[Problem]:
    """What is wrong with positions; the place names the line of the first."""
    faults = (
        ("latitude-range", positions.bad_latitude),
        ("longitude-range", positions.bad_longitude),
        ("decimal-mixed", positions.mixed),
        ("position-unread", positions.unread),
    )
    for code, fault in faults:
        if fault is None:
            continue
        line, text = fault
        value: object = text
        if code.endswith("range"):
            value = number(text.replace(",", ".")) or text
        at = Place(f"line {line}, {place.english}", f"ligne {line}, {place.french}")
        yield say(code, at, value=value)
    if positions.two_countings:
        yield say("longitudes-two-ways", place)
    if positions.zero_stands_out:
        yield say("position-zero", place, count=positions.at_zero)


def of_dates(dates: Dates, place: Place) -> Iterator[Problem]:
    """What is wrong with dates."""
    if dates.wrong or (dates.count and not dates.orders):
        yield say("date-unread", place, value=dates.wrong or dates.slashed)
    elif dates.doubtful or dates.at_origin:
        yield say("date-doubtful", place, value=dates.doubtful or dates.at_origin)
    elif dates.ambiguous:
        yield say("date-ambiguous", place, value=dates.slashed)


def of_vertical(vertical: Vertical, place: Place) -> Iterator[Problem]:
    """What is wrong with depths or heights."""
    if vertical.wrong:
        yield say("depth-doubtful", place, value=vertical.wrong)


def extents(scan: Scan, where: Place, when: Place, depth: Place) -> Iterator[Proposal]:
    """Box, period and vertical range; the caller sees to it that the whole file was read and its rows are even."""
    box = scan.positions.box() if scan.positions else None
    if box:
        yield Proposal("place/boxes", [box], where)
    period = scan.dates.period() if scan.dates else None
    if period:
        yield Proposal("time/periods", [period], when)
    extent = scan.vertical.extent() if scan.vertical else None
    if extent:
        yield Proposal("vertical", [extent], depth)
