"""Is a package whole, unchanged and readable? Every fault found, none of them mended."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain, pairwise
from pathlib import Path

from archive.aip.archiving import SealedManifest
from archive.aip.digest import sha256_of_each
from archive.aip.document_checks import document_faults
from archive.aip.erasure import erased_in
from archive.aip.faults import Fault
from archive.aip.layout import Kind
from archive.aip.listing import Listing
from archive.aip.manifest import ManifestUnreadable, Seal, broken_links
from archive.aip.processes import in_processes

Hashed = Future[Mapping[str, str | OSError]]


def validate_package(path: Path, *, seal: Seal | None = None) -> tuple[Fault, ...]:
    """Read every byte of a package once and return its faults, sorted; an empty answer is a sound package.

    ``seal`` is what the catalogue knows of the newest manifest; without it the package is judged by itself.
    Raises TransientFailure ``process-ended`` where a process that read files was killed.
    """
    if path.is_symlink() or not path.is_dir():
        return (Fault("no-package"),)
    listing = Listing.of(path)
    with ThreadPoolExecutor(1, thread_name_prefix="validate") as pool:
        return tuple(sorted(set(_faults(listing, seal, pool.submit(_hashed, listing)))))


def _hashed(listing: Listing) -> Mapping[str, str | OSError]:
    """The SHA256 of every file, or why it cannot be read; meanwhile others look at the documents."""
    names = list(listing.sizes)
    found = chain.from_iterable(in_processes(partial(sha256_of_each, str(listing.path)), names))
    return dict(zip(names, found, strict=True))


def _faults(listing: Listing, seal: Seal | None, hashed: Hashed) -> Iterator[Fault]:
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
    erased = erased_in(sealed[-1].manifest.digests, listing.read) if sealed else {}
    yield from _chain_faults(sealed, erased)
    if sealed and sealed[-1].seal.name == names[-1]:
        yield from _faults_against(listing, sealed[-1], seal, hashed, erased)


def _entry_faults(listing: Listing) -> Iterator[Fault]:
    for name, code in listing.others.items():
        yield Fault(code, name)
    for name, links in listing.links.items():
        if links > 1:
            yield Fault("hard-link", name)
    for name in listing.misnamed:
        yield Fault("wrong-name", name)


def _chain_faults(sealed: Sequence[SealedManifest], erased: Mapping[str, str]) -> Iterator[Fault]:
    for older, newer in pairwise(sealed):
        for name in broken_links(older.manifest, older.seal, newer.manifest, erased):
            yield Fault("broken-chain", newer.seal.name, f"{name}, as sealed by {older.seal.name}")


def _faults_against(
    listing: Listing, newest: SealedManifest, seal: Seal | None, hashed: Hashed, erased: Mapping[str, str]
) -> Iterator[Fault]:
    """Everything that follows from the newest manifest."""
    digests = newest.manifest.digests
    if seal is not None and newest.seal != seal:
        yield Fault("wrong-seal", newest.seal.name, f"known are {seal.name} and {seal.sha256}")
    for name in digests.keys() - listing.sizes.keys() - listing.others.keys():
        yield Fault("missing-file", name)
    for name in listing.sizes.keys() - digests.keys() - {newest.seal.name}:
        yield Fault("erased-file" if name in erased else "extra-file", name)
    documents = list(document_faults(listing, digests, erased))
    yield from documents
    resized = {fault.name for fault in documents if fault.code == "changed-size"}
    for name in (digests.keys() & listing.sizes.keys()) - resized:
        if fault := _byte_fault(name, hashed.result()[name], digests[name]):
            yield fault


def _byte_fault(name: str, found: str | OSError, sha256: str) -> Fault | None:
    if isinstance(found, OSError):
        return Fault("unreadable-file", name, found.strerror or "")
    return None if found == sha256 else Fault("changed-hash", name, f"sealed as {sha256}, is {found}")
