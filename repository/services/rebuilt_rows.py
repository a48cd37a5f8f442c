"""The rows of one dataset, kind by kind, from what its package tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils import timezone

from repository.models import (
    DataFile,
    Dataset,
    Delivery,
    DoiAttempt,
    Inspection,
    LayerFile,
    LifecycleEvent,
    Person,
    Publication,
    PublicationKind,
    RecordVersion,
    Rendition,
    Snapshot,
)
from repository.record.canonical import canonical_bytes, digest
from repository.services.events import consumers_of, record_event
from repository.services.past import Past, PastEvent, PastLayer, PastPass, columns_told
from repository.services.publication import Rendered
from repository.services.rebuilt_numbers import free_number
from repository.services.registration import PUBLISH, REFRESH, WITHDRAW

_ATTEMPTS = {"doi.registered": PUBLISH, "doi.refreshed": REFRESH, "doi.updated": WITHDRAW}
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

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Versions:
    """The sealed version of each pass by its number, and the newest that was decided on."""

    sealed: Mapping[int, RecordVersion]
    newest_submitted: RecordVersion


def write_versions(
    dataset: Dataset, past: Past, passes: tuple[PastPass, ...], people: Mapping[int, Person]
) -> Versions:
    """The sealed records, and what was decided on wherever a sealed one gives it back: by its SHA256."""
    accepted = {each.number: version for each in passes if (version := _accepted(dataset, past, each, people))}
    RecordVersion.objects.bulk_create(accepted.values())
    sealed = {
        each.number: _version(
            dataset,
            past,
            each,
            number=each.version,
            document=each.sealed.document,
            note=each.note,
            author=_author(each, people),
            is_sealed=True,
            made_from=accepted.get(each.number),
            created=each.frozen.at if each.frozen else timezone.now(),
        )
        for each in passes
    }
    RecordVersion.objects.bulk_create(sealed.values())
    newest = passes[-1].number
    return Versions(sealed, accepted[max(accepted)] if accepted else sealed[newest])


def _accepted(dataset: Dataset, past: Past, each: PastPass, people: Mapping[int, Person]) -> RecordVersion | None:
    """What was decided on is the sealed record without the facts of the freeze, where its SHA256 says so."""
    document = canonical_bytes(each.sealed.record.model_copy(update={"publication": None}))
    if each.submitted is None or digest(document) != each.submitted.payload.get("sha256"):
        return None
    return _version(
        dataset,
        past,
        each,
        number=int(each.submitted.payload["version"]),
        document=document,
        note=each.submitted.reason,
        author=_author(each, people),
        created=each.submitted.at,
    )


def _version(dataset: Dataset, past: Past, each: PastPass, *, document: bytes, **fields: Any) -> RecordVersion:
    access, until = each.access
    return RecordVersion(
        dataset=dataset,
        document=document,
        sha256=digest(document),
        access=access,
        embargo_until=until,
        files=_file_list(past, each),
        **fields,
    )


def _author(each: PastPass, people: Mapping[int, Person]) -> Person | None:
    actor = each.submitted.actor if each.submitted else None
    return people[actor] if actor is not None else None


def _file_list(past: Past, each: PastPass) -> list[dict[str, Any]]:
    """The files as a decision saw them: those of the newest layer that the record names."""
    facts = each.sealed.record.publication
    newest = max((layer.fragment for layer in facts.layers), default=0) if facts else 0
    files = next((layer.files for layer in past.layers if layer.fragment == newest), ())
    return [
        {
            "path": file.path,
            "number": file.number,
            "size": file.size,
            "sha256": file.sha256,
            "media_type": file.media_type,
            "role": file.role,
        }
        for file in files
    ]


def write_layers(dataset: Dataset, past: Past, passes: tuple[PastPass, ...]) -> dict[int, Snapshot]:
    """Layers by fragment, with their files in their order; a file of many layers is one row."""
    shown = {each.sealed.fragment: each for each in passes}
    snapshots = {layer.fragment: _snapshot(dataset, layer, shown.get(layer.fragment)) for layer in past.layers}
    Snapshot.objects.bulk_create(snapshots.values())
    files: dict[int, DataFile] = {}
    for layer in past.layers:
        for file in layer.files:
            files.setdefault(
                file.number,
                DataFile(
                    number=file.number,
                    dataset=dataset,
                    original_name=file.path.rpartition("/")[2],
                    size=file.size,
                    sha256=file.sha256,
                    media_type=file.media_type,
                    archived_name=file.archived_name,
                ),
            )
    DataFile.objects.bulk_create((files[number] for number in sorted(files)), batch_size=_BATCH)
    places = (
        LayerFile(
            snapshot=snapshots[layer.fragment],
            file=files[file.number],
            path=file.path,
            role=file.role,
            position=file.position,
        )
        for layer in past.layers
        for file in layer.files
    )
    LayerFile.objects.bulk_create(places, batch_size=_BATCH)
    return snapshots


def _snapshot(dataset: Dataset, layer: PastLayer, each: PastPass | None) -> Snapshot:
    return Snapshot(
        number=layer.fragment,
        dataset=dataset,
        interval_begin=layer.begin,
        interval_end=layer.end,
        date=layer.date,
        document=layer.document,
        document_name=layer.name,
        document_sha256=layer.sha256,
        manifest_sha256=layer.manifest_sha256,
        published_at=each.published.at if each and each.published else None,
    )


def write_publications(
    dataset: Dataset, passes: tuple[PastPass, ...], versions: Versions, snapshots: Mapping[int, Snapshot]
) -> dict[int, Publication]:
    """The passes along the road, by number."""
    rows = {
        each.number: Publication(
            pk=free_number(Publication, each.row),
            dataset=dataset,
            number=each.number,
            kind=PublicationKind.LAYER if each.sealed.fragment else PublicationKind.RECORD,
            record_version=versions.sealed[each.number],
            snapshot=snapshots[each.sealed.fragment] if each.sealed.fragment else None,
            date=each.sealed.sealed_on,
            note=each.note,
            frozen_at=_at(each.frozen) or timezone.now(),
            sealed_at=_at(each.packaged) or timezone.now(),
            replicated_at=_at(each.registered),
            registered_at=_at(each.registered),
            published_at=_at(each.published),
        )
        for each in passes
    }
    Publication.objects.bulk_create(rows.values())
    return rows


def _at(event: PastEvent | None) -> Any:
    return event.at if event else None


def write_events(
    dataset: Dataset,
    past: Past,
    people: Mapping[int, Person],
    numbers: Mapping[int, int],
) -> dict[str, LifecycleEvent]:
    """What happened, as it was sealed, by key; without deliveries: all of it was done.

    ``numbers``: row of a publication as it was -> as it is now.
    """
    rows = []
    for event in past.events:
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
    return {str(row.key): row for row in rows}


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
        if event.type in _ATTEMPTS
    )


def write_columns(dataset: Dataset, past: Past) -> None:
    """What was read in the tables of the newest layer, as exports tell it."""
    told = columns_told(past)
    if not told or not past.layers:
        return
    numbers = {file.number: told[file.path] for file in past.layers[-1].files if file.path in told}
    files = DataFile.objects.in_bulk(list(numbers), field_name="number")
    now = timezone.now()
    Inspection.objects.bulk_create(
        Inspection(file=files[number], reading={"format": "", "facts": {"header": header}}, read_at=now)
        for number, header in numbers.items()
    )


def write_renditions(dataset: Dataset, rendered: tuple[Rendered, ...]) -> None:
    """The stored bytes of every format."""
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
