"""The freeze: an accepted dataset becomes one immutable layer and one sealed record, dated the UTC day it happens."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.crosswalks.validate import findings
from repository.errors import PermanentFailure, TransientFailure
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
from repository.queries.differences import changes_in
from repository.queries.editions import edition_of
from repository.queries.layers import Amount, added_in, files_changed
from repository.record.canonical import canonical_bytes, complete, digest, parse
from repository.record.dates import Period
from repository.record.model import Record
from repository.record.people import Organisation
from repository.record.publication import LayerReference
from repository.record.publication import Publication as PublicationFacts
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.identifiers import draw_number
from repository.services.told import told_of_version
from repository.services.versions import next_version_number


def freeze_dataset(*, claim: Claim) -> None:
    """Consumer of ``dataset.accepted``: freeze the accepted version, all in the completing transaction."""
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=claim.event.subject_id)
        accepted = dataset.submitted_version
        if dataset.state != DatasetState.ACCEPTED or accepted is None:
            raise PermanentFailure("the dataset is not accepted", code="wrong-state")
        if dataset.reserved_at is None:
            raise TransientFailure(f"{dataset.doi} is not reserved yet", code="doi-not-reserved")
        if accepted.sha256 != claim.event.payload.get("sha256"):
            raise PermanentFailure("the accepted version is not the one that was decided on", code="stale-record")
        past = dataset.publications.aggregate(day=Max("date"), number=Max("number"))
        today = _archiving_day(past["day"])
        snapshot = _new_layer(dataset, accepted, today) if files_changed(dataset) else None
        sealed = _sealed_version(dataset, accepted, snapshot, today)
        publication = Publication.objects.create(
            dataset=dataset,
            number=(past["number"] or 0) + 1,
            kind=PublicationKind.LAYER if snapshot else PublicationKind.RECORD,
            record_version=sealed,
            snapshot=snapshot,
            date=today,
            note=_public_note(dataset, accepted),
            frozen_at=timezone.now(),
        )
        _require_valid(dataset, publication)
        record_event(
            "snapshot.frozen" if snapshot else "record.frozen",
            subject=publication,
            payload={
                "date": today.isoformat(),
                "record_sha256": sealed.sha256,
                "fragment": snapshot.number if snapshot else None,
                "decided_sha256": accepted.sha256,
                **told_of_version(sealed),
            },
            once=True,
        )


def _archiving_day(last: datetime.date | None) -> datetime.date:
    """Today (UTC), but never before the dataset's last archiving: a clock that was set back makes no older layer."""
    today = datetime.datetime.now(datetime.UTC).date()
    return max(today, last) if last else today


def _require_valid(dataset: Dataset, publication: Publication) -> None:
    """Render and check every format once more, so that nothing sealed can be found invalid."""
    record = parse(bytes(publication.record_version.document))
    found = findings(record, edition_of(dataset, upcoming=publication), schemas=settings.VARVE_SCHEMAS)
    if found:
        raise PermanentFailure(f"{found[0].code} at {found[0].pointer}: {found[0].english}", code="format-invalid")


def _draft_places(dataset: Dataset) -> list[DraftFile]:
    return list(DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path"))


def _new_layer(dataset: Dataset, accepted: RecordVersion, today: datetime.date) -> Snapshot:
    places = _draft_places(dataset)
    seen = [(item["path"], item["number"], item["role"]) for item in accepted.files]
    if sorted(seen) != sorted((place.path, place.file.number, place.role) for place in places):
        raise PermanentFailure("the files are not the ones that were decided on", code="stale-record")
    interval = _interval(parse(bytes(accepted.document)))
    fragment = draw_number()
    compose_layer = import_string(settings.LAYER_DOCUMENT)
    name, document = compose_layer(
        fragment=fragment, layer_date=today, interval=interval, files=[_entry(place) for place in places]
    )
    snapshot = Snapshot.objects.create(
        number=fragment,
        dataset=dataset,
        interval_begin=str(interval.begin or "") if interval else "",
        interval_end=str(interval.end or "") if interval else "",
        date=today,
        document=document,
        document_name=name,
        document_sha256=digest(document),
    )
    LayerFile.objects.bulk_create(
        LayerFile(snapshot=snapshot, file=place.file, path=place.path, role=place.role, position=place.position)
        for place in places
    )
    added = added_in(Snapshot.objects.filter(pk=snapshot.pk)).get(fragment, Amount())
    snapshot.file_count, snapshot.byte_count = len(places), sum(place.file.size for place in places)
    snapshot.added_files, snapshot.added_bytes = added
    snapshot.save(update_fields=["file_count", "byte_count", "added_files", "added_bytes"])
    _note_changes(dataset)
    return snapshot


def _note_changes(dataset: Dataset) -> None:
    """Keep what every layer changed of which that is not kept yet: the new one, and those of before this was kept."""
    layers = dataset.snapshots.filter(changes__isnull=True).values_list("pk", flat=True)
    found = changes_in(dataset.pk, layers)
    known = [Snapshot(pk=key, changes=changes.stored()) for key, changes in found.items()]
    Snapshot.objects.bulk_update(known, ["changes"], batch_size=500)


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


def _interval(record: Record) -> Period | None:
    """The span of the record's calendar periods, from the first begin to the last end; ``None`` where there is none."""
    periods = [period for period in record.time.periods if isinstance(period.begin, str) and not period.is_deep_time]
    if not periods:
        return None
    begin = min(str(period.begin) for period in periods)
    if any(period.ongoing for period in periods):
        return Period(begin=begin, ongoing=True)
    return Period(begin=begin, end=max(str(period.end) for period in periods))


def _sealed_version(
    dataset: Dataset, accepted: RecordVersion, snapshot: Snapshot | None, today: datetime.date
) -> RecordVersion:
    """The accepted description completed with what only the freeze knows."""
    layers = Snapshot.objects.filter(dataset=dataset).order_by("number")
    facts = PublicationFacts(
        doi=dataset.doi,
        publisher=Organisation(name=settings.SITE_NAME),
        date=(dataset.first_published or today).isoformat(),
        record_date=today.isoformat(),
        number=dataset.publications.count() + 1,
        note=" ".join(_public_note(dataset, accepted).split()) or None,
        layers=tuple(_layer_reference(layer) for layer in layers),
    )
    sealed = canonical_bytes(complete(parse(bytes(accepted.document)), facts))
    return RecordVersion.objects.create(
        dataset=dataset,
        number=next_version_number(dataset),
        document=sealed,
        sha256=digest(sealed),
        note=_public_note(dataset, accepted),
        author_id=accepted.author_id,
        is_sealed=True,
        made_from=accepted,
        access=accepted.access,
        embargo_until=accepted.embargo_until,
        files=accepted.files,
    )


def _public_note(dataset: Dataset, accepted: RecordVersion) -> str:
    """What changed, for readers; empty for a first publication, whose notes answer the moderators alone."""
    return accepted.note if dataset.first_published else ""


def _layer_reference(layer: Snapshot) -> LayerReference:
    interval = None
    if layer.interval_begin:
        ends = {"end": layer.interval_end} if layer.interval_end else {"ongoing": True}
        interval = Period.model_validate({"begin": layer.interval_begin, **ends})
    return LayerReference(
        fragment=layer.number,
        date=layer.date.isoformat(),
        interval=interval,
        document=layer.document_name,
        sha256=layer.document_sha256,
    )
