"""What a written document is checked for: that it reads, says what its format cannot do without, and is valid."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path as Folder
from typing import NamedTuple

from lxml import etree

from repository.crosswalks.schemas import faults
from repository.record.document import Path


class Kind(StrEnum):
    """What is wrong with a document: nothing can read it, it lacks something, its official schema refuses it."""

    UNREADABLE = "unreadable"
    MISSING = "missing"
    INVALID = "invalid"


class Complaint(NamedTuple):
    """One thing that is wrong: the record's field it comes from (empty: the whole), the schema's sentence (English)."""

    kind: Kind
    path: Path = ()
    message: str = ""


Check = Callable[[bytes, Folder | None], Iterator[Complaint]]
"""Bytes of a document, folder of official schemas or None -> what is wrong with it.

Errors: FileNotFoundError when the folder lacks a schema that the format names.
"""


@dataclass(frozen=True, slots=True)
class TextCheck:
    """The check of a format that is not XML: one question, answered by a function of its own."""

    reads: Callable[[str], bool]

    def __call__(self, body: bytes, schemas: Folder | None) -> Iterator[Complaint]:
        """What is wrong with a document."""
        if not self.reads(body.decode()):
            yield Complaint(Kind.UNREADABLE)


@dataclass(frozen=True, slots=True)
class XmlCheck:
    """The check of an XML format.

    `schema`: path of its XSD in a folder of schemas; empty for a vocabulary that has none. `mandatory`: element (Clark
    notation) that has to be there with a text in or below it -> field of the record that it comes from. `field_of`:
    local name of an element -> field that it is mostly made from; the element nearest to the fault that has an entry
    decides. `one_each`: those of them whose n-th child is the n-th entry of the field. `empty`: texts that say nothing.
    `in_parts`: the schema declares no root, so that each element below it is judged on its own.
    """

    schema: str
    mandatory: Mapping[str, Path]
    field_of: Mapping[str, str]
    one_each: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    in_parts: bool = False

    def __call__(self, body: bytes, schemas: Folder | None) -> Iterator[Complaint]:
        """What is wrong with a document."""
        try:
            root = etree.fromstring(body, etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError:
            yield Complaint(Kind.UNREADABLE)
            return
        missing = {field for name, field in self.mandatory.items() if not self._says_something(root, name)}
        for field in sorted(missing, key=str):
            yield Complaint(Kind.MISSING, field)
        if schemas is None or missing or not self.schema:
            return
        for part in self.parts(root):
            for fault in faults(part, folder=schemas, schema=self.schema):
                field = self._field_of(part) if self.in_parts else self._field_at(root, fault.path)
                yield Complaint(Kind.INVALID, field, fault.message)

    def parts(self, root: etree._Element) -> tuple[etree._Element, ...]:
        """What the schema judges: the whole document, or each element below its root."""
        return tuple(root) if self.in_parts else (root,)

    def _field_of(self, part: etree._Element) -> Path:
        field = self.field_of.get(etree.QName(part).localname)
        return (field,) if field else ()

    def _says_something(self, root: etree._Element, name: str) -> bool:
        texts = ["".join(map(str, element.itertext())).strip() for element in root.iter(name)]
        return any(text and text not in self.empty for text in texts)

    def _field_at(self, root: etree._Element, path: str) -> Path:
        """The field of the record that the element at an XPath was made from; the whole record where none is known."""
        spaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        chosen = root.xpath(path, namespaces=spaces) if path else []
        node = chosen[0] if isinstance(chosen, list) and chosen and isinstance(chosen[0], etree._Element) else None
        below: etree._Element | None = None
        while node is not None and node is not root:
            name = etree.QName(node).localname
            if name in self.field_of:
                field = self.field_of[name]
                return (field, node.index(below)) if name in self.one_each and below is not None else (field,)
            below, node = node, node.getparent()
        return ()
