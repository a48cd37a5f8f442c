"""What the rules know of a dataset: read from its description, complete or not. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_TOKENS: Final = re.compile(r"[a-z0-9]+")
_MOST: Final = 1_000
_LONGEST: Final = 1_000
"""Texts beyond this many, and letters of one beyond this many, are left out: any description is routed in bounded time.
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """One dataset as the rules see it. Texts stand as they were written; lists are in the order of the description."""

    poles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Titles, keywords, the free word of the type, projects and campaigns, in every language."""
    uris: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    acquisition: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def facts_of(document: Mapping[str, Any]) -> Facts:
    """The facts of a description, a draft's too: leaves that are missing or of another shape are passed over."""
    kind = document.get("resource_type")
    kind = kind if isinstance(kind, Mapping) else {}
    return Facts(
        poles=_texts(document.get("poles")),
        types=_texts([kind.get("general", "Dataset")]),
        words=_unique(_words_of(document, kind)),
        uris=_unique(_under(document, _NAMED, "uri", "standard_name_uri", "identifier")),
        variables=_unique(_under(document, ("variables",), "name", "label", "standard_name")),
        instruments=_unique(_under(document, ("instruments", "platforms"), "name")),
        organisations=_unique(_organisations(document)),
        acquisition=_texts(document.get("acquisition")),
        topics=_texts(document.get("topics")),
    )


@lru_cache(maxsize=8_192)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents: ``Gravimétrie aéroportée`` -> gravimetrie, aeroportee."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae").casefold())
    return tuple(_TOKENS.findall("".join(letter for letter in plain if not unicodedata.combining(letter))))


def says(text: str, pattern: str) -> bool:
    """Whether a text holds a phrase: whole words in a row; one that ends in ``*`` begins the word of the text."""
    wanted = [(part.rstrip("*"), part.endswith("*")) for part in pattern_words(pattern)]
    found = tokens(text)
    return bool(wanted) and any(
        all(_is_word(found[at + place], word, begins) for place, (word, begins) in enumerate(wanted))
        for at in range(len(found) - len(wanted) + 1)
    )


@lru_cache(maxsize=2_048)
def pattern_words(pattern: str) -> tuple[str, ...]:
    """The words of a phrase of the book, each with its ``*``."""
    words: list[str] = []
    for part in pattern.split():
        parts = tokens(part)
        if parts and part.endswith("*"):
            parts = (*parts[:-1], f"{parts[-1]}*")
        words.extend(parts)
    return tuple(words)


def _is_word(found: str, wanted: str, begins: bool) -> bool:
    return found.startswith(wanted) if begins else found == wanted


_NAMED: Final = ("keywords", "variables", "instruments", "platforms")


def _words_of(document: Mapping[str, Any], kind: Mapping[str, Any]) -> Iterator[str]:
    yield from _leaves(document.get("title"))
    yield from _leaves(kind.get("text"))
    for other in _rows(document.get("other_titles")):
        yield from _leaves(other.get("text"))
    for keyword in _rows(document.get("keywords")):
        yield from _leaves(keyword.get("term"))
    yield from _under(document, ("projects", "campaigns"), "name")


def _organisations(document: Mapping[str, Any]) -> Iterator[str]:
    """Affiliations of the creators and contributors, and those of them that are organisations."""
    for field in ("creators", "contributors"):
        for person in _rows(document.get(field)):
            inner = person.get("party")
            party = inner if isinstance(inner, Mapping) else person
            if party.get("kind") == "organisation":
                yield from _leaves(party.get("name"))
            for organisation in _rows(party.get("affiliations")):
                yield from _leaves(organisation.get("name"))
                yield from _leaves(organisation.get("ror"))


def _under(document: Mapping[str, Any], fields: tuple[str, ...], *names: str) -> Iterator[str]:
    for field in fields:
        for row in _rows(document.get(field)):
            for each in (row, *_rows(row.get("concepts"))):
                for name in names:
                    yield from _leaves(each.get(name))


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []


def _leaves(value: Any) -> Iterator[str]:
    """A text, or every language of one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for text in value.values() if isinstance(text, str))


def _texts(value: Any) -> tuple[str, ...]:
    return _unique(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()


def _unique(texts: Iterator[str] | Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        if len(found) >= _MOST:
            break
        if text.strip():
            found[text.strip()[:_LONGEST]] = None
    return tuple(found)
