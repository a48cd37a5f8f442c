"""Typed links (RFC 8288) in the ways that FAIR Signposting gives them: a header, and sets of links (RFC 9264)."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple
from urllib.parse import quote

LINKSET_JSON: Final = "application/linkset+json"
LINKSET_TEXT: Final = "application/linkset"
ABOUT_PAGE: Final = "https://schema.org/AboutPage"
DATASET: Final = "https://schema.org/Dataset"

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_PIECE: Final = 64 * 1024


class TypedLink(NamedTuple):
    """Where a link leads, its relation, and what is found there; ``profile`` where the media type does not tell."""

    href: str
    relation: str
    media_type: str = ""
    profile: str = ""


class LinkContext(NamedTuple):
    """One resource and the links that start there; those of one relation stand together."""

    anchor: str
    links: Iterable[TypedLink]


def uri(address: str) -> str:
    """An address without anything that could end it early: blanks, brackets, quotes, line breaks, foreign letters.

    >>> uri('https://example.org/é b>;"')
    'https://example.org/%C3%A9%20b%3E;%22'
    """
    return quote(address, safe="/#%[]=:;$&()+,!?*@'~")


def written(link: TypedLink, *, anchor: str = "") -> str:
    """One link as a header has it (RFC 8288, section 3).

    >>> written(TypedLink("https://example.org/a", "item", "text/csv"))
    '<https://example.org/a>; rel="item"; type="text/csv"'
    """
    parts = [f"<{uri(link.href)}>", f'rel="{link.relation}"']
    if media_type := _known_form(link.media_type):
        parts.append(f'type="{media_type}"')
    if link.profile:
        parts.append(f'profile="{uri(link.profile)}"')
    if anchor:
        parts.append(f'anchor="{uri(anchor)}"')
    return "; ".join(parts)


def header(*groups: Iterable[TypedLink], most_bytes: int) -> str:
    """The links that fit into a header of ``most_bytes``, the first groups first; what is too long is left out."""
    kept, room = [], most_bytes
    for link in (link for group in groups for link in group):
        text = written(link)
        if len(text) + 2 <= room:
            room -= len(text) + 2
            kept.append(text)
    return ", ".join(kept)


def length(links: Iterable[TypedLink]) -> int:
    """The bytes that links take in a header."""
    return sum(len(written(link)) + 2 for link in links)


def linkset_json(contexts: Iterable[LinkContext]) -> Iterator[bytes]:
    """A set of links as JSON (RFC 9264, section 4.2), a piece at a time.

    ``profile`` is a text, as the examples of FAIR Signposting and the programs that read them have it.
    """
    return _pieces(_json(contexts))


def linkset_text(contexts: Iterable[LinkContext]) -> Iterator[bytes]:
    """A set of links in the form of the header, each with its anchor (RFC 9264, section 4.1), a piece at a time."""
    return _pieces(_text(contexts))


def _json(contexts: Iterable[LinkContext]) -> Iterator[str]:
    yield '{"linkset": ['
    for number, context in enumerate(contexts):
        yield f'{"," if number else ""}\n{{"anchor": {json.dumps(uri(context.anchor))}'
        for relation, links in groupby(context.links, key=attrgetter("relation")):
            yield f",\n {json.dumps(relation)}: ["
            for place, link in enumerate(links):
                yield f"{',' if place else ''}\n  {json.dumps(_target(link))}"
            yield "]"
        yield "}"
    yield "\n]}\n"


def _text(contexts: Iterable[LinkContext]) -> Iterator[str]:
    between = ""
    for context in contexts:
        for link in context.links:
            yield between + written(link, anchor=context.anchor)
            between = ",\n"
    yield "\n"


def _target(link: TypedLink) -> dict[str, str]:
    target = {"href": uri(link.href), "type": _known_form(link.media_type), "profile": uri(link.profile)}
    return {name: value for name, value in target.items() if value}


def _known_form(media_type: str) -> str:
    """A media type that is one; nothing for what a depositor's file only claims to be."""
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else ""


def _pieces(texts: Iterable[str]) -> Iterator[bytes]:
    held, size = [], 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
