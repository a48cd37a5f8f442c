"""Which dialect a file is written in, by what is in it, never by its name; and reading it."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from repository.crosswalks.readers import datacite, dcterms, dublin_core, iso, rocrate, schema_org
from repository.crosswalks.readers.nodes import Node
from repository.crosswalks.readers.result import ReadRecord, Remark, Unreadable
from repository.crosswalks.readers.sources import BYTES_MOST, read_json, read_xml, too_large

ZIP_MOST: Final = 20_000_000
"""Bytes of a zipped RO-Crate; a larger one gives its `ro-crate-metadata.json` alone."""

_DIRECTORY_MOST: Final = 4_000_000
_CRATE: Final = "ro-crate-metadata.json"
_FAULTS_OF_ZIPS: Final = (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError, zlib.error)
_ISO_19139: Final = frozenset({"MD_Metadata", "MI_Metadata", "CHE_MD_Metadata"})

TITLES: Final[Mapping[str, str]] = {
    "datacite-xml": "DataCite XML", "datacite-json": "DataCite JSON", "iso19139": "ISO 19139",
    "iso19115-3": "ISO 19115-3", "ro-crate": "RO-Crate", "schema-org": "schema.org", "oai_dc": "Dublin Core",
}  # fmt: skip
"""Dialect -> what people call it."""


def read(data: bytes) -> ReadRecord:
    """Read a description in any dialect that is known here. Errors: `Unreadable`, for whatever else comes in."""
    try:
        return _read(data)
    except RecursionError as problem:
        raise too_large() from problem


def reader_for(data: bytes) -> str:
    """The dialect of a file, a key of `TITLES`. Errors: `Unreadable`."""
    if data[:4] == b"PK\x03\x04":
        return "ro-crate"
    if _is_xml(data):
        return _of_xml(read_xml(data))[0]
    return _of_json(read_json(data))[0]


def _read(data: bytes) -> ReadRecord:
    if data[:4] == b"PK\x03\x04":
        data = _from_zip(data)
    if not _is_xml(data):
        _dialect, read_node, root = _of_json(read_json(data))
        return read_node(root)
    _dialect, read_node, root, count = _of_xml(read_xml(data))
    result = read_node(root)
    if count == 1:
        return result
    several = Remark("several-records", root.path, f"This file holds {count} descriptions. Only the first was read.",
                     f"Ce fichier contient {count} descriptions. Seule la première a été lue.")  # fmt: skip
    return ReadRecord(result.dialect, result.document, (several, *result.remarks), result.places)


def _is_xml(data: bytes) -> bool:
    """By its first sign, in whichever encoding."""
    begin = data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if begin[:1] in (b"{", b"["):
        return False
    if begin[:1] == b"<":
        return True
    raise unknown()


_LARGE_DIRECTORY: Final = b"PK\x06\x07"
"""Begins the record by which a zip says that its directory is told elsewhere, as zips of more than 4 GB do."""

Reader = tuple[str, Callable[[Node], ReadRecord]]
Found = tuple[str, Callable[[Node], ReadRecord], Node, int]


def _of_xml(root: Node) -> Found:
    """The first element that a reader knows, wherever an envelope (OAI-PMH, CSW) keeps it, and how many there are."""
    found: list[tuple[Node, Reader]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if known := _known(node):
            found.append((node, known))
        else:
            waiting += reversed(node.children)
    if not found:
        raise unknown(root.name)
    node, (dialect, read_node) = found[0]
    node.parent = None
    return dialect, read_node, node, len(found)


def _known(node: Node) -> Reader | None:
    if node.name in _ISO_19139:
        is_new = "19115/-3" in node.space
        return ("iso19115-3", iso.read_19115_3) if is_new else ("iso19139", iso.read_19139)
    if node.name == "resource" and node.each("titles|creators|identifier"):
        return "datacite-xml", datacite.read_xml
    if node.name in ("dc", dcterms.ROOT, "Record", "SummaryRecord") and node.each("title|identifier|creator"):
        return "oai_dc", dublin_core.read
    return None


def _of_json(root: Node) -> tuple[str, Callable[[Node], ReadRecord], Node]:
    if root.each("@graph") and root.each("@context"):
        return ("ro-crate", rocrate.read, root) if rocrate.is_crate(root) else ("schema-org", schema_org.read, root)
    if root.each("@context|@type"):
        return "schema-org", schema_org.read, root
    attributes = root.first("data/attributes") or root.first("attributes") or root
    if attributes.each("titles") and attributes.each("creators|doi|types|identifiers|publicationYear"):
        return "datacite-json", datacite.read_json, root
    raise unknown()


def unknown(name: str = "") -> Unreadable:
    """The refusal of what is none of the dialects."""
    english, french = (f" (it begins with <{name[:40]}>)", f" (il commence par <{name[:40]}>)") if name else ("", "")
    return Unreadable(
        "document-unknown",
        f"This is none of the descriptions that can be read here{english}: ISO 19139, ISO 19115-3, DataCite, RO-Crate, "
        "schema.org, Dublin Core. Choose another file.",
        f"Ce n’est aucune des descriptions qui se lisent ici{french} : ISO 19139, ISO 19115-3, DataCite, RO-Crate, "
        "schema.org, Dublin Core. Choisissez un autre fichier.",
    )


def _from_zip(data: bytes) -> bytes:
    """The description inside a zipped RO-Crate; nothing else of it is unpacked. Errors: `Unreadable`."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    is_elsewhere = data[max(end - 20, 0) : max(end, 0)].startswith(_LARGE_DIRECTORY)
    if len(data) > ZIP_MOST or size > _DIRECTORY_MOST or is_elsewhere:
        raise too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.rpartition("/")[2] in (_CRATE, f"{_CRATE}ld")]
            if not names:
                raise _not_in_zip()
            with archive.open(min(names, key=lambda name: (name.count("/"), name))) as member:
                found = member.read(BYTES_MOST + 1)
    except _FAULTS_OF_ZIPS as problem:
        raise _not_in_zip() from problem
    if len(found) > BYTES_MOST:
        raise too_large()
    return found


def _not_in_zip() -> Unreadable:
    return Unreadable(
        "document-not-in-zip",
        "No readable ro-crate-metadata.json was found in this zip. Choose a RO-Crate, or the description alone.",
        "Aucun ro-crate-metadata.json lisible dans ce zip. Choisissez un RO-Crate, ou la description seule.",
    )
