"""What was brought from a source, made into the next layer: its files, its record, and who releases it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext, override

from repository.access import public_policy
from repository.errors import PermanentFailure
from repository.lifecycle import DatasetState
from repository.models import Dataset, DraftFile, LayerFile, LifecycleEvent, RecordVersion, Source
from repository.queries.layers import newest_snapshot
from repository.record.assess import assess
from repository.record.canonical import as_document, canonical_bytes, digest, parse
from repository.record.dates import first_day
from repository.record.document import editable
from repository.series.listing import Listing
from repository.services.events import record_event
from repository.services.files import role_of
from repository.services.room import forget_room
from repository.services.submissions import files_of_draft
from repository.services.versions import next_version_number

Place = tuple[str, int, str]
"""Path, key of the file, role."""


class NothingNew(Exception):
    """The next layer would hold what the newest holds."""


def hand_over(*, source: Source, dataset: Dataset, listing: Listing, due: datetime, caused_by: LifecycleEvent) -> None:
    """Send the files of the source on the road as the next layer; the caller has locked the dataset, which is at rest.

    What stands in the newest layer and never came from the source stays. Raises ``NothingNew``, and then nothing is
    written but what left the source and was in no layer.
    """
    rows = source.files.filter(file__erased_at=None)
    was, held = _places_of_newest(dataset), list(rows.values_list("path", "file_id", "file__media_type"))
    ever = {path for path, _file, _kind in held}
    kept = [place for place in was if place[0] not in ever]
    roles = {path: role for path, _file, role in was}
    taken = [(path, file, roles.get(path) or role_of(path, kind)) for path, file, kind in held if path in listing.files]
    gone = [path for path in ever if path not in listing.files]
    source.files.filter(path__in=gone).delete()
    if {(path, file) for path, file, _role in was} == {(path, file) for path, file, _role in (*kept, *taken)}:
        raise NothingNew
    _place(dataset, (*kept, *taken))
    version = _version(source, dataset, _note(dataset, was, (*kept, *taken)), due)
    dataset.draft = editable(as_document(parse(bytes(version.document))))
    dataset.draft_revision += 1
    dataset.submitted_version = version
    dataset.state = DatasetState.SUBMITTED if source.is_reviewed else DatasetState.ACCEPTED
    dataset.modified = timezone.now()
    dataset.save(update_fields=["draft", "draft_revision", "submitted_version", "state", "modified"])
    payload = {"version": version.number, "sha256": version.sha256, "source": source.name, "agreement": None}
    kind = "dataset.submitted" if source.is_reviewed else "snapshot.taken"
    author, note = source.declared_by, version.note
    record_event(kind, subject=dataset, actor=author, reason=note, payload=payload, caused_by=caused_by)


def _places_of_newest(dataset: Dataset) -> list[Place]:
    newest = newest_snapshot(dataset)
    rows = LayerFile.objects.filter(snapshot=newest, file__erased_at=None) if newest else LayerFile.objects.none()
    return list(rows.order_by("position", "path").values_list("path", "file_id", "role"))


def _place(dataset: Dataset, places: Iterable[Place]) -> None:
    DraftFile.objects.filter(dataset=dataset).delete()
    DraftFile.objects.bulk_create(
        (
            DraftFile(dataset=dataset, file_id=file, path=path, role=role, position=position)
            for position, (path, file, role) in enumerate(places, start=1)
        ),
        batch_size=5000,
    )
    forget_room(dataset=dataset)


def _note(dataset: Dataset, was: list[Place], now: tuple[Place, ...]) -> str:
    """What changed, in the language of the record."""
    before, after = {path: file for path, file, _role in was}, {path: file for path, file, _role in now}
    counts = {
        "new": sum(path not in before for path in after),
        "changed": sum(path in before and before[path] != file for path, file in after.items()),
        "gone": sum(path not in after for path in before),
    }
    language = str(dataset.draft.get("language") or "en")
    with override("fr" if language == "fr" else "en"):
        return gettext("Taken from the source. Files: %(new)d new, %(changed)d changed, %(gone)d gone.") % counts


def _version(source: Source, dataset: Dataset, note: str, due: datetime) -> RecordVersion:
    if dataset.current_version is None:
        raise PermanentFailure("a public dataset without a record", code="wrong-state")
    document = editable(as_document(parse(bytes(dataset.current_version.document))))
    record = assess(extended(document, source=source, due=due)).record
    if record is None:
        raise PermanentFailure("the record does not take the time of the layer", code="wrong-state")
    content = canonical_bytes(record)
    access, until = public_policy(dataset)
    return RecordVersion.objects.create(
        dataset=dataset,
        number=next_version_number(dataset),
        document=content,
        sha256=digest(content),
        note=note,
        author=source.declared_by,
        access=access,
        embargo_until=until,
        files=files_of_draft(dataset),
    )


def extended(document: dict[str, Any], *, source: Source, due: datetime) -> dict[str, Any]:
    """The description with its last calendar period reaching over what the files say, else up to the day before.

    A description without a calendar period gets one only from what files say.
    """
    told = source.files.exclude(begin="").aggregate(begin=Min("begin"), end=Max("end"))
    time = dict(document.get("time") or {})
    periods = [dict(period) for period in time.get("periods") or ()]
    dated = [period for period in periods if isinstance(period.get("begin"), str)]
    until = told["end"] or (due - timedelta(days=1)).date().isoformat()
    if not dated and not told["begin"]:
        return document
    if not dated:
        dated = [{"begin": told["begin"], "end": told["end"]}]
        periods.append(dated[0])
    last = max(dated, key=lambda period: str(period.get("end") or "9999"))
    if told["begin"] and first_day(told["begin"]) < first_day(last["begin"]):
        last["begin"] = told["begin"]
    last.pop("ongoing", None)
    if not last.get("end") or first_day(last["end"]) < first_day(until):
        last["end"] = until
    return {**document, "time": {**time, "periods": periods}}
