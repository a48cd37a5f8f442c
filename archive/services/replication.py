"""Copies of packages: one row per store, brought there file by file, verified, counted."""

import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from archive.aip.archiving import SealedManifest, SourceFile
from archive.aip.listing import read_manifest
from archive.models import Archiving, Replica, ReplicaState
from archive.queries import newest_verified_replica, package_folder, package_progress
from archive.queries.erasures import erased_names
from archive.services.bringing import bring_files
from archive.services.inventory import Entry, list_copies
from archive.stores.base import Store
from archive.stores.opening import open_store
from repository.errors import PermanentFailure
from repository.models import Publication
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a store holds of one manifest: number of files and their bytes, the manifest included.

    ``brought`` are those that this store was not verified to hold before.
    """

    files: int
    size: int
    brought: tuple[Entry, ...]


def plan_copies(*, claim: Claim) -> None:
    """Consumer of ``package.sealed`` and ``events.sealed``: one replica per store that the settings name."""
    with claim.complete():
        if claim.event.type == "package.sealed":
            archiving = Archiving.objects.select_related("dataset").get(publication_id=claim.event.subject_id)
        else:
            archiving = Archiving.objects.select_related("dataset").get(pk=claim.event.subject_id)
        for store in settings.ARCHIVE_REPLICAS:
            replica, _ = Replica.objects.get_or_create(store=store, archiving=archiving)
            record_event("replica.requested", subject=replica, payload=_named(replica), once=True)
        _announce_when_replicated(archiving)


def copy_replica(*, claim: Claim) -> None:
    """Consumer of ``replica.requested``: bring what the store lacks, verify it, count the verified copies."""
    replica = Replica.objects.select_related("archiving__dataset").get(pk=claim.event.subject_id)
    _set_state(replica, ReplicaState.COPYING)
    try:
        copied = copy_package(archiving=replica.archiving, store=open_store(replica.store), known=known_to(replica))
    except PermanentFailure:
        _set_state(replica, ReplicaState.FAILED)
        raise
    with claim.complete():
        remember_copy(replica=replica, copied=copied)


def remember_copy(*, replica: Replica, copied: Copied) -> None:
    """Write what was verified, in the caller's transaction: the replica, its files, the event, the announcement."""
    read_at = timezone.now()
    replica.state = ReplicaState.VERIFIED
    replica.verified_at = read_at
    replica.files, replica.size = copied.files, copied.size
    replica.save(update_fields=["state", "verified_at", "files", "size"])
    list_copies(dataset=replica.dataset, place=replica.store, entries=copied.brought, read_at=read_at)
    payload = {**_named(replica), "files": copied.files, "bytes": copied.size}
    record_event("replica.verified", subject=replica, payload=payload, once=True)
    _announce_when_replicated(replica.archiving)
    logger.info("replica.verified store=%s manifest=%s files=%d", replica.store, replica.archiving, copied.files)


def copy_package(*, archiving: Archiving, store: Store, known: SealedManifest | None) -> Copied:
    """Bring all that a manifest lists into a store, the manifest last; outside every transaction. Safe to repeat.

    What was erased by an order of law is never brought, also where an older manifest lists it.

    Every file is read back and compared, but those in ``known``, a manifest that this store was verified against
    before: of these only presence and size are asked here, their bytes are read again by audits.
    Raises FixityMismatch for a damaged package, ReplicaDamaged for a damaged copy, and what the store raises.
    """
    folder = package_folder(archiving.dataset)
    manifest = _sealed(folder, archiving).manifest
    verified = {**known.manifest.digests, known.seal.name: known.seal.sha256} if known else {}
    size, brought = 0, []
    lacking: list[SourceFile] = []
    gone = erased_names(archiving.dataset)
    listed = {name: sha256 for name, sha256 in manifest.digests.items() if name not in gone}
    for name, sha256 in [*listed.items(), (archiving.manifest_name, archiving.manifest_sha256)]:
        local = _size(folder / name)
        size += local
        if verified.get(name) != sha256:
            brought.append(Entry(name, sha256, local))
        there = store.stat_file(folder.name, name) if verified.get(name) == sha256 else None
        if there is None or there.size != local:
            lacking.append(SourceFile(name, folder / name, sha256))
    bring_files(store=store, package=folder.name, files=lacking)
    return Copied(len(listed) + 1, size, tuple(brought))


def _sealed(folder: Path, archiving: Archiving) -> SealedManifest:
    """The manifest as it was sealed; PermanentFailure ``broken-chain`` where the package holds another or none."""
    try:
        found = read_manifest(folder, archiving.manifest_name)
    except OSError as error:
        text = f"Package {folder.name} does not give {archiving.manifest_name}: {error.strerror}."
        raise PermanentFailure(text, code="broken-chain") from error
    if found.seal != archiving.seal:
        text = f"Package {folder.name} does not hold {archiving.manifest_name} as it was sealed."
        raise PermanentFailure(text, code="broken-chain")
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        text = f"Package {path.parent.name} lacks {path.name}: restore it, then copy again."
        raise PermanentFailure(text, code="source-missing") from error


def known_to(replica: Replica) -> SealedManifest | None:
    """The newest manifest that the store of a replica was verified against before, None where it was never."""
    earlier = newest_verified_replica(replica.dataset, replica.store)
    return _sealed(package_folder(replica.dataset), earlier.archiving) if earlier else None


def _set_state(replica: Replica, state: ReplicaState) -> None:
    Replica.objects.filter(pk=replica.pk).exclude(state=ReplicaState.VERIFIED).update(state=state)


def _named(replica: Replica) -> dict[str, str]:
    return {"store": replica.store, "manifest": replica.archiving.manifest_name}


def announce_waiting() -> int:
    """Let publications go on that have copies enough by now, since less is asked for than when they came: how many.

    Each in a transaction of its own; safe to repeat.
    """
    waiting = Archiving.objects.filter(publication__sealed_at__isnull=False, publication__replicated_at__isnull=True)
    announced = 0
    for archiving in waiting.order_by("pk"):
        with transaction.atomic():
            announced += _announce_when_replicated(archiving)
    return announced


def _announce_when_replicated(archiving: Archiving) -> bool:
    """Under the publication's lock: once enough copies are verified, say so, once. Whether it was said now."""
    if archiving.publication_id is None:
        return False
    locked = Publication.objects.select_for_update(of=("self",)).select_related("dataset")
    publication = locked.get(pk=archiving.publication_id)
    progress = package_progress(publication)
    if publication.replicated_at is not None or not progress.is_replicated:
        return False
    publication.replicated_at = timezone.now()
    publication.save(update_fields=["replicated_at"])
    payload = {"copies": progress.copies_verified, "places": progress.places_verified}
    record_event("package.replicated", subject=publication, payload=payload, once=True)
    return True
