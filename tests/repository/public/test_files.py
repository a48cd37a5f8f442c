"""Files are given from the sealed package, whole or in part, with the proof of every byte."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from repository.models import DataFile, Dataset, Person, RecordVersion
from repository.views.files import CHUNK, Span, disposition, parse_range, read_span
from tests.repository.public.conftest import Publish

CONTENT = bytes(range(256)) * 4
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def address(dataset: Dataset, name: str = "a.bin") -> str:
    """Where a file of the only layer is fetched."""
    return f"/datasets/{dataset.suffix}/files/{dataset.snapshots.get().number}/{name}"


def whole(answer: object) -> bytes:
    """The streamed bytes."""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_download_carries_its_checksum_its_name_and_its_length(publish: Publish, reader: Client) -> None:
    answer = reader.get(address(publish(files={"a.bin": CONTENT})))
    assert whole(answer) == CONTENT
    assert answer["ETag"] == f'"{SHA256}"'
    assert answer["Repr-Digest"] == f"sha-256=:{b64encode(bytes.fromhex(SHA256)).decode()}:"
    assert answer["Content-Length"] == "1024"
    assert answer["Content-Disposition"] == 'attachment; filename="a.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Accept-Ranges"] == "bytes"


def test_head_tells_the_same_without_the_bytes(publish: Publish, reader: Client) -> None:
    path = address(publish(files={"a.bin": CONTENT}))
    answer = reader.head(path)
    assert (answer.status_code, answer["Content-Length"], answer["ETag"]) == (200, "1024", f'"{SHA256}"')
    assert reader.head(path, headers={"Range": "bytes=0-1"}).status_code == 200


def test_a_part_is_given_and_what_is_not_there_is_refused(publish: Publish, reader: Client) -> None:
    path = address(publish(files={"a.bin": CONTENT}))
    for wanted, first, last in (("0-0", 0, 0), ("10-19", 10, 19), ("1000-", 1000, 1023), ("-5", 1019, 1023),
                                ("0-", 0, 1023), ("-99999", 0, 1023), ("1020-99999", 1020, 1023)):  # fmt: skip
        answer = reader.get(path, headers={"Range": f"bytes={wanted}"})
        assert answer.status_code == 206, wanted
        assert whole(answer) == CONTENT[first : last + 1], wanted
        assert answer["Content-Range"] == f"bytes {first}-{last}/1024"
        assert answer["Content-Length"] == str(last - first + 1)
    for wanted in ("1024-", "2000-3000", "-0", "9-3", "-"):
        answer = reader.get(path, headers={"Range": f"bytes={wanted}"})
        assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024"), wanted


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes", f"bytes=0-{'9' * 5000}"])
def test_a_range_of_another_form_gives_the_whole_file(publish: Publish, reader: Client, header: str) -> None:
    answer = reader.get(address(publish(files={"a.bin": CONTENT})), headers={"Range": header})
    assert answer.status_code == 200
    assert whole(answer) == CONTENT


def test_a_part_is_given_only_of_the_very_file_it_began_with(publish: Publish, reader: Client) -> None:
    path = address(publish(files={"a.bin": CONTENT}))
    for condition, status in (
        (f'"{SHA256}"', 206),
        ('"other"', 200),
        (f'W/"{SHA256}"', 200),
        ("Sun, 06 Nov 1994", 200),
    ):
        answer = reader.get(path, headers={"Range": "bytes=0-9", "If-Range": condition})
        assert answer.status_code == status, condition


def test_a_file_one_has_already_is_not_sent_again(publish: Publish, reader: Client) -> None:
    path = address(publish(files={"a.bin": CONTENT}))
    for header in (f'"{SHA256}"', f'W/"{SHA256}"', f'"x", "{SHA256}"', "*"):
        answer = reader.get(path, headers={"If-None-Match": header})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", f'"{SHA256}"'), header
    assert reader.get(path, headers={"If-None-Match": '"x"'}).status_code == 200
    since = reader.get(path)["Last-Modified"]
    assert reader.get(path, headers={"If-Modified-Since": since}).status_code == 304
    assert reader.get(path, headers={"If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"}).status_code == 200
    assert reader.get(path, headers={"If-Modified-Since": since, "If-None-Match": '"x"'}).status_code == 200
    assert reader.get(path, headers={"If-Match": '"x"'}).status_code == 412
    assert reader.get(path, headers={"If-Match": f'"{SHA256}"'}).status_code == 200


def test_names_of_any_letters_come_through(publish: Publish, reader: Client) -> None:
    name = "dossier/été 100% #1.csv"
    dataset = publish(files={name: b"a\n1\n"})
    answer = reader.get(address(dataset, "dossier/%C3%A9t%C3%A9%20100%25%20%231.csv"))
    assert whole(answer) == b"a\n1\n"
    assert answer["Content-Disposition"] == (
        "attachment; filename=\"_t_ 100_ #1.csv\"; filename*=UTF-8''%C3%A9t%C3%A9%20100%25%20%231.csv"
    )
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert "/dossier/%C3%A9t%C3%A9%20100%25%20%231.csv" in page


def test_only_files_of_that_layer_and_dataset_are_there(publish: Publish, reader: Client) -> None:
    one, other = publish(files={"a.bin": CONTENT}), publish(files={"b.bin": CONTENT})
    fragment = other.snapshots.get().number
    assert reader.get(f"/datasets/{one.suffix}/files/{fragment}/b.bin").status_code == 404
    for name in ("b.bin", "../a.bin", "%2e%2e/a.bin", "a.bin/", "A.BIN", ""):
        assert reader.get(address(one, name)).status_code == 404, name
    assert reader.post(address(one)).status_code == 405


def test_a_file_that_the_archive_lacks_is_an_error_that_says_so(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.bin": CONTENT})
    DataFile.objects.filter(dataset=dataset).update(archived_name="99.bin-2026-01-01")
    answer = reader.get(address(dataset))
    assert answer.status_code == 503
    assert "file-unavailable" in answer.content.decode()
    assert "99.bin" not in answer.content.decode()


def test_ranges_are_read_as_the_standard_says() -> None:
    assert parse_range("bytes=0-499", 10_000) == Span(0, 499)
    assert parse_range("bytes=-500", 10_000) == Span(9_500, 9_999)
    assert parse_range("bytes=9500-", 10_000) == Span(9_500, 9_999)
    assert parse_range("bytes=0-0", 0) is None
    assert parse_range("bytes=-1", 0) is None


def test_a_plain_name_needs_no_second_spelling() -> None:
    assert disposition("a-b.csv") == 'attachment; filename="a-b.csv"'
    assert disposition('a"b\\c.csv').startswith('attachment; filename="a_b_c.csv"; filename*=')
    assert "\n" not in disposition("a\nb")


def test_a_file_is_read_a_piece_at_a_time_however_large_it_is(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(3 * CHUNK + 7))
    pieces = [len(piece) for piece in read_span(path.open("rb"), Span(5, 3 * CHUNK + 6))]
    assert pieces == [CHUNK, CHUNK, CHUNK, 2]


def test_an_open_file_is_the_same_for_all_and_a_closed_one_for_nobody_else(
    publish: Publish, alice: Person, signed_in: Callable[[Person], Client]
) -> None:
    browser = signed_in(alice)
    open_to_all = browser.get(address(publish(files={"a.bin": CONTENT})))
    assert open_to_all["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in open_to_all.get("Vary", "")
    restricted = browser.get(address(publish(files={"a.bin": CONTENT}, access="restricted")))
    assert restricted["Cache-Control"] == "private, no-cache"
    assert "Cookie" in restricted["Vary"]


def test_files_open_by_themselves_on_the_day_the_embargo_ends(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.bin": CONTENT}, access="embargoed")
    path = address(dataset)
    refused = reader.get(path)
    assert refused.status_code == 403
    assert "under embargo until" in refused.content.decode()
    RecordVersion.objects.filter(dataset=dataset).update(embargo_until=datetime.now(UTC).date())
    assert reader.get(path).status_code == 200
    assert "under embargo" not in reader.get(f"/datasets/{dataset.suffix}/").content.decode().lower()
