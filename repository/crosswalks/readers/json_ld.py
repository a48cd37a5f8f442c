"""A JSON-LD document of schema.org as a graph of things: references are followed by `@id`, never into the network."""

from typing import Final

from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.texts import short, tag_of

MEMBERS_MOST: Final = 200
"""A thing with more members is no person, place or licence: it is not followed, however many refer to it."""


class Graph:
    """The things of a document by their `@id`."""

    def __init__(self, root: Node) -> None:
        self.things = root.each("@graph")
        self._by_id: dict[str, Node] = {}
        for thing in self.things:
            self._by_id.setdefault(said(thing, "@id"), thing)

    def at(self, identifier: str) -> Node | None:
        """The thing of an `@id`."""
        return self._by_id.get(identifier) if identifier else None

    def each(self, thing: Node, *names: str) -> list[Node]:
        """The values of properties, references replaced by what they refer to; the entries of a `@list` as values."""
        found: list[Node] = []
        for name in names:
            for node in [*thing.each(name), *thing.each(f"schema:{name}")]:
                found += node.each("@list") or [node]
        return [self._resolved(node) for node in found]

    def _resolved(self, node: Node) -> Node:
        identifier = said(node, "@id")
        there = self.at(identifier) if identifier else None
        return there if there is not None and len(there.children) <= MEMBERS_MOST else node

    def line(self, thing: Node, *names: str) -> str:
        """The first value of these properties as one line of text: its own, its `@value`, its name, its address."""
        for node in self.each(thing, *names):
            if words := text_of(node):
                return short(words)
        return ""


def said(node: Node, name: str) -> str:
    """The text of a member, read or not."""
    return next((child.text for child in node.children if child.name == name), "")


def text_of(node: Node) -> str:
    """What a value says as text."""
    if node.text:
        return node.said()
    for name in ("@value", "name", "url", "@id"):
        for child in node.each(name):
            if words := (child.text or said(child, "@value")):
                child.take()
                return words
    return ""


def by_language(nodes: list[Node]) -> dict[str, str]:
    """Texts of one line by their language; the first of each counts, one whose language nobody said is ``und``."""
    found: dict[str, str] = {}
    for node in nodes:
        tag = language_of(node)
        if tag not in found and (words := short(text_of(node))):
            found[tag] = words
    return found


def language_of(node: Node) -> str:
    """The language tag of a text; ``und`` where nobody said."""
    return tag_of(said(node, "@language"))


def types_of(thing: Node) -> set[str]:
    """The types of a thing without prefix or address."""
    return {each.text.rpartition("/")[2].rpartition(":")[2] for each in thing.each("@type")}
