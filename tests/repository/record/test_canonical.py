"""Canonical bytes: one spelling, one identity, and the way back."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repository.record.canonical import as_document, canonical_bytes, complete, digest, identity, parse
from repository.record.document import editable
from repository.record.errors import RecordUnreadable
from repository.record.model import Record
from repository.record.publication import Publication
from tests.repository.record.examples import PUBLICATION, sealed_record, submittable
from tests.repository.record.examples import complete as complete_draft
from tests.repository.record.strategies import RECORDS

GOLDEN = (
    b'{"language":"en","place":{"boxes":[{"east":5.31,"north":43.45,"south":42,"west":3.02}]},'
    b'"resource_type":{"general":"Dataset"},"schema_version":1,"title":{"en":"\xc3\x89t\xc3\xa9","fr":"a"}}\n'
)
DRAFT = {
    "title": {"fra": "a", "eng": "Été"},
    "language": "en",
    "abstract": None,
    "place": {"boxes": [{"west": 3.02, "south": 42.0, "east": 5.31, "north": 43.45}], "not_applicable": False},
}


@given(RECORDS)
@settings(max_examples=200)
def test_any_record_comes_back_from_its_canonical_bytes(record: Record) -> None:
    data = canonical_bytes(record)
    back = parse(data)
    assert back == record
    assert canonical_bytes(back) == data
    assert identity(back) == digest(data)


def test_a_record_that_says_everything_comes_back_from_its_canonical_bytes() -> None:
    record = sealed_record()
    assert set(as_document(record)) == set(Record.model_fields)
    assert parse(canonical_bytes(record)) == record


def test_the_bytes_and_the_identity_of_a_known_record_stay_what_they_are() -> None:
    record = Record.model_validate(DRAFT)
    assert canonical_bytes(record) == GOLDEN
    assert identity(record) == "1142ae4c30a243ee97a130aeb104a319ec84fc5f10cd94b30f3339746dc14bcf"


def test_canonical_json_is_utf8_with_sorted_keys_no_blanks_and_one_final_newline() -> None:
    data = canonical_bytes(sealed_record())
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1
    again = json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert again.encode() == data


def test_what_is_empty_is_left_out_and_an_answer_of_no_is_not() -> None:
    document = as_document(Record.model_validate(submittable(forwarding=False, keywords=[], quality=None)))
    assert "keywords" not in document
    assert "quality" not in document
    assert document["forwarding"] is False


@given(st.floats(-90, 90))
def test_a_number_is_written_as_the_shortest_text_that_reads_back_the_same(latitude: float) -> None:
    box = {"west": 0, "east": 0, "south": latitude, "north": latitude}
    data = canonical_bytes(Record.model_validate(submittable(place={"boxes": [box]})))
    back = parse(data).place.boxes[0].south
    assert back == latitude
    assert math.copysign(1, back) == (1 if latitude == 0 else math.copysign(1, latitude))


def test_whole_and_fractional_spellings_of_a_number_give_one_identity() -> None:
    one = Record.model_validate(submittable(vertical=[{"minimum": 0, "maximum": 10, "positive": "down"}]))
    other = Record.model_validate(submittable(vertical=[{"minimum": -0.0, "maximum": 10.0, "positive": "down"}]))
    assert identity(one) == identity(other)


def test_the_freeze_adds_the_publication_and_a_correction_starts_without_it() -> None:
    submitted = Record.model_validate(complete_draft())
    sealed = complete(submitted, Publication.model_validate(PUBLICATION))
    assert sealed == sealed_record()
    assert identity(sealed) != identity(submitted)
    assert sealed.publication is not None
    assert sealed.publication.layers[0].fragment == 43871
    assert sealed.publication.year == 2026
    assert Record.model_validate(editable(as_document(sealed))) == submitted


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not the JSON"),
        (b"\xff\xfe{}", "not the JSON"),
        (b"[]", "one object"),
        (b'{"title":{"en":"a"},"title":{"en":"b"}}', "twice"),
        (b'{"title":{"en":"a"},"vertical":[{"minimum":NaN,"maximum":1,"positive":"up"}]}', "NaN"),
        (b'{"title":{"en":"a"},"vertical":[{"minimum":"1","maximum":1,"positive":"up"}]}', "vertical/0/minimum"),
        (b'{"title":{"en":"a\\u0007"}}', "title/en"),
        (b'{"title":{"en":"a\\ud800"}}', "title/en"),
        (b'{"schema_version":1}', "title"),
        (b'{"schema_version":"one","title":{"en":"a"}}', "whole number"),
        (b"[" * 100_000, "not the JSON"),
    ],
)
def test_damaged_bytes_are_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(RecordUnreadable, match=said) as refusal:
        parse(data)
    assert refusal.value.code == "record-unreadable"
