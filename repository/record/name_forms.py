"""Names as attributes of files write them, read as people or organisations of the record; what is not plain is left."""

import re
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from repository.record.identifiers import normalise_orcid
from repository.record.people import Organisation, Person

_BETWEEN = re.compile(r"\s*;\s*|\s+(?:et|and|und|y|&)\s+|\s*/\s*")
_ORGANISATION: Final = re.compile(
    r"\b(universi\w+|institu\w+|centre|center|laborato\w+|observato\w+|survey|agency|agence|group|groupe|team|équipe|"
    r"program\w*|network|data|service|department|département|school|society|consortium|administration|office|station|"
    r"academy|foundation|ministry|project|projet|council|committee|company|inc|ltd|gmbh|corporation|research|science\w*|"
    r"ocean\w*|facility|mission|satellite|products?|help|support|desk|system|unit)\b",
    re.IGNORECASE,
)
_WORD = r"(?:[^\W\d_][\w'’.-]*)"
_TITLES = re.compile(r"^(?:dr|prof|professor|mr|mrs|ms|mme|m)\.?\s+", re.IGNORECASE)


def several(text: str) -> list[str]:
    """The names of a list such as "Sabrina SPEICH et Michel ARHAN" or "Doe, Jane; Roe, Rick"."""
    parts = [part.strip(" ,;") for part in _BETWEEN.split(text)]
    if len(parts) == 1 and text.count(",") >= 1 and all(" " in part.strip() for part in text.split(",")):
        parts = [part.strip() for part in text.split(",")]
    return [part for part in parts if part]


def person(name: str, *, orcid: str | None = None, affiliation: str | None = None, certain: bool = False) -> Any | None:
    """A person of the record from "Family, Given", "Given Family", "Given FAMILY" or "FAMILY Given".

    None where the text is no name of one person, or which part is the family is not plain. ``certain``: the file says
    that it is a person.
    """
    cleaned = _TITLES.sub("", name.strip())
    if len(cleaned) > 80 or not re.fullmatch(rf"{_WORD}(?:,?\s+{_WORD})*", cleaned) or _ORGANISATION.search(cleaned):
        return None
    split = _split(cleaned, certain=certain or orcid is not None)
    if split is None:
        return None
    family, given = split
    value: dict[str, Any] = {"kind": "person", "family": family}
    value |= {"given": given} if given else {}
    value |= {"orcid": orcid} if orcid else {}
    value |= {"affiliations": [{"name": affiliation}]} if affiliation else {}
    return value if _is_valid(Person, value) else None


def organisation(name: str) -> Any | None:
    """An organisation of the record; None for a sentence or a list, such as "KNMI/SRON"."""
    if len(name) > 160 or ";" in name or "/" in name or re.search(r"[.!?]\s", name):
        return None
    value = {"kind": "organisation", "name": name}
    return value if _is_valid(Organisation, value) else None


def orcid_in(text: str | None) -> str | None:
    """The ORCID that a text is; None where it is none, or its checksum is wrong."""
    try:
        return normalise_orcid(text) if text else None
    except PydanticCustomError:
        return None


def _split(name: str, *, certain: bool) -> tuple[str, str | None] | None:
    """(family, given). Two words in capitals are as likely an acronym: they are split only where a person is sure."""
    if name.count(",") == 1:
        family, _, given = (part.strip() for part in name.partition(","))
        return (family, given) if family and given and len(family.split()) <= 3 else None
    words = name.split()
    if "," in name or not 2 <= len(words) <= 4:
        return None
    capitals = [_is_capital(word) for word in words]
    if any(capitals) and not all(capitals):
        return _around_capitals(words, capitals)
    if not all(word[0].isupper() for word in words) or (all(capitals) and not certain):
        return None
    return words[-1], " ".join(words[:-1])


def _around_capitals(words: list[str], capitals: list[bool]) -> tuple[str, str | None] | None:
    """The family is the run of capitals, at the beginning or at the end."""
    run = capitals.count(True)
    if capitals[:run] == [True] * run:
        return " ".join(words[:run]), " ".join(words[run:])
    if capitals[-run:] == [True] * run:
        return " ".join(words[-run:]), " ".join(words[:-run])
    return None


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) >= 2 and all(letter.isupper() for letter in letters) and "." not in word


def _is_valid(kind: type[Person | Organisation], value: Any) -> bool:
    try:
        kind.model_validate(value)
    except ValidationError:
        return False
    return True
