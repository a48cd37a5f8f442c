"""Is a package whole, unchanged and readable? Every fault found, none of them mended."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from archive.aip.archiving import SealedManifest
from archive.aip.digest import sha256_of_file
from archive.aip.document_checks import document_faults
from archive.aip.faults import Fault
from archive.aip.layout import Kind
from archive.aip.listing import Listing
from archive.aip.manifest import ManifestUnreadable, Seal, broken_links
from archive.aip.threads import in_threads


def validate_package(path: Path, *, seal: Seal | None = None) -> tuple[Fault, ...]:
    """Read every byte of a package once and return its faults, sorted; an empty answer is a sound package.

    ``seal`` is what the catalogue knows of the newest manifest; without it the package is judged by itself.
    """
    if path.is_symlink() or not path.is_dir():
        return (Fault("no-package"),)
    return tuple(sorted(set(_faults(Listing.of(path), seal))))


def _faults(listing: Listing, seal: Seal | None) -> Iterator[Fault]:
    yield from _entry_faults(listing)
    names = listing.named(Kind.MANIFEST)
    if not names:
        yield Fault("no-manifest")
    sealed: list[SealedManifest] = []
    for name in names:
        try:
            sealed.append(listing.manifest(name))
        except ManifestUnreadable as error:
            yield Fault("unreadable-manifest", name, error.sentence)
        except OSError as error:
            yield Fault("unreadable-file", name, error.strerror or "")
    yield from _chain_faults(sealed)
    if sealed and sealed[-1].seal.name == names[-1]:
        yield from _faults_against(listing, sealed[-1], seal)


def _entry_faults(listing: Listing) -> Iterator[Fault]:
    for name, code in listing.others.items():
        yield Fault(code, name)
    for name, links in listing.links.items():
        if links > 1:
            yield Fault("hard-link", name)
    for name in listing.misnamed:
        yield Fault("wrong-name", name)


def _chain_faults(sealed: Sequence[SealedManifest]) -> Iterator[Fault]:
    for older, newer in pairwise(sealed):
        for name in broken_links(older.manifest, older.seal, newer.manifest):
            yield Fault("broken-chain", newer.seal.name, f"{name}, as sealed by {older.seal.name}")


def _faults_against(listing: Listing, newest: SealedManifest, seal: Seal | None) -> Iterator[Fault]:
    """Everything that follows from the newest manifest."""
    digests = newest.manifest.digests
    if seal is not None and newest.seal != seal:
        yield Fault("wrong-seal", newest.seal.name, f"known are {seal.name} and {seal.sha256}")
    for name in digests.keys() - listing.sizes.keys() - listing.others.keys():
        yield Fault("missing-file", name)
    for name in listing.sizes.keys() - digests.keys() - {newest.seal.name}:
        yield Fault("extra-file", name)
    documents = list(document_faults(listing, digests))
    yield from documents
    resized = {fault.name for fault in documents if fault.code == "changed-size"}
    yield from _byte_faults(listing, {name: digests[name] for name in digests.keys() - resized})


def _byte_faults(listing: Listing, digests: Mapping[str, str]) -> Iterator[Fault]:
    folder = str(listing.path)

    def faults_of(names: Sequence[str]) -> list[Fault]:
        return [fault for name in names if (fault := _byte_fault(f"{folder}/{name}", name, digests[name]))]

    for faults in in_threads(faults_of, sorted(digests.keys() & listing.sizes.keys())):
        yield from faults


def _byte_fault(path: str, name: str, sha256: str) -> Fault | None:
    try:
        found = sha256_of_file(path)
    except OSError as error:
        return Fault("unreadable-file", name, error.strerror or "")
    return None if found == sha256 else Fault("changed-hash", name, f"sealed as {sha256}, is {found}")
