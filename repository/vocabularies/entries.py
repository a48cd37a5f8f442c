"""What a file of a vocabulary gives: concepts as plain values. Pure, but for the errors of the spine."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Final

from repository.errors import PermanentFailure

LANGUAGES: Final = ("en", "fr")
"""The languages kept; a text without one counts as English."""
LONGEST_URI: Final = 500
LONGEST_TEXT: Final = 4000
MOST_CONCEPTS: Final = 500_000
NVS: Final = "http://vocab.nerc.ac.uk/collection/"

Names = dict[str, str]


class VocabularyRefused(PermanentFailure):
    """The file cannot be taken as a vocabulary; the sentence says why."""

    code = "vocabulary-refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept. ``labels``, ``definitions``: language -> text; ``others``: language -> names; ``broader``: uris."""

    uri: str
    notation: str = ""
    labels: Names = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    definitions: Names = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    is_deprecated: bool = False
    replaced_by: str = ""

    @property
    def digest(self) -> str:
        """SHA256 of everything it says."""
        return sha256(json.dumps(asdict(self), sort_keys=True, ensure_ascii=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a whole file gives. ``titles``, ``address`` and ``version`` are empty where it does not say them."""

    entries: tuple[Entry, ...]
    titles: Names = field(default_factory=dict)
    address: str = ""
    version: str = ""


def is_address(text: str) -> bool:
    """Whether a text can stand as the address of a concept."""
    return text.startswith(("http://", "https://", "urn:")) and len(text) <= LONGEST_URI and text.split() == [text]


def address_of_urn(urn: str) -> str:
    """The address of a SeaDataNet code at the NERC vocabulary server; nothing for any other text.

    >>> address_of_urn("SDN:P02::TEMP")
    'http://vocab.nerc.ac.uk/collection/P02/current/TEMP/'
    """
    parts = urn.strip().split(":")
    if len(parts) != 4 or parts[0] != "SDN" or not parts[1] or not parts[3]:
        return ""
    return f"{NVS}{parts[1]}/current/{parts[3]}/"


def one_line(text: str) -> str:
    """A text with single blanks and without control characters, of at most ``LONGEST_TEXT`` characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_TEXT]
