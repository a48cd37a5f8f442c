"""Pieces that are sent a few at a time: what is told stays in their order, whichever lands or fails first."""

import hashlib
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Event

import pytest

from repository.models import DataFile, Dataset, Person, Upload
from repository.services.files import open_draft
from repository.services.tus_writing import Grown, growing
from repository.uploads.arrivals import receive
from repository.uploads.s3.pieces import IN_FLIGHT, PIECE
from repository.uploads.store import draft_store
from tests.fakes.s3.line import Fault, Line
from tests.repository.storage.checks import sum_of
from tests.repository.tus.web import Direct
from tests.services.processes import wait_until
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db(transaction=True)

DATA = random.Random(11).randbytes((IN_FLIGHT + 2) * PIECE + 300_000)
BLOCK = 1 << 18


def is_the_file(bucket: TestBucket) -> None:
    """The one file there is has these bytes, and nothing else is in the bucket."""
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    with open_draft(file) as stream:
        assert sum_of(stream) == file.sha256
    assert bucket.keys() == {file.draft_path}


def test_a_piece_is_sent_while_the_one_before_it_is_still_on_its_way(
    direct: Direct, line: Line, bucket: TestBucket
) -> None:
    met = Barrier(2, timeout=30)
    line.faults = [Fault("piece", number=number, after=partial(_wait, met)) for number in (1, 2)]
    assert direct.send(direct.begin("a.bin", len(DATA)).path, 0, DATA).offset == len(DATA)
    assert not met.broken
    is_the_file(bucket)


def test_a_form_sends_its_pieces_so_as_well(bucket: TestBucket, line: Line) -> None:
    met = Barrier(2, timeout=30)
    line.faults = [Fault("piece", number=number, after=partial(_wait, met)) for number in (1, 2)]
    received = receive("a.bin", (DATA[start : start + BLOCK] for start in range(0, len(DATA), BLOCK)), most=len(DATA))
    assert (received.sha256, met.broken) == (hashlib.sha256(DATA).hexdigest(), False)
    with draft_store().open(received.staged.adopt(number=1)) as stream:
        assert sum_of(stream) == received.sha256


def _wait(met: Barrier) -> None:
    met.wait()


def test_no_more_are_on_their_way_than_fit_into_bounded_room(direct: Direct, line: Line, bucket: TestBucket) -> None:
    beside_the_first: list[int] = []

    def held() -> None:
        wait_until(lambda: line.done.count("piece") == IN_FLIGHT, 30)
        time.sleep(0.3)
        beside_the_first.append(line.done.count("piece") - 1)

    line.faults = [Fault("piece", number=1, after=held)]
    assert direct.send(direct.begin("a.bin", len(DATA)).path, 0, DATA).offset == len(DATA)
    assert beside_the_first == [IN_FLIGHT - 1], "those behind wait for the first"
    is_the_file(bucket)


def test_a_piece_that_fails_takes_those_behind_it_back(direct: Direct, line: Line, bucket: TestBucket) -> None:
    path = direct.begin("a.bin", len(DATA)).path
    others = partial(wait_until, lambda: line.done.count("piece") == IN_FLIGHT + 1, 30)
    line.faults = [Fault("piece", number=2, after=others, etag='"00000000000000000000000000000000"')]
    assert direct.send(path, 0, DATA).status == 503
    assert line.done.count("piece") == IN_FLIGHT + 1
    assert direct.head(path).offset == PIECE
    assert Upload.objects.get().pieces.count() == 1
    assert direct.send(path, PIECE, DATA[PIECE:]).offset == len(DATA)
    is_the_file(bucket)


def test_a_piece_that_arrives_otherwise_than_it_was_sent_is_refused_by_its_checksum(
    direct: Direct, line: Line, bucket: TestBucket
) -> None:
    path = direct.begin("a.bin", len(DATA)).path
    line.faults = [Fault("piece", number=1, is_altered=True), Fault("put", is_altered=True)]
    for sent in (len(DATA), 1_000):
        assert direct.send(path, 0, DATA[:sent]).status == 503
        assert direct.head(path).offset == 0
    assert direct.send(path, 0, DATA).offset == len(DATA)
    is_the_file(bucket)


@contextmanager
def written(person: Person, dataset: Dataset, count: int) -> Iterator[Grown]:
    """An upload of which so many bytes came."""
    upload = Upload.objects.create(
        dataset=dataset, person=person, path="a.bin", length=len(DATA), expires="2030-01-01T00:00Z"
    )
    with growing(upload) as grown:
        for start in range(0, count, BLOCK):
            grown.growth.write(DATA[start : min(start + BLOCK, count)])
        yield grown


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is written as soon as there is news."""
    monkeypatch.setattr("repository.uploads.s3.growth.TELL_S", 0.0)


@pytest.mark.usefixtures("at_once")
def test_what_landed_behind_another_is_not_told_before_it(
    alice: Person, dataset: Dataset, line: Line, bucket: TestBucket
) -> None:
    first = Event()
    line.faults = [Fault("piece", number=1, after=partial(_held, first))]
    with written(alice, dataset, 2 * PIECE) as grown:
        assert wait_until(lambda: line.done.count("piece") == 2, 30)
        assert not grown.growth.is_due
        grown.remember_sure()
        assert Upload.objects.get().offset == 0
        first.set()
        assert wait_until(lambda: grown.growth.is_due, 30)
        wait_until(lambda: grown.growth.sure().offset == 2 * PIECE, 30)
        grown.remember_sure()
        assert (Upload.objects.get().offset, Upload.objects.get().pieces.count()) == (2 * PIECE, 2)


def _held(event: Event) -> None:
    event.wait(60)


def test_what_landed_is_told_though_the_sender_is_faster_than_the_bucket_but_not_for_each_piece(
    alice: Person, dataset: Dataset, line: Line, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.uploads.s3.growth.TELL_S", 3_600.0)
    last = Event()
    line.faults = [Fault("piece", number=number, after=partial(_held, last)) for number in range(2, IN_FLIGHT + 2)]
    with written(alice, dataset, (IN_FLIGHT + 1) * PIECE) as grown:
        too_soon = grown.growth.is_due
        assert not too_soon
        monkeypatch.setattr("repository.uploads.s3.growth.TELL_S", 0.0)
        assert grown.growth.is_due, "the last could only go when the first had landed"
        grown.remember_sure()
        assert Upload.objects.get().offset == PIECE
        last.set()


def test_pieces_are_signed_by_their_checksum_and_not_hashed_for_it_once_more(
    direct: Direct, line: Line, bucket: TestBucket
) -> None:
    assert direct.send(direct.begin("a.bin", len(DATA)).path, 0, DATA).offset == len(DATA)
    heads = [headers for sort, headers in line.heads if sort == "piece"]
    assert len(heads) == -(-len(DATA) // PIECE)
    for headers in heads:
        assert headers["x-amz-content-sha256"] == "UNSIGNED-PAYLOAD"
        assert "content-md5;" in headers["authorization"]
