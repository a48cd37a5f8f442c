"""The events document: what the record cannot hold, sealed into the package after the fact."""

import logging
from datetime import UTC, date
from typing import Any

from archive.aip.archiving import Archiving as NewArchiving
from archive.aip.archiving import Document
from archive.aip.documents import events_document
from archive.aip.layout import Kind, parse_name
from archive.models import Archiving, ArchivingKind
from archive.queries import newest_archiving
from archive.services.archivings import remember_archiving, write_archiving
from archive.services.inventory import entries_of
from repository.errors import PermanentFailure
from repository.models import Dataset, LifecycleEvent
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)

SEALED_TYPES = (
    "dataset.submitted",
    "dataset.accepted",
    "snapshot.taken",
    "snapshot.frozen",
    "record.frozen",
    "package.sealed",
    "doi.registered",
    "snapshot.published",
    "record.published",
    "dataset.withdrawn",
    "doi.updated",
    "doi.refreshed",
    "embargo.ended",
    "embargo.shortened",
    "renditions.renewed",
    "disciplines.noted",
    "dataset.kept_elsewhere",
    "dataset.erased",
)
"""Each is written under the dataset's lock or caused by the one before, so a later look at the events up to any of
them finds the same ones: a repeated sealing writes the same bytes."""


def seal_events(*, claim: Claim) -> None:
    """Consumer of what was made public or withdrawn: one events document with all events up to that one.

    Where a newer document was sealed first, or there is no package, there is nothing left to say.
    """
    event = claim.event
    if event.dataset is None:
        raise PermanentFailure(f"event {event.pk} is of no dataset", code="wrong-state")
    before = newest_archiving(event.dataset)
    if before is None or _is_sealed(event.dataset, event):
        with claim.complete():
            return
    content = events_document(_described(found) for found in _events_up_to(event.dataset, event))
    new = NewArchiving(_archiving_day(before, event), documents=[Document(Kind.EVENTS, content)])
    sealed = write_archiving(dataset=event.dataset, archiving=new)
    added = entries_of(sealed.package, sealed.added, sealed.seal.name)
    with claim.complete():
        archiving = remember_archiving(
            dataset=event.dataset, sealed=sealed, added=added, kind=ArchivingKind.EVENTS, sealed_event=event
        )
        record_event(
            "events.sealed",
            subject=archiving,
            payload={"manifest": archiving.manifest_name, "sha256": archiving.manifest_sha256},
            once=True,
        )
    logger.info("events.sealed dataset=%s manifest=%s", event.dataset.pk, sealed.seal.name)


def _archiving_day(before: Archiving, event: LifecycleEvent) -> date:
    """The event's day (UTC), but never before the package's last archiving: a clock that was wrong stops no sealing."""
    return max(event.at.astimezone(UTC).date(), parse_name(before.manifest_name).archived_on)


def _is_sealed(dataset: Dataset, event: LifecycleEvent) -> bool:
    return Archiving.objects.filter(dataset=dataset, sealed_event_id__gte=event.pk).exists()


def _events_up_to(dataset: Dataset, event: LifecycleEvent) -> list[LifecycleEvent]:
    found = LifecycleEvent.objects.filter(dataset=dataset, pk__lte=event.pk, type__in=SEALED_TYPES)
    return list(found.order_by("pk"))


def _described(event: LifecycleEvent) -> dict[str, Any]:
    """An event as the package keeps it. People are numbers here: packages travel, and names can be corrected."""
    return {
        "key": str(event.key),
        "type": event.type,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "subject": f"{event.subject_type}:{event.subject_id}",
        "actor": f"person:{event.actor_id}" if event.actor_id else None,
        "reason": event.reason or None,
        "payload": event.payload or None,
    }
