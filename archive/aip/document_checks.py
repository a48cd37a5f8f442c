"""Do the documents of a package agree with its files and with each other?"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress

from pydantic import ValidationError

from archive.aip.digest import NOTHING, Looked
from archive.aip.documents import LayerDocument, read_events, read_layer
from archive.aip.erasure import read_erasure
from archive.aip.faults import Fault
from archive.aip.layout import Kind, parse_name
from archive.aip.listing import Listing
from archive.aip.manifest import ManifestUnreadable
from repository.record.canonical import parse
from repository.record.errors import RecordTooNew, RecordUnreadable

LookedAt = Future[Mapping[str, Looked]]
"""Name -> what each file is, read to its end."""


def document_faults(
    listing: Listing, digests: Mapping[str, str], erased: Mapping[str, str], looked_at: LookedAt
) -> Iterator[Fault]:
    """Faults of the sealed documents; ``digests`` is the newest manifest, ``erased`` what it need not list.

    What was found of the files, which others look at meanwhile, is awaited when a layer has been read.
    """
    for name in _sealed(listing, Kind.LAYER, digests):
        yield from _layer_faults(listing, name, digests, erased, looked_at)
    for name in _sealed(listing, Kind.ERASURE, digests):
        yield from _erasure_faults(listing, name, digests)
    records = _sealed(listing, Kind.RECORD, digests)
    if not records:
        yield Fault("no-record")
    for name in records:
        yield from _record_faults(listing, name, digests)
    for name in _sealed(listing, Kind.EVENTS, digests):
        try:
            read_events(listing.read(name))
        except (ValidationError, OSError) as error:
            yield Fault("unreadable-events", name, _first_line(error))


def _sealed(listing: Listing, kind: Kind, digests: Mapping[str, str]) -> list[str]:
    return [name for name in listing.named(kind) if name in digests]


def _erasure_faults(listing: Listing, name: str, digests: Mapping[str, str]) -> Iterator[Fault]:
    """It names files that a manifest of the package had, and proves that the others are in it still."""
    try:
        document = read_erasure(listing.read(name))
    except (ValidationError, OSError) as error:
        yield Fault("unreadable-erasure", name, _first_line(error))
        return
    if digests.get(document.manifest) != document.manifest_sha256:
        yield Fault("wrong-erasure", name, f"{document.manifest} is not in the package as it names it")
        return
    with suppress(ManifestUnreadable, OSError):  # told by whoever reads the manifests
        if not document.proves(listing.manifest(document.manifest).manifest):
            yield Fault("wrong-erasure", name, document.manifest)


def _layer_faults(
    listing: Listing,
    name: str,
    digests: Mapping[str, str],
    erased: Mapping[str, str],
    looked_at: LookedAt,
) -> Iterator[Fault]:
    try:
        layer = read_layer(listing.read(name))
    except (ValidationError, OSError) as error:
        yield Fault("unreadable-layer", name, _first_line(error))
        return
    if layer.fragment != parse_name(name).number:
        yield Fault("misnamed-layer", name, f"it is of fragment {layer.fragment}")
    yield from _place_faults(name, layer, digests, erased, looked_at.result())


def _place_faults(
    name: str,
    layer: LayerDocument,
    digests: Mapping[str, str],
    erased: Mapping[str, str],
    looked_at: Mapping[str, Looked],
) -> Iterator[Fault]:
    for file in layer.files:
        sealed = digests.get(file.archived_name, erased.get(file.archived_name))
        if sealed is None:
            yield Fault("unknown-layer-file", name, file.archived_name)
        elif sealed != file.sha256:
            yield Fault("changed-layer-file", name, file.archived_name)
        size = looked_at.get(file.archived_name, NOTHING)[0]
        if size not in {file.size, NOTHING[0]} and file.archived_name in digests:
            yield Fault("changed-size", file.archived_name, f"{size} bytes, sealed with {file.size}")


def _record_faults(listing: Listing, name: str, digests: Mapping[str, str]) -> Iterator[Fault]:
    try:
        publication = parse(listing.read(name)).publication
    except (RecordUnreadable, RecordTooNew, OSError) as error:
        yield Fault("unreadable-record", name, _first_line(error))
        return
    if publication is None:
        yield Fault("unreadable-record", name, "it was never frozen")
        return
    if publication.doi and publication.doi.partition("/")[2] != listing.path.name:
        yield Fault("wrong-package", name, f"it is of {publication.doi}")
    for layer in publication.layers:
        if layer.document not in digests:
            yield Fault("unknown-layer", name, layer.document)
        elif digests[layer.document] != layer.sha256:
            yield Fault("changed-layer", name, layer.document)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
