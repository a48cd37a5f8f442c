"""Layer and events documents: what they say, their canonical bytes, and how they are read back."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from archive.aip.layout import NameRefused, check_name
from repository.record.dates import Day, Period
from repository.record.identifiers import FilePath, Sha256
from repository.record.part import Line, Part, Text, Whole


def _archived_name(text: str) -> str:
    try:
        return check_name(text)
    except NameRefused as error:
        raise ValueError(error.sentence) from None


ArchivedFileName = Annotated[str, AfterValidator(_archived_name)]


class ArchivedFile(Part):
    """One file of a layer: its name in the package; path, size in bytes, SHA256 and kind as it was deposited.

    ``position`` is its place in the depositor's order, from 1; layers of schema 1 do not tell it.
    """

    archived_name: ArchivedFileName
    path: FilePath
    size: Annotated[Whole, Field(ge=0)]
    sha256: Sha256
    media_type: Line
    role: Literal["data", "document", "thumbnail"]
    position: Annotated[Whole, Field(ge=1)] | None = None


class LayerDocument(Part):
    """One published layer: the fragment that cites it, its UTC date, the interval it covers, its files by path."""

    schema_version: Literal[1, 2] = 2
    fragment: Annotated[Whole, Field(ge=1)]
    date: Day
    interval: Period | None = None
    files: tuple[ArchivedFile, ...]


class RecordedEvent(Part):
    """One thing that happened, as the audit trail holds it; ``at`` is UTC, ``actor`` names a person."""

    key: Line
    type: Line
    at: Line
    subject: Line
    actor: Line | None = None
    reason: Text | None = None
    payload: dict[str, Any] | None = None


class EventsDocument(Part):
    """What the record cannot hold, oldest first: decision, freeze, registration, publication, embargo, withdrawal.

    Since schema 2 a publication tells all that its pages and exports were made of: see docs/preservation.md.
    """

    schema_version: Literal[1, 2] = 2
    events: tuple[RecordedEvent, ...]


def layer_document(
    *, fragment: int, layer_date: date, files: Iterable[ArchivedFile], interval: Period | None = None
) -> bytes:
    """The canonical bytes of a layer document, files sorted by path; their SHA256 is what the record names.

    Raises ``pydantic.ValidationError`` for values that a layer document cannot hold.
    """
    ordered = tuple(sorted(files, key=lambda file: file.path))
    return canonical_of(LayerDocument(fragment=fragment, date=layer_date.isoformat(), interval=interval, files=ordered))


def events_document(events: Iterable[Mapping[str, Any]]) -> bytes:
    """The canonical bytes of an events document; each mapping has the fields of `RecordedEvent`."""
    return canonical_of(EventsDocument(events=tuple(RecordedEvent.model_validate(dict(event)) for event in events)))


def read_layer(content: bytes) -> LayerDocument:
    """Read a layer document; ``pydantic.ValidationError`` where it is none."""
    return LayerDocument.model_validate_json(content)


def read_events(content: bytes) -> EventsDocument:
    """Read an events document; ``pydantic.ValidationError`` where it is none."""
    return EventsDocument.model_validate_json(content)


def canonical_of(document: Part) -> bytes:
    """The canonical bytes of a document of a package."""
    value = document.model_dump(mode="json", exclude_none=True)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()
