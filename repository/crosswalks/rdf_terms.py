"""A graph as nested nodes: texts, addresses and nodes, made so that three notations can write it one after another."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from repository.crosswalks.xml_text import address, language_tag
from repository.record.languages import Localised

PREFIXES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "adms": "http://www.w3.org/ns/adms#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geodcat": "http://data.europa.eu/930/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "http://schema.org/",
    "sf": "http://www.opengis.net/ont/sf#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
"""Prefix of a name -> start of its address."""

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T.+)?", re.ASCII)
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


class Text(NamedTuple):
    """A literal, with its language or its datatype (a prefixed name)."""

    text: str
    language: str = ""
    datatype: str = ""


class Node(NamedTuple):
    """A thing: its classes, its address (empty: a blank node), and what is said of it."""

    types: tuple[str, ...]
    iri: str
    pairs: "tuple[Pair, ...]"


Value = str | Text | Node
"""An address as RFC 3986 spells it, a literal, or a node with all that is said of it."""

Pair = tuple[str, Value]
"""A property (a prefixed name) and its value."""


def node(*types: str, iri: str = "", pairs: Iterable[Pair] = ()) -> Node:
    """A node; a pair without a value is left out."""
    return Node(types, iri, tuple(pair for pair in pairs if pair[1]))


def each_once(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The same graph with one node for each address, in the order of their first mention; others only point to it.

    Blank nodes stay where they are used.
    """
    told: dict[str, tuple[dict[str, None], dict[Pair, None]]] = {}
    for each in nodes:
        _tell(each, told)
    return tuple(Node(tuple(types), iri, tuple(pairs)) for iri, (types, pairs) in told.items())


def _tell(each: Node, told: dict[str, tuple[dict[str, None], dict[Pair, None]]]) -> Value:
    """Add what is said of a node with an address, and point to it; a blank node with what it says."""
    if not each.iri:
        return Node(each.types, "", tuple(dict.fromkeys(_told(pair, told) for pair in each.pairs)))
    types, pairs = told.setdefault(each.iri, ({}, {}))
    types.update(dict.fromkeys(each.types))
    pairs.update(dict.fromkeys([_told(pair, told) for pair in each.pairs]))
    return each.iri


def _told(pair: Pair, told: dict[str, tuple[dict[str, None], dict[Pair, None]]]) -> Pair:
    return (pair[0], _tell(pair[1], told)) if isinstance(pair[1], Node) else pair


@lru_cache(maxsize=4096)
def iri(uri: str | None) -> str:
    """An address as every notation can write it; empty where it is none, or could be taken for a prefixed name."""
    spelled = address(uri or "")
    return "" if spelled.partition(":")[0] in PREFIXES else spelled


def each(name: str, texts: Localised | None) -> Iterator[Pair]:
    """One literal for each language of a text."""
    for language, text in (texts or {}).items():
        yield name, Text(text, language_tag(language))


def typed(text: str, datatype: str) -> Text:
    """A literal with a datatype."""
    return Text(text, "", datatype)


def decimal(value: float) -> str:
    """A number as xsd:decimal and WKT write it: never with an exponent."""
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")


def date_text(date: str) -> Text:
    """A date of the record, `2019`, `2019-04` or `2019-04-12`, with the datatype that fits."""
    return typed(date, {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(date), "xsd:date"))


def moment_text(moment: str) -> Text:
    """A moment of unknown origin: xsd:dateTime where it is one, else the plain text."""
    return typed(moment, "xsd:dateTime") if _DATETIME.fullmatch(moment) else Text(moment)


def duration_text(duration: str) -> Text | None:
    """An ISO 8601 duration as xsd:duration, which knows no weeks; None where nothing is left of it."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    years, months, weeks, days, rest = match.groups()
    whole = int(days or 0) + 7 * int(weeks or 0)
    spelled = "".join(f"{int(count)}{unit}" for count, unit in ((years, "Y"), (months, "M")) if count)
    spelled += f"{whole}D" if days or weeks else ""
    return typed(f"P{spelled}{rest or ''}", "xsd:duration")
