"""What one archiving adds to a package, and the plan that follows from it and from the seal before. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from archive.aip.digest import is_sha256, sha256_of_bytes
from archive.aip.layout import ArchivedName, Kind, NameRefused, is_data_name, next_free, of_kind, parse_name
from archive.aip.manifest import Manifest, Seal
from repository.errors import PermanentFailure

TOKEN_LENGTH = 16


@dataclass(frozen=True)
class SourceFile:
    """A data file to take in: its archived name, where its bytes are now, and the SHA256 they must have.

    The bytes lie in a file, or come in a stream that is opened when they are taken in.
    """

    name: str
    source: Path | Callable[[], BinaryIO]
    sha256: str


@dataclass(frozen=True)
class Document:
    """A record, layer, events or thumbnail file, whose name follows from its kind, its number and the day."""

    kind: Kind
    content: bytes
    number: int = 0


@dataclass(frozen=True)
class Archiving:
    """New files and documents of one UTC day. The same value gives the same bytes, however often it is archived."""

    archived_on: date
    files: Sequence[SourceFile] = ()
    documents: Sequence[Document] = ()
    erased: Collection[str] = ()
    """Names that its manifest lists no more: its erasure document tells why."""


@dataclass(frozen=True)
class SealedManifest:
    """A manifest as it lies in the package."""

    seal: Seal
    manifest: Manifest


@dataclass(frozen=True)
class Plan:
    """Every name and byte that an archiving will add, its manifest included."""

    files: tuple[SourceFile, ...]
    documents: tuple[tuple[str, bytes], ...]
    manifest: Manifest
    seal: Seal

    @property
    def token(self) -> str:
        """Names the folder where it is prepared: the same plan always finds its own unfinished work."""
        return self.seal.sha256[:TOKEN_LENGTH]

    @property
    def added(self) -> tuple[str, ...]:
        """The new names, the manifest last."""
        return (*(file.name for file in self.files), *(name for name, _ in self.documents), self.seal.name)


def plan_archiving(archiving: Archiving, before: SealedManifest | None) -> Plan:
    """Name the documents and write the manifest that follows ``before`` (None: a new package).

    Raises NameRefused for a name that is not a data file's of that day or is taken, and PermanentFailure
    ``date-goes-back`` for a document older than the newest of its kind: the newest by name must be the newest.
    The manifest takes the later of the day and its predecessor's day, so that it always sorts last.
    """
    digests = _before(before)
    for name in archiving.erased:
        if parse_name(name).kind is not Kind.DATA or digests.pop(name, None) is None:
            raise NameRefused(f"{name} is no data file of the package: it cannot be erased.")
    day = archiving.archived_on.isoformat()
    for file in archiving.files:
        _add(digests, _data_name(file, day), file.sha256)
    documents: list[tuple[str, bytes]] = []
    for document in archiving.documents:
        name = _document_name(document, archiving.archived_on, digests)
        _add(digests, name, sha256_of_bytes(document.content))
        documents.append((name, document.content))
    manifest = Manifest.of(digests)
    return Plan(tuple(archiving.files), tuple(documents), manifest, manifest.seal(_manifest_name(archiving, before)))


def _before(before: SealedManifest | None) -> dict[str, str]:
    if before is None:
        return {}
    return {**before.manifest.digests, before.seal.name: before.seal.sha256}


def _add(digests: dict[str, str], name: str, sha256: str) -> None:
    if name in digests:
        raise NameRefused(f"{name} is in the package already: a sealed file never changes.")
    digests[name] = sha256


def _data_name(file: SourceFile, day: str) -> str:
    if not is_data_name(file.name, archived_on=day):
        raise NameRefused(f"{file.name} is not the name of a data file archived on {day}.")
    if not is_sha256(file.sha256):
        raise NameRefused(f"{file.name} comes without a SHA256.")
    return file.name


def _document_name(document: Document, day: date, taken: dict[str, str]) -> str:
    if document.kind in {Kind.DATA, Kind.MANIFEST}:
        raise NameRefused(f"A {document.kind.value} file is not a document.")
    same = of_kind(taken, document.kind, number=document.number)
    if same and same[-1].archived_on > day:
        raise PermanentFailure(f"{same[-1]} is newer than {day}: the clock went back.", code="date-goes-back")
    name = str(next_free(ArchivedName(document.kind, day, document.number), taken))
    parse_name(name)
    return name


def _manifest_name(archiving: Archiving, before: SealedManifest | None) -> str:
    if before is None:
        return str(ArchivedName(Kind.MANIFEST, archiving.archived_on))
    last = parse_name(before.seal.name)
    day = max(archiving.archived_on, last.archived_on)
    return str(next_free(ArchivedName(Kind.MANIFEST, day), [before.seal.name]))
