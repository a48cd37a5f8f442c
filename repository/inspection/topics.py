"""ISO 19115-1 topic categories that files say of themselves: by word, by keyword, by what was measured. Pure.

A name that may belong to two realms says nothing. Sources: the definitions of MD_TopicCategoryCode, which count
glaciers among inland waters, soils and permafrost among the geosciences; CF standard names; NERC P01 and P02; GCMD.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, get_args

from repository.inspection.reading import Json, Place, Proposal
from repository.record.terms import TopicCategory

OCEANS: Final = "oceans"
AIR: Final = "climatologyMeteorologyAtmosphere"
EARTH: Final = "geoscientificInformation"
INLAND: Final = "inlandWaters"

_NAMED: Final = 3
"""Variables that the place of a proposal names."""

_SMALLEST: Final = 4
"""A topic that fewer than one in four of the telling variables name is measured beside the subject."""

_NAMES: Final = (
    (OCEANS, r"sea_water|(?<!below_)sea_surface|sea_ice|ocean"),
    (AIR, r"air|atmosphere|troposphere|stratosphere|tropopause|cloud|precipitation|rainfall"),
    (AIR, r"(?:relative|specific)_humidity|(?:eastward|northward|x|y)_wind|wind_(?:speed|from_direction|to_direction)"),
    (EARTH, r"soil"),
    (INLAND, r"rivers?|lakes?|land_ice|glaciers?"),
)  # fmt: skip
_STANDARD_NAMES: Final = tuple((topic, re.compile(rf"(?:^|_)(?:{words})(?:_|$)")) for topic, words in _NAMES)
_NOT_AIR: Final = re.compile(r"radiance|wind_mixing")
"""What sensors in the air see of land and sea, and what the wind does in water."""

_CODES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ASLV", "PSAL", "PSLT"), OCEANS),
    **dict.fromkeys(("CAPH", "CDTA", "CHUM", "CHEX", "CLTY", "EWSB", "ATPC"), AIR),
    **dict.fromkeys(("LRWL", "RVDS"), INLAND),
}
"""What a P02 code is, and a P01 code begins with; codes of the water column may be of a lake."""
_CODE: Final = re.compile(r"SDN:P0[12]::(\w{4})\w*")

_SCIENCE: Final = "EARTH SCIENCE"
_GCMD: Final = re.compile(r"\bGCMD\b|Global Change Master Directory", re.IGNORECASE)
_PATHS: Final[Mapping[tuple[str, ...], str]] = {
    ("OCEANS",): OCEANS,
    ("ATMOSPHERE",): AIR,
    ("CLIMATE INDICATORS",): AIR,
    ("PALEOCLIMATE",): AIR,
    ("SOLID EARTH",): EARTH,
    ("BIOSPHERE",): "biota",
    ("BIOLOGICAL CLASSIFICATION",): "biota",
    ("AGRICULTURE",): "farming",
    ("CRYOSPHERE", "SEA ICE"): OCEANS,
    ("CRYOSPHERE", "GLACIERS/ICE SHEETS"): INLAND,
    ("CRYOSPHERE", "FROZEN GROUND"): EARTH,
    ("TERRESTRIAL HYDROSPHERE", "SURFACE WATER"): INLAND,
    ("TERRESTRIAL HYDROSPHERE", "GLACIERS/ICE SHEETS"): INLAND,
    ("TERRESTRIAL HYDROSPHERE", "GROUND WATER"): EARTH,
    ("LAND SURFACE", "SOILS"): EARTH,
    ("LAND SURFACE", "TOPOGRAPHY"): "elevation",
    ("LAND SURFACE", "LAND USE/LAND COVER"): "imageryBaseMapsEarthCover",
    ("HUMAN DIMENSIONS", "NATURAL HAZARDS"): "disaster",
}
"""The beginning of a path of GCMD science keywords, without its root."""

_LETTERS: Final = re.compile(r"[^a-z]+")
_WORDS: Final[Mapping[str, str]] = {_LETTERS.sub("", each.lower()): each for each in get_args(TopicCategory)} | {
    "utilitiescommunications": "utilitiesCommunication"
}


def topic_from_word(word: str) -> str | None:
    """The topic that is written so, as a code or in words.

    >>> topic_from_word("Climatology / Meteorology / Atmosphere"), topic_from_word("sea")
    ('climatologyMeteorologyAtmosphere', None)
    """
    return _WORDS.get(_LETTERS.sub("", word.lower()))


def topic_of_keyword(term: str, scheme: str = "") -> str | None:
    """The topic of a GCMD science keyword, a path from its root; without its root where the scheme says GCMD.

    >>> topic_of_keyword("EARTH SCIENCE > Cryosphere > Sea Ice > Ice Extent"), topic_of_keyword("Oceans")
    ('oceans', None)
    """
    path = [" ".join(part.split()).upper() for part in re.split(r"[>|]", term)]
    path[0] = path[0].removeprefix("GCMD:").strip()
    if path[0] == _SCIENCE:
        path = path[1:]
    elif not _GCMD.search(scheme):
        return None
    return _PATHS.get(tuple(path[:1])) or _PATHS.get(tuple(path[:2]))


def topic_of_name(name: str) -> str | None:
    """The topic of a CF standard name (a modifier after it is left aside); None where it names two realms, or none.

    >>> topic_of_name("sea_water_temperature"), topic_of_name("surface_temperature")
    ('oceans', None)
    """
    bare = name.partition(" ")[0]
    found = {topic for topic, words in _STANDARD_NAMES if words.search(bare)}
    if _NOT_AIR.search(bare):
        found -= {AIR}
    return found.pop() if len(found) == 1 else None


def topic_of_variable(variable: Json) -> str | None:
    """The topic of a variable as readers propose it, by its standard name and its P01 or P02 codes."""
    said = {topic_of_name(variable.get("standard_name") or "")}
    for concept in variable.get("concepts") or ():
        if match := _CODE.fullmatch(concept.get("identifier") or ""):
            said.add(_CODES.get(match[1]))
    said.discard(None)
    return said.pop() if len(said) == 1 else None


def by_variables(variables: Iterable[Json]) -> Proposal | None:
    """The topics of what was measured, and which variables say so; None where none does."""
    told = [(variable["name"], topic) for variable in variables if (topic := topic_of_variable(variable))]
    counts = Counter(topic for _, topic in told)
    kept = sorted(topic for topic, count in counts.items() if count * _SMALLEST >= len(told))
    named = [name for name, topic in told if topic in kept]
    listed = ", ".join(f"`{name}`" for name in named[:_NAMED]) + ("…" if len(named) > _NAMED else "")
    several = len(named) > 1
    english = f"what the variable{'s' if several else ''} {listed} measure{'' if several else 's'}"
    french = f"ce que {'mesurent les variables' if several else 'mesure la variable'} {listed}"
    return Proposal("topics", list(kept), Place(english, french)) if kept else None


def by_format(topic: str, name: str) -> Proposal:
    """The topic that everything written in a format has."""
    return Proposal("topics", [topic], Place(f"the format, {name}", f"le format, {name}"))
