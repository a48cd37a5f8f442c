"""The canonical bytes of a record, their SHA256 (the record's identity), and the way back."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from pydantic import ValidationError

from repository.record.document import prune
from repository.record.errors import RecordUnreadable
from repository.record.model import Record
from repository.record.publication import Publication
from repository.record.upgrades.steps import STEPS, Upgrade, upgrade


def as_document(record: Record) -> dict[str, Any]:
    """The record as plain JSON values, without anything empty."""
    document: dict[str, Any] = _plain(prune(record.model_dump(mode="python")))
    return document


def canonical_bytes(record: Record) -> bytes:
    """The one spelling of a record: UTF-8 JSON, keys sorted, no blanks, nothing empty, one final newline.

    A number without a fraction is written without one; any other as the shortest text that reads back the same.
    """
    text = json.dumps(as_document(record), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


def digest(data: bytes) -> str:
    """SHA256 of bytes, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def identity(record: Record) -> str:
    """The SHA256 of the record's canonical bytes.

    For a record sealed under an older schema, its identity is the `digest` of the bytes as sealed.
    """
    return digest(canonical_bytes(record))


def parse(data: bytes, *, steps: Mapping[int, Upgrade] = STEPS) -> Record:
    """Read a sealed record of any age.

    Errors: `RecordTooNew`, and `RecordUnreadable` with what is wrong and where.
    """
    try:
        document = json.loads(data.decode(), parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice)
    except (ValueError, RecursionError) as error:
        raise RecordUnreadable(f"This is not the JSON of a record: {error}") from error
    if not isinstance(document, dict):
        raise RecordUnreadable("This is not the JSON of a record: it must be one object.")
    try:
        return Record.model_validate(upgrade(document, steps=steps))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise RecordUnreadable(f"This record is damaged at {where}: {first['msg']}.") from error


def complete(record: Record, publication: Publication) -> Record:
    """The record with the facts of its publication, as the freeze seals it."""
    return record.model_copy(update={"publication": publication})


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return document
