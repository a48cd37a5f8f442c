"""Uploads that grow in a bucket: pieces, rests, what a cut leaves, and that nothing of them stays behind."""

import hashlib
import random

import pytest

from repository.models import DataFile, DraftFile, Upload
from repository.queries.unfinished import unfinished_files
from repository.services.files import open_draft
from repository.uploads.s3.pieces import PIECE
from tests.repository.storage.checks import sum_of
from tests.repository.tus.web import Direct
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db

DATA = random.Random(22).randbytes(2 * PIECE + 700_000)


def only_file(bucket: TestBucket, data: bytes) -> DataFile:
    """The one file there is, with these bytes, and nothing else in the bucket."""
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    with open_draft(file) as stream:
        assert sum_of(stream) == file.sha256
    assert bucket.keys() == {file.draft_path}
    return file


@pytest.mark.parametrize("size", [1, 100_000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, len(DATA)])
def test_a_file_of_any_number_of_pieces_becomes_one_object(direct: Direct, bucket: TestBucket, size: int) -> None:
    told = direct.send(direct.begin("a.bin", size).path, 0, DATA[:size])
    assert (told.status, told.offset) == (204, size)
    only_file(bucket, DATA[:size])


@pytest.mark.parametrize("step", [300_000, PIECE // 2, PIECE, 5_000_001])
def test_a_file_that_comes_in_many_sendings_is_the_same_file(direct: Direct, bucket: TestBucket, step: int) -> None:
    data = DATA[: PIECE + 900_000]
    path = direct.begin("a.bin", len(data)).path
    for start in range(0, len(data), step):
        assert direct.head(path).offset == start
        told = direct.send(path, start, data[start : start + step])
        assert told.offset == min(start + step, len(data))
    only_file(bucket, data)


def test_what_came_of_a_file_lies_in_the_bucket_and_nowhere_else(direct: Direct, bucket: TestBucket) -> None:
    path = direct.begin("a.bin", len(DATA)).path
    direct.send(path, 0, DATA[: PIECE + 5_000])
    key = Upload.objects.get().key.hex
    assert bucket.keys() == {f"unfinished/{key}/{PIECE + 5_000}", f"sending:drafts/{key}"}
    assert Upload.objects.get().pieces.count() == 1


def test_the_type_and_the_sample_are_known_from_the_first_bytes_however_they_came(
    direct: Direct, bucket: TestBucket
) -> None:
    data = b"\x89HDF\r\n\x1a\n" + DATA[: PIECE + 100_000]
    path = direct.begin("a.nc", len(data)).path
    for start, end in ((0, 3), (3, 70_000), (70_000, PIECE + 10)):
        direct.send(path, start, data[start:end])
    sample = hashlib.sha256(data[:65_536] + data[PIECE + 10 - 65_536 : PIECE + 10]).hexdigest()
    told = unfinished_files(direct.dataset)[0]
    assert (told.arrived, told.sample) == (PIECE + 10, sample)
    direct.send(path, PIECE + 10, data[PIECE + 10 :])
    assert only_file(bucket, data).media_type == "application/x-netcdf"


def test_a_dropped_upload_leaves_nothing(direct: Direct, bucket: TestBucket) -> None:
    path = direct.begin("a.bin", len(DATA)).path
    direct.send(path, 0, DATA[: PIECE + 5_000])
    assert direct.ask("DELETE", path).status == 204
    assert bucket.keys() == set()
    assert not Upload.objects.exists()


def test_a_wrong_checksum_takes_back_pieces_that_had_gone(direct: Direct, bucket: TestBucket) -> None:
    path = direct.begin("a.bin", len(DATA)).path
    direct.send(path, 0, DATA[:1_000])
    wrong = "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="
    assert direct.send(path, 1_000, bytes(len(DATA) - 1_000), Upload_Checksum=wrong).status == 460
    assert direct.head(path).offset == 1_000
    assert direct.send(path, 1_000, DATA[1_000:]).status == 204
    only_file(bucket, DATA)


def test_bytes_that_are_there_already_are_kept_once(direct: Direct, bucket: TestBucket) -> None:
    for _time in range(2):
        assert direct.send(direct.begin("a.bin", 40).path, 0, DATA[:40]).status == 204
    only_file(bucket, DATA[:40])
    assert DraftFile.objects.count() == 1


def test_a_file_that_is_refused_when_it_is_whole_waits_and_may_be_dropped(direct: Direct, bucket: TestBucket) -> None:
    direct.send(direct.begin("a.bin", 40).path, 0, DATA[:40])
    other = direct.begin("a.bin", 40).path
    assert direct.send(other, 0, DATA[40:80]).status == 422
    assert direct.head(other).status == 422
    assert len(bucket.keys()) == 2
    assert direct.ask("DELETE", other).status == 204
    only_file(bucket, DATA[:40])
