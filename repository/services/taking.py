"""Taking a layer from the source of a dataset: look, compare, bring what changed, and send it on the road.

Whatever is brought is remembered file by file, so that a look that was cut goes on where it was.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from repository.clients.sources.base import STOPS, FilesUnread, OpenSource, SourceChanging
from repository.clients.sources.opening import open_source
from repository.errors import FileRefused, PatientFailure, TransientFailure
from repository.models import Dataset, Source, SourceState
from repository.queries.room import room_in
from repository.series.listing import Alarm, Change, Held, Listing, alarm_of, compare, listing_of
from repository.services.deliveries import Claim
from repository.services.due_snapshots import is_at_rest
from repository.services.events import record_event
from repository.services.layer_drafts import NothingNew, hand_over
from repository.services.source_ends import forget_what_waits
from repository.services.taken_files import Erased, bring, path_in_dataset

logger = logging.getLogger(__name__)

PATIENCE: Final = timedelta(days=1)
"""For how long a source may be away, or change while it is read, before people are told."""
MOST_UNREAD: Final = 20
"""So many files that cannot be read, and the source is left alone until the next try."""
_FULL: Final = frozenset({"disk-full", "storage-away"})


def take_snapshot(*, claim: Claim) -> None:
    """Consumer of ``snapshot.due``. What is in the way now makes the dataset due again, or stops the source."""
    source = Source.objects.select_related("dataset__current_version", "declared_by").get(pk=claim.event.subject_id)
    if source.state != SourceState.ACTIVE or not is_at_rest(source):
        _put_off(claim, source)
        return
    try:
        opened = open_source(source.name, source.path)
        listing = listing_of(opened.listing(), path_of=path_in_dataset)
        before = _held(source)
        alarm = alarm_of(before, listing, percent=settings.SOURCE_SHRINK_PERCENT)
        if alarm is not None and source.released != listing.mark:
            _stop(claim, source, alarm, listing, compare(before, listing.files))
            return
        change = compare(before, listing.files)
        listing = listing.without(_bring(source, opened, listing, change))
    except STOPS as error:
        _stop(claim, source, error.code, None, None)
    except FileRefused as error:
        if error.code in _FULL:
            raise TransientFailure(error.sentence, code=error.code) from error
        _stop(claim, source, "source-no-room", None, None)
    except TransientFailure as error:
        if timezone.now() - claim.event.at >= PATIENCE:
            unread = error.names if isinstance(error, FilesUnread) else ()
            _stop(claim, source, error.code, None, None, unread=unread)
            return
        raise _patient(source, error) from error
    else:
        _end(claim, source, listing)


def _patient(source: Source, error: TransientFailure) -> PatientFailure:
    """Beyond the day in which it is tried, so that the last try is ours and tells people."""
    patience_s = (PATIENCE + timedelta(hours=12)).total_seconds()
    return PatientFailure(error.sentence, code=error.code, waits_for=f"source:{source.pk}", patience_s=patience_s)


def _held(source: Source) -> dict[str, Held]:
    rows = source.files.values_list("path", "size", "mark")
    return {path: Held(size, mark) for path, size, mark in rows.iterator()}


def _bring(source: Source, opened: OpenSource, listing: Listing, change: Change) -> set[str]:
    """The paths of what was erased here by law: it goes into no layer again.

    A file that cannot be read keeps none of the others from being brought. Raises ``FilesUnread`` in the end.
    """
    erased, unread = set[str](), list[str]()
    for path in (*change.new, *change.changed):
        if not _goes_on(source):
            return erased
        most = min(room_in(source.dataset).file_bytes, settings.UPLOAD_MAX_BYTES)
        try:
            bring(source=source, opened=opened, path=path, found=listing.files[path], most=most)
        except Erased:
            erased.add(path)
        except SourceChanging:
            unread.append(listing.files[path].name)
            if len(unread) >= MOST_UNREAD:
                break
    if unread:
        raise FilesUnread(unread)
    return erased


def _goes_on(source: Source) -> bool:
    """Whether nobody paused, corrected or withdrew it since the look began: else its end finds that out by itself."""
    row = Source.objects.select_related("dataset").get(pk=source.pk)
    return row.state == SourceState.ACTIVE and is_at_rest(row)


def _end(claim: Claim, source: Source, listing: Listing) -> None:
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=source.dataset_id)
        row = Source.objects.select_for_update(of=("self",)).select_related("declared_by").get(pk=source.pk)
        row.dataset = dataset
        if row.state != SourceState.ACTIVE or not is_at_rest(row):
            _due_again(claim, row)
            return
        row.looked_at, row.listing, row.released = timezone.now(), _told(listing), ""
        try:
            due = datetime.fromisoformat(claim.event.payload["due"])
            hand_over(source=row, dataset=dataset, listing=listing, due=due, caused_by=claim.event)
            row.taken_at = row.looked_at
        except NothingNew:
            record_event("snapshot.unchanged", subject=row, payload=row.listing, caused_by=claim.event)
            logger.info("snapshot.unchanged dataset=%s files=%d", dataset.suffix, len(listing.files))
        row.save(update_fields=["looked_at", "listing", "released", "taken_at"])


def _put_off(claim: Claim, source: Source) -> None:
    with claim.complete():
        _due_again(claim, Source.objects.select_for_update(of=("self",)).get(pk=source.pk))


def _due_again(claim: Claim, row: Source) -> None:
    """As if this moment had not been ordered: the next round finds it due."""
    if row.ordered_for.isoformat() == claim.event.payload["due"]:
        Source.objects.filter(pk=row.pk).update(ordered_for=datetime.fromisoformat(claim.event.payload["before"]))
    forget_what_waits(row)
    logger.info("snapshot.put_off source=%d state=%s", row.pk, row.state)


def _stop(
    claim: Claim,
    source: Source,
    code: str | Alarm,
    listing: Listing | None,
    change: Change | None,
    *,
    unread: Sequence[str] = (),
) -> None:
    """The source waits until an operator has looked; the moment is due again once it is released."""
    logger.warning("source.quarantined source=%d code=%s", source.pk, code)
    with claim.complete():
        row = Source.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=source.pk)
        row.state, row.reason, row.looked_at = SourceState.QUARANTINED, str(code), timezone.now()
        row.listing = (_told(listing) if listing else row.listing) | ({"unread": list(unread)} if unread else {})
        row.save(update_fields=["state", "reason", "looked_at", "listing"])
        _due_again(claim, row)
        payload = {"code": str(code), **(_told(listing) if listing else {}), **(_counted(change) if change else {})}
        payload |= {"unread": list(unread)} if unread else {}
        record_event("source.quarantined", subject=row, reason=str(code), payload=payload)


def _told(listing: Listing) -> dict[str, object]:
    return {
        "files": len(listing.files),
        "bytes": listing.size,
        "left_out": list(listing.left_out),
        "left_out_count": listing.left_out_count,
        "clashes": [list(pair) for pair in listing.clashes[:20]],
        "mark": listing.mark,
    }


def _counted(change: Change) -> dict[str, int]:
    return {"new": len(change.new), "changed": len(change.changed), "gone": len(change.gone)}
