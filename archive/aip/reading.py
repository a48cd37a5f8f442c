"""A package read back: what it tells, once its manifests and documents were found to agree. Nothing else counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from pydantic import ValidationError

from archive.aip.archiving import SealedManifest
from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import LayerDocument, RecordedEvent, read_events, read_layer
from archive.aip.erasure import ErasureDocument, read_erasure
from archive.aip.faults import Fault
from archive.aip.layout import Kind, NameRefused, check_suffix, of_kind, parse_name
from archive.aip.listing import DOCUMENT_MOST
from archive.aip.manifest import Manifest, ManifestUnreadable, Seal, broken_links, manifests_in_order
from repository.errors import PermanentFailure
from repository.record.canonical import parse
from repository.record.errors import RecordTooNew, RecordUnreadable
from repository.record.model import Record

NUMBER_MOST = 10**15
"""No number of this or any site comes near: one that does would burn all that are left."""

Content = TypeVar("Content")


class PackageRefused(PermanentFailure):
    """A package does not prove itself; the sentence names the file and what is wrong with it."""

    code = "package-refused"

    def __init__(self, suffix: str, fault: Fault) -> None:
        super().__init__(fault.of(suffix))
        self.fault = fault


class PackageFiles(Protocol):
    """Where the files of one package lie."""

    def sizes(self) -> Mapping[str, int]:
        """Name -> bytes of every regular file there; empty where there is no package."""

    def read(self, name: str) -> bytes:
        """All bytes of a small file."""


@dataclass(frozen=True, slots=True)
class ReadDocument(Generic[Content]):
    """A document: its name, bytes, SHA256, and what they say."""

    name: str
    content: bytes
    sha256: str
    said: Content


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """What a sound package tells, each tuple from the oldest to the newest. ``sizes`` in bytes, by name.

    ``story``: all that happened, as the newest events document tells it; ``ends``: events document -> key of its last
    event. ``brought``: name -> number (from 1) of the archiving that brought it.
    """

    suffix: str
    manifests: tuple[SealedManifest, ...]
    records: tuple[ReadDocument[Record], ...]
    layers: tuple[ReadDocument[LayerDocument], ...]
    erasures: tuple[ReadDocument[ErasureDocument], ...]
    story: tuple[RecordedEvent, ...]
    ends: Mapping[str, str]
    brought: Mapping[str, int]
    sizes: Mapping[str, int]

    @property
    def newest(self) -> SealedManifest:
        """The manifest that proves all."""
        return self.manifests[-1]

    @property
    def files(self) -> dict[str, str]:
        """Name -> SHA256 of every file of the package, the newest manifest too."""
        return {**self.newest.manifest.digests, self.newest.seal.name: self.newest.seal.sha256}

    @property
    def erased(self) -> dict[str, str]:
        """Name -> SHA256 of what an order of law took out."""
        return {file.archived_name: file.sha256 for erasure in self.erasures for file in erasure.said.files}


def read_package(suffix: str, files: PackageFiles) -> ReadPackage:
    """Read and prove manifests and documents; of data files, that they are there with the size that was sealed.

    Bytes of data files are not read: they are proved when they are copied, or by an audit. What a copy that was cut
    left there without a manifest is not looked at. Raises PackageRefused for the first fault, and what
    ``files`` raises.
    """
    try:
        check_suffix(suffix)
        sizes = files.sizes()
        return _proved(suffix, sizes, _Reader(suffix, files, sizes))
    except NameRefused as error:
        raise PackageRefused(suffix, Fault("wrong-name", "", error.sentence)) from error


def _proved(suffix: str, sizes: Mapping[str, int], reader: "_Reader") -> ReadPackage:
    manifests = reader.manifests()
    digests = manifests[-1].manifest.digests
    for name in digests:
        parse_name(name)
        if name not in sizes:
            raise reader.refused("missing-file", name)
    package = ReadPackage(
        suffix,
        manifests,
        reader.documents(Kind.RECORD, digests, parse, "unreadable-record"),
        reader.documents(Kind.LAYER, digests, read_layer, "unreadable-layer"),
        reader.documents(Kind.ERASURE, digests, read_erasure, "unreadable-erasure"),
        *reader.story(digests),
        _brought(manifests),
        sizes,
    )
    reader.check_chain(manifests, package.erased)
    for layer in package.layers:
        _check_layer(package, layer, reader)
    if not package.records:
        raise reader.refused("no-record")
    for record in package.records:
        _check_record(package, record, reader)
    return package


def _brought(manifests: Sequence[SealedManifest]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, sealed in enumerate(manifests, start=1):
        for name in sealed.manifest.digests:
            found.setdefault(name, number)
    return found


def _check_layer(package: ReadPackage, layer: ReadDocument[LayerDocument], reader: "_Reader") -> None:
    """Its own fragment, and files that are there, each as it was sealed."""
    digests = package.newest.manifest.digests
    if layer.said.fragment >= NUMBER_MOST:
        raise reader.refused("wrong-name", layer.name, "its number is beyond all that were given")
    if layer.said.fragment != parse_name(layer.name).number:
        raise reader.refused("misnamed-layer", layer.name, f"it is of fragment {layer.said.fragment}")
    for file in layer.said.files:
        if package.erased.get(file.archived_name) == file.sha256 and file.archived_name not in digests:
            continue
        if parse_name(file.archived_name).kind is not Kind.DATA or file.archived_name not in digests:
            raise reader.refused("unknown-layer-file", layer.name, file.archived_name)
        if parse_name(file.archived_name).number >= NUMBER_MOST:
            raise reader.refused("wrong-name", file.archived_name, "its number is beyond all that were given")
        if digests[file.archived_name] != file.sha256:
            raise reader.refused("changed-layer-file", layer.name, file.archived_name)
        size = package.sizes[file.archived_name]
        if size != file.size:
            raise reader.refused("changed-size", file.archived_name, f"{size} bytes, sealed with {file.size}")


def _check_record(package: ReadPackage, record: ReadDocument[Record], reader: "_Reader") -> None:
    """Frozen, of this very dataset, with layers that are there."""
    facts = record.said.publication
    if facts is None or facts.doi is None:
        raise reader.refused("unreadable-record", record.name, "it was never frozen")
    if facts.doi.partition("/")[2] != package.suffix:
        raise reader.refused("wrong-package", record.name, f"it is of {facts.doi}")
    known = {layer.name: layer.sha256 for layer in package.layers}
    for layer in facts.layers:
        if layer.document not in known:
            raise reader.refused("unknown-layer", record.name, layer.document)
        if known[layer.document] != layer.sha256:
            raise reader.refused("changed-layer", record.name, layer.document)


@dataclass(frozen=True, slots=True)
class _Reader:
    suffix: str
    files: PackageFiles
    sizes: Mapping[str, int]

    def manifests(self) -> tuple[SealedManifest, ...]:
        """Every manifest, oldest first."""
        if not self.sizes:
            raise self.refused("no-package")
        sealed = [self._manifest(name) for name in manifests_in_order(self.sizes)]
        if not sealed:
            raise self.refused("no-manifest")
        return tuple(sealed)

    def check_chain(self, manifests: Sequence[SealedManifest], erased: Mapping[str, str]) -> None:
        """Each manifest is listed by the next with all that it lists, but for what was erased by an order of law."""
        for older, newer in pairwise(manifests):
            for name in broken_links(older.manifest, older.seal, newer.manifest, erased):
                raise self.refused("broken-chain", newer.seal.name, name)

    def documents(
        self, kind: Kind, digests: Mapping[str, str], reading: Callable[[bytes], Content], code: str
    ) -> tuple[ReadDocument[Content], ...]:
        """The documents of one kind, oldest first."""
        return tuple(self._document(str(name), digests, reading, code) for name in of_kind(digests, kind))

    def story(self, digests: Mapping[str, str]) -> tuple[tuple[RecordedEvent, ...], dict[str, str]]:
        """The events of the newest document, and the last of each, read one at a time: each holds all before it."""
        events: tuple[RecordedEvent, ...] = ()
        ends = {}
        for name in of_kind(digests, Kind.EVENTS):
            document = self._document(str(name), digests, read_events, "unreadable-events")
            events = document.said.events
            if not events:
                raise self.refused("unreadable-events", str(name), "it tells nothing")
            ends[str(name)] = events[-1].key
        return events, ends

    def refused(self, code: str, name: str = "", detail: str = "") -> PackageRefused:
        """The refusal of this package."""
        return PackageRefused(self.suffix, Fault(code, name, detail))

    def _manifest(self, name: str) -> SealedManifest:
        content = self._bytes(name)
        try:
            return SealedManifest(Seal(name, sha256_of_bytes(content)), Manifest.from_bytes(content))
        except ManifestUnreadable as error:
            raise self.refused("unreadable-manifest", name, error.sentence) from error

    def _document(
        self, name: str, digests: Mapping[str, str], reading: Callable[[bytes], Content], code: str
    ) -> ReadDocument[Content]:
        content = self._bytes(name)
        found = sha256_of_bytes(content)
        if found != digests[name]:
            raise self.refused("changed-hash", name, f"sealed as {digests[name]}, is {found}")
        try:
            return ReadDocument(name, content, found, reading(content))
        except (ValidationError, RecordUnreadable, RecordTooNew) as error:
            raise self.refused(code, name, str(error).partition("\n")[0]) from error

    def _bytes(self, name: str) -> bytes:
        if self.sizes[name] > DOCUMENT_MOST:
            raise self.refused("changed-size", name, f"{self.sizes[name]} bytes")
        return self.files.read(name)
