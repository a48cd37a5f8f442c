"""The rows of one dataset that pages are made of: versions, layers, files, publications. What is there stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from repository.models import (
    DataFile,
    Dataset,
    LayerFile,
    Person,
    Publication,
    PublicationKind,
    RecordVersion,
    Snapshot,
)
from repository.record.canonical import canonical_bytes, digest
from repository.services.past import Past, PastEvent, PastLayer, PastPass
from repository.services.rebuilt_numbers import free_number

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
    known = {(row.sha256, row.is_sealed): row for row in dataset.record_versions.order_by("-number")}
    taken = {row.number for row in known.values()}
    decided = {each.number: row for each in passes if (row := _accepted(dataset, past, each, people))}
    accepted = {number: known.get((row.sha256, False), row) for number, row in decided.items()}
    _create(RecordVersion, accepted.values(), taken)
    sealed = {
        each.number: known.get((each.sealed.sha256, True))
        or _version(
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
    _create(RecordVersion, sealed.values(), taken)
    newest = passes[-1].number
    return Versions(sealed, accepted[max(accepted)] if accepted else sealed[newest])


def _create(model: type[RecordVersion], rows: Iterable[RecordVersion], taken: set[int]) -> None:
    """Write those that are new; one whose number another version took since gets the next."""
    new = [row for row in rows if row.pk is None]
    for row in new:
        if row.number in taken:
            row.number = max(taken) + 1
        taken.add(row.number)
    model.objects.bulk_create(new)


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
    known = {row.number: row for row in dataset.snapshots.defer("document")}
    snapshots = {layer.fragment: _snapshot(dataset, layer, shown.get(layer.fragment), known) for layer in past.layers}
    Snapshot.objects.bulk_create(row for row in snapshots.values() if row.pk is None)
    Snapshot.objects.bulk_update(known.values(), ["manifest_sha256", "published_at"])
    files = _write_files(dataset, past)
    places = (
        LayerFile(
            snapshot=snapshots[layer.fragment],
            file=files[file.number],
            path=file.path,
            role=file.role,
            position=file.position,
        )
        for layer in past.layers
        if layer.fragment not in known
        for file in layer.files
    )
    LayerFile.objects.bulk_create(places, batch_size=_BATCH)
    return snapshots


def _write_files(dataset: Dataset, past: Past) -> dict[int, DataFile]:
    """Files by number; one that a draft has already is sealed from now on."""
    files = {row.number: row for row in dataset.data_files.all()}
    waiting = []
    told = {file.number: file for layer in past.layers for file in layer.files}
    for number, file in sorted(told.items()):
        row = files.get(number)
        if row is None:
            files[number] = DataFile(
                number=number,
                dataset=dataset,
                original_name=file.path.rpartition("/")[2],
                size=file.size,
                sha256=file.sha256,
                media_type=file.media_type,
                archived_name=file.archived_name,
            )
        elif row.sha256 != file.sha256:
            raise IntegrityError(f"File {number} has other bytes in the database than in the package.")
        elif not row.archived_name:
            row.archived_name = file.archived_name
            waiting.append(row)
    DataFile.objects.bulk_create((files[number] for number in sorted(told) if not files[number].pk), batch_size=_BATCH)
    DataFile.objects.bulk_update(waiting, ["archived_name"], batch_size=_BATCH)
    return files


def _snapshot(dataset: Dataset, layer: PastLayer, each: PastPass | None, known: Mapping[int, Snapshot]) -> Snapshot:
    row = known.get(layer.fragment) or Snapshot(
        number=layer.fragment,
        dataset=dataset,
        interval_begin=layer.begin,
        interval_end=layer.end,
        date=layer.date,
        document=layer.document,
        document_name=layer.name,
        document_sha256=layer.sha256,
    )
    row.manifest_sha256 = layer.manifest_sha256
    row.published_at = each.published.at if each and each.published else None
    return row


def write_publications(
    dataset: Dataset, passes: tuple[PastPass, ...], versions: Versions, snapshots: Mapping[int, Snapshot]
) -> dict[int, Publication]:
    """The passes along the road, by number."""
    known = {row.number: row for row in dataset.publications.all()}
    rows = {each.number: _publication(dataset, each, versions, snapshots, known) for each in passes}
    Publication.objects.bulk_create(row for row in rows.values() if row.number not in known)
    Publication.objects.bulk_update(known.values(), ["sealed_at", "replicated_at", "registered_at", "published_at"])
    return rows


def _publication(
    dataset: Dataset,
    each: PastPass,
    versions: Versions,
    snapshots: Mapping[int, Snapshot],
    known: Mapping[int, Publication],
) -> Publication:
    version, fragment = versions.sealed[each.number], each.sealed.fragment
    row = known.get(each.number) or Publication(
        pk=free_number(Publication, each.row),
        dataset=dataset,
        number=each.number,
        kind=PublicationKind.LAYER if fragment else PublicationKind.RECORD,
        record_version=version,
        snapshot=snapshots[fragment] if fragment else None,
        date=each.sealed.sealed_on,
        note=each.note,
        frozen_at=_at(each.frozen) or timezone.now(),
    )
    if row.record_version_id != version.pk:
        raise IntegrityError(f"Publication {each.number} has another record in the database than in the package.")
    row.sealed_at = _at(each.packaged) or timezone.now()
    row.replicated_at = row.registered_at = _at(each.registered)
    row.published_at = _at(each.published)
    return row


def _at(event: PastEvent | None) -> Any:
    return event.at if event else None
