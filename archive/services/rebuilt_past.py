"""From a package that was read to the values that the spine makes rows of."""

from datetime import date, datetime
from uuid import UUID

from archive.aip.documents import ArchivedFile, LayerDocument, RecordedEvent
from archive.aip.erasure import ErasureDocument
from archive.aip.layout import parse_name
from archive.aip.reading import ReadDocument, ReadPackage
from repository.errors import PermanentFailure
from repository.services.past import NUMBER_MOST, Past, PastErasure, PastEvent, PastFile, PastLayer, PastRecord


def past_of(package: ReadPackage) -> Past:
    """All that a package tells. Raises PermanentFailure ``story-unreadable`` for an event that is none."""
    layers = tuple(_layer(package, layer) for layer in package.layers)
    try:
        events = tuple(_event(event) for event in package.story)
    except ValueError as error:
        text = f"The events of {package.suffix} cannot be read: {error}."
        raise PermanentFailure(text, code="story-unreadable") from error
    records = tuple(
        PastRecord(
            document=record.content,
            sha256=record.sha256,
            record=record.said,
            fragment=_fragment_with(package, record.name),
            sealed_on=parse_name(record.name).archived_on,
        )
        for record in package.records
    )
    return Past(package.suffix, records, layers, events, tuple(_erasure(package, each) for each in package.erasures))


def _erasure(package: ReadPackage, document: ReadDocument[ErasureDocument]) -> PastErasure:
    said = document.said
    try:
        return PastErasure(
            key=UUID(said.erasure),
            reason=said.reason,
            reference=said.reference,
            proposed_at=datetime.fromisoformat(said.proposed_at),
            confirmed_at=datetime.fromisoformat(said.confirmed_at),
            files={file.archived_name: tuple(file.paths) for file in said.files},
        )
    except ValueError as error:
        text = f"{document.name} of {package.suffix} cannot be read: {error}."
        raise PermanentFailure(text, code="story-unreadable") from error


def _fragment_with(package: ReadPackage, record: str) -> int | None:
    """The layer that came with a record."""
    together = (layer for layer in package.layers if package.brought[layer.name] == package.brought[record])
    return next((layer.said.fragment for layer in together), None)


def _layer(package: ReadPackage, layer: ReadDocument[LayerDocument]) -> PastLayer:
    said = layer.said
    interval = said.interval
    manifest = package.manifests[package.brought[layer.name] - 1]
    files = sorted(enumerate(said.files, start=1), key=lambda pair: (pair[1].position or 0, pair[0]))
    return PastLayer(
        fragment=said.fragment,
        date=date.fromisoformat(said.date),
        begin=str(interval.begin or "") if interval else "",
        end=str(interval.end or "") if interval else "",
        name=layer.name,
        document=layer.content,
        sha256=layer.sha256,
        manifest_sha256=manifest.seal.sha256,
        files=tuple(_file(file, position) for position, (_, file) in enumerate(files, start=1)),
    )


def _file(file: ArchivedFile, position: int) -> PastFile:
    return PastFile(
        number=parse_name(file.archived_name).number,
        archived_name=file.archived_name,
        path=file.path,
        size=file.size,
        sha256=file.sha256,
        media_type=file.media_type,
        role=file.role,
        position=position,
    )


def _event(event: RecordedEvent) -> PastEvent:
    subject_type, _, subject = event.subject.partition(":")
    actor = (event.actor or "").partition(":")[2]
    if max(int(subject), int(actor or 0)) >= NUMBER_MOST:
        raise ValueError(f"{event.subject} and {event.actor} are beyond all numbers")
    at = datetime.fromisoformat(event.at)
    if at.tzinfo is None:
        raise ValueError(f"{event.type} has a time without its zone")
    return PastEvent(
        key=UUID(event.key),
        type=event.type,
        at=at,
        subject_type=subject_type,
        subject_id=int(subject),
        actor=int(actor) if actor else None,
        reason=event.reason or "",
        payload=event.payload or {},
    )
