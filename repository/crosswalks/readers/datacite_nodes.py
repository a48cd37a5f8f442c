"""Where a DataCite description keeps its lists: an element inside a holder (XML), or the entries themselves (JSON)."""

from repository.crosswalks.readers.nodes import Node


def listed(root: Node, holder: str, element: str) -> list[Node]:
    """The entries of a list: `holder/element` of an XML `resource`, `holder` of JSON."""
    return root.each(f"{holder}/{element}") if root.name == "resource" else root.each(holder)


def own(node: Node, key: str) -> str:
    """The text of an entry: its own, or that under `key`."""
    return node.said() if node.text else node.raw(key)
