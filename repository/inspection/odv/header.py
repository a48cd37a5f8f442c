"""The head of an Ocean Data View spreadsheet: comments, semantic header, and what each column is. Pure.

Sources: ODV User's Guide, "Generic ODV Spreadsheet Format"; SeaDataNet data file formats, ODV (D8.5), semantic header.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from repository.inspection.remarks import line_of
from repository.inspection.table.columns import Column, split_label, words_of
from repository.inspection.table.units import DEGREES_EAST, DEGREES_NORTH, METRES, plain_unit

_MAPPED: Final = re.compile(
    r"<subject>\s*SDN:LOCAL:(.*?)\s*</subject>\s*<object>\s*SDN:P01::(\w*)\s*</object>"
    r"(?:\s*<units>\s*SDN:P06::(\w*)\s*</units>)?"
)
_TAG: Final = re.compile(r"//\s*<(\w+)>(.*?)</\1>")
_DECLARED: Final = re.compile(r'(\w+)="([^"]*)"')
_CODES: Final = re.compile(r"SDN:(P01|P06)::(\w+)")
_FLAG: Final = re.compile(r"Q[FV](?:$|[:\s].*)", re.IGNORECASE)
_KIND: Final = re.compile(
    r":(PRIMARYVAR|METAVAR|INDEXED_TEXT|TEXT|DOUBLE|FLOAT|INTEGER|SHORT|BYTE|UNSIGNED)\b.*$", re.IGNORECASE
)
_LONGEST_COMMENT: Final = 4_000
"""Characters of a line of comment that are looked at."""

_STATION: Final = ("cruise", "station", "type")
_KNOWN: Final = frozenset(("local cdi id", "edmo code", "bot depth", "hh mm", "hh mm ss", "sensor depth"))
_POSITIONS: Final = ((("latitude",), ("lat",)), (("longitude",), ("lon",)))
_DEPTH_CODES: Final = ("ADEP", "DEPH", "MADEPZ")
_NVS: Final = "http://vocab.nerc.ac.uk/collection/{0}/current/{1}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column of values: its SeaDataNet codes P01 and P06 (may be blank), and its column of flags (-1: none)."""

    column: Column
    object: str = ""
    units: str = ""
    flag: int = -1
    schema: str = ""

    @property
    def variable(self) -> dict[str, Any] | None:
        """It as a variable of a record; None where its name cannot be one."""
        name, unit = line_of(self.column.name), line_of(self.column.unit)
        if name is None:
            return None
        found: dict[str, Any] = {"name": name}
        if unit:
            found["unit"] = unit
        if self.units:
            found["unit_uri"] = _NVS.format("P06", self.units + "/")
        if self.object:
            found["concepts"] = [
                {
                    "name": f"SDN:P01::{self.object}",
                    "identifier": f"SDN:P01::{self.object}",
                    "scheme": "SeaDataNet P01",
                    "scheme_uri": _NVS.format("P01", ""),
                    "uri": _NVS.format("P01", self.object + "/"),
                }
            ]
        return found

    @property
    def is_depth(self) -> bool:
        """Whether it is the depth in water, in metres. A pressure is none."""
        words = set(self.column.words)
        named = self.object.startswith(_DEPTH_CODES) if self.object else bool(words & {"depth", "depths", "profondeur"})
        elsewhere = words & {"bottom", "bot", "sediment", "sed", "core", "below", "seafloor", "snow", "ice", "soil"}
        unit = self.column.unit
        return named and not elsewhere and (plain_unit(unit) in METRES if unit else self.units == "ULAA")

    @property
    def axis(self) -> str:
        """``latitude`` or ``longitude`` where it gives positions beside those of the stations; else blank."""
        for axis, code, short in (("latitude", "ALAT", "lat"), ("longitude", "ALON", "lon")):
            if self.object.startswith(code) or self.column.words in ((axis,), (short,)):
                return axis
        return ""

    @property
    def time_kind(self) -> str:
        """``iso``, ``julian`` (chronological Julian date), ``other`` for a time of another kind, blank for none."""
        words = set(self.column.words)
        if self.object == "DTUT8601" or "iso8601" in words:
            return "iso"
        if self.object == "CJDY1101" or words >= {"chronological", "julian"}:
            return "julian"
        return "other" if words & {"time", "date", "julian", "temps", "heure"} else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where. ``station`` are the columns of cruise, station and type, ``times`` those of the date."""

    labels: tuple[str, ...]
    separator: str
    skip: int
    station: dict[str, int]
    times: tuple[Column, ...]
    latitude: Column | None
    longitude: Column | None
    parameters: tuple[Parameter, ...]
    primary: Parameter | None
    schemas: tuple[str, ...]
    flags: tuple[int, ...]
    comments: tuple[str, ...]
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> frozenset[str]:
        """The texts that the file declares as missing values."""
        said = self.tags.get("MissingValueIndicators") or self.tags.get("MissingDataValues") or ""
        return frozenset(re.split(r"[\s;,]+", said.strip())) - {""}

    @property
    def moving(self) -> tuple[Parameter | None, Parameter | None]:
        """The latitude and the longitude among the values, of what moves within a station."""
        found = {parameter.axis: parameter for parameter in reversed(self.parameters)}
        return found.get("latitude"), found.get("longitude")

    @property
    def notes(self) -> str:
        """The free comments, without tags, mappings and rules, as one text; blank where there are none."""
        lines = [line[2:].strip() for line in self.comments]
        return "\n".join(line for line in lines if _is_note(line)).strip()

    @property
    def semantic(self) -> bool:
        """Whether it has the semantic header of SeaDataNet."""
        return any("SDN_parameter_mapping" in line for line in self.comments)


def _is_note(line: str) -> bool:
    """Whether a line of comment is prose: no tag, no mapping, and more than a rule of dashes."""
    return not line.startswith(("<", "SDN_")) and "</" not in line and any(letter.isalpha() for letter in line)


def layout_of(lines: Sequence[str]) -> Layout | None:
    """The layout of a spreadsheet that begins with these lines; None where there is no line of labels."""
    comments: list[str] = []
    for index, line in enumerate(lines):
        if line.startswith("//"):
            comments.append(line[:_LONGEST_COMMENT].strip())
        elif line.strip():
            separator = "\t" if "\t" in line else ";" if ";" in line else ","
            return _layout(line, separator, index + 1, tuple(comments))
    return None


def _layout(line: str, separator: str, skip: int, comments: tuple[str, ...]) -> Layout:
    labels = [label.strip().strip('"') for label in line.rstrip("\r\n").split(separator)]
    while labels and not labels[-1]:
        labels.pop()
    columns = [_column(index, label) for index, label in enumerate(labels)]
    declared = _declarations(comments)
    parameters = _parameters(columns, comments, declared)
    taken = {parameter.column.index for parameter in parameters}
    before = [column for column in columns if column.index not in taken]
    flags = tuple(column.index for column in columns if _FLAG.fullmatch(column.label))
    return Layout(
        labels=tuple(labels),
        separator=separator,
        skip=skip,
        station={name: column.index for column in reversed(before) for name in _STATION if column.words == (name,)},
        times=_times(before),
        latitude=_position(before, ("latitude", "lat"), DEGREES_NORTH),
        longitude=_position(before, ("longitude", "lon"), DEGREES_EAST),
        parameters=parameters,
        primary=_primary(parameters, labels, declared),
        schemas=tuple(dict.fromkeys(_schema(labels[index]) for index in flags)),
        flags=flags,
        comments=comments,
        tags={match[1]: match[2] for text in comments if (match := _TAG.match(text))},
    )


def _column(index: int, label: str) -> Column:
    name, unit = split_label(_KIND.sub("", label))
    return Column(index, label, name, unit, words_of(name))


def _schema(label: str) -> str:
    return label.split(":")[1].strip() if label.upper().startswith("QV:") else "ODV"


def _times(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The column of the date, or those of year, month and day."""
    for column in columns:
        if re.match(r"yyyy-mm-dd|mon/day/y|dd/mm/y|mm/dd/y", column.label, re.IGNORECASE):
            return (column,)
    parts = [next((each for each in columns if each.words == (word,)), None) for word in ("year", "month", "day")]
    known = [part for part in parts if part]
    return tuple(known) if len(known) == 3 else ()


def _position(columns: Sequence[Column], names: tuple[str, ...], units: frozenset[str]) -> Column | None:
    for column in columns:
        if (
            len(column.words) == 1
            and column.words[0] in names
            and (not column.unit or plain_unit(column.unit) in units)
        ):
            return column
    return None


def _declarations(comments: Sequence[str]) -> dict[str, dict[str, str]]:
    """What ``<MetaVariable>`` and ``<DataVariable>`` lines say of a label, under ``tag`` the kind of the line."""
    found = {}
    for text in comments:
        match = _TAG.match(text)
        if match and match[1] in ("MetaVariable", "DataVariable"):
            said = dict(_DECLARED.findall(match[2]))
            found[said.get("label", "")] = {**said, "tag": match[1]}
    return found


def _parameters(
    columns: Sequence[Column], comments: Sequence[str], declared: dict[str, dict[str, str]]
) -> tuple[Parameter, ...]:
    """The columns of values: those declared, mapped or followed by flags, else all after the known metadata."""
    mapped = {
        match[1].strip().lower(): (match[2], match[3] or "") for text in comments for match in _MAPPED.finditer(text)
    }
    again = _again(columns)
    last = max((each.index for each in columns if _is_metadata(each) and each.index not in again), default=-1)
    found = []
    flagged = any(_FLAG.fullmatch(column.label) for column in columns)
    for column in columns:
        known = _is_metadata(column) and column.index not in again
        if known or _FLAG.fullmatch(column.label) or not column.name:
            continue
        said = declared.get(column.label, {})
        after = columns[column.index + 1].label if column.index + 1 < len(columns) else ""
        flag = column.index + 1 if _FLAG.fullmatch(after) else -1
        codes = mapped.get(column.name.lower()) or mapped.get(column.label.lower())
        if said.get("tag") == "MetaVariable" or ":METAVAR" in column.label.upper():
            continue
        if said or codes or flag >= 0 or column.index in again or (not flagged and not mapped and column.index > last):
            own = dict(_CODES.findall(said.get("comment", "")))
            p01, p06 = codes or (own.get("P01", ""), own.get("P06", ""))
            found.append(Parameter(column, p01, p06, flag, _schema(after) if flag >= 0 else ""))
    return tuple(found)


def _again(columns: Sequence[Column]) -> frozenset[int]:
    """Columns of latitudes and longitudes after the first ones, which are those of the stations."""
    found = [[each.index for each in columns if each.words in names] for names in _POSITIONS]
    return frozenset(index for indexes in found for index in indexes[1:])


def _is_metadata(column: Column) -> bool:
    """Whether a column is one of those that every station has."""
    plain = " ".join(column.words)
    if column.words in (*_POSITIONS[0], *_POSITIONS[1], *((name,) for name in _STATION)):
        return True
    return plain in _KNOWN or plain in ("year", "month", "day", "hour", "minute") or bool(_times([column]))


def _primary(
    parameters: Sequence[Parameter], labels: Sequence[str], declared: dict[str, dict[str, str]]
) -> Parameter | None:
    """The variable that is declared as primary, else the first."""
    for parameter in parameters:
        label = labels[parameter.column.index]
        if ":PRIMARYVAR" in label.upper() or declared.get(label, {}).get("is_primary_variable") == "T":
            return parameter
    return parameters[0] if parameters else None
