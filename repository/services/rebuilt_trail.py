"""What happened to one dataset, and what follows from it: events, registrations, readings, exports, waiting work."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils import timezone

from repository.models import (
    DataFile,
    Dataset,
    Delivery,
    DoiAttempt,
    Inspection,
    LifecycleEvent,
    Person,
    Publication,
    Rendition,
)
from repository.services.events import consumers_of, record_event
from repository.services.inspections import READERS
from repository.services.past import Past, PastPass, columns_told
from repository.services.publication import Rendered
from repository.services.registration import PUBLISH, REFRESH, WITHDRAW

_ATTEMPTS = {"doi.registered": PUBLISH, "doi.refreshed": REFRESH, "doi.updated": WITHDRAW}
_BATCH = 500
_ONCE = frozenset(
    {
        "snapshot.frozen",
        "record.frozen",
        "package.sealed",
        "doi.registered",
        "snapshot.published",
        "record.published",
        "dataset.withdrawn",
        "embargo.ended",
    }
)
"""Events that are recorded once for their subject."""


def write_events(
    dataset: Dataset,
    past: Past,
    people: Mapping[int, Person],
    numbers: Mapping[int, int],
) -> dict[str, LifecycleEvent]:
    """What happened, as it was sealed, by key; without deliveries: all of it was done.

    ``numbers``: row of a publication as it was -> as it is now.
    """
    known = {str(row.key): row for row in dataset.events.filter(key__in=[event.key for event in past.events])}
    rows = []
    for event in past.events:
        if str(event.key) in known:
            continue
        number = event.subject_id
        subject = dataset.pk if event.subject_type == "dataset" else numbers.get(number, number)
        name = f"{event.type}:{event.subject_type}:{subject}"
        rows.append(
            LifecycleEvent(
                key=event.key,
                type=event.type,
                subject_type=event.subject_type,
                subject_id=str(subject),
                dataset=dataset,
                deposit_id=dataset.deposit_id,
                actor=people[event.actor] if event.actor is not None else None,
                reason=event.reason,
                payload=dict(event.payload),
                at=event.at,
                once=name if event.type in _ONCE else None,
            )
        )
    LifecycleEvent.objects.bulk_create(rows)
    return known | {str(row.key): row for row in rows}


def ask_about_unfinished(publication: Publication) -> None:
    """A newer record was sealed, but nobody saw it: a person retries the rest of the road, or withdraws the dataset."""
    told = LifecycleEvent.objects.filter(
        type="package.sealed", subject_type="publication", subject_id=str(publication.pk)
    )
    event = told.first() or record_event("package.sealed", subject=publication, once=True)
    if event is None:
        raise TypeError("an event that is not there yet is always written")
    reason = "It was sealed, but not public yet, when its server was lost. Retry makes it public."
    if publication.record_version.access == "restricted":
        reason += " Its files will be restricted: look whether they should be open, and correct it then."
    for consumer in consumers_of("package.sealed"):
        Delivery.objects.update_or_create(
            event=event,
            consumer=consumer,
            defaults={"lane": publication.lane, "held_at": timezone.now(), "last_error": reason},
        )


def write_attempts(dataset: Dataset, past: Past) -> None:
    """What the registrar holds, so that only what differs is sent again."""
    registrar = dataset.registrar
    sent = set(dataset.doi_attempts.values_list("sent_sha256", flat=True))
    DoiAttempt.objects.bulk_create(
        DoiAttempt(
            dataset=dataset,
            doi=str(event.payload.get("doi", "")),
            registrar=str(event.payload.get("registrar", registrar)),
            action=_ATTEMPTS[event.type],
            sent_sha256=str(event.payload.get("sent_sha256", "")),
            outcome="registered" if event.payload.get("registrar", registrar) == "local" else "findable",
            at=event.at,
        )
        for event in past.events
        if event.type in _ATTEMPTS and event.payload.get("sent_sha256") not in sent
    )


def write_columns(dataset: Dataset, past: Past, shown: PastPass) -> None:
    """What was told of the tables of the newest public layer; it takes the place of what a backup knows of them."""
    told = columns_told(past)
    facts = shown.sealed.record.publication
    public = max((layer.fragment for layer in facts.layers), default=0) if facts else 0
    files = next((layer.files for layer in past.layers if layer.fragment == public), ())
    headers = {file.number: told[file.path] for file in files if file.path in told}
    there = DataFile.objects.filter(dataset=dataset, number__in=headers, erased_at__isnull=True)
    known = {row.file_id: row for row in Inspection.objects.select_for_update().filter(file__in=there)}
    now = timezone.now()
    new = []
    for file in there:
        row = known.get(file.pk)
        if row is None:
            new.append(row := Inspection(file=file))
        reading = row.reading or {"format": ""}
        row.reading = {**reading, "facts": {**reading.get("facts", {}), "header": headers[file.number]}}
        row.read_at, row.readers = row.read_at or now, READERS
    Inspection.objects.bulk_update(known.values(), ["reading", "read_at", "readers"], batch_size=_BATCH)
    Inspection.objects.bulk_create(new)


def write_renditions(dataset: Dataset, rendered: tuple[Rendered, ...]) -> None:
    """The stored bytes of every format, in place of what is stored."""
    dataset.renditions.all().delete()
    Rendition.objects.bulk_create(
        Rendition(
            dataset=dataset,
            format=item.format,
            media_type=item.media_type,
            body=item.body,
            etag=sha256(item.body).hexdigest(),
            renderer=item.renderer,
        )
        for item in rendered
    )
