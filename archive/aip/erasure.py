"""The erasure document: which files an order of law took out of a package, and that all others are unchanged. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import ArchivedFileName, canonical_of
from archive.aip.layout import Kind, of_kind
from archive.aip.manifest import Manifest, Seal
from repository.record.identifiers import FilePath, Sha256
from repository.record.part import Line, Part, Text, Whole


class ErasedFile(Part):
    """One file that is no more: its name in the package, its paths in the dataset, size in bytes and SHA256."""

    archived_name: ArchivedFileName
    paths: tuple[FilePath, ...]
    size: Annotated[Whole, Field(ge=0)]
    sha256: Sha256


class ErasureDocument(Part):
    """What was erased, why, on whose order, and the proof about the rest.

    ``manifest`` and ``manifest_sha256`` are those of the manifest before: without ``files`` it has ``kept`` lines, and
    ``kept_sha256`` is the SHA256 of these lines, sorted by name, as a manifest writes them.
    """

    schema_version: Literal[1] = 1
    erasure: Line
    reason: Text
    reference: Line
    proposed_by: Line
    proposed_at: Line
    confirmed_by: Line
    confirmed_at: Line
    manifest: ArchivedFileName
    manifest_sha256: Sha256
    files: Annotated[tuple[ErasedFile, ...], Field(min_length=1)]
    kept: Annotated[Whole, Field(ge=0)]
    kept_sha256: Sha256

    @property
    def names(self) -> frozenset[str]:
        """Archived names of what was erased."""
        return frozenset(file.archived_name for file in self.files)

    def proves(self, before: Manifest) -> bool:
        """Whether its account of the rest is that of the manifest before."""
        kept = kept_of(before, self.names)
        known = {file.archived_name: file.sha256 for file in self.files}
        agrees = all(before.digests.get(name) == sha256 for name, sha256 in known.items())
        return agrees and (self.kept, self.kept_sha256) == (len(kept.digests), sha256_of_bytes(kept.to_bytes()))


def erasure_document(*, order: Mapping[str, str], files: Iterable[ErasedFile], before: Manifest, seal: Seal) -> bytes:
    """The canonical bytes of an erasure document that follows the manifest ``before`` with its ``seal``.

    ``order`` has the fields of the document that tell who ordered what, and when.
    """
    erased = tuple(sorted(files, key=lambda file: file.archived_name))
    kept = kept_of(before, {file.archived_name for file in erased})
    return canonical_of(
        ErasureDocument(
            erasure=order["erasure"],
            reason=order["reason"],
            reference=order["reference"],
            proposed_by=order["proposed_by"],
            proposed_at=order["proposed_at"],
            confirmed_by=order["confirmed_by"],
            confirmed_at=order["confirmed_at"],
            manifest=seal.name,
            manifest_sha256=seal.sha256,
            files=erased,
            kept=len(kept.digests),
            kept_sha256=sha256_of_bytes(kept.to_bytes()),
        )
    )


def kept_of(before: Manifest, erased: Iterable[str]) -> Manifest:
    """What is left of a manifest."""
    gone = frozenset(erased)
    return Manifest.of({name: sha256 for name, sha256 in before.digests.items() if name not in gone})


def read_erasure(content: bytes) -> ErasureDocument:
    """Read an erasure document; ``pydantic.ValidationError`` where it is none."""
    return ErasureDocument.model_validate_json(content)


def erased_in(digests: Mapping[str, str], read: Callable[[str], bytes]) -> dict[str, str]:
    """Name -> SHA256 of every file that the erasure documents among ``digests`` name.

    A document that cannot be read, or is not the one that was sealed, excuses nothing.
    """
    erased: dict[str, str] = {}
    for name in map(str, of_kind(digests, Kind.ERASURE)):
        try:
            content = read(name)
            if sha256_of_bytes(content) == digests[name]:
                erased |= {file.archived_name: file.sha256 for file in read_erasure(content).files}
        except (OSError, ValidationError):
            continue
    return erased
