"""A hundred and twenty datasets of the Earth system: those of `corpus.txt`, and many that are much alike."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from repository.catalogue.findable import Findable
from repository.catalogue.kept import as_json
from repository.models import CatalogueEntry

_HERE = Path(__file__).parent
_DAY = date(2025, 1, 1)
_MEASURED = (
    ("temperature and salinity", "température et salinité", "ocean; sea water", "Profiles down to 1,000 m depth."),
    ("snow depth", "hauteur de neige", "snow; mountain", "Daily, at an automatic station; glaciers are near."),
    (
        "nitrate and phosphate",
        "nitrate et phosphate",
        "nutrients; water quality",
        "Discrete samples; pH was noted too.",
    ),
    ("air temperature and wind", "température de l'air et vent", "meteorology", "Hourly means; CO2 was not measured."),
    ("bird counts", "comptages d'oiseaux", "birds; biodiversity", "Point counts in spring, at sea level and above."),
)
_PLACES = (
    ("Bay of Quiberon", "baie de Quiberon"),
    ("Lake Geneva", "Léman"),
    ("Vanoise", "Vanoise"),
    ("Camargue", "Camargue"),
    ("Gulf of Lion", "golfe du Lion"),
    ("Brest", "Brest"),
    ("Kerguelen", "Kerguelen"),
    ("Adélie Land", "Terre Adélie"),
    ("Guadeloupe", "Guadeloupe"),
    ("Loire estuary", "estuaire de la Loire"),
    ("Alps", "Alpes"),
)


def questions() -> list[tuple[str, str, str]]:
    """(Language, words, code of the dataset that is meant)."""
    rows = [line.split("|") for line in (_HERE / "questions.txt").read_text("utf-8").splitlines()]
    return [(language, words, code) for language, words, code in rows]


def make_corpus() -> None:
    """All entries; the DOI of each ends in its code."""
    told = [(code, findable) for code, findable in [*_written(), *_alike()]]
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            identifier=f"10.80999/relevance.{code}",
            title=found_by.titles[0][1],
            published=_DAY - timedelta(days=number),
            found_by=as_json(found_by),
        )
        for number, (code, found_by) in enumerate(reversed(told))
    )


def _written() -> Iterator[tuple[str, Findable]]:
    for line in (_HERE / "corpus.txt").read_text("utf-8").splitlines():
        code, english, french, terms, french_terms, places, people, abstract, french_abstract = line.split("|")
        yield (
            code,
            _findable(
                code,
                titles=(("en", english), ("fr", french)),
                terms=(*_told("en", terms), *_told("fr", french_terms), *_told("", places)),
                people=tuple(name for _language, name in _told("", people)),
                abstracts=(("en", abstract), ("fr", french_abstract)),
            ),
        )


def _alike() -> Iterator[tuple[str, Findable]]:
    for number, (measured, place) in enumerate(product(_MEASURED, _PLACES)):
        english, french, terms, abstract = measured
        yield (
            f"alike{number}",
            _findable(
                f"alike{number}",
                titles=(("en", f"{english}: {place[0]}"), ("fr", f"{french} : {place[1]}")),
                terms=(*_told("en", terms), ("en", place[0]), ("fr", place[1])),
                people=("Martin, Camille", "Durand, Loïc"),
                abstracts=(("en", f"{abstract} {place[0]} was visited from {1990 + number % 30} on."),),
            ),
        )


def _findable(
    code: str,
    *,
    titles: tuple[tuple[str, str], ...],
    terms: tuple[tuple[str, str], ...],
    people: tuple[str, ...],
    abstracts: tuple[tuple[str, str], ...],
) -> Findable:
    return Findable(
        titles=tuple(each for each in titles if each[1]),
        terms=terms,
        people=people,
        abstracts=tuple(each for each in abstracts if each[1]),
        identifiers=(f"10.80999/relevance.{code}",),
        facets={},
    )


def _told(language: str, listed: str) -> tuple[tuple[str, str], ...]:
    return tuple((language, each.strip()) for each in listed.split(";") if each.strip())
