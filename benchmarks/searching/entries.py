"""Entry ``number`` of a catalogue of any size: depends on the number alone, so that parts may be made side by side."""

import json
import math
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from benchmarks.searching.words import ENGLISH, FRENCH, RARE, long_tailed, sentence
from repository.catalogue.boxes import boxes_between
from repository.catalogue.findable import Findable
from repository.catalogue.kept import as_json
from repository.catalogue.spans import Span

Text = tuple[str, str]
_EPOCH: Final = date(2012, 1, 1)
_GIVEN: Final = [
    "Anna",
    "Lars",
    "Marta",
    "Ingrid",
    "Jean",
    "Pierre",
    "Wei",
    "Li",
    "María",
    "Juan",
    "Fatima",
    "Omar",
    "Aiko",
    "Kenji",
    "Olga",
    "Ivan",
    "Sven",
    "Zoé",
]
_FAMILIES: Final = [word.capitalize() for word in RARE[:4000]]
_POLES: Final = ["ocean", "solid-earth", "atmosphere", "climate", "biodiversity", "continental-surfaces"]
_ACCESS: Final = ["open"] * 91 + ["embargoed"] * 5 + ["restricted"] * 4
_LICENCES: Final = (
    ["CC-BY-4.0"] * 62 + ["CC0-1.0"] * 22 + ["CC-BY-NC-4.0"] * 7 + ["CC-BY-SA-4.0"] * 6 + ["ODbL-1.0"] * 3
)
_ORIGINS: Final = ["local"] * 80 + ["seanoe"] * 12 + ["zenodo"] * 8
_FORMS: Final = [
    "text/csv",
    "application/x-netcdf",
    "application/zip",
    "image/tiff",
    "application/json",
    "text/tab-separated-values",
    "application/x-hdf5",
    "application/geopackage+sqlite3",
]
_KEYWORDS: Final = [
    *zip(ENGLISH, ["en"] * len(ENGLISH), strict=True),
    *zip(FRENCH, ["fr"] * len(FRENCH), strict=True),
] + [(word, "en") for word in RARE[8000:9500]]
_KEYWORD_WEIGHTS: Final = long_tailed(len(_KEYWORDS), shift=5, power=0.9)
_LANGUAGES: Final = [("en",)] * 70 + [("en", "fr")] * 20 + [("fr",)] * 10


def _named(prefix: str, first: int, count: int) -> tuple[list[str], list[float]]:
    names = [f"{prefix}{word.capitalize()}" for word in RARE[first : first + count]]
    return names, long_tailed(len(names), shift=3, power=0.9)


_VARIABLES: Final = ([f"{a} {b}" for a in ENGLISH[:40] for b in ENGLISH[40:90]], long_tailed(2000, shift=3, power=0.9))
_PLATFORMS: Final = _named("RV ", 10_000, 300)
_INSTRUMENTS: Final = _named("Sensor ", 10_500, 800)
_ORGANISATIONS: Final = _named("University of ", 5_000, 600)
_PROJECTS: Final = _named("", 12_000, 1500)


@dataclass(frozen=True, slots=True)
class Made:
    """One entry. ``kind`` and ``licence`` have exactly one value: the plain columns of the peer."""

    number: int
    found_by: Findable
    origin: str
    access: str
    poles: tuple[str, ...]
    modified: datetime

    @property
    def row(self) -> tuple[object, ...]:
        """The columns that `loading.COLUMNS` names."""
        found = self.found_by
        title, abstract = found.titles[0], found.abstracts[0]
        return (
            self.origin,
            found.identifiers[0],
            title[1],
            title[0],
            abstract[1],
            json.dumps(list(found.facets["author"])),
            list(self.poles),
            [term for _language, term in found.terms],
            found.published,
            self.modified,
            self.period,
            "",
            self.access,
            json.dumps(as_json(found), ensure_ascii=False),
        )

    @property
    def days(self) -> Span:
        """Its one span."""
        return self.found_by.spans[0]

    @property
    def period(self) -> str:
        """As a list of results tells it."""
        return f"{date.fromordinal(self.days.first)} / {date.fromordinal(self.days.last)}"


def made(number: int) -> Made:
    """The entry of a number."""
    chance = random.Random(number)
    languages = chance.choice(_LANGUAGES)
    published = _EPOCH + timedelta(days=int(chance.random() * 14 * 365))
    origin, access = chance.choice(_ORIGINS), chance.choice(_ACCESS)
    poles = tuple(dict.fromkeys(chance.choices(_POLES, weights=(8, 5, 4, 4, 3, 2), k=chance.choice((1, 1, 1, 2)))))
    facets = _facets(chance) | {"pole": poles, "access": (access,), "origin": (origin,), "year": (str(published.year),)}
    west, south = chance.random() * 358 - 179, chance.random() * 176 - 88
    size = 10 ** (chance.random() * 3.2 - 2)
    box = boxes_between(west - size, max(-90, south - size / 2), west + size, min(90, south + size / 2))
    first = date(1950, 1, 1).toordinal() + int(27_000 * chance.random() ** 0.4)
    top = chance.random() * 4000
    found = Findable(
        titles=tuple((code, sentence(chance, code, chance.randint(4, 8))) for code in languages),
        terms=_terms(chance, facets),
        people=facets["author"] + facets["organisation"],
        abstracts=tuple((code, _abstract(chance, code)) for code in languages),
        identifiers=(f"10.80999/{number}",),
        facets={code: facets[code] for code in sorted(facets)},
        boxes=box if chance.random() > 0.08 else (),
        spans=(Span(first, first + int(10 ** (chance.random() * 3.7))),),
        depth=(top, top + chance.random() * 500) if chance.random() < 0.5 else None,
        published=published,
    )
    noon = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    return Made(number, found, origin, access, poles, noon)


def _facets(chance: random.Random) -> dict[str, tuple[str, ...]]:
    several = 1 + min(11, int(chance.expovariate(0.35)))
    authors = (f"{family}, {chance.choice(_GIVEN)}" for family in chance.choices(_FAMILIES, k=several))
    return {
        "variable": _some(chance, _VARIABLES, chance.randint(1, 6)),
        "platform": _some(chance, _PLATFORMS, chance.randint(0, 2)),
        "instrument": _some(chance, _INSTRUMENTS, chance.randint(0, 3)),
        "organisation": _some(chance, _ORGANISATIONS, math.ceil(several / 2)),
        "author": tuple(dict.fromkeys(authors)),
        "project": _some(chance, _PROJECTS, chance.randint(0, 1)),
        "filetype": tuple(dict.fromkeys(chance.choices(_FORMS, k=1 + int(chance.expovariate(1.2))))),
        "licence": (chance.choice(_LICENCES),),
        "doi": ("yes" if chance.random() < 0.95 else "no",),
    }


def _some(chance: random.Random, known: tuple[list[str], list[float]], count: int) -> tuple[str, ...]:
    names, weights = known
    return tuple(dict.fromkeys(chance.choices(names, cum_weights=weights, k=count))) if count else ()


def _terms(chance: random.Random, facets: dict[str, tuple[str, ...]]) -> tuple[Text, ...]:
    keywords = chance.choices(_KEYWORDS, cum_weights=_KEYWORD_WEIGHTS, k=chance.randint(3, 10))
    told = [(language, word) for word, language in keywords]
    told += [("en", name) for name in facets["variable"]]
    told += [("", name) for code in ("instrument", "platform", "project") for name in facets[code]]
    return tuple(dict.fromkeys(told))


def _abstract(chance: random.Random, language: str) -> str:
    return ". ".join(sentence(chance, language, chance.randint(6, 13)) for _ in range(chance.randint(4, 11)))
