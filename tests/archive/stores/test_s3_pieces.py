"""A large file in a bucket: in pieces, in the memory of a few, begun again after a stop, nothing abandoned stays."""

import base64
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest

from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch
from archive.stores.addresses import StoreSecrets
from archive.stores.base import ReplicaDamaged
from archive.stores.s3 import objects as calls
from archive.stores.s3 import sending
from archive.stores.s3.address import replica_address
from archive.stores.s3.objects import Objects, Piece
from repository.errors import TransientFailure
from tests.archive.stores.bucket_kind import BucketKind
from tests.archive.stores.kinds import NAME, PACKAGE, Trouble
from tests.archive.stores.sources import Source
from tests.fakes.s3.line import Fault

PLACE = f"{PACKAGE}/{NAME}"
MIB = 1024**2


@pytest.fixture(autouse=True)
def _pieces_of_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PIECE", 5 * MIB)


def put(kind: BucketKind, source: Source) -> bool:
    return kind.open().put_file(PACKAGE, NAME, source.path, sha256=source.sha256)


def objects_of(kind: BucketKind) -> Objects:
    secrets: StoreSecrets = kind.settings.ARCHIVE_REPLICA_SECRETS["far"]
    return Objects(replica_address(kind.url, access_key=secrets.access_key, secret_key=secrets.secret_key))


def test_a_large_file_goes_in_pieces_with_its_sha256_beside(bucket_kind: BucketKind, large: Source) -> None:
    assert put(bucket_kind, large)
    assert bucket_kind.line.done.count("piece") == 3
    assert bucket_kind.read(PLACE) == large.content
    head = objects_of(bucket_kind).head(PLACE)
    assert head is not None
    assert head.metadata == {"sha256": large.sha256}
    assert not put(bucket_kind, large)


def test_pieces_carry_checksums_that_the_storage_compares(bucket_kind: BucketKind, large: Source) -> None:
    put(bucket_kind, large)
    pieces = [head for sort, head in bucket_kind.line.heads if sort == "piece"]
    assert all("content-md5" in head and "x-amz-checksum-sha256" in head for head in pieces)


def test_a_storage_that_compares_sha256_is_told_that_of_each_piece_at_the_end(
    bucket_kind: BucketKind, large: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[list[Piece]] = []
    complete = Objects.complete

    def noted(objects: Objects, key: str, sent: str, pieces: list[Piece]) -> None:
        joined.append(pieces)
        complete(objects, key, sent, pieces)

    monkeypatch.setattr(Objects, "complete", noted)
    bucket_kind.line.faults = [Fault("piece", times=3, added={"x-amz-checksum-sha256": "as the storage has it"})]
    assert put(bucket_kind, large)
    told = [base64.b64decode(piece.sha256).hex() for piece in joined[0]]
    assert told == [sha256_of_bytes(large.content[start : start + 5 * MIB]) for start in range(0, 15 * MIB, 5 * MIB)]


def test_more_bytes_than_pieces_may_be_are_sent_in_larger_pieces(
    bucket_kind: BucketKind, large: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_PIECES", 2)
    assert put(bucket_kind, large)
    assert bucket_kind.line.done.count("piece") == 2


def test_memory_is_that_of_a_few_pieces(bucket_kind: BucketKind, tmp_path: Path) -> None:
    larger = Source.of(tmp_path / "larger", bytes(75 * MIB))
    tracemalloc.start()
    try:
        put(bucket_kind, Source(larger.path, b"", larger.sha256))
        # four pieces here, and three once more in the line, which is of this process too
        assert tracemalloc.get_traced_memory()[1] < 50 * MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("trouble", [Trouble.TORN_SENDING, Trouble.ALTERED_SENDING, Trouble.AWAY])
def test_pieces_that_do_not_arrive_leave_nothing(bucket_kind: BucketKind, large: Source, trouble: Trouble) -> None:
    with bucket_kind.trouble(trouble), pytest.raises(TransientFailure):
        put(bucket_kind, large)
    assert bucket_kind.places() == set()
    assert put(bucket_kind, large)


def test_a_large_source_with_other_bytes_leaves_nothing(bucket_kind: BucketKind, large: Source) -> None:
    large.path.write_bytes(large.content[:-1] + b"x")
    with pytest.raises(FixityMismatch):
        put(bucket_kind, large)
    assert bucket_kind.places() == set()


def test_a_line_that_breaks_while_reading_back_is_taken_up_where_it_broke(
    bucket_kind: BucketKind, large: Source
) -> None:
    bucket_kind.line.faults = [Fault("get", times=2, is_torn=True)]
    assert put(bucket_kind, large)


def test_an_answer_that_is_lost_after_the_pieces_were_joined_is_no_failure(
    bucket_kind: BucketKind, large: Source
) -> None:
    bucket_kind.line.faults = [Fault("complete", is_torn=False, after=hung_up)]
    assert put(bucket_kind, large)
    assert bucket_kind.read(PLACE) == large.content


def hung_up() -> None:
    raise ConnectionResetError


def test_a_sender_that_was_killed_between_two_pieces_is_cleaned_up_after(
    bucket_kind: BucketKind, large: Source
) -> None:
    points = 0
    for point in range(2, 8):
        died = bucket_kind.dies_at(point, lambda: put(bucket_kind, large))
        points += died
        assert bucket_kind.read(PLACE) in {None, large.content}
    assert points >= 5
    put(bucket_kind, large)
    assert bucket_kind.places() == {PLACE}


def test_what_was_begun_long_ago_is_ended_and_what_is_begun_now_is_not(bucket_kind: BucketKind, large: Source) -> None:
    objects = objects_of(bucket_kind)
    objects.begin("42183/71240.nc-2026-03-05", sha256=large.sha256)
    put(bucket_kind, large)
    assert bucket_kind.places() == {PLACE, "sending:42183/71240.nc-2026-03-05"}
    assert sending.end_abandoned(objects, PLACE, after=timedelta(seconds=-5)) == 1
    assert bucket_kind.places() == {PLACE}


def test_a_large_file_is_set_aside_in_ranges(
    bucket_kind: BucketKind, large: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "COPIED_AT_ONCE", 5 * MIB)
    put(bucket_kind, large)
    place = bucket_kind.open().set_aside(PACKAGE, NAME)
    assert place is not None
    assert bucket_kind.read(place) == large.content
    assert bucket_kind.places() == {place}


def test_pieces_never_replace_what_came_meanwhile(
    bucket_kind: BucketKind, large: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come_between() -> None:
        bucket_kind.write(PLACE, b"of somebody else")

    bucket_kind.line.faults = [Fault("piece", number=3, after=come_between)]
    with pytest.raises(ReplicaDamaged):
        put(bucket_kind, large)
    assert bucket_kind.read(PLACE) == b"of somebody else"
    assert bucket_kind.places() == {PLACE}
