"""What is said of a file whose reading did not come to its end."""

from collections.abc import Mapping
from typing import Final

from repository.inspection.reading import Place, Problem

WHOLE_FILE: Final = Place(english="the whole file", french="le fichier entier")

_KEPT = "It is kept as it is; fill in the description by hand, or export the file again and replace it."
_KEPT_IN_FRENCH = (
    "Il est conservé tel quel ; complétez la description à la main, ou exportez de nouveau le fichier et remplacez-le."
)
_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "inspection-failed": (
        f"This file could not be read to its end; it may be damaged. {_KEPT}",
        f"Ce fichier n’a pas pu être lu jusqu’au bout ; il est peut-être endommagé. {_KEPT_IN_FRENCH}",
    ),
    "inspection-too-long": (
        f"Reading this file took too long and was stopped. {_KEPT}",
        f"La lecture de ce fichier durait trop longtemps et a été arrêtée. {_KEPT_IN_FRENCH}",
    ),
    "inspection-too-large": (
        f"Reading this file needed too much memory and was stopped. {_KEPT}",
        f"La lecture de ce fichier demandait trop de mémoire et a été arrêtée. {_KEPT_IN_FRENCH}",
    ),
    "inspection-too-much": (
        f"This file says more of itself than a description can hold. {_KEPT}",
        f"Ce fichier en dit plus sur lui-même qu’une description ne peut contenir. {_KEPT_IN_FRENCH}",
    ),
    "inspection-too-distant": (
        f"This file is too large for this site to fetch it for reading. {_KEPT}",
        f"Ce fichier est trop volumineux pour que ce site le rapatrie et le lise. {_KEPT_IN_FRENCH}",
    ),
}
FAILURES: Final = frozenset(_SENTENCES)
"""The codes of `failure`."""


def failure(code: str) -> Problem:
    """The problem of a reading that ended before its time. Errors: KeyError for a code that is none of `FAILURES`."""
    english, french = _SENTENCES[code]
    return Problem(code=code, severity="warning", place=WHOLE_FILE, english=english, french=french)


def empty() -> Problem:
    """The problem of a file of no bytes."""
    return Problem(
        code="file-empty",
        severity="error",
        place=WHOLE_FILE,
        english="This file is empty. Export it again and replace it, or remove it.",
        french="Ce fichier est vide. Exportez-le de nouveau et remplacez-le, ou retirez-le.",
    )
