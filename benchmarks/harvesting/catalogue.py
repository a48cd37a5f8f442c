"""Record ``number`` of a catalogue of any size, as a plain document: depends on the number and the seed alone.

Parts may be made side by side. Texts follow Zipf over real words and made-up ones, so that no record is like another.
"""

import hashlib
import json
import random
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

Document = dict[str, Any]

_TEXTS: Final = json.loads(Path(__file__).with_name("words.json").read_text())
_REAL: Final[list[str]] = _TEXTS["real"].split()
_LITTLE: Final[list[str]] = _TEXTS["little"].split()
_SYLLABLES: Final[list[str]] = _TEXTS["syllables"].split()
_ENDS: Final = ["a", "us", "is", "ium", "on", "ella", "ensis", ""]


def _made_up(count: int) -> list[str]:
    chance = random.Random(42)
    return list(
        dict.fromkeys(
            "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))) + chance.choice(_ENDS)
            for _ in range(count)
        )
    )


_RARE: Final = _made_up(30_000)
_WORDS: Final = _REAL + _RARE
_WORD_WEIGHTS: Final = list(accumulate(1.0 / (rank + 8) ** 1.02 for rank in range(len(_WORDS))))
_FREQUENT: Final = list(accumulate([10, 8, 7, 6, 5, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1]))
_LITTLE_WEIGHTS: Final = _FREQUENT[: len(_LITTLE)] + [
    _FREQUENT[-1] + more + 1 for more in range(max(0, len(_LITTLE) - len(_FREQUENT)))
]
_FAMILIES: Final = [word.capitalize() for word in _RARE[:4000]]
_GIVEN: Final[list[str]] = _TEXTS["given"].split()
_AFFILIATIONS: Final = [
    ("University of " + word.capitalize(), f"https://ror.org/0{word[:4]:x<4}{number:03d}")
    for number, word in enumerate(_RARE[5000:5600])
]
_SCHEMES: Final = ["GCMD", "AGROVOC", "CF", "EnvThes", "INSPIRE", "free"] * 250
_KEYWORDS: Final = [*zip(_RARE[8000:9500], _SCHEMES, strict=False), *((word, "GCMD") for word in _REAL)]
_KEYWORD_WEIGHTS: Final = list(accumulate(1.0 / (rank + 5) ** 0.9 for rank in range(len(_KEYWORDS))))
_LICENCES: Final = [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", 62),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", 20),
    ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/", 7),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", 5),
    ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/", 3),
    ("restricted", "about:blank", 3),
]
_LICENCE_WEIGHTS: Final = list(accumulate(weight for _name, _url, weight in _LICENCES))
_TYPES: Final = ["Dataset"] * 78 + ["Collection"] * 6 + ["Software"] * 6 + ["Image"] * 4 + ["Model"] * 3 + ["Text"] * 3
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
_SETS: Final = [f"community:{word}" for word in _RARE[9600:9640]]
_RELATIONS: Final = ["IsSupplementTo", "References", "IsDerivedFrom", "IsPartOf"]
_EPOCH: Final = datetime(2012, 1, 1)  # noqa: DTZ001 - moments of UTC, written so
_LAST: Final = datetime(2026, 6, 1)  # noqa: DTZ001 - as above


def record(number: int, *, seed: int = 1) -> Document:
    """The document of one record; moments end in Z, boxes are west, south, east, north in degrees."""
    chance = random.Random((seed << 40) | number)
    digest = hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
    title, abstract = _texts(chance)
    creators = _creators(chance)
    terms = dict.fromkeys(chance.choices(_KEYWORDS, cum_weights=_KEYWORD_WEIGHTS, k=chance.randint(3, 10)))
    box = _box(chance)
    created = _EPOCH + timedelta(seconds=int(chance.random() * 14 * 365.25 * 86400))
    modified = min(created + timedelta(seconds=int(chance.expovariate(1 / (200 * 86400.0)))), _LAST)
    begin = date(1950, 1, 1) + timedelta(days=int(27000 * chance.random() ** 0.4))
    end = begin + timedelta(days=int(10 ** (chance.random() * 3.7)))
    licence = chance.choices(_LICENCES, cum_weights=_LICENCE_WEIGHTS)[0]
    files = _files(chance, digest)
    return {
        "n": number,
        "id": f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}",
        "doi": f"10.5072/ltd.{number:08d}",
        "title": title,
        "abstract": abstract,
        "creators": creators,
        "keywords": [{"term": term, "scheme": scheme} for term, scheme in terms],
        "bbox": box,
        "begin": begin.isoformat(),
        "end": end.isoformat(),
        "licence": licence[0],
        "licence_url": licence[1],
        "type": chance.choice(_TYPES),
        "publisher": "Long-tail Data Repository",
        "set": _SETS[int(len(_SETS) * chance.random() ** 1.7)],
        "created": f"{created.isoformat()}Z",
        "published": (created + timedelta(days=3)).date().isoformat(),
        "modified": f"{modified.isoformat()}Z",
        **_ending(chance, number),
        "files": files,
    }


def _words(chance: random.Random, count: int) -> str:
    rare = chance.choices(_WORDS, cum_weights=_WORD_WEIGHTS, k=count)
    little = chance.choices(_LITTLE, cum_weights=_LITTLE_WEIGHTS, k=count)
    return " ".join([word for pair in zip(rare, little, strict=True) for word in pair][:count])


def _texts(chance: random.Random) -> tuple[str, str]:
    """Title and abstract; one in ten has signs that XML escapes, and letters of other scripts."""
    title = _words(chance, chance.randint(7, 16)).capitalize()
    sentences = [_words(chance, chance.randint(12, 26)).capitalize() + "." for _ in range(chance.randint(4, 11))]
    abstract = " ".join(sentences)
    if chance.random() < 0.1:
        title = title.replace(" of ", " & ", 1)
        abstract += " Values < 5 µg L⁻¹ flagged; Å & δ¹⁸O in ‰."
    return title, abstract


def _creators(chance: random.Random) -> list[Document]:
    found = []
    for _ in range(min(12, 1 + int(chance.expovariate(0.35)))):
        name, ror = _AFFILIATIONS[int(len(_AFFILIATIONS) * chance.random() ** 2)]
        number = int(chance.random() * 1e15)
        creator = {
            "family": chance.choice(_FAMILIES),
            "given": chance.choice(_GIVEN),
            "affiliation": name,
            "ror": ror,
        }
        if chance.random() < 0.6:
            digits = f"0000{number:012d}"[:16]
            creator["orcid"] = "-".join(digits[first : first + 4] for first in range(0, 16, 4))
        found.append(creator)
    return found


def _box(chance: random.Random) -> list[float] | None:
    longitude, latitude = chance.random() * 358 - 179, chance.random() * 176 - 88
    size = 10 ** (chance.random() * 3.2 - 2)
    if chance.random() < 0.08:
        return None
    sides = (
        max(-180, longitude - size),
        max(-90, latitude - size / 2),
        min(180, longitude + size),
        min(90, latitude + size / 2),
    )
    return [round(side, 4) for side in sides]


def _files(chance: random.Random, digest: str) -> list[Document]:
    forms = ((number, chance.choice(_FORMS)) for number in range(1 + int(chance.expovariate(0.4))))
    return [
        {
            "name": f"{chance.choice(_RARE)}_{number:02d}.{form.split('/')[-1][:6]}",
            "format": form,
            "bytes": int(10 ** (3 + chance.random() * 6.5)),
            "sha256": hashlib.sha256(f"{digest}{number}".encode()).hexdigest(),
        }
        for number, form in forms
    ]


def _ending(chance: random.Random, number: int) -> Document:
    return {
        "version": f"{1 + int(chance.expovariate(1.2))}.0",
        "language": "eng" if chance.random() < 0.93 else "fra",
        "lineage": _words(chance, chance.randint(20, 60)).capitalize() + ".",
        "funder": chance.choice(_AFFILIATIONS)[0],
        "award": f"{int(chance.random() * 1e6):06d}",
        "related": [
            {"rel": chance.choice(_RELATIONS), "doi": f"10.5072/ltd.{int(chance.random() * (number + 1)):08d}"}
            for _ in range(chance.randint(0, 3))
        ],
    }
