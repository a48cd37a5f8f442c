"""Theme x country of the provider x licence -> the data centres that a dataset concerns, each with its sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from moderation.pathways.facts import Facts
from moderation.pathways.licences import transfer_of
from moderation.pathways.themes import Found, themes_of


@dataclass(frozen=True, slots=True)
class Centre:
    """What of a data centre the rules ask. Without ``countries`` it takes from everywhere; ``kinds`` likewise."""

    code: str
    themes: tuple[str, ...]
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Way(StrEnum):
    """What follows for a centre that is concerned."""

    NOW = "now"
    LATER = "later"
    """Once an embargo has ended."""
    NEVER = "never"
    """The licence, or the depositor, forbids it."""


class Sentences(NamedTuple):
    """The same in both languages."""

    english: str
    french: str


@dataclass(frozen=True, slots=True)
class Concern:
    """One centre that a dataset concerns: why, and whether the files may go there."""

    centre: str
    way: Way
    why: Sentences
    transfer: Sentences


_EVERYWHERE: Final = Sentences("it takes data from every country", "il prend les données de tous les pays")
_UNKNOWN: Final = Sentences(
    "the country of the creators' organisations is not known", "le pays des organismes des auteurs n'est pas connu"
)
UNTOLD_KINDS: Final = frozenset({"Dataset", "Collection", "Image", "Model", "Sound", "Audiovisual", "Other"})
"""Kinds of data; software, texts and the like concern a centre only where it names them."""


def concerned(facts: Facts, centres: Iterable[Centre]) -> tuple[Concern, ...]:
    """The centres concerned, in their order; the same facts and centres always give the same answer.

    A centre is concerned where it cares for a theme of the dataset, takes its kind, and takes from a country of its
    creators. An unknown country keeps no centre from being told: a notice too many costs a letter, one too few the
    data.
    """
    themes, transfer = themes_of(facts), transfer_of(facts)
    way = Way.NEVER if not transfer.allowed else Way.LATER if transfer.waits else Way.NOW
    told = Sentences(transfer.english, transfer.french)
    return tuple(
        Concern(centre.code, way, why, told) for centre in centres if (why := _why(facts, themes, centre)) is not None
    )


def _why(facts: Facts, themes: tuple[Found, ...], centre: Centre) -> Sentences | None:
    shared = [found for found in themes if found.theme.code in centre.themes]
    is_of_kind = facts.kind in centre.kinds if centre.kinds else facts.kind in UNTOLD_KINDS
    place = _place(facts, centre)
    if not shared or not is_of_kind or place is None:
        return None
    best = max(shared, key=lambda found: bool(found.word))
    theme, word = best.theme, best.word
    by_word = Sentences(f", known by “{word}”", f", reconnu à « {word} »") if word else Sentences("", "")
    return Sentences(
        f"The dataset is about {theme.english}{by_word.english}; {place.english}.",
        f"Le jeu de données concerne {theme.french}{by_word.french} ; {place.french}.",
    )


def _place(facts: Facts, centre: Centre) -> Sentences | None:
    """Why the country lets it be the centre's business; None where it does not."""
    if not centre.countries:
        return _EVERYWHERE
    if not facts.countries:
        return _UNKNOWN
    shared = ", ".join(country for country in facts.countries if country in centre.countries)
    if not shared:
        return None
    return Sentences(f"its creators work in {shared}", f"ses auteurs travaillent dans ce pays : {shared}")
