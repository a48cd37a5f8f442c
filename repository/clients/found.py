"""What the registries of people and organisations tell, as values, and reading their answers: size, kind, text."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

from pydantic_core import PydanticCustomError

from repository.clients.outgoing import NoAnswer, OutgoingClient
from repository.record.identifiers import normalise_orcid, normalise_ror
from repository.record.part import MARKS_OF_DIRECTION, is_printable

LARGEST_ANSWER: Final = 2 * 1024 * 1024
MOST_FOUND: Final = 10
LONGEST_LINE: Final = 300
_WORD: Final = re.compile(r"\w+")
_LONGEST_PAUSE_S: Final = 3600
_UNSEEN: Final = MARKS_OF_DIRECTION | {"\ufeff"}


@dataclass(frozen=True, slots=True)
class FoundAffiliation:
    """Where a person works: a name, and the ROR identifier (nine characters) where it is known."""

    name: str
    ror: str = ""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person of a registry; ``is_whole``: their affiliations are those of today, rather than of a whole life."""

    family: str
    given: str
    orcid: str
    affiliations: tuple[FoundAffiliation, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """An organisation of a registry. ``labels``: language -> name; ``funder_id``: of Crossref, digits only."""

    name: str
    ror: str = ""
    funder_id: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str = ""
    city: str = ""
    is_funder: bool = False
    is_active: bool = True


def ask_json(door: OutgoingClient, path: str, query: Mapping[str, str | int] | None = None) -> Any:
    """The JSON of one GET; None where the registry has nothing there (404). Raises ``NoAnswer`` for all the rest."""
    address = quote(path) + (f"?{urlencode(query)}" if query else "")
    answer = door.request("GET", address, headers={"Accept": "application/json"})
    if answer.status == 404:
        return None
    if answer.status != 200:
        raise NoAnswer(f"answered with status {answer.status}", retry_after_s=_pause(answer.headers))
    if "json" not in answer.headers.get("content-type", "").partition(";")[0].lower():
        raise NoAnswer("answered with something that is no JSON")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise NoAnswer("answered with JSON that cannot be read") from None


def _pause(headers: Mapping[str, str]) -> float:
    """The seconds that an answer asks to wait, an hour at most."""
    text = headers.get("retry-after", "")
    return float(min(int(text), _LONGEST_PAUSE_S)) if text.isascii() and text.isdecimal() and len(text) < 9 else 0.0


def words_of(text: str) -> list[str]:
    """The words of what somebody typed, small, without any sign: nothing of a registry's query language gets through.

    >>> words_of('Marin-Dupont, "C*"')
    ['marin', 'dupont', 'c']
    """
    return _WORD.findall(text.casefold())[:8]


def at(value: Any, *steps: str) -> Any:
    """What stands under some keys, one inside the other; None where anything on the way is missing or no object."""
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, whatever else is in it; none where it is no list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def line(value: Any) -> str:
    """A text as one line that any page can show; nothing for what is no text."""
    if not isinstance(value, str):
        return ""
    kept = (each if is_printable(each) else " " for each in value[:2000])
    text = " ".join("".join(each for each in kept if each not in _UNSEEN).split())
    return unicodedata.normalize("NFC", text)[:LONGEST_LINE].strip()


def lines(value: Any) -> tuple[str, ...]:
    """The texts of a list, each once."""
    texts = [line(each) for each in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(text for text in texts if text))


def orcid_in(value: Any) -> str:
    """The ORCID that a text is, with its last digit checked; nothing for anything else."""
    try:
        return normalise_orcid(value) if isinstance(value, str) else ""
    except PydanticCustomError:
        return ""


def ror_in(value: Any) -> str:
    """The ROR identifier that a text is, with its check digits; nothing for anything else."""
    try:
        return normalise_ror(value) if isinstance(value, str) else ""
    except PydanticCustomError:
        return ""
