"""The OAI-PMH sets a record belongs to, each by its longest name; what is above it in the hierarchy follows. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from repository.crosswalks.edition import Edition
from repository.record.model import Record
from repository.record.rights import KNOWN_LICENCES, Licence

POLE: Final = "pole"
DISCIPLINE: Final = "discipline"
PROJECT: Final = "project"
LICENCE: Final = "licence"
EVOLVING: Final = "evolving"

OPEN: Final = f"{LICENCE}:open"
LIMITED: Final = f"{LICENCE}:limited"
OTHER: Final = f"{LICENCE}:other"
NONE: Final = f"{LICENCE}:none"
OPENNESS: Final = (OPEN, LIMITED, OTHER, NONE)
"""Every record is in one of them; a dataset in none was made public before there were these sets."""

_LONGEST: Final = 60
_RESTING: Final = frozenset({None, "notPlanned", "unknown"})
_NOT_OF_NAMES: Final = re.compile(r"[^a-z0-9]+")
_MARKS: Final = re.compile("[\u0300-\u036f]")


def sets_of(record: Record, edition: Edition) -> list[str]:
    """The sets of a record, without repetition.

    ``pole:<code>``; ``discipline:<ISO 19115 topic category>``; ``project:<its name>``; ``licence:<openness>`` with the
    SPDX name of a licence whose terms are known; ``evolving`` for data that grow layer by layer.
    """
    return list(dict.fromkeys(_sets(record, edition)))


def _sets(record: Record, edition: Edition) -> Iterator[str]:
    yield from (f"{POLE}:{code}" for code in record.poles)
    yield from (f"{DISCIPLINE}:{topic}" for topic in record.topics)
    yield from (f"{PROJECT}:{project_code(project.name)}" for project in record.projects)
    yield _openness(record.licence)
    if len(edition.layers) > 1 or record.update_frequency not in _RESTING:
        yield EVOLVING


def project_code(name: str) -> str:
    """A project's name in lower-case letters, digits and hyphens: ``Argo-France`` and ``ARGO France`` are one.

    A name that none of them is left of, or too much, ends in eight digits of its SHA256, so that no two become one.
    """
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", name)).lower()
    code = _NOT_OF_NAMES.sub("-", folded).strip("-")
    is_whole = code and len(code) <= _LONGEST and _is_latin(folded)
    return code if is_whole else f"{code[: _LONGEST - 9]}-{sha256(name.encode()).hexdigest()[:8]}".lstrip("-")


def _is_latin(text: str) -> bool:
    """Whether every letter of a folded text is one of the twenty-six, so that folding has lost none."""
    return not any(letter.isalpha() and letter not in "abcdefghijklmnopqrstuvwxyz" for letter in text)


def _openness(licence: Licence | None) -> str:
    if licence is None:
        return NONE
    known = KNOWN_LICENCES.get(licence.spdx or "")
    return f"{OPEN if known.is_open else LIMITED}:{known.spdx}" if known else OTHER
