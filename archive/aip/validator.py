"""Is a package whole, unchanged and readable? Every fault found, none of them mended."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, pairwise
from pathlib import Path

from archive.aip.archiving import SealedManifest
from archive.aip.digest import Looked, look_at_each
from archive.aip.document_checks import LookedAt, document_faults
from archive.aip.erasure import erased_in
from archive.aip.faults import Fault
from archive.aip.layout import Kind
from archive.aip.listing import Listing
from archive.aip.manifest import ManifestUnreadable, Seal, broken_links
from archive.aip.processes import in_processes


def validate_package(path: Path, *, seal: Seal | None = None) -> tuple[Fault, ...]:
    """Read every byte of a package once and return its faults, sorted; an empty answer is a sound package.

    ``seal`` is what the catalogue knows of the newest manifest; without it the package is judged by itself.
    Raises TransientFailure ``process-ended`` where a process that read files was killed.
    """
    if path.is_symlink() or not path.is_dir():
        return (Fault("no-package"),)
    listing = Listing.of(path)
    with ThreadPoolExecutor(1, thread_name_prefix="validate") as pool:
        return tuple(sorted(set(_faults(listing, seal, pool.submit(_looked_at, listing)))))


def _looked_at(listing: Listing) -> Mapping[str, Looked]:
    """What every file is, read to its end; meanwhile others look at the documents."""
    found = chain.from_iterable(in_processes(partial(look_at_each, str(listing.path)), listing.files))
    return dict(zip(listing.files, found, strict=True))


def _faults(listing: Listing, seal: Seal | None, looked_at: LookedAt) -> Iterator[Fault]:
    yield from _name_faults(listing)
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
        yield from _faults_against(listing, sealed[-1], seal, looked_at, erased)
    yield from (Fault("hard-link", name) for name, (_size, links, _sha256) in looked_at.result().items() if links > 1)


def _name_faults(listing: Listing) -> Iterator[Fault]:
    for name, code in listing.others.items():
        yield Fault(code, name)
    for name in listing.misnamed:
        yield Fault("wrong-name", name)


def _chain_faults(sealed: Sequence[SealedManifest], erased: Mapping[str, str]) -> Iterator[Fault]:
    for older, newer in pairwise(sealed):
        for name in broken_links(older.manifest, older.seal, newer.manifest, erased):
            yield Fault("broken-chain", newer.seal.name, f"{name}, as sealed by {older.seal.name}")


def _faults_against(
    listing: Listing, newest: SealedManifest, seal: Seal | None, looked_at: LookedAt, erased: Mapping[str, str]
) -> Iterator[Fault]:
    """Everything that follows from the newest manifest."""
    digests = newest.manifest.digests
    if seal is not None and newest.seal != seal:
        yield Fault("wrong-seal", newest.seal.name, f"known are {seal.name} and {seal.sha256}")
    for name in digests.keys() - listing.files - listing.others.keys():
        yield Fault("missing-file", name)
    for name in set(listing.files) - digests.keys() - {newest.seal.name}:
        yield Fault("erased-file" if name in erased else "extra-file", name)
    documents = list(document_faults(listing, digests, erased, looked_at))
    yield from documents
    resized = {fault.name for fault in documents if fault.code == "changed-size"}
    for name, (_size, _links, found) in looked_at.result().items():
        if name not in resized and found != digests.get(name, found):
            yield _byte_fault(name, found, digests[name])


def _byte_fault(name: str, found: str | OSError, sha256: str) -> Fault:
    if isinstance(found, OSError):
        return Fault("unreadable-file", name, found.strerror or "")
    return Fault("changed-hash", name, f"sealed as {sha256}, is {found}")
