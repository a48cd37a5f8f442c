"""The themes of data centres: which words and addresses of vocabularies belong to which, discipline by discipline."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from moderation.pathways.facts import Facts


class Theme(NamedTuple):
    """One theme: its code, its names, its discipline, and the words by which it is known, folded, beginnings of words.

    Without words it is the whole discipline.
    """

    code: str
    english: str
    french: str
    pole: str
    words: tuple[str, ...] = ()


class Found(NamedTuple):
    """A theme of a dataset, and the word that told it; none where the discipline itself did."""

    theme: Theme
    word: str = ""


def _theme(code: str, english: str, french: str, pole: str, words: str = "") -> Theme:
    return Theme(code, english, french, pole, tuple(filter(None, words.split("|"))))


THEMES: Final = {
    theme.code: theme
    for theme in (
        _theme("ocean", "the ocean", "l'océan", "ocean"),
        _theme(
            *("ocean-physics", "marine physics", "la physique marine", "ocean"),
            "temperature|salinity|salinite|conductivity|sea level|niveau de la mer|current|courant|wave|vague|density",
        ),
        _theme(
            *("ocean-chemistry", "marine chemistry", "la chimie marine", "ocean"),
            "oxygen|oxygene|nutrient|nitrate|phosphate|silicate|alkalinity|alcalinite|carbon|ph total|contaminant",
        ),
        _theme(
            *("ocean-biology", "marine biology", "la biologie marine", "ocean"),
            "plankton|plancton|chlorophyll|benthos|benthic|benthique|fish|poisson|coral|biomass|biomasse",
        ),
        _theme(
            *("bathymetry", "bathymetry", "la bathymétrie", "ocean"),
            "bathymetr|multibeam|multifaisceau|seafloor|fond marin|depth of the sea",
        ),
        _theme("solid-earth", "the solid Earth", "la Terre solide", "solid-earth"),
        _theme(
            *("seismology", "seismology", "la sismologie", "solid-earth"),
            "seism|sism|earthquake|ground motion|mouvement du sol|tomograph",
        ),
        _theme(
            *("geodesy", "geodesy", "la géodésie", "solid-earth"),
            "geodes|geodet|gnss|gps|insar|deformation|displacement|deplacement",
        ),
        _theme(
            *("gravimetry", "gravimetry and magnetism", "la gravimétrie et le magnétisme", "solid-earth"),
            "gravi|bouguer|magneti",
        ),
        _theme(
            *("volcanology", "volcanology", "la volcanologie", "solid-earth"),
            "volcan|magma|lava|lave|fumarol",
        ),
        _theme("atmosphere", "the atmosphere", "l'atmosphère", "atmosphere"),
        _theme(
            *("atmospheric-composition", "atmospheric composition", "la composition de l'atmosphère", "atmosphere"),
            "ozone|aerosol|trace gas|gaz trace|methane|carbon dioxide|particulate|particules|pollut",
        ),
        _theme("continental-surfaces", "continental surfaces", "les surfaces continentales", "continental-surfaces"),
        _theme(
            *("hydrology", "hydrology", "l'hydrologie", "continental-surfaces"),
            "river|riviere|discharge|debit|groundwater|eau souterraine|hydrolog|catchment|bassin versant|lake|lac",
        ),
        _theme(
            *("land-cover", "land cover", "l'occupation du sol", "continental-surfaces"),
            "land cover|occupation du sol|land use|usage du sol|vegetation|urban|urbain|forest|foret|crop|culture",
        ),
        _theme("biodiversity", "biodiversity", "la biodiversité", "biodiversity"),
        _theme(
            *("species", "occurrences of species", "les occurrences d'espèces", "biodiversity"),
            "species|espece|taxon|occurrence|darwin core|abundance|abondance",
        ),
        _theme("climate", "the climate", "le climat", "climate"),
        _theme(
            *("climate-models", "climate models", "les modèles de climat", "climate"),
            "cmip|scenario|projection|downscal|descente d'echelle|reanalys",
        ),
    )
}
"""Code -> theme. A data centre names the themes it cares for; more words change nothing that was handed over."""


def themes_of(facts: Facts) -> tuple[Found, ...]:
    """The themes of a dataset in the order of the table: those of its disciplines whose words it holds.

    >>> [found.theme.code for found in themes_of(Facts(poles=("ocean",), words=("dissolved oxygen",)))]
    ['ocean', 'ocean-chemistry']
    """
    return tuple(found for theme in THEMES.values() if (found := _found(theme, facts)))


def _found(theme: Theme, facts: Facts) -> Found | None:
    if theme.pole not in facts.poles:
        return None
    if not theme.words:
        return Found(theme)
    said = next((word for word in facts.words if _holds(word, theme.words)), None)
    return Found(theme, said) if said is not None else None


def _holds(said: str, beginnings: Iterable[str]) -> bool:
    return bool(_pattern(tuple(beginnings)).search(said))


@cache
def _pattern(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})")
