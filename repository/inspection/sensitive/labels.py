"""Columns that hold data about persons, by their labels. Pure.

A label decides only where its words leave no doubt: `nom` names stations as often as people, NIR is near infrared.
"""

from typing import Final

from repository.inspection.table.units import word_set

_PERSONAL: Final = (
    "prenom|first name|firstname|last name|lastname|family name|given name|surname|full name|fullname|nom de famille|"
    "nom famille|nom prenom|date de naissance|date naissance|birth date|birthdate|birthday|date of birth|dob|email|"
    "e mail|courriel|adresse mail|mail address|telephone|phone|phone number|numero de telephone|postal address|"
    "home address|adresse postale|adresse personnelle|domicile|securite sociale|social security|ssn|iban|ip address|"
    "adresse ip|passport|passeport|patient name|participant name|respondent|nom du proprietaire|nom proprietaire|"
    "owner name|nom du patient|nom du participant"
)
_ALONE: Final = "mail|tel|mobile|address|adresse|proprietaire|owner"
_OBSERVERS: Final = (
    "recorded by|recordedby|identified by|identifiedby|observer|observers|observer name|observateur|observateurs|"
    "nom observateur|nom de l observateur|determinateur|collector|collector name"
)


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


_PERSONAL_PHRASES: Final = _phrases(_PERSONAL)
_ALONE_PHRASES: Final = _phrases(_ALONE)
_OBSERVER_PHRASES: Final = _phrases(_OBSERVERS)
_LONGEST: Final = max(map(len, _PERSONAL_PHRASES))
_TAXON: Final = word_set(
    "taxon taxa taxons species espece especes sp scientificname binomial latin specie binom taxonname"
)
_TAXON_PHRASES: Final = _phrases("scientific name|nom scientifique|nom latin|nom valide|lb nom|nom cite|accepted name")


def is_personal(words: tuple[str, ...]) -> bool:
    """Whether the words of a label say that the column is about persons.

    >>> is_personal(("prenom", "du", "plongeur")), is_personal(("nom",)), is_personal(("nir",))
    (True, False, False)
    """
    return words in _ALONE_PHRASES or any(part in _PERSONAL_PHRASES for part in _parts(words))


def is_of_observers(words: tuple[str, ...]) -> bool:
    """Whether it names those who observed, who may wish to be named, and may not."""
    return words in _OBSERVER_PHRASES


def is_of_taxa(words: tuple[str, ...]) -> bool:
    """Whether it holds names of species."""
    return not _TAXON.isdisjoint(words) or any(part in _TAXON_PHRASES for part in _parts(words))


def _parts(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All runs of words that are as short as a phrase."""
    few = words[:20]
    return [
        few[start:end] for start in range(len(few)) for end in range(start + 1, min(start + _LONGEST, len(few)) + 1)
    ]
