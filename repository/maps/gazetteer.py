"""Named places with their boxes: a list of our own (oceans, seas, regions, islands, mountains) and countries. Pure.

The boxes of `places.csv` are approximate, written by hand for this list and rounded outwards; they are no legal limits.
Those of countries are made by the front-end build from Natural Earth; their names come from the CLDR, by babel.
"""

import csv
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from repository.maps.box import Box

_LIST: Final = Path(__file__).with_name("places.csv")
COUNTRY: Final = "country-"
"""How the key of a country begins; its ISO 3166-1 letters follow."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place by its names. ``others``: what else it is called; several boxes where its parts lie far apart."""

    key: str
    english: str
    french: str
    others: tuple[str, ...]
    boxes: tuple[Box, ...]

    @property
    def is_country(self) -> bool:
        """Whether its boxes are those of the land of a state or territory."""
        return self.key.startswith(COUNTRY)


@lru_cache(maxsize=2)
def named_places(countries: Path) -> tuple[Named, ...]:
    """All places. ``countries``: the file that the front-end build writes; without it there are none but our own."""
    own = tuple(_own())
    taken = {place.english for place in own}
    return (*own, *(place for place in _countries(countries) if place.english not in taken))


def _own() -> list[Named]:
    with _LIST.open(encoding="utf-8", newline="") as file:
        return [
            Named(
                row["key"],
                row["en"],
                row["fr"],
                tuple(each for each in row["others"].split(";") if each),
                tuple(Box(*map(float, box.split())) for box in row["boxes"].split("|")),
            )
            for row in csv.DictReader(file)
        ]


def _countries(path: Path) -> list[Named]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    letters = get_global("territory_aliases")
    english, french = Locale("en").territories, Locale("fr").territories
    made = []
    for each in found:
        code = next(iter(letters.get(each["id"], ())), "")
        names = (english.get(code, each["name"]), french.get(code, each["name"]))
        others = () if each["name"] in names else (each["name"],)
        boxes = tuple(Box(*map(float, box)) for box in each["boxes"])
        made.append(Named(f"{COUNTRY}{code or each['id']}", *names, others, boxes))
    return made
