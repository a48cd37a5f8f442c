"""What a package tells of a dataset's past, as values: records, layers, events; and the publications that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from repository.errors import PermanentFailure
from repository.record.model import Record

NUMBER_MOST = 10**15
"""No number of a row comes near: one that does would burn all that are left."""

PUBLISHED = ("snapshot.published", "record.published")
FROZEN = ("snapshot.frozen", "record.frozen")


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One event as it was sealed; ``actor`` is the number of a person."""

    key: UUID
    type: str
    at: datetime
    subject_type: str
    subject_id: int
    actor: int | None
    reason: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PastFile:
    """One file of a layer; ``position`` is its place in the depositor's order."""

    number: int
    archived_name: str
    path: str
    size: int
    sha256: str
    media_type: str
    role: str
    position: int


@dataclass(frozen=True, slots=True)
class PastLayer:
    """One layer and its document; ``manifest_sha256`` of the manifest that sealed it."""

    fragment: int
    date: date
    begin: str
    end: str
    name: str
    document: bytes
    sha256: str
    manifest_sha256: str
    files: tuple[PastFile, ...]


@dataclass(frozen=True, slots=True)
class PastErasure:
    """One order of law that was carried out; ``files``: archived name -> its paths; people are numbers nobody knows."""

    key: UUID
    reason: str
    reference: str
    proposed_at: datetime
    confirmed_at: datetime
    files: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PastRecord:
    """One sealed record: its bytes, their SHA256, what it says; the fragment of the layer that was sealed with it."""

    document: bytes
    sha256: str
    record: Record
    fragment: int | None
    sealed_on: date


@dataclass(frozen=True, slots=True)
class Past:
    """All that a package tells, each tuple from the oldest to the newest."""

    suffix: str
    records: tuple[PastRecord, ...]
    layers: tuple[PastLayer, ...]
    events: tuple[PastEvent, ...]
    erasures: tuple[PastErasure, ...] = ()

    def last(self, *types: str) -> PastEvent | None:
        """The newest event of these types."""
        return next((event for event in reversed(self.events) if event.type in types), None)

    def number_of(self, subject_type: str) -> int | None:
        """The number that the row of this kind had, where events name one."""
        return next((event.subject_id for event in self.events if event.subject_type == subject_type), None)


@dataclass(slots=True)
class PastPass:
    """One pass along the road. Without ``published`` it was sealed, but not public yet when its package was copied."""

    number: int
    sealed: PastRecord
    row: int | None = None
    frozen: PastEvent | None = None
    packaged: PastEvent | None = None
    registered: PastEvent | None = None
    published: PastEvent | None = None
    submitted: PastEvent | None = None
    version: int = 0
    told: dict[str, Any] = field(default_factory=dict)
    """The freeze's payload, and over it that of the publication."""

    @property
    def note(self) -> str:
        """What changed, for readers."""
        if "note" in self.told:
            return str(self.told["note"])
        facts = self.sealed.record.publication
        return (facts.note if facts else None) or ""

    @property
    def entry(self) -> int | None:
        """The number it had among what search lists, where the package tells it."""
        number = self.told.get("entry")
        return number if isinstance(number, int) and 0 < number < NUMBER_MOST else None

    @property
    def access(self) -> tuple[str, date | None]:
        """Who may have the files and the day an embargo ends; the narrowest where the package does not tell."""
        until = self.told.get("embargo_until")
        return str(self.told.get("access", "restricted")), date.fromisoformat(until) if until else None


def passes_of(past: Past) -> tuple[PastPass, ...]:
    """The publications that the records and events of a package tell, oldest first.

    Raises PermanentFailure ``never-public`` where none was public: who may have its files is known to no package.
    """
    passes = [PastPass(number, record) for number, record in enumerate(past.records, start=1)]
    by_record = {each.sealed.sha256: each for each in passes}
    by_row: dict[int, PastPass] = {}
    submissions: dict[str, PastEvent] = {}
    highest = 0
    for event in past.events:
        if event.type in {"dataset.submitted", "snapshot.taken"}:
            submissions[str(event.payload.get("sha256"))] = event
            highest = max(highest, int(event.payload.get("version", 0)))
        elif event.type in FROZEN:
            found = by_record.get(str(event.payload.get("record_sha256")))
            if found is None:
                raise PermanentFailure(f"{past.suffix} was frozen with a record that is not there.", code="no-record")
            highest = max(highest + 1, int(event.payload.get("version", 0)))
            found.frozen, found.row, found.version = event, event.subject_id, highest
            found.submitted = submissions.get(str(event.payload.get("decided_sha256")))
            found.told.update(event.payload)
            by_row[event.subject_id] = found
        elif event.subject_type == "publication" and event.subject_id in by_row:
            _note(by_row[event.subject_id], event)
    for each in passes:
        if not each.version:
            highest = each.version = highest + 1
    if not any(each.published for each in passes):
        raise PermanentFailure(
            f"{past.suffix} was sealed but not public yet: its backup knows more.", code="never-public"
        )
    return tuple(passes)


def _note(found: PastPass, event: PastEvent) -> None:
    match event.type:
        case "package.sealed":
            found.packaged = event
        case "doi.registered":
            found.registered = event
        case "snapshot.published" | "record.published":
            found.published = event
            found.told.update(event.payload)
        case "embargo.shortened":
            found.told["embargo_until"] = event.payload["embargo_until"]


def public_pass(passes: Sequence[PastPass]) -> PastPass:
    """The newest that readers saw."""
    return next(each for each in reversed(passes) if each.published)


def columns_told(past: Past) -> Mapping[str, Any]:
    """Path -> columns of the tables of the newest layer, as told last; empty where nothing was."""
    last = past.last(*PUBLISHED, "renditions.renewed")
    return dict(last.payload.get("columns") or {}) if last else {}
