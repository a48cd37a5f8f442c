"""A parsed document as a tree of names and texts that remembers what was read of it: the same for XML and JSON."""

import re
from collections.abc import Iterator
from typing import Final

BREAKS: Final = re.compile("(?<!\\s)\\s*[\\n\\r\\t\\x0b\\x0c\\x85\u2028\u2029]+\\s*")
"""A break of a line, with the blanks around it; begun at the first blank alone, however many follow."""

VALUES_MOST: Final = 150_000
"""Elements, attributes and values of one document."""

DEPTH_MOST: Final = 120


class Node:
    """One element, attribute (its name begins with ``@``) or JSON member. A list is its entries, one after another.

    A path such as ``citation/CI_Citation/title`` goes down the children; ``|`` stands between names that are the same
    thing, ``*`` for any element. ``space``: the namespace of an XML element.
    """

    __slots__ = ("children", "is_taken", "name", "parent", "space", "text")

    def __init__(self, name: str, parent: "Node | None" = None, text: str = "") -> None:
        self.name = name
        self.parent = parent
        self.text = text
        self.space = ""
        self.children: list[Node] = []
        self.is_taken = False

    @property
    def path(self) -> str:
        """The names from the root's child down to here."""
        names: list[str] = []
        at: Node | None = self
        while at is not None and at.parent is not None:
            names.append(at.name)
            at = at.parent
        return "/".join(reversed(names)) or self.name

    def add(self, name: str, text: str = "") -> "Node":
        """A new last child."""
        child = Node(name, self, text)
        self.children.append(child)
        return child

    def each(self, path: str) -> "list[Node]":
        """All nodes at a path, in the order of the document; several paths, with commas between, one by one."""
        if "," in path:
            return [node for each in path.split(",") for node in self.each(each)]
        found = [self]
        for step in path.split("/"):
            names = step.split("|")
            found = [
                child
                for node in found
                for child in node.children
                if child.name in names or (step == "*" and not child.name.startswith("@"))
            ]
        return found

    def first(self, path: str) -> "Node | None":
        """The first node at a path that says something, else the first there is."""
        found = self.each(path)
        return next((node for node in found if node.is_said), found[0] if found else None)

    @property
    def is_said(self) -> bool:
        """Whether there is any text here or below."""
        return bool(self.text) or any(child.is_said for child in self.children if not child.name.startswith("@"))

    def take(self) -> "Node":
        """Mark it with all that is below as read."""
        self.is_taken = True
        for child in self.children:
            child.take()
        return self

    def said(self) -> str:
        """The text here, else the first one below it (as ISO wraps them); marked as read."""
        if self.text:
            self.is_taken = True
            return self.text
        for child in self.children:
            if not child.name.startswith("@") and child.name != "PT_FreeText" and (words := child.said()):
                return words
        return ""

    def line(self, path: str = "") -> str:
        """The text at a path as one line; empty where there is none."""
        return BREAKS.sub(" ", self.raw(path)).strip()

    def raw(self, path: str = "") -> str:
        """The text at a path as it stands; empty where there is none."""
        node = self.first(path) if path else self
        return node.said() if node is not None else ""

    def walk(self) -> "Iterator[Node]":
        """This node and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)
