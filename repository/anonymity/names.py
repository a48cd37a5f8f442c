"""What is known of the people of a draft: their names, their organisations, and what identifies either."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

TELLING: Final = ("creators", "contributors", "contacts", "funding", "projects", "campaigns")
"""Fields of a record that say who: everything in them is looked for in all the others."""

_ENTERPRISES: Final = frozenset({"funding", "projects", "campaigns"})
_NO_HUMAN: Final = frozenset(
    [
        "centre",
        "center",
        "data",
        "department",
        "desk",
        "group",
        "helpdesk",
        "institut",
        "institute",
        "laboratoire",
        "laboratory",
        "national",
        "observatoire",
        "observatory",
        "office",
        "project",
        "research",
        "secretariat",
        "service",
        "station",
        "support",
        "survey",
        "team",
        "universite",
        "university",
        "université",
        "unit",
        "équipe",
    ]
)
_POSTS: Final = frozenset(
    ["admin", "contact", "data", "info", "mail", "noreply", "office", "secretariat", "support", "webmaster"]
)
_WEBMAIL: Final = frozenset(
    [
        "gmail.com",
        "hotmail.com",
        "outlook.com",
        "yahoo.com",
        "icloud.com",
        "proton.me",
        "protonmail.com",
        "orange.fr",
        "free.fr",
        "laposte.net",
        "gmx.de",
        "web.de",
    ]
)
_IDENTIFIERS: Final = frozenset(
    {"orcid", "ror", "email", "uri", "award_number", "award_uri", "funder_identifier", "identifier", "value"}
)
_SAYS_NOTHING: Final = frozenset(
    {"kind", "role", "country", "scheme", "scheme_uri", "funder_identifier_type", "schema_version"}
)


@dataclass(frozen=True, slots=True, order=True)
class Human:
    """One person: the family name, and the given names where they are known."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what must not be named. ``phrases``: organisations, grants, projects; ``identifiers``: ORCID, mail ..."""

    humans: tuple[Human, ...] = ()
    phrases: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Equal for equal knowledge: what was looked through for it need not be looked through again."""
        said = [[[human.family, human.given] for human in self.humans], self.phrases, self.identifiers]
        return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()

    def __or__(self, other: "Known") -> "Known":
        return _known((*self.humans, *other.humans), (*self.phrases, *other.phrases),
                      (*self.identifiers, *other.identifiers))  # fmt: skip


def known_of(document: Mapping[str, Any]) -> Known:
    """What a draft tells of its people, whatever is wrong in it: what cannot be read is hidden all the same."""
    humans: list[Human] = []
    phrases: list[str] = []
    identifiers: list[str] = []
    for field in TELLING:
        for key, text, inside in _leaves(document.get(field), field):
            if key in _SAYS_NOTHING:
                continue
            if key in _IDENTIFIERS:
                identifiers.extend(_identifiers_in(text))
            elif key == "family":
                humans.append(Human(text, _text(inside.get("given"))))
            elif key == "given":
                humans += [] if _text(inside.get("family")) else [Human(text)]
            else:
                phrases.extend(_phrases_in(text))
                humans += [] if field in _ENTERPRISES else _humans_in(text)
    return _known(humans, phrases, identifiers)


def known_person(*, given: str, family: str, email: str = "", orcid: str = "", places: Iterable[str] = ()) -> Known:
    """What an account tells of one person; ``places``: affiliations and their identifiers."""
    humans = [Human(family, given)] if family else [Human(given)] if given else []
    identifiers = [each for text in (email, orcid) for each in _identifiers_in(text)]
    return _known(humans, [phrase for place in places for phrase in _phrases_in(place)], identifiers)


def _known(humans: Iterable[Human], phrases: Iterable[str], identifiers: Iterable[str]) -> Known:
    return Known(tuple(sorted(set(humans))), tuple(sorted(set(phrases))), tuple(sorted(set(identifiers))))


def _leaves(value: object, key: str, inside: Mapping[str, Any] | None = None) -> Iterator[tuple[str, str, Any]]:
    """Every text below a value: (key, text, the object that it stands in)."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, str(name), value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each, key, inside)
    elif text := _text(value):
        yield key, text, inside or {}


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _identifiers_in(text: str) -> Iterator[str]:
    """An identifier without the address that it is written in; of a mail address also who and where."""
    text = text.strip()
    if not text:
        return
    if "://" in text:
        host, _, rest = text.partition("://")[2].partition("/")
        known = host.lower().removeprefix("www.") in {"orcid.org", "ror.org", "doi.org", "dx.doi.org"}
        yield rest if known and rest else f"{host}/{rest}".rstrip("/")
        return
    yield text
    who, at, where = text.partition("@")
    if not at:
        return
    if len(who) > 4 and who.lower() not in _POSTS:
        yield who
    if where.lower() not in _WEBMAIL:
        yield where


def _phrases_in(text: str) -> Iterator[str]:
    """The whole, and the parts between commas and brackets that are a name by themselves."""
    whole = _text(text)
    if len(whole) > 1:
        yield whole
    for sign in "(),;/|–—":
        whole = whole.replace(sign, "\n")
    for part in (each.strip(" .") for each in whole.replace(" - ", "\n").split("\n")):
        if len(part) > 2 and (part.isupper() or len(part.split()) > 1):
            yield part


def _humans_in(text: str) -> list[Human]:
    """``Marin, Clara`` or ``Clara Marin`` in a field that may hold a person or an organisation."""
    family, comma, given = text.partition(",")
    words = text.replace(",", " ").split()
    if not 1 < len(words) < 5 or {word.lower().strip(".") for word in words} & _NO_HUMAN:
        return []
    if not all(word[0].isupper() or not word[0].isascii() for word in words):
        return []
    return [Human(family.strip(), given.strip())] if comma else [Human(words[-1], " ".join(words[:-1]))]
