"""A bucket that is busy, slow, away, lies or forgets: a sentence that helps, nothing lost, and the site stays up."""

import hashlib
import random
from typing import Any

import pytest
from django.urls import reverse

from repository.clients.s3 import bucket as calls
from repository.models import DataFile, Upload
from repository.services.files import open_draft
from repository.uploads.s3.pieces import PIECE
from tests.fakes.s3.line import Fault, Line
from tests.repository.deposits.pages import send_files
from tests.repository.storage.checks import sum_of
from tests.repository.tus.web import Direct
from tests.services.s3_bucket import TestBucket, client_of

pytestmark = pytest.mark.django_db

DATA = random.Random(5).randbytes(2 * PIECE + 300_000)
HALF = PIECE + 100_000


@pytest.fixture
def path(direct: Direct) -> str:
    """An upload that has one piece and a rest."""
    path = direct.begin("a.bin", len(DATA)).path
    assert direct.send(path, 0, DATA[:HALF]).offset == HALF
    return path


def goes_on(direct: Direct, path: str, bucket: TestBucket) -> None:
    """It is sent to its end from where it says, and is the file."""
    here = direct.head(path).offset
    assert direct.send(path, here, DATA[here:]).offset == len(DATA)
    file = DataFile.objects.get()
    assert file.sha256 == hashlib.sha256(DATA).hexdigest()
    with open_draft(file) as stream:
        assert sum_of(stream) == file.sha256
    assert bucket.keys() == {file.draft_path}


@pytest.mark.parametrize("sort", ["piece", "complete", "put", "begin"])
def test_a_storage_that_is_busy_for_a_moment_is_asked_again(
    direct: Direct, line: Line, bucket: TestBucket, sort: str
) -> None:
    line.faults = [Fault(sort, times=2, is_busy=True)]
    path = direct.begin("a.bin", len(DATA)).path
    assert direct.send(path, 0, DATA[:HALF]).status == 204
    goes_on(direct, path, bucket)
    assert line.faults[0].times == 0


def test_a_slow_storage_is_waited_for(direct: Direct, line: Line, bucket: TestBucket) -> None:
    line.faults = [Fault(sort, times=9, pause_s=0.7) for sort in ("begin", "piece", "put", "complete", "get")]
    path = direct.begin("a.bin", len(DATA)).path
    assert direct.send(path, 0, DATA[:HALF]).offset == HALF
    goes_on(direct, path, bucket)


def test_a_piece_that_cannot_be_sent_is_told_and_sent_again_later(
    direct: Direct, line: Line, bucket: TestBucket, path: str
) -> None:
    line.faults = [Fault("piece", number=2, times=calls.TRIES, is_busy=True)]
    told = direct.send(path, HALF, DATA[HALF:])
    assert told.status == 503
    assert "does not answer now (SlowDown)" in told.text
    assert direct.head(path).offset == HALF
    goes_on(direct, path, bucket)


def test_a_storage_that_is_away_keeps_what_was_sure(direct: Direct, line: Line, bucket: TestBucket, path: str) -> None:
    line.close()
    assert direct.send(path, HALF, DATA[HALF:]).status == 503
    assert direct.begin("b.bin", 40).status == 201, "announcing one needs no storage"
    assert Upload.objects.get(path="a.bin").offset == HALF
    assert direct.client.get("/healthz").status_code == 200
    Upload.objects.filter(path="b.bin").delete()
    line.open()
    goes_on(direct, path, bucket)


def test_readiness_names_a_storage_that_is_away(direct: Direct, line: Line, bucket: TestBucket) -> None:
    from repository.views.health_checks import check_everything

    assert check_everything().checks["storage"] == "ok"
    line.close()
    assert "storage" in check_everything().down


def test_a_form_is_told_that_the_storage_is_away(direct: Direct, line: Line, bucket: TestBucket) -> None:
    line.close()
    send_files(direct.client, direct.dataset, {"a.csv": b"1,2\n"})
    page = direct.client.get(reverse("deposit-files", args=[direct.dataset.deposit_id, direct.dataset.key]))
    assert "The storage of this site does not answer now, so “a.csv” was not kept." in page.content.decode()
    assert not DataFile.objects.exists()


def test_wrong_keys_are_refused_and_right_ones_go_on(
    direct: Direct, settings: Any, bucket: TestBucket, path: str
) -> None:
    right, settings.STORAGE_SECRET_KEY = settings.STORAGE_SECRET_KEY, "another"
    told = direct.send(path, HALF, DATA[HALF:])
    assert told.status == 503
    assert "AccessDenied" in told.text
    settings.STORAGE_SECRET_KEY = right
    goes_on(direct, path, bucket)


def test_a_bucket_that_is_gone_is_said_to_be(direct: Direct, settings: Any, bucket: TestBucket) -> None:
    settings.STORAGE_URL = bucket.url.replace(bucket.name, "varve-nowhere")
    told = direct.send(direct.begin("a.bin", 40).path, 0, DATA[:40])
    assert told.status == 503
    assert "NoSuchBucket" in told.text


@pytest.mark.parametrize("sort", ["piece", "put"])
def test_another_checksum_than_ours_is_no_success(direct: Direct, line: Line, bucket: TestBucket, sort: str) -> None:
    line.faults = [Fault(sort, etag='"00000000000000000000000000000000"')]
    path = direct.begin("a.bin", len(DATA)).path
    told = direct.send(path, 0, DATA[:HALF])
    assert told.status == 503
    assert direct.head(path).offset in (0, PIECE)
    goes_on(direct, path, bucket)


def test_pieces_that_somebody_removed_begin_the_upload_again(direct: Direct, bucket: TestBucket, path: str) -> None:
    upload = Upload.objects.get()
    bucket.opened().drop(f"drafts/{upload.key.hex}", upload.sending)
    told = direct.send(path, HALF, DATA[HALF:])
    assert told.status == 503
    assert "sent again from its beginning" in told.text
    assert direct.head(path).offset == 0
    goes_on(direct, path, bucket)


def test_a_rest_that_somebody_removed_begins_the_upload_again(direct: Direct, bucket: TestBucket, path: str) -> None:
    bucket.opened().remove(f"unfinished/{Upload.objects.get().key.hex}/{HALF}")
    assert direct.send(path, HALF, DATA[HALF:]).status == 503
    assert direct.head(path).offset == 0
    goes_on(direct, path, bucket)


def test_a_line_that_breaks_while_a_draft_is_read_goes_on_where_it_was(
    direct: Direct, line: Line, bucket: TestBucket, path: str
) -> None:
    goes_on(direct, path, bucket)
    line.faults = [Fault("get", times=2, is_cut=True)]
    with open_draft(DataFile.objects.get()) as stream:
        stream.seek(PIECE)
        assert stream.read(1_000) == DATA[PIECE : PIECE + 1_000]


def test_what_the_bucket_holds_is_not_taken_for_what_arrived(direct: Direct, bucket: TestBucket) -> None:
    from repository.clients.s3.failures import StorageAltered
    from repository.uploads.store import draft_store

    direct.send(direct.begin("a.bin", 40).path, 0, DATA[:40])
    file = DataFile.objects.get()
    client_of(bucket.server).put_object(Bucket=bucket.name, Key=f"varve/{file.draft_path}", Body=DATA[40:80])
    with pytest.raises(StorageAltered):  # noqa: SIM117
        with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256):
            pass
