"""What nobody needs goes from the bucket, and nothing else."""

import io
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from repository.models import DataFile, Dataset, Person, Upload
from repository.services.collection import collect_orphans
from repository.services.files import attach_file, remove_file
from repository.services.tus_joining import sweep_uploads
from repository.services.tus_uploads import LIFE
from repository.services.tus_writing import growing
from repository.uploads.arrivals import receive
from repository.uploads.s3.pieces import PIECE
from repository.uploads.store import draft_store
from tests.repository.tus.web import Direct
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=3)


def test_a_file_that_no_draft_holds_is_collected_when_it_is_old(
    alice: Person, dataset: Dataset, bucket: TestBucket
) -> None:
    kept, loose = (
        attach_file(dataset_key=dataset.key, actor=alice, received=receive(name, [name.encode()], most=100)).file
        for name in ("kept.csv", "loose.csv")
    )
    remove_file(dataset_key=dataset.key, actor=alice, number=loose.number)
    collect_orphans()
    assert len(bucket.keys()) == 2
    collected = collect_orphans(now=LATER)
    assert (collected.unplaced, collected.strays) == (
        1,
        1,
    )  # the bytes went with the next look: the test is one transaction
    assert bucket.keys() == {kept.draft_path}


def test_an_object_without_a_row_is_collected_when_it_is_old(dataset: Dataset, bucket: TestBucket) -> None:
    bucket.opened().put(f"drafts/{uuid.uuid4().hex}", io.BytesIO(b"left by a crash"))
    assert collect_orphans().strays == 0
    assert collect_orphans(now=LATER).strays == 1
    assert bucket.keys() == set()


def test_pieces_that_a_killed_server_left_are_collected(dataset: Dataset, bucket: TestBucket) -> None:
    key = f"drafts/{uuid.uuid4().hex}"
    bucket.opened().put_piece(key, bucket.opened().begin(key), 1, io.BytesIO(b"x"))
    assert sweep_uploads()["strays"] == 0
    assert sweep_uploads(now=LATER)["strays"] == 1
    assert bucket.keys() == set()


def test_an_open_upload_is_left_alone_until_it_expires(direct: Direct, bucket: TestBucket) -> None:
    path = direct.begin("a.bin", 3 * PIECE).path
    direct.send(path, 0, bytes(PIECE + 10))
    before = bucket.keys()
    collect_orphans(now=LATER)
    assert sweep_uploads(now=LATER)["strays"] == 0
    assert bucket.keys() == before
    assert sweep_uploads(now=timezone.now() + LIFE + timedelta(hours=1))["expired"] == 1
    assert bucket.keys() == set()
    assert sweep_uploads(now=timezone.now() + LIFE + timedelta(hours=1))["expired"] == 0
    assert Upload.objects.get().offset == 0


def test_what_came_whole_before_a_kill_is_taken_in_without_its_sender(direct: Direct, bucket: TestBucket) -> None:
    direct.begin("a.csv", 4)
    with growing(Upload.objects.select_related("dataset").get()) as grown:
        grown.growth.write(b"1,2\n")
        grown.remember()
    assert sweep_uploads()["attached"] == 0, "its sender may still be there"
    assert sweep_uploads(now=timezone.now() + timedelta(minutes=20))["attached"] == 1
    assert bucket.keys() == {DataFile.objects.get().draft_path}


def test_a_copy_for_a_reader_goes_with_its_block_and_with_its_process(direct: Direct, bucket: TestBucket) -> None:
    direct.send(direct.begin("a.csv", 4).path, 0, b"1,2\n")
    file, folder = DataFile.objects.get(), draft_store().filled_by(0)[0]
    (folder / "copy.left").write_bytes(b"by a killed worker")
    with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256) as path:
        assert path.read_bytes() == b"1,2\n"
        assert [each.name for each in folder.iterdir()] == [path.name]
        with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256) as other:
            assert other != path
            assert path.exists()
    assert list(folder.iterdir()) == []
