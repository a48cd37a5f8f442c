"""Whether files may be handed on to another centre: by what the depositor answered, by the licence, by the access.

Handing on is sharing a copy that the centre transforms and shares in its turn. So a licence without adaptation (ND)
forbids it, one without commercial use (NC) or with share-alike (SA) binds the centre too, and where nothing is said
nothing is allowed.
"""

import re
from typing import Final, NamedTuple

from moderation.pathways.facts import Facts


class Transfer(NamedTuple):
    """``allowed``, the sentence that says why in English and French, and whether an embargo has to end first."""

    allowed: bool
    english: str
    french: str
    waits: bool = False


_OPEN: Final = re.compile(
    r"CC0-1\.0|CC-BY(-SA)?-\d\.\d(-[A-Z]+)*|etalab-2\.0|OGL-UK-\d\.0|ODbL-1\.0|ODC-By-1\.0|PDDL-1\.0|DL-DE-(BY|ZERO)-2\.0"
    r"|MIT|BSD-[23]-Clause|Apache-2\.0",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(r"CC-BY-NC(-SA)?-\d\.\d(-[A-Z]+)*", re.IGNORECASE)
_WHOLE: Final = re.compile(r"CC-BY(-NC)?-ND-\d\.\d(-[A-Z]+)*", re.IGNORECASE)


def transfer_of(facts: Facts) -> Transfer:
    """The first rule that applies decides."""
    if facts.forwarding is False:
        return _no(
            "The depositor answered that the files may not be passed on to other data centres.",
            "La personne qui a déposé a répondu que les fichiers ne peuvent pas être transmis à d'autres centres.",
        )
    if facts.access == "embargoed":
        return _after_embargo(facts)
    return _now(facts)


def _after_embargo(facts: Facts) -> Transfer:
    then = _now(Facts(poles=facts.poles, licence=facts.licence, forwarding=facts.forwarding))
    if not then.allowed:
        return then
    day = facts.embargo_until.isoformat() if facts.embargo_until else "?"
    return Transfer(
        allowed=True,
        english=f"The files are under embargo until {day}: they are handed over on that day.",
        french=f"Les fichiers sont sous embargo jusqu'au {day} : ils seront transmis ce jour-là.",
        waits=True,
    )


def _now(facts: Facts) -> Transfer:
    if facts.forwarding:
        return Transfer(
            allowed=True,
            english="The depositor allowed the files to be passed on to other data centres.",
            french="La personne qui a déposé a autorisé la transmission des fichiers à d'autres centres.",
        )
    if facts.access == "restricted":
        return _no(
            "The files are not open to everybody, and the depositor did not allow them to be passed on.",
            "Les fichiers ne sont pas ouverts à tous, et la personne qui a déposé n'a pas autorisé leur transmission.",
        )
    return _by_licence(facts.licence)


def _by_licence(licence: str) -> Transfer:
    if not licence:
        return _no(
            "The dataset has no licence, so nothing may be passed on.",
            "Le jeu de données n'a pas de licence : rien ne peut être transmis.",
        )
    if _WHOLE.fullmatch(licence):
        return _no(
            f"The licence {licence} allows no adaptation, which the holdings of a data centre are.",
            f"La licence {licence} interdit toute adaptation, or intégrer les données dans un centre en est une.",
        )
    if _BOUND.fullmatch(licence):
        return Transfer(
            allowed=True,
            english=f"The licence {licence} lets the files be passed on for use without commercial purpose.",
            french=f"La licence {licence} permet de transmettre les fichiers pour un usage non commercial.",
        )
    if _OPEN.fullmatch(licence):
        return Transfer(
            allowed=True,
            english=f"The licence {licence} lets the files be passed on.",
            french=f"La licence {licence} permet de transmettre les fichiers.",
        )
    return _no(
        f"What the licence {licence} allows is not known here, and the depositor did not allow the files "
        "to be passed on.",
        f"Ce que permet la licence {licence} n'est pas connu ici, et la personne qui a déposé n'a pas autorisé "
        "la transmission.",
    )


def _no(english: str, french: str) -> Transfer:
    return Transfer(allowed=False, english=english, french=french)
