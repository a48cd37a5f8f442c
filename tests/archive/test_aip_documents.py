"""Layer and events documents."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from archive.aip.documents import ArchivedFile, events_document, layer_document, read_events, read_layer
from repository.record.dates import Period

DAY = date(2026, 3, 5)


def file(path: str, **changes: Any) -> ArchivedFile:
    values = {
        "archived_name": "71229.nc-2026-03-05",
        "path": path,
        "size": 12,
        "sha256": "0" * 64,
        "media_type": "application/x-netcdf",
        "role": "data",
    }
    return ArchivedFile.model_validate({**values, **changes})


def test_a_layer_document_is_canonical_whatever_order_its_files_come_in() -> None:
    files = [file("b.nc", archived_name="71230.nc-2026-03-05"), file("a/é.nc")]
    content = layer_document(fragment=71231, layer_date=DAY, files=files)
    assert content == layer_document(fragment=71231, layer_date=DAY, files=reversed(files))
    assert content.endswith(b"}\n")
    assert "a/é.nc".encode() in content
    plain = json.loads(content)
    assert content.decode() == json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert plain["files"][0] == {
        "archived_name": "71229.nc-2026-03-05",
        "path": "a/é.nc",
        "size": 12,
        "sha256": "0" * 64,
        "media_type": "application/x-netcdf",
        "role": "data",
    }


def test_a_layer_document_reads_back_with_its_interval() -> None:
    interval = Period(begin="2026-01-01", end="2026-01-31")
    layer = read_layer(layer_document(fragment=71231, layer_date=DAY, files=[file("a.nc")], interval=interval))
    assert (layer.fragment, layer.date, layer.interval) == (71231, "2026-03-05", interval)
    assert layer.files == (file("a.nc"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "../a.nc"},
        {"path": "/a.nc"},
        {"path": "a//b.nc"},
        {"path": "a\nb.nc"},
        {"archived_name": "a.nc"},
        {"archived_name": "../71229.nc-2026-03-05"},
        {"sha256": "A" * 64},
        {"sha256": "0" * 64 + "\n"},
        {"size": -1},
        {"size": 1.5},
        {"role": "other"},
        {"media_type": ""},
        {"more": 1},
    ],
)
def test_a_layer_holds_no_unsafe_path_and_no_odd_value(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        file(**{"path": "a.nc", **changes})


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"fragment":0,"date":"2026-03-05","files":[]}'])
def test_what_is_no_layer_document_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        read_layer(content)


def test_events_keep_their_order_and_their_whole_payload() -> None:
    event = {"key": "k", "type": "snapshot.published", "at": "2026-03-05T12:00:00Z", "subject": "publication:1"}
    later = {
        **event,
        "key": "a",
        "actor": "Alice Martin",
        "reason": "First.\nSecond.",
        "payload": {"b": None, "a": [1]},
    }
    content = events_document([event, later])
    read = read_events(content)
    assert [found.key for found in read.events] == ["k", "a"]
    assert read.events[1].payload == {"a": [1], "b": None}
    assert json.loads(content)["events"][0] == event


def test_an_event_without_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        events_document([{"key": "k", "at": "2026-03-05T12:00:00Z", "subject": "publication:1"}])
