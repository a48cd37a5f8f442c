"""The columns of a table by their labels: name, unit, and which of them may be coordinates. Pure.

A label only makes a candidate: `table_scan.py` looks at every value before anything is concluded.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from repository.inspection.reading import Place
from repository.inspection.remarks import shown
from repository.inspection.table.units import DEGREES_EAST, DEGREES_NORTH, METRES, is_unit, plain_unit, word_set
from repository.inspection.times import Since

MOST_COLUMNS: Final = 2_000
"""Columns of a table that are described one by one."""

_LONGEST_LABEL: Final = 300
"""Characters; a longer label is a text, in which no unit is looked for."""

_BRACKETED: Final = re.compile(r"(.+?)[\s,:]*\[([^\[\]]*)\]\s*", re.DOTALL)
_PARENTHESES: Final = re.compile(r"(.+?)[\s,:]*\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*", re.DOTALL)
_ENDING: Final = re.compile(r".+[_ .](degC|psu|PSU|dbar|hPa|m|cm|mm|km|mg|kg|ppm)", re.DOTALL)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_OTHER: Final = re.compile(r"[^a-z0-9]+")

_EDGES: Final = word_set("min max minimum maximum start end begin first last debut fin deb depart arrivee stop")
_ANYWHERE: Final = word_set(
    "of de du des d la le l the station stations sta stn site sites sampling sample samples sampled ctd cast gps "
    "position pos point location event passage prelevement prelevements echantillon mesure mesures measurement "
    "measured observation observed obs collection collecte in en coord coords coordinate coordinates coordonnee "
    "coordonnees"
)
_DEGREE_WORDS: Final = word_set("deg degree degrees degre degres decimal decimale dec dd wgs84 wgs 84 epsg 4326")
_LATITUDE: Final = word_set("lat latitude latitudes declat latdec")
_LONGITUDE: Final = word_set("lon long longitude longitudes lng declon declong londec longdec")
_DATE: Final = word_set("date dates datetime timestamp dateheure datation eventdate obsdate dateobs")
_DATE_WORDS: Final = word_set(
    "time times heure heures utc gmt tu iso iso8601 8601 yyyy mm dd hh ss aaaa jj z local survey mission releve "
    "campaign campagne cruise datetime day jour"
)
_SEXAGESIMAL: Final = word_set("minute minutes mn mins sec secs second seconds seconde secondes dms dmm")
_HEMISPHERES: Final = (("n", "s"), ("e", "w"), ("ns",), ("ew",), ("nord", "sud"), ("est", "ouest"), ("e", "o"), ("eo",))
_HEMISPHERE_WORDS: Final = word_set("hemisphere hemi hem hemis")
_DATE_UNIT: Final = re.compile(r"utc|gmt|iso|z$|yyyy|aaaa|dd.mm|mm.dd|jj.mm", re.IGNORECASE)
_UP: Final = word_set("altitude elevation alt elev")
_DEPTH: Final = word_set("depth depths profondeur profondeurs prof immersion")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: index from 0, label as written, the name and unit in it (None: none), its words in plain letters."""

    index: int
    label: str
    name: str
    unit: str | None
    words: tuple[str, ...]

    @property
    def place(self) -> Place:
        """``column 9, OXYGEN``."""
        label = shown(self.label)
        return Place(f"column {self.index + 1}, {label}", f"colonne {self.index + 1}, {label}")

    @property
    def says_date(self) -> bool:
        """Whether it must be dates: a column ``time`` may as well count seconds."""
        return not _DATE.isdisjoint(self.words)

    @property
    def edge(self) -> bool:
        """Whether it gives only one end of a range, such as ``lat_min`` or ``date_debut``."""
        return not _EDGES.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class Roles:
    """Which columns may be coordinates: all of a kind together say the extent."""

    latitudes: tuple[Column, ...] = ()
    longitudes: tuple[Column, ...] = ()
    dates: tuple[Column, ...] = ()
    parts: tuple[Column, ...] = ()
    verticals: tuple[Column, ...] = ()
    positive: str = "down"

    @property
    def used(self) -> frozenset[int]:
        """Indexes of the columns that say where or when."""
        return frozenset(each.index for each in (*self.latitudes, *self.longitudes, *self.dates, *self.parts))


def columns_of(labels: Sequence[str], units: Sequence[str] = ()) -> tuple[Column, ...]:
    """The columns of these labels; ``units`` is the row of units under them, if there is one."""
    found = []
    for index, label in enumerate(labels):
        name, unit = split_label(label)
        given = units[index].strip() if index < len(units) else ""
        found.append(Column(index, label, name, unit or given or None, words_of(name)))
    return tuple(found)


def split_label(label: str) -> tuple[str, str | None]:
    """Name and unit of a label: ``temp [degC]``, ``Depth (m)``, ``depth_m``; the unit is None where it says none."""
    text = " ".join(label.split())
    if len(text) > _LONGEST_LABEL:
        return text, None
    for pattern, sure in ((_BRACKETED, True), (_PARENTHESES, False)):
        match = pattern.fullmatch(text)
        if match and match[2].strip() and (sure or is_unit(match[2])):
            return match[1].strip(), match[2].strip()
    match = _ENDING.fullmatch(text)
    return text, match[1] if match else None


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents: ``decimalLatitude`` is ``decimal``, ``latitude``."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return tuple(word for word in _OTHER.split(plain) if word)


def roles_of(columns: Sequence[Column]) -> Roles:
    """Which columns may be coordinates. Where several could be the same one, none is."""
    latitudes, longitudes = _pair(columns)
    dates = _dates(columns)
    depths = _chosen([each for each in columns if _is_vertical(each, _DEPTH)], _DEPTH)
    heights = _chosen([each for each in columns if latitudes and _is_vertical(each, _UP)], _UP)
    return Roles(
        latitudes=latitudes,
        longitudes=longitudes,
        dates=dates,
        parts=() if dates else _date_parts(columns),
        verticals=() if depths and heights else depths or heights,
        positive="down" if depths else "up",
    )


def _pair(columns: Sequence[Column]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Latitudes and longitudes, as many of the one as of the other."""
    found = []
    for names, units, axis in ((_LATITUDE, DEGREES_NORTH, "y"), (_LONGITUDE, DEGREES_EAST, "x")):
        named = [each for each in columns if _is_position(each, names, units)]
        found.append(
            _chosen(named, names) or _chosen([each for each in columns if _is_axis(each, axis)], frozenset(axis))
        )
    if len(found[0]) != len(found[1]) or _split_positions(columns):
        return (), ()
    return found[0], found[1]


def _split_positions(columns: Sequence[Column]) -> bool:
    """Whether degrees, minutes or the hemisphere stand in columns of their own: degrees alone would be wrong."""
    named = [set(each.words) for each in columns if not (_LATITUDE | _LONGITUDE).isdisjoint(each.words)]
    words = frozenset().union(*named)
    halves = any(each.words in _HEMISPHERES or not _HEMISPHERE_WORDS.isdisjoint(each.words) for each in columns)
    return halves or not words.isdisjoint(_SEXAGESIMAL) or ("min" in words and "max" not in words)


def _is_position(column: Column, names: frozenset[str], units: frozenset[str]) -> bool:
    letters = frozenset("nNxy" if names is _LATITUDE else "exy")
    rest = set(column.words) - names
    fits = column.unit is None or plain_unit(column.unit) in units
    return (
        rest != set(column.words) and fits and rest <= _ANYWHERE | _DEGREE_WORDS | _EDGES | letters | {"north", "east"}
    )


def _is_axis(column: Column, axis: str) -> bool:
    """``x`` and ``y`` only among words that say coordinates, such as "Coordonnées passage : Coordonnées minx"."""
    coordinates = any(word.startswith("coord") for word in column.words)
    ends = {axis, f"min{axis}", f"max{axis}", f"{axis}min", f"{axis}max"}
    fits = column.unit is None or plain_unit(column.unit) in DEGREES_NORTH | DEGREES_EAST
    return coordinates and fits and not ends.isdisjoint(column.words) and set(column.words) - ends <= _ANYWHERE


def _is_date(column: Column) -> bool:
    words = set(column.words)
    unit = column.unit or ""
    if unit and Since.of(unit) is None and not _DATE_UNIT.search(unit):
        return False
    core = not words.isdisjoint(_DATE) or words in ({"time"}, {"time", "utc"}, {"time", "iso8601"}, {"temps"})
    return core and words <= _DATE | _DATE_WORDS | _ANYWHERE | _EDGES | {"temps"}


def _is_vertical(column: Column, names: frozenset[str]) -> bool:
    words = [word for word in column.words if word != "m"]
    phrase = " ".join(words)
    metres = (column.unit is not None and plain_unit(column.unit) in METRES) or phrase.endswith(
        ("in meters", "in metres")
    )
    if not metres or phrase.startswith("water depth") or set(words).isdisjoint(names):
        return False
    return set(words) <= names | _ANYWHERE | _EDGES | {"meters", "metres", "sea", "below", "surface", "depth", "water"}


def _dates(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of dates; ``time`` only where no column is called a date, since it may be the time of day."""
    found = [each for each in columns if _is_date(each)]
    said = [each for each in found if each.says_date]
    bare = [each for each in said if set(each.words) <= _DATE | {"time"}]
    if len(bare) > 1:
        return _chosen([bare[0], *(each for each in said if each.edge)], _DATE)
    return _chosen(said or found, _DATE)


def _chosen(found: Sequence[Column], names: frozenset[str]) -> tuple[Column, ...]:
    """The only one; or with it both ends of a range; or the one whose label says nothing else; or none."""
    if len(found) < 2:
        return tuple(found)
    ends = [each for each in found if each.edge or any(word[:3] in ("min", "max") for word in each.words)]
    bare = [each for each in found if set(each.words) <= names | {"time"}]
    if len(ends) == len(found) == 2 or (ends and len(bare) == 1 and len(bare) + len(ends) == len(found)):
        return tuple(found)
    if len(bare) == 1:
        return () if ends else tuple(bare)
    core = [each for each in found if set(each.words) <= names | _DEGREE_WORDS | {"time", "utc"}]
    return tuple(core) if len(core) == 1 and not ends else ()


def _date_parts(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns year, month and day, or as many of them as there are from the year on."""
    found: list[Column] = []
    for words in (("year", "annee", "yyyy", "an"), ("month", "mois", "mm"), ("day", "jour", "dd")):
        named = [each for each in columns if len(each.words) == 1 and each.words[0] in words]
        if len(named) != 1:
            break
        found.append(named[0])
    return tuple(found)
