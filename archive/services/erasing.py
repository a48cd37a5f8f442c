"""An erasure is carried out: sealed first, then the bytes go from each place, which is looked through afterwards."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date
from typing import Final

from django.utils import timezone

from archive.aip.archiving import Archiving as NewArchiving
from archive.aip.archiving import Document, SealedManifest
from archive.aip.erasure import ErasedFile as SealedFile
from archive.aip.erasure import erasure_document
from archive.aip.layout import Kind, parse_name
from archive.aip.listing import read_manifest
from archive.models import ARCHIVE, Archiving, ArchivingKind, CopyState, FileCopy, FixityEvent, FixityEventKind
from archive.queries import newest_archiving, package_folder
from archive.services.archivings import remember_archiving, write_archiving
from archive.services.inventory import entries_of
from archive.services.places import check_is_there, store_of, turn_to_write
from archive.services.turns import only_one
from archive.stores.base import Store
from repository.errors import PatientFailure, PermanentFailure, TransientFailure
from repository.models import Dataset, Erasure, ErasurePlace, ErasurePlaceKind
from repository.services.deliveries import Claim
from repository.services.erasures import note_place_done
from repository.services.events import record_event

logger = logging.getLogger(__name__)

PATIENCE_S: Final = 100 * 365 * 86_400.0
"""An order of law does not lapse: a store that is away is asked until it is back."""
AGAIN_S: Final = 300.0

_SEALED: Final = (ErasurePlaceKind.ARCHIVE, ErasurePlaceKind.STORE)


def seal_erasure(*, claim: Claim) -> None:
    """Consumer of ``erasure.confirmed``: a manifest without the files and the document that tells why; then the orders.

    From its transaction on no copy of the files is audited, restored or brought anywhere. Raises as `write_archiving`.
    """
    erasure = Erasure.objects.select_related("dataset").get(pk=claim.event.subject_id)
    names = frozenset(erasure.files.exclude(archived_name="").values_list("archived_name", flat=True))
    before = newest_archiving(erasure.dataset)
    if not names or before is None:
        with claim.complete():
            for place in erasure.places.filter(kind__in=_SEALED):
                note_place_done(place=place, found=0)
        return
    sealed = write_archiving(dataset=erasure.dataset, archiving=_archiving(erasure, before))
    added = entries_of(sealed.package, sealed.added, sealed.seal.name)
    with claim.complete():
        archiving = remember_archiving(
            dataset=erasure.dataset, sealed=sealed, added=added, kind=ArchivingKind.ERASURE, erasure=erasure
        )
        rows = FileCopy.objects.filter(dataset=erasure.dataset, name__in=names)
        rows.update(state=CopyState.ERASED, fault="", source="", told_at=None)
        payload = {"manifest": archiving.manifest_name, "sha256": archiving.manifest_sha256}
        record_event("erasure.sealed", subject=archiving, payload=payload, once=True)
        for place in erasure.places.filter(kind__in=_SEALED):
            record_event("erasure.ordered", subject=place, payload={"place": place.name or ARCHIVE})
    logger.info("erasure.sealed dataset=%s manifest=%s", erasure.dataset.pk, sealed.seal.name)


def _archiving(erasure: Erasure, before: Archiving) -> NewArchiving:
    """The same for the same order after the same manifest, so that a repeated sealing finds its own work."""
    found = read_manifest(package_folder(erasure.dataset), before.manifest_name)
    if found.seal != before.seal:
        text = f"Package {erasure.dataset.suffix} does not hold {before.manifest_name} as it was sealed."
        raise PermanentFailure(text, code="broken-chain")
    files = [
        SealedFile(archived_name=row.archived_name, paths=tuple(row.paths), size=row.size, sha256=row.sha256)
        for row in erasure.files.exclude(archived_name="")
    ]
    content = erasure_document(order=_order(erasure), files=files, before=found.manifest, seal=found.seal)
    names = sorted(file.archived_name for file in files)
    return NewArchiving(_day(erasure, found), documents=[Document(Kind.ERASURE, content)], erased=names)


def _order(erasure: Erasure) -> dict[str, str]:
    """People are numbers here: packages travel."""
    if erasure.confirmed_at is None:
        raise PermanentFailure(f"erasure {erasure.pk} was never confirmed", code="wrong-state")
    return {
        "erasure": str(erasure.key),
        "reason": erasure.reason,
        "reference": erasure.reference,
        "proposed_by": f"person:{erasure.proposed_by_id}",
        "proposed_at": erasure.proposed_at.astimezone(UTC).isoformat(timespec="seconds"),
        "confirmed_by": f"person:{erasure.confirmed_by_id}",
        "confirmed_at": erasure.confirmed_at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _day(erasure: Erasure, before: SealedManifest) -> date:
    day = (erasure.confirmed_at or timezone.now()).astimezone(UTC).date()
    return max(day, parse_name(before.seal.name).archived_on)


def erase_place(*, claim: Claim) -> None:
    """Consumer of ``erasure.ordered``: remove the bytes from one place, whatever they lie under, and look again.

    Safe to repeat after a stop at any moment. A place that does not answer is asked until it does. Raises
    PermanentFailure ``erasure-locked`` where a storage keeps them under a lock, and ``store-unknown``.
    """
    place = ErasurePlace.objects.select_related("erasure__dataset").get(pk=claim.event.subject_id)
    name = place.name or ARCHIVE
    names = list(place.erasure.files.exclude(archived_name="").values_list("archived_name", flat=True))
    with _patiently(name):
        store = store_of(name)
        if FileCopy.objects.filter(place=name).exists():
            check_is_there(name, store)
        with _alone(name, place.dataset):
            traces = sum(len(store.traces_of(place.dataset.suffix, each)) for each in names)
            found = max(place.found, traces)  # a repeat after a stop finds fewer
            ErasurePlace.objects.filter(pk=place.pk).update(found=found)
            for each in names if found else ():
                _erase(store, place.dataset.suffix, each)
    with claim.complete():
        _write_erased(place, name, names)
        row = ErasurePlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
        note_place_done(place=row)


@contextmanager
def _patiently(name: str) -> Iterator[None]:
    try:
        yield
    except TransientFailure as failure:
        raise PatientFailure(
            failure.sentence, waits_for=name, patience_s=PATIENCE_S, code=failure.code, retry_after_s=AGAIN_S
        ) from failure


@contextmanager
def _alone(name: str, dataset: Dataset) -> Iterator[None]:
    """Nobody copies, restores or seals there meanwhile."""
    with ExitStack() as stack:
        stack.enter_context(only_one(f"replicate:replica:{name}:{dataset.pk}"))
        stack.enter_context(only_one(f"repair:{name}:{dataset.pk}"))
        stack.enter_context(turn_to_write(name, dataset.suffix))
        yield


def _erase(store: Store, package: str, name: str) -> None:
    """Remove all traces, what a stopped removal left too; TransientFailure ``erasure-incomplete`` where one is left."""
    store.erase_file(package, name)
    left = store.traces_of(package, name)
    if left:
        text = f"{store.url} still holds {', '.join(left[:3])} after it was erased."
        raise TransientFailure(text, code="erasure-incomplete")


def _write_erased(place: ErasurePlace, name: str, names: list[str]) -> None:
    """The history of each copy, which PREMIS tells; nothing of it says what the bytes were."""
    now = timezone.now()
    rows = FileCopy.objects.filter(dataset=place.dataset, place=name, name__in=names)
    rows.update(checked_at=now)
    told = f"erasure {place.erasure.key}"
    FixityEvent.objects.bulk_create(
        FixityEvent(copy=row, kind=FixityEventKind.ERASURE, at=now, detail=told) for row in rows.order_by("pk")
    )


def order_again(copy: FileCopy) -> None:
    """Have a file erased once more that came back to a place, in the caller's transaction: once at a time."""
    kind = ErasurePlaceKind.ARCHIVE if copy.place == ARCHIVE else ErasurePlaceKind.STORE
    place = ErasurePlace.objects.filter(
        kind=kind, name="" if copy.place == ARCHIVE else copy.place, erasure__files__archived_name=copy.name,
        erasure__dataset=copy.dataset, done_at__isnull=False,
    ).first()  # fmt: skip
    if place is None:
        return
    ErasurePlace.objects.filter(pk=place.pk).update(done_at=None)
    record_event("erasure.ordered", subject=place, payload={"place": copy.place, "again": True})
    logger.error("erasure.undone place=%s dataset=%s name=%s", copy.place, copy.dataset.suffix, copy.name)
