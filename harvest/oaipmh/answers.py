"""An answer of ours read back for the page that a person sees. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_TITLE = ".//{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; ``sets`` as its header names them."""

    identifier: str
    datestamp: str
    is_deleted: bool
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says, whatever the verb; the rest is empty.

    ``facts`` of Identify as (element, text); ``formats`` as (prefix, schema, namespace); ``sets`` as (spec, names);
    ``containers``: descriptions, or the metadata of one record, as indented XML. ``more`` is the resumption token, and
    ``size`` the whole list's, where it is told.
    """

    verb: str = ""
    error: tuple[str, str] | None = None
    facts: tuple[tuple[str, str], ...] = ()
    formats: tuple[tuple[str, str, str], ...] = ()
    sets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    items: tuple[Item, ...] = ()
    containers: tuple[str, ...] = ()
    more: str = ""
    size: str = ""
    cursor: str = ""


def read_answer(document: bytes) -> Answer:
    """Read an answer that this repository wrote."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    answer = etree.fromstring(document, parser)[-1]
    name = etree.QName(answer).localname
    if name == "error":
        return Answer(error=(answer.get("code", ""), answer.text or ""))
    token = answer.find(f"{_OAI}resumptionToken")
    return Answer(
        verb=name,
        facts=tuple(_facts(answer)) if name == "Identify" else (),
        formats=tuple(
            (_text(each, 0), _text(each, 1), _text(each, 2)) for each in answer.iter(f"{_OAI}metadataFormat")
        ),
        sets=tuple((_text(each, 0), _names(each)) for each in answer.iter(f"{_OAI}set")),
        items=tuple(_items(answer)),
        containers=tuple(_containers(answer, name)),
        more="" if token is None else token.text or "",
        size="" if token is None else token.get("completeListSize", ""),
        cursor="" if token is None else token.get("cursor", ""),
    )


def _facts(answer: etree._Element) -> Iterator[tuple[str, str]]:
    for child in answer:
        if child.text and child.text.strip():
            yield etree.QName(child).localname, child.text


def _format(found: etree._Element) -> tuple[str, str, str]:
    return _text(found, 0), _text(found, 1), _text(found, 2)


def _names(found: etree._Element) -> tuple[str, ...]:
    """The set's names by language, else the one that every harvester reads."""
    return tuple(each.text or "" for each in found.iterfind(_TITLE)) or (_text(found, 1),)


def _items(answer: etree._Element) -> Iterator[Item]:
    for header in answer.iter(f"{_OAI}header"):
        yield Item(
            identifier=_text(header, 0),
            datestamp=_text(header, 1),
            is_deleted=header.get("status") == "deleted",
            sets=tuple(each.text or "" for each in header.iterfind(f"{_OAI}setSpec")),
        )


def _containers(answer: etree._Element, name: str) -> Iterator[str]:
    """What is written in a language of its own: of Identify, and of one record; of a list it would be too much."""
    if name in ("Identify", "GetRecord"):
        for container in answer.iter(f"{_OAI}description", f"{_OAI}metadata", f"{_OAI}about"):
            for inside in container:
                etree.indent(inside, "  ")
                inside.tail = None
                yield etree.tostring(inside, encoding="unicode")


def _text(found: etree._Element, place: int) -> str:
    return found[place].text or ""
