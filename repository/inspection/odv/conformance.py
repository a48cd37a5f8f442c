"""Whether an Ocean Data View spreadsheet keeps to its format, beyond its labels: mappings, flags, types, dates. Pure.

Sources: ODV User's Guide, "Generic ODV Spreadsheet Format"; SeaDataNet data file formats (D8.5), ODV; flags L20.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from repository.inspection.odv.header import Layout
from repository.inspection.odv.sentences import SENTENCES
from repository.inspection.positions import is_blank
from repository.inspection.reading import Place, Problem
from repository.inspection.remarks import remark, shown
from repository.inspection.table.columns import split_label
from repository.inspection.table.findings import LIST, line_place, with_list

_MAPPING: Final = re.compile(r"//\s*<subject>")
_WHOLE_MAPPING: Final = re.compile(
    r"//\s*<subject>\s*SDN:LOCAL:([^<]{1,200})</subject>\s*<object>\s*SDN:P01::[A-Z0-9]{8}\s*</object>"
    r"\s*<units>\s*SDN:P06::[A-Z0-9]{4}\s*</units>"
)
_FLAGS: Final = {"SEADATANET": frozenset("0123456789ABQ"), "ODV": frozenset("0148")}
"""Scheme -> its flags; those of other schemes are not looked at."""

_TYPES: Final = frozenset("BCX*")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")
_LISTED: Final = 8
_MOST_ROWS: Final = 20_000


def conformance(layout: Layout, lines: Sequence[str]) -> Iterator[Problem]:
    """What does not conform in the head of a spreadsheet, ``lines`` from its beginning."""
    yield from _of_mappings(layout)
    if layout.semantic:
        yield from _of_seadatanet(layout)
    yield from _of_rows(layout, lines)


def _of_mappings(layout: Layout) -> Iterator[Problem]:
    """Mappings that are written otherwise than the format says, or of a label that is not there."""
    labels = {form.strip().lower() for label in layout.labels for form in _forms(label)}
    astray = []
    for at, line in enumerate(layout.comments, 1):
        if not _MAPPING.match(line):
            continue
        match = _WHOLE_MAPPING.match(line)
        if match is None:
            yield remark(SENTENCES, "odv-mapping-malformed", line_place(at), line=at)
            return
        if match[1].strip().lower() not in labels:
            astray.append(match[1].strip())
    if astray:
        yield _listed("odv-mapping-astray", astray)


def _forms(label: str) -> tuple[str, ...]:
    """How a mapping may call a column: its label, without what follows a colon, and without its unit."""
    bare = label.partition(":")[0]
    return label, bare, split_label(label)[0], split_label(bare)[0]


def _of_seadatanet(layout: Layout) -> Iterator[Problem]:
    """What the semantic header of SeaDataNet asks for: two more columns, and a mapping and flags for each parameter."""
    plain = {label.upper().strip() for label in layout.labels}
    missing = [name for name in ("LOCAL_CDI_ID", "EDMO_code") if name.upper() not in plain]
    if missing:
        yield _listed("odv-sdn-columns", missing)
    unmapped = [each.column.name for each in layout.parameters if not each.object]
    if unmapped:
        yield _listed("odv-parameter-unmapped", unmapped)
    bare = [each.column.name for each in layout.parameters if each.flag < 0]
    if bare:
        yield _listed("odv-parameter-unflagged", bare)


def _listed(code: str, names: Sequence[str]) -> Problem:
    text = ", ".join(shown(each, 40) for each in names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    return with_list(remark(SENTENCES, code, labels=LIST), text)


def _of_rows(layout: Layout, lines: Sequence[str]) -> Iterator[Problem]:
    """The first row of each kind of fault."""
    told: set[str] = set()
    rows = csv.reader(lines[layout.skip :], delimiter=layout.separator, quoting=csv.QUOTE_NONE)
    schemes = {index: _FLAGS.get(_scheme(layout.labels[index])) for index in layout.flags}
    try:
        for at, row in enumerate(rows):
            if at >= _MOST_ROWS or len(told) == len(_ROW_CODES):
                return
            for code, column, value in _faults(layout, schemes, row):
                if code not in told:
                    told.add(code)
                    line = layout.skip + at + 1
                    place = Place(f"line {line}, column {column + 1}", f"ligne {line}, colonne {column + 1}")
                    yield remark(SENTENCES, code, place, value=value.strip(), line=line)
    except csv.Error:
        return


_ROW_CODES: Final = ("odv-flag-unknown", "odv-type-unknown", "odv-date-not-iso", "odv-edmo-no-number")


def _scheme(label: str) -> str:
    return label.split(":")[1].strip().upper() if label.upper().startswith("QV:") else "ODV"


def _faults(
    layout: Layout, schemes: dict[int, frozenset[str] | None], row: list[str]
) -> Iterator[tuple[str, int, str]]:
    for index, known in schemes.items():
        flag = row[index].strip() if index < len(row) else ""
        if known and flag and flag not in known:
            yield "odv-flag-unknown", index, flag
    kind = layout.station.get("type", -1)
    if 0 <= kind < len(row) and row[kind].strip() and row[kind].strip().upper() not in _TYPES:
        yield "odv-type-unknown", kind, row[kind]
    for column in layout.times[:1]:
        if column.label.lower().startswith("yyyy-mm-dd") and column.index < len(row):
            text = row[column.index].strip()
            if not is_blank(text) and not _ISO.fullmatch(text):
                yield "odv-date-not-iso", column.index, text
    edmo = next((at for at, label in enumerate(layout.labels) if label.upper() == "EDMO_CODE"), -1)
    if 0 <= edmo < len(row) and row[edmo].strip() and not row[edmo].strip().isdecimal():
        yield "odv-edmo-no-number", edmo, row[edmo]
