"""The list of every sealed file in every place: written with what seals or copies it, filled in for what is older."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import disk_failures
from archive.aip.listing import read_manifest
from archive.aip.manifest import Manifest, ManifestUnreadable
from archive.models import ARCHIVE, Archiving, FileCopy, Replica, ReplicaState
from archive.queries import package_folder
from archive.queries.erasures import erased_names
from archive.stores.base import Store
from archive.stores.opening import open_store
from repository.errors import PermanentFailure, TransientFailure
from repository.models import DataFile, Dataset

logger = logging.getLogger(__name__)

_INSERT: Final = """
    INSERT INTO archive_filecopy (place, dataset_id, checked_at, name, sha256, size, state, fault, source)
    SELECT %s, %s, %s, entry.name, entry.sha256, entry.size, 'sound', '', ''
    FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS entry(name, sha256, size)
    ON CONFLICT (dataset_id, place, name) DO NOTHING
"""
"""One statement for all files of an archiving: a hundred thousand rows take seconds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sealed file; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


def entries_of(package: Path, names: Iterable[str], manifest: str) -> list[Entry]:
    """What was just sealed: ``names`` of a package whose newest manifest is ``manifest``. Outside every transaction."""
    with disk_failures(package):
        newest = read_manifest(package, manifest)
        digests = {**newest.manifest.digests, manifest: newest.seal.sha256}
        return [Entry(name, digests[name], (package / name).stat().st_size) for name in names]


def list_copies(*, dataset: Dataset, place: str, entries: Sequence[Entry], read_at: datetime) -> int:
    """Write the rows of files that were read in ``place`` at that time, in the caller's transaction: how many.

    What is listed already stays as it is. Nothing is listed of a synthetic dataset, which no package holds.
    """
    if dataset.is_synthetic or not entries:
        return 0
    columns = zip(*((entry.name, entry.sha256, entry.size) for entry in entries), strict=True)
    names, digests, sizes = (list(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [place, dataset.pk, read_at, names, digests, sizes])
        return int(cursor.rowcount)


def fill_in(*, seconds: float = 60.0) -> int:
    """List what was sealed or copied before there was a list, for at most that long; the number of packages done.

    Safe to stop and to repeat: a package is listed whole or not at all, its manifest with the rest.
    """
    until = time.monotonic() + seconds
    done = 0
    for dataset, place, archiving, read_at in _unlisted():
        if time.monotonic() > until:
            break
        manifest = manifest_of(archiving)
        if manifest is None:
            logger.warning("inventory.unreadable dataset=%s manifest=%s", dataset.suffix, archiving.manifest_name)
            continue
        gone = erased_names(dataset)
        digests = {name: sha256 for name, sha256 in manifest.digests.items() if name not in gone}
        digests[archiving.manifest_name] = archiving.manifest_sha256
        sizes = _sizes(dataset, place, digests)
        entries = [Entry(name, sha256, sizes[name]) for name, sha256 in digests.items()]
        list_copies(dataset=dataset, place=place, entries=entries, read_at=read_at)
        done += 1
    if done:
        logger.info("inventory.filled packages=%d", done)
    return done


def _unlisted() -> Iterator[tuple[Dataset, str, Archiving, datetime]]:
    """Package, place, an archiving there and when it was read: the newest of each package that the list lacks."""
    sealed = Archiving.objects.filter(dataset__is_synthetic=False)
    for archiving in _newest_lacking(sealed, ARCHIVE):
        yield archiving.dataset, ARCHIVE, archiving, archiving.sealed_at
    stores = Replica.objects.order_by("store").values_list("store", flat=True).distinct()
    for store in list(stores):
        verified = Replica.objects.filter(store=store, state=ReplicaState.VERIFIED)
        for archiving in _newest_lacking(sealed.filter(replicas__in=verified), store):
            read_at = verified.get(archiving=archiving).verified_at
            yield archiving.dataset, store, archiving, read_at or archiving.sealed_at


def _newest_lacking(archivings: QuerySet[Archiving], place: str) -> Iterator[Archiving]:
    listed = FileCopy.objects.filter(place=place, dataset=OuterRef("dataset"), name=OuterRef("manifest_name"))
    lacking = archivings.filter(~Exists(listed)).order_by("dataset_id", "-number").distinct("dataset_id")
    return lacking.select_related("dataset").iterator(chunk_size=200)


def manifest_of(archiving: Archiving) -> Manifest | None:
    """The manifest as it was sealed, from the package or from any store that still has it so; None where none has."""
    with suppress(OSError, ManifestUnreadable):
        found = read_manifest(package_folder(archiving.dataset), archiving.manifest_name)
        if found.seal == archiving.seal:
            return found.manifest
    for store in archiving.replicas.values_list("store", flat=True):
        with suppress(OSError, ManifestUnreadable, TransientFailure, PermanentFailure):
            with open_store(store).open_file(archiving.dataset.suffix, archiving.manifest_name) as stream:
                content = stream.read()
            if sha256_of_bytes(content) == archiving.manifest_sha256:
                return Manifest.from_bytes(content)
    return None


def _sizes(dataset: Dataset, place: str, digests: Mapping[str, str]) -> dict[str, int]:
    """Bytes of each file, as it was deposited, else from where it lies; 0 for a document that is nowhere."""
    known = dict(DataFile.objects.filter(dataset=dataset).values_list("archived_name", "size"))
    measures: list[Callable[[], dict[str, int]]] = [
        lambda: _listed(open_store(place), dataset.suffix),
        lambda: _in_folder(package_folder(dataset)),
        lambda: known,
    ]
    found = dict.fromkeys(digests, 0)
    for measure in measures:
        with suppress(OSError, TransientFailure, PermanentFailure):
            found |= {name: size for name, size in measure().items() if name in digests}
    return found


def _listed(store: Store, package: str) -> dict[str, int]:
    return {file.name: file.size for file in store.list_files(package)}


def _in_folder(folder: Path) -> dict[str, int]:
    return {path.name: path.lstat().st_size for path in folder.iterdir() if path.is_file() and not path.is_symlink()}
