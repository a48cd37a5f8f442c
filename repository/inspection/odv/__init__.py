"""Ocean Data View spreadsheets, generic and of SeaDataNet: stations, extents, parameters, campaigns. Pure."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pydantic_core import PydanticCustomError

from repository.inspection.odv.header import Layout, Parameter, layout_of
from repository.inspection.odv.labels import looks_like_odv, missing_labels
from repository.inspection.odv.scan import MOST_CRUISES, Stations, decimal_of, scan
from repository.inspection.odv.sentences import SENTENCES
from repository.inspection.positions import is_blank, other_sign
from repository.inspection.reading import Json, Place, Problem, Proposal, Reading
from repository.inspection.remarks import WHOLE, line_of, remark, shown, unreadable
from repository.inspection.table.columns import MOST_COLUMNS
from repository.inspection.table.findings import (
    LIST,
    extents,
    line_place,
    of_dates,
    of_lines,
    of_positions,
    of_rows,
    of_units,
    of_vertical,
    places,
    with_list,
)
from repository.inspection.table.scan import Scan, kinds
from repository.inspection.table.sentences import SENTENCES as TABLE
from repository.inspection.table.text import PATIENCE, Head, Lines, head_of
from repository.inspection.topics import AIR, OCEANS, by_variables
from repository.record.part import clean_text

__all__ = ["looks_like_odv", "missing_labels", "read"]

_UNKNOWN: Final = frozenset({"unknown", "unspecified", "inconnu", "inconnue", "cruise", "campagne", "?"})
_SHORT: Final = 80
_LONG: Final = 20_000
"""Characters of a comment that may be the lineage."""

_LISTED_FLAGS: Final = 12
_FIELDS: Final = {"Ocean": OCEANS, "SeaIce": OCEANS, "Atmosphere": AIR}
"""What the tag DataField says -> the topic; its other words (GeneralField, Land, IceSheet, Sediment) leave it open."""

_LABEL_LINE: Final = 2_000
"""Lines of comments before the labels; a head that is longer is not looked through."""


def read(path: Path, *, name: str, patience: float = PATIENCE) -> Reading:
    """What a spreadsheet says of itself. ``patience`` is in seconds. Errors: Unreadable where it is no spreadsheet."""
    head = head_of(path)
    if head.lines and head.lines[0].strip() == "[General]":
        return Reading("ODV collection", problems=(remark(SENTENCES, "odv-collection"),))
    if head.nul or not any(line.strip() for line in head.lines):
        raise unreadable(SENTENCES, "odv-not")
    layout = layout_of(head.lines)
    if layout is None or len(layout.labels) < 2 or not looks_like_odv(name, "".join(head.lines)):
        raise unreadable(SENTENCES, "odv-not")
    if len(layout.labels) > MOST_COLUMNS:
        problem = remark(TABLE, "columns-too-many", count=len(layout.labels), most=MOST_COLUMNS)
        return Reading(_format(layout), problems=(problem,))
    lines = Lines(path, head.codec, patience)
    decimal = decimal_of(head.lines, layout)
    found, stations = scan(lines, layout, decimal)
    sound = lines.whole and found.even and not lines.nul and not stations.orphans
    labels = "".join(head.lines[:_LABEL_LINE])
    problems = (
        *_of_labels(labels),
        *of_lines(lines, head.encoding),
        *of_rows(found, lines, len(layout.labels)),
        *of_units([each.column for each in layout.parameters if _needs_unit(each)]),
        *_of_values(layout, stations),
        *_of_decimals(found, layout, decimal),
        *(_of_extents(found, layout) if sound else ()),
    )
    proposals = (
        *(_extents(found, layout) if sound else ()),
        *_parameters(layout, stations, whole=lines.whole),
        *_campaigns(stations, layout, whole=lines.whole),
        *_lineage(layout),
    )
    proposals = (*proposals, *_topics(layout, proposals))
    return Reading(
        _format(layout),
        proposals,
        problems,
        _facts(head, layout, found, stations) | ({} if lines.whole else {"part": True}),
    )


def _format(layout: Layout) -> str:
    return "SeaDataNet ODV" if layout.semantic else "ODV spreadsheet"


def _of_labels(text: str) -> Iterator[Problem]:
    missing = missing_labels(text)
    if missing:
        yield with_list(remark(SENTENCES, "odv-label-missing", labels=LIST), ", ".join(missing))


def _needs_unit(parameter: Parameter) -> bool:
    """Whether a parameter should have a unit and has none, neither in its label nor in the semantic header."""
    said = parameter.column.unit or parameter.units or parameter.axis or parameter.time_kind == "iso"
    return not said and parameter.column.words != ("ph",)


def _of_values(layout: Layout, stations: Stations) -> Iterator[Problem]:
    if stations.orphans:
        yield remark(SENTENCES, "odv-no-station", line_place(stations.orphans), line=stations.orphans)
    if stations.marks:
        yield remark(SENTENCES, "odv-missing-unstated", value=stations.marks)
    if not layout.parameters:
        yield remark(SENTENCES, "odv-no-parameter", line_place(layout.skip))


def _of_decimals(found: Scan, layout: Layout, decimal: str) -> Iterator[Problem]:
    """A parameter whose numbers are written with both decimal signs."""
    values = kinds(found.sample, len(layout.labels), decimal)
    for parameter in layout.parameters:
        index = parameter.column.index
        if values[index] == "mixed":
            value = next(row[index] for row in found.sample if other_sign(row[index], decimal))
            yield remark(TABLE, "decimal-mixed", parameter.column.place, value=value.strip())
            return


def _where(layout: Layout) -> Place:
    columns = [each for each in (layout.longitude, layout.latitude) if each]
    return places(columns) if columns else WHOLE


def _when(layout: Layout) -> Place:
    times = [each.column for each in layout.parameters if each.time_kind in ("iso", "julian")]
    return places([*layout.times, *times]) if layout.times else WHOLE


def _extents(found: Scan, layout: Layout) -> Iterator[Proposal]:
    depth = places([layout.primary.column]) if layout.primary else WHOLE
    return extents(found, _where(layout), _when(layout), depth)


def _of_extents(found: Scan, layout: Layout) -> Iterator[Problem]:
    if found.positions:
        yield from of_positions(found.positions, _where(layout))
    if found.dates:
        yield from of_dates(found.dates, _when(layout))
    if found.vertical and layout.primary:
        yield from of_vertical(found.vertical, places([layout.primary.column]))


def _parameters(layout: Layout, stations: Stations, *, whole: bool) -> Iterator[Proposal]:
    """The parameters that have a value somewhere; all of them where the file was read in part."""
    found: dict[str, Json] = {}
    for parameter in layout.parameters:
        empty = whole and parameter.column.index not in stations.filled
        where_or_when = parameter.axis or parameter.time_kind in ("iso", "julian")
        variable = None if empty or where_or_when else parameter.variable
        if variable:
            found.setdefault(variable["name"], variable)
    if found:
        first, last = layout.parameters[0].column.index + 1, layout.parameters[-1].column.index + 1
        english, french = f"labels of columns {first} to {last}", f"intitulés des colonnes {first} à {last}"
        if layout.semantic:
            english, french = f"{english}, semantic header", f"{french}, en-tête sémantique"
        yield Proposal("variables", list(found.values()), Place(english, french))


def _lineage(layout: Layout) -> Iterator[Proposal]:
    """The free comments, which say how the data were made, in the language that they have."""
    if len(layout.notes) < _SHORT:
        return
    try:
        text = clean_text(layout.notes)
    except PydanticCustomError:
        return
    place = Place("comments before the labels", "commentaires avant les intitulés")
    yield Proposal("lineage", {"und": text[:_LONG]}, place)


def _topics(layout: Layout, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """By the codes of the parameters, else by the tag DataField of ODV, else oceans, of which SeaDataNet is."""
    measured = by_variables(each for said in proposals if said.field == "variables" for each in said.value)
    if measured:
        yield measured
    elif topic := _FIELDS.get(layout.tags.get("DataField", "").strip()):
        yield Proposal("topics", [topic], Place("`DataField` in the header", "`DataField` dans l’en-tête"))
    elif layout.semantic:
        yield Proposal("topics", [OCEANS], Place("semantic header of SeaDataNet", "en-tête sémantique de SeaDataNet"))


def _campaigns(stations: Stations, layout: Layout, *, whole: bool) -> Iterator[Proposal]:
    names = [
        name
        for cruise in stations.cruises
        if not is_blank(cruise) and cruise.lower() not in _UNKNOWN and (name := line_of(cruise))
    ]
    if names and whole and len(names) <= MOST_CRUISES:
        number = layout.station["cruise"] + 1
        place = Place(f"column {number}, Cruise", f"colonne {number}, Cruise")
        yield Proposal("campaigns", [{"name": name} for name in names], place)


def _facts(head: Head, layout: Layout, found: Scan, stations: Stations) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "stations": stations.count,
        "rows": found.rows,
        "parameters": len(layout.parameters),
        "encoding": head.encoding,
    }
    if layout.tags.get("DataType"):
        facts["data_type"] = shown(layout.tags["DataType"], 40)
    if layout.missing:
        facts["missing_values"] = [shown(each, 20) for each in sorted(layout.missing)[:5]]
    if layout.schemas:
        common = stations.flags.most_common(_LISTED_FLAGS)
        counts = {shown(flag.strip()): count for flag, count in common if len(flag) < 4}
        facts["quality_flags"] = {"schemas": [shown(each, 20) for each in layout.schemas[:5]], "counts": counts}
    return facts
