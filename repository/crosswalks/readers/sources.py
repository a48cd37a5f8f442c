"""Bytes of a stranger made into nodes: no entity, no DTD, no network, bounded size, depth and number of values."""

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NoReturn

from lxml import etree

from repository.crosswalks.readers.nodes import DEPTH_MOST, VALUES_MOST, Node
from repository.crosswalks.readers.result import Unreadable

BYTES_MOST: Final = 5_000_000
"""Of one description: twenty times the longest real one."""

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

    _Target = ParserTarget[Node | None]
else:
    _Target = object

_CHUNK: Final = 1 << 16
_IDLE: Final = frozenset({"codeList", "schemaLocation", "nilReason", "type", "actuate", "show"})
"""XML attributes that never say anything of a dataset, whatever their namespace; ``type`` only that of xlink."""
_LINE_BREAKS: Final = frozenset({"br", "p", "li"})
_MARKS: Final = frozenset("[{,:")


def read_xml(data: bytes) -> Node:
    """The root element. Attributes are children whose name begins with ``@``; names are local.

    Errors: `Unreadable`.
    """
    _check_size(data)
    target = _Builder()
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, dtd_validation=False, attribute_defaults=False,
    )  # fmt: skip
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except (etree.XMLSyntaxError, LookupError, ValueError) as problem:
        raise _broken_xml(problem) from problem
    if target.root is None:
        raise _broken_xml(ValueError("no element"))
    return target.root


class _Builder(_Target):
    """Makes nodes as the parser goes along, so that a hostile document is left before it has grown."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._at: Node | None = None
        self._pieces: list[str] = []
        self._texts: list[list[str]] = []
        self._depth = self._count = 0

    def doctype(self, name: str | None, public: str | None, system: str | None) -> None:
        raise Unreadable(
            "document-entities",
            "This file defines entities or names a DTD, so it was not read. Export it again without.",
            "Ce fichier définit des entités ou nomme une DTD : il n’a pas été lu. Exportez-le de nouveau sans elles.",
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._flush()
        self._depth += 1
        self._count += 1 + len(attributes)
        if self._depth > DEPTH_MOST or self._count > VALUES_MOST:
            raise too_large()
        node = Node(_local(tag), self._at)
        node.space = tag[1:].partition("}")[0] if tag.startswith("{") else ""
        if self._at is None:
            self.root = node
        else:
            self._at.children.append(node)
        for name, value in attributes.items():
            local = _local(name)
            if value.strip() and not (local in _IDLE and (local != "type" or name.startswith("{"))):
                # without entities resolved the parser hands over an ampersand in an attribute still escaped
                node.add(f"@{local}", value.strip().replace("&#38;", "&"))
        self._at = node
        self._texts.append([])

    def data(self, data: str) -> None:
        self._pieces.append(data)

    def end(self, tag: str) -> None:
        self._flush()
        self._depth -= 1
        node = self._at
        if node is None:
            return
        node.text = "".join(self._texts.pop())
        self._at = node.parent
        if self._at is not None and node.name in _LINE_BREAKS:
            self._fold_in(node, self._at)

    def _fold_in(self, node: Node, parent: Node) -> None:
        """A line break of a text becomes one; what just ended is its parent's last child."""
        parent.children.pop()
        around = self._texts[-1]
        if around:
            around += ["\n", node.text]
        elif node.text:
            around.append(node.text)

    def _flush(self) -> None:
        if self._at is not None:
            words = "".join(self._pieces)
            if words.strip():
                around = self._texts[-1]
                around.append(words if around else words.lstrip())
        self._pieces.clear()

    def close(self) -> Node | None:
        for node in self.root.walk() if self.root else ():
            node.text = node.text.strip()
        return self.root


def read_json(data: bytes) -> Node:
    """The document as nodes under a root named after nothing. Errors: `Unreadable`."""
    _check_size(data)
    try:
        text = data.decode(json.detect_encoding(data))
        if sum(text.count(mark) for mark in _MARKS) > 2 * VALUES_MOST:
            raise too_large()
        document = json.loads(text, parse_constant=_refuse)
    except RecursionError as problem:
        raise too_large() from problem
    except (ValueError, LookupError) as problem:
        raise Unreadable(
            "document-broken",
            "This file begins as JSON and cannot be read to its end. Export it again, in UTF-8.",
            "Ce fichier commence comme du JSON et ne se lit pas jusqu’au bout. Exportez-le de nouveau, en UTF-8.",
        ) from problem
    root = Node("")
    _grow(root, document)
    return root


def _grow(root: Node, document: Any) -> None:
    """Without recursion; an entry of a list is a child under the list's own name."""
    waiting: list[tuple[Node, str, Any, int]] = []
    if isinstance(document, dict):
        waiting = [(root, str(name), value, 1) for name, value in reversed(document.items())]
    elif isinstance(document, list):
        waiting = [(root, "item", value, 1) for value in reversed(document)]
    count = 0
    while waiting:
        parent, name, value, depth = waiting.pop()
        count += 1
        if depth > DEPTH_MOST or count > VALUES_MOST:
            raise too_large()
        if isinstance(value, list):
            waiting += [(parent, name, item, depth + 1) for item in reversed(value)]
        elif isinstance(value, dict):
            node = parent.add(name)
            waiting += [(node, str(key), item, depth + 1) for key, item in reversed(value.items())]
        elif value is not None and not isinstance(value, bool):
            parent.add(name, _written(value))


def _written(value: str | int | float) -> str:
    return value.strip() if isinstance(value, str) else repr(value)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _check_size(data: bytes) -> None:
    if len(data) > BYTES_MOST:
        raise too_large()


def too_large() -> Unreadable:
    """The refusal of what is longer, deeper or richer than any description."""
    return Unreadable(
        "document-too-large",
        "This file is longer or deeper than a description can be, so it was not read. Give the description of one "
        "dataset alone.",
        "Ce fichier est plus long ou plus profond qu’une description ne peut l’être : il n’a pas été lu. Donnez la "
        "description d’un seul jeu de données.",
    )


def _broken_xml(problem: Exception) -> Unreadable:
    said = str(problem)
    if re.search(r"encoding|UTF-8|UTF-16|code point|Char 0x|multi-byte", said, re.IGNORECASE):
        return Unreadable(
            "document-encoding",
            "This file is not written in the encoding that it declares, so it was not read. Save it again in UTF-8.",
            "Ce fichier n’est pas écrit dans l’encodage qu’il déclare : il n’a pas été lu. Enregistrez-le de nouveau "
            "en UTF-8.",
        )
    where = re.search(r"line (\d+)", said)
    english, french = (f" (line {where[1]})", f" (ligne {where[1]})") if where else ("", "")
    return Unreadable(
        "document-broken",
        f"This file begins as XML and cannot be read to its end{english}: it is damaged or cut. Export it again.",
        f"Ce fichier commence comme du XML et ne se lit pas jusqu’au bout{french} : il est abîmé ou coupé. "
        "Exportez-le de nouveau.",
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
