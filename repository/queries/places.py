"""Named places: found by what was typed, in both languages and without accents, and one by its key."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from repository.maps.gazetteer import Named, named_places
from repository.vocabularies.words import folded, has_words

MOST_PLACES: Final = 20
SHORTEST: Final = 2
"""Letters that must be typed before anything is looked up."""


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place found. ``label`` is in the language asked for; ``matched``: another name, where that was found."""

    place: Named
    label: str
    matched: str


def search_places(text: str, *, language: str, most: int = MOST_PLACES) -> tuple[PlaceHit, ...]:
    """The best places for what was typed: the same name, its beginning, its words; our own list before countries."""
    asked = folded(text)
    if len(asked) < SHORTEST:
        return ()
    ranked = []
    for number, (place, names) in enumerate(_folded_names(_countries())):
        found = [(stage, at) for at, name in enumerate(names) if (stage := _stage(asked, name)) is not None]
        if found:
            stage, at = min(found, key=lambda each: (each[0], each[1] != _shown(language), each[1]))
            ranked.append((stage, at > 1, len(names[at]), number, place, at))
    ranked.sort(key=lambda each: each[:4])
    return tuple(_hit(place, at, language) for *_order, place, at in ranked[:most])


def place_named(key: str) -> Named | None:
    """The place of a key; None where there is none."""
    return next((place for place in named_places(_countries()) if place.key == key), None)


def name_of(place: Named, language: str) -> str:
    """What a place is called in a language."""
    return place.french if language.startswith("fr") else place.english


def _countries() -> Path:
    return Path(settings.BASE_DIR) / "build" / "land" / "countries.json"


@lru_cache(maxsize=2)
def _folded_names(countries: Path) -> tuple[tuple[Named, tuple[str, ...]], ...]:
    """Each place with its names folded: English, French, the others."""
    return tuple(
        (place, tuple(folded(name) for name in (place.english, place.french, *place.others)))
        for place in named_places(countries)
    )


def _stage(asked: str, name: str) -> int | None:
    """How a name answers: 0 the same, 1 it begins so, 2 a word of it does, 3 it has all words; None for not at all."""
    if name == asked:
        return 0
    if name.startswith(asked):
        return 1
    if f" {asked}" in name:
        return 2
    return 3 if has_words(name, asked.split()) else None


def _shown(language: str) -> int:
    return 1 if language.startswith("fr") else 0


def _hit(place: Named, at: int, language: str) -> PlaceHit:
    label = name_of(place, language)
    found = (place.english, place.french, *place.others)[at]
    return PlaceHit(place, label, "" if found == label else found)
