"""What a sealed package holds, as its manifests and documents tell it: archivings in their order, layers, moments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from archive.aip.archiving import SealedManifest
from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import LayerDocument, RecordedEvent, read_events, read_layer
from archive.aip.durable import FixityMismatch
from archive.aip.layout import Kind, of_kind, parse_name
from archive.aip.listing import Listing
from archive.aip.manifest import Seal, manifests_in_order
from repository.errors import PermanentFailure
from repository.record.canonical import parse
from repository.record.errors import RecordUnreadable
from repository.record.model import Record


@dataclass(frozen=True)
class ArchivingRead:
    """One archiving: its manifest, and the names that it added and that are still there, the manifest last."""

    manifest: SealedManifest
    added: tuple[str, ...]

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """The added names of one kind, oldest first."""
        return tuple(str(name) for name in of_kind(self.added, kind))


@dataclass(frozen=True)
class PackageRead:
    """A package up to one seal; ``sizes`` in bytes and ``digests`` (SHA256) of every file, that manifest included."""

    folder: Path
    archivings: tuple[ArchivingRead, ...]
    sizes: Mapping[str, int]
    digests: Mapping[str, str]

    @property
    def suffix(self) -> str:
        """The DOI suffix."""
        return self.folder.name

    @property
    def seal(self) -> Seal:
        """What proves all of it."""
        return self.archivings[-1].manifest.seal

    def document(self, name: str) -> bytes:
        """The bytes of a record, layer, events or manifest file; FixityMismatch where they are not the sealed ones."""
        content = (self.folder / name).read_bytes()
        if sha256_of_bytes(content) != self.digests[name]:
            raise FixityMismatch(f"{self.suffix}/{name} is not what was sealed: it is not exported.")
        return content

    def record(self) -> Record:
        """The newest record; PermanentFailure ``not-exportable`` where none can be read."""
        names = of_kind(self.digests, Kind.RECORD)
        if not names:
            raise _refused(self.suffix, "it has no record")
        try:
            return parse(self.document(str(names[-1])))
        except RecordUnreadable as error:
            raise _refused(self.suffix, f"{names[-1]}: {error}") from error

    def layers(self) -> Iterator[tuple[str, LayerDocument]]:
        """Name and content of each layer document in the order of the archivings, read one at a time."""
        for archiving in self.archivings:
            for name in archiving.of_kind(Kind.LAYER):
                yield name, self.layer(name)

    def layer(self, name: str) -> LayerDocument:
        """One layer document; PermanentFailure ``not-exportable``."""
        try:
            return read_layer(self.document(name))
        except ValidationError as error:
            raise _refused(self.suffix, f"{name} cannot be read") from error

    def events(self) -> tuple[RecordedEvent, ...]:
        """What was sealed of the history, oldest first: the newest events document holds all before it."""
        names = of_kind(self.digests, Kind.EVENTS)
        return self._events_in(str(names[-1])) if names else ()

    def _events_in(self, name: str) -> tuple[RecordedEvent, ...]:
        try:
            return read_events(self.document(name)).events
        except ValidationError as error:
            raise _refused(self.suffix, f"{name} cannot be read") from error

    def moments(self) -> Mapping[str, datetime]:
        """When each archiving ended, by the name of its manifest: as the events tell it, else the day it is named by.

        Of an archiving of events, that of the newest event in it.
        """
        told = {str((event.payload or {}).get("manifest", "")): moment_of(event) for event in self.events()}
        return {each.manifest.seal.name: self._moment(each, told) for each in self.archivings}

    def _moment(self, archiving: ArchivingRead, told: Mapping[str, datetime]) -> datetime:
        name = archiving.manifest.seal.name
        if name in told:
            return told[name]
        for events in archiving.of_kind(Kind.EVENTS):
            found = self._events_in(events)
            if found:
                return moment_of(found[-1])
        day = parse_name(name).archived_on
        return datetime(day.year, day.month, day.day, tzinfo=UTC)


def moment_of(event: RecordedEvent) -> datetime:
    """When it happened, with its time zone (UTC where none is told)."""
    at = datetime.fromisoformat(event.at)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def read_package(folder: Path, *, seal: Seal) -> PackageRead:
    """Look at a package as ``seal`` proves it; files of a later archiving are left out, no data is read.

    Raises PermanentFailure ``broken-chain`` where the manifest is not there or another, ``source-missing`` where a
    file is not, and ManifestUnreadable.
    """
    listing = Listing.of(folder) if folder.is_dir() else Listing(folder, (), {})
    if seal.name not in listing.files or listing.manifest(seal.name).seal != seal:
        text = f"Package {folder.name} does not hold {seal.name} as it was sealed."
        raise PermanentFailure(text, code="broken-chain")
    newest = listing.manifest(seal.name)
    digests = {**newest.manifest.digests, seal.name: seal.sha256}
    missing = sorted(digests.keys() - listing.files)
    if missing:
        text = f"Package {folder.name} lacks {missing[0]}: restore it, then export again."
        raise PermanentFailure(text, code="source-missing")
    sizes = {name: listing.size(name) for name in sorted(digests)}
    return PackageRead(folder, tuple(_archivings(listing, digests)), sizes, MappingProxyType(digests))


def _archivings(listing: Listing, digests: Mapping[str, str]) -> Iterator[ArchivingRead]:
    before: set[str] = set()
    for name in manifests_in_order(digests):
        found = listing.manifest(name)
        if found.seal.sha256 != digests[name]:
            raise PermanentFailure(f"{listing.path.name}/{name} is not what was sealed.", code="broken-chain")
        added = sorted(digests.keys() & found.manifest.digests.keys() - before)
        yield ArchivingRead(found, (*added, name))
        before |= {*added, name}


def _refused(suffix: str, reason: str) -> PermanentFailure:
    return PermanentFailure(f"Package {suffix} cannot be exported: {reason}.", code="not-exportable")
