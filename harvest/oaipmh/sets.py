"""Sets and the sets above them: disciplines, subjects, projects, licences by openness, data that grow. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from repository.crosswalks import oai_sets
from repository.record.rights import KNOWN_LICENCES


@dataclass(frozen=True, slots=True)
class HarvestSet:
    """A set and what it is called, by language code; the first name is the one for harvesters that read only one."""

    spec: str
    names: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...] = ()


def _both(english: str, french: str) -> tuple[tuple[str, str], ...]:
    return ("en", english), ("fr", french)


def pole_set(code: str, *, names: Iterable[tuple[str, str]], scopes: Iterable[tuple[str, str]] = ()) -> HarvestSet:
    """The set of one pole; empty names and scopes are left out, and a pole without a name is called by its code."""
    named = tuple((language, name) for language, name in names if name)
    return HarvestSet(
        spec=f"{oai_sets.POLE}:{code}",
        names=named or (("en", code),),
        descriptions=tuple((language, scope) for language, scope in scopes if scope),
    )


def set_hierarchy(poles: Sequence[HarvestSet], *, used: Iterable[str], projects: Mapping[str, str]) -> list[HarvestSet]:
    """Every set, each after the one above it: all poles, and of the others those that hold an item.

    ``projects``: set -> the project's name as a record writes it.
    """
    held = [spec for spec in sorted(used) if spec.partition(":")[0] != oai_sets.POLE]
    return [*([ALL_POLES, *poles] if poles else []), *(_set(spec, projects) for spec in held)]


def _set(spec: str, projects: Mapping[str, str]) -> HarvestSet:
    if spec in _FIXED:
        return _FIXED[spec]
    root, _, code = spec.partition(":")
    if root == oai_sets.PROJECT:
        return HarvestSet(spec, (("en", projects.get(spec) or code),))
    if root == oai_sets.DISCIPLINE and code in _TOPICS:
        return HarvestSet(spec, _both(*_TOPICS[code]))
    licence = KNOWN_LICENCES.get(spec.rpartition(":")[2])
    return HarvestSet(spec, _both(licence.english, licence.french) if licence else (("en", code or root),))


ALL_POLES: Final = HarvestSet(
    spec=oai_sets.POLE,
    names=_both("All disciplines", "Toutes les disciplines"),
    descriptions=_both("Every dataset of every pole.", "Tous les jeux de données de tous les pôles."),
)

_FIXED: Final = {
    found.spec: found
    for found in (
        HarvestSet(
            oai_sets.DISCIPLINE,
            _both("By subject", "Par sujet"),
            _both("ISO 19115 topic categories.", "Catégories thématiques de l’ISO 19115."),
        ),
        HarvestSet(
            oai_sets.PROJECT,
            _both("By project", "Par projet"),
            _both("Datasets that name a project.", "Les jeux de données qui nomment un projet."),
        ),
        HarvestSet(
            oai_sets.LICENCE,
            _both("By licence", "Par licence"),
            _both("Every dataset, by how open its licence is.", "Tous, selon l’ouverture de leur licence."),
        ),
        HarvestSet(
            oai_sets.OPEN,
            _both("Open licence", "Licence ouverte"),
            _both("Free to use, change and share for any purpose.", "Utilisation, modification et partage libres."),
        ),
        HarvestSet(
            oai_sets.LIMITED,
            _both("Licence with limits", "Licence restrictive"),
            _both("No commercial use, or no changes.", "Sans utilisation commerciale, ou sans modification."),
        ),
        HarvestSet(
            oai_sets.OTHER,
            _both("Another licence", "Autre licence"),
            _both("A licence whose terms are to be read.", "Une licence dont les termes sont à lire."),
        ),
        HarvestSet(oai_sets.NONE, _both("No licence given", "Sans licence indiquée")),
        HarvestSet(
            oai_sets.EVOLVING,
            _both("Evolving data", "Données évolutives"),
            _both("Data that grow layer by layer.", "Des données qui grandissent couche après couche."),
        ),
    )
}

_TOPICS: Final = {
    "biota": ("Biota", "Biote"),
    "boundaries": ("Boundaries", "Limites"),
    "climatologyMeteorologyAtmosphere": (
        "Climatology, meteorology, atmosphere",
        "Climatologie, météorologie, atmosphère",
    ),
    "disaster": ("Disasters", "Catastrophes"),
    "economy": ("Economy", "Économie"),
    "elevation": ("Elevation", "Altitude"),
    "environment": ("Environment", "Environnement"),
    "extraTerrestrial": ("Beyond the Earth", "Hors de la Terre"),
    "farming": ("Farming", "Agriculture"),
    "geoscientificInformation": ("Geoscience", "Géosciences"),
    "health": ("Health", "Santé"),
    "imageryBaseMapsEarthCover": (
        "Imagery, base maps, land cover",
        "Imagerie, cartes de base, occupation des terres",
    ),
    "inlandWaters": ("Inland waters", "Eaux intérieures"),
    "intelligenceMilitary": ("Intelligence, military", "Renseignement, secteur militaire"),
    "location": ("Location", "Localisation"),
    "oceans": ("Oceans", "Océans"),
    "planningCadastre": ("Planning, cadastre", "Planification, cadastre"),
    "society": ("Society", "Société"),
    "structure": ("Structures", "Structures"),
    "transportation": ("Transportation", "Transport"),
    "utilitiesCommunication": ("Utilities, communication", "Services d’utilité publique, communication"),
}
