"""The freeze: an accepted dataset becomes one immutable layer and one sealed record, dated the UTC day it happens."""

import datetime
import json
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.errors import PermanentFailure
from repository.lifecycle import DatasetState
from repository.models import (
    Dataset,
    DraftFile,
    LayerFile,
    Publication,
    PublicationKind,
    RecordVersion,
    Snapshot,
)
from repository.queries.layers import newest_snapshot
from repository.record.canonical import canonical_bytes, digest, parse
from repository.record.model import Record
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.identifiers import draw_number
from repository.services.versions import next_version_number


def freeze_dataset(*, claim: Claim) -> None:
    """Consumer of ``dataset.accepted``: freeze the accepted version. Everything happens in the completing transaction."""
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=claim.event.subject_id)
        accepted = dataset.submitted_version
        if dataset.state != DatasetState.ACCEPTED or accepted is None:
            raise PermanentFailure("the dataset is not accepted", code="wrong-state")
        if accepted.sha256 != claim.event.payload.get("sha256"):
            raise PermanentFailure("the accepted version is not the one that was decided on", code="stale-record")
        today = datetime.datetime.now(datetime.UTC).date()
        snapshot = _new_layer(dataset, accepted, today) if _files_changed(dataset) else None
        sealed = _sealed_version(dataset, accepted, snapshot, today)
        publication = Publication.objects.create(
            dataset=dataset,
            number=(dataset.publications.aggregate(last=Max("number"))["last"] or 0) + 1,
            kind=PublicationKind.LAYER if snapshot else PublicationKind.RECORD,
            record_version=sealed,
            snapshot=snapshot,
            date=today,
            note=accepted.note,
            frozen_at=timezone.now(),
        )
        record_event(
            "snapshot.frozen" if snapshot else "record.frozen",
            subject=publication,
            payload={
                "date": today.isoformat(),
                "record_sha256": sealed.sha256,
                "fragment": snapshot.number if snapshot else None,
                "decided_sha256": accepted.sha256,
            },
            once=True,
        )


def _draft_places(dataset: Dataset) -> list[DraftFile]:
    return list(DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path"))


def _files_changed(dataset: Dataset) -> bool:
    newest = newest_snapshot(dataset)
    if newest is None:
        return True
    before = {(place.path, place.file_id, place.role) for place in newest.layer_files.all()}
    return before != {(place.path, place.file_id, place.role) for place in _draft_places(dataset)}


def _new_layer(dataset: Dataset, accepted: RecordVersion, today: datetime.date) -> Snapshot:
    places = _draft_places(dataset)
    seen = [(item["path"], item["number"], item["role"]) for item in accepted.files]
    if sorted(seen) != sorted((place.path, place.file.number, place.role) for place in places):
        raise PermanentFailure("the files are not the ones that were decided on", code="stale-record")
    begin, end = _interval(parse(bytes(accepted.document)))
    fragment = draw_number()
    make_layer_document = import_string(settings.LAYER_DOCUMENT)
    name, document = make_layer_document(
        fragment=fragment,
        date=today,
        begin=begin,
        end=end,
        files=[_entry(place) for place in places],
    )
    snapshot = Snapshot.objects.create(
        number=fragment,
        dataset=dataset,
        interval_begin=begin,
        interval_end=end,
        date=today,
        document=document,
        document_name=name,
        document_sha256=digest(document),
    )
    LayerFile.objects.bulk_create(
        LayerFile(snapshot=snapshot, file=place.file, path=place.path, role=place.role, position=place.position)
        for place in places
    )
    return snapshot


def _entry(place: DraftFile) -> dict[str, Any]:
    """What a layer document says of a file; ``archived_name`` is empty for bytes not archived before."""
    return {
        "number": place.file.number,
        "original_name": place.file.original_name,
        "archived_name": place.file.archived_name,
        "path": place.path,
        "size": place.file.size,
        "sha256": place.file.sha256,
        "media_type": place.file.media_type,
        "role": place.role,
    }


def _interval(record: Record) -> tuple[str, str]:
    """First begin and last end of the record's calendar periods, or empty texts."""
    begins = [period.begin for period in record.time.periods if isinstance(period.begin, str)]
    ends = [period.end for period in record.time.periods if isinstance(period.end, str)]
    return (min(begins) if begins else "", max(ends) if ends else "")


def _sealed_version(
    dataset: Dataset, accepted: RecordVersion, snapshot: Snapshot | None, today: datetime.date
) -> RecordVersion:
    """The accepted description completed with what only the freeze knows."""
    document = json.loads(bytes(accepted.document))
    layers = list(Snapshot.objects.filter(dataset=dataset).order_by("number"))
    document["publication"] = {
        "doi": dataset.doi,
        "publisher": {"kind": "organisation", "name": settings.SITE_NAME},
        "date": (dataset.first_published or today).isoformat(),
        "record_date": today.isoformat(),
        "number": dataset.publications.count() + 1,
        "layers": [_layer_reference(layer) for layer in layers],
    }
    if accepted.note:
        document["publication"]["note"] = " ".join(accepted.note.split())
    sealed = canonical_bytes(parse(json.dumps(document).encode()))
    return RecordVersion.objects.create(
        dataset=dataset,
        number=next_version_number(dataset),
        document=sealed,
        sha256=digest(sealed),
        note=accepted.note,
        author=accepted.author,
        is_sealed=True,
        made_from=accepted,
        access=accepted.access,
        embargo_until=accepted.embargo_until,
        files=accepted.files,
    )


def _layer_reference(layer: Snapshot) -> dict[str, Any]:
    reference: dict[str, Any] = {
        "fragment": layer.number,
        "date": layer.date.isoformat(),
        "document": layer.document_name,
        "sha256": layer.document_sha256,
    }
    if layer.interval_begin and layer.interval_end:
        reference["interval"] = {"begin": layer.interval_begin, "end": layer.interval_end}
    return reference
