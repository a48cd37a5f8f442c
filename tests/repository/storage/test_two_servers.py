"""Several web servers before one bucket: one writer at a time, silence, and a lock that dies with its process."""

import hashlib
import random
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from repository.models import DataFile, Dataset, Person, Upload
from repository.services.tus_writing import growing
from repository.uploads.s3.pieces import PIECE
from repository.uploads.tus.headers import BODY_TYPE
from repository.uploads.tus.refusals import SenderSilent, UploadBusy
from tests.repository.tus.test_parts import begin_part, join
from tests.repository.tus.web import Sender, sender, served
from tests.services.processes import wait_until
from tests.services.s3_bucket import TestBucket

pytestmark = pytest.mark.django_db(transaction=True)

DATA = random.Random(4).randbytes(PIECE + 600_000)


def test_one_writes_an_upload_at_a_time(alice: Person, dataset: Dataset, bucket: TestBucket, tmp_path: Path) -> None:
    site = bucket.environment
    for name in "ab":
        (tmp_path / name).mkdir()
    with served(tmp_path / "a", port=0, **site) as one, served(tmp_path / "b", port=0, **site) as two:
        first, second = sender(one, alice, dataset), sender(two, alice, dataset)
        path = first.begin("a.bin", len(DATA)).path
        with socket.create_connection(("localhost", one)) as slow:
            slow.sendall(half_a_patch(first, path, DATA[:500_000]))
            assert wait_until(lambda: second.head(path).status == 423, 60)
            assert second.send(path, 0, DATA[:1_000]).status == 423
        assert wait_until(lambda: second.head(path).status == 200, 60)
        here = second.head(path).offset
        assert here == 500_000, "what came over the line that was cut is here"
        assert second.send(path, here, DATA[here:]).offset == len(DATA)
    assert DataFile.objects.get().sha256 == hashlib.sha256(DATA).hexdigest()


def half_a_patch(browser: Sender, path: str, body: bytes) -> bytes:
    """A request that says more will come."""
    lines = [f"PATCH {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(DATA)}", "Upload-Offset: 0"]
    lines += [f"{name}: {value}" for name, value in (browser.headers | {"Content-Type": BODY_TYPE}).items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def test_who_was_overtaken_writes_nothing(alice: Person, dataset: Dataset, bucket: TestBucket) -> None:
    upload = Upload.objects.create(
        dataset=dataset, person=alice, path="a.bin", length=len(DATA), expires="2030-01-01T00:00Z"
    )
    with growing(upload) as grown:
        grown.growth.write(DATA[:1_000])
        Upload.objects.filter(pk=upload.pk).update(offset=77)
        with pytest.raises(SenderSilent):
            grown.remember()
        with pytest.raises(UploadBusy), growing(Upload.objects.get()):
            pass
    assert Upload.objects.get().offset == 77


def test_a_silent_sender_leaves_what_came(alice: Person, dataset: Dataset, bucket: TestBucket) -> None:
    upload = Upload.objects.create(
        dataset=dataset, person=alice, path="a.bin", length=len(DATA), expires="2030-01-01T00:00Z"
    )
    with growing(upload) as grown:
        grown.growth.write(DATA[:1_000])
        with ThreadPoolExecutor(1) as watcher:
            watcher.submit(grown.hold.let_go, back_to=None).result()
        with growing(Upload.objects.get()) as other:
            assert other.growth.size == 1_000
            other.growth.write(DATA[1_000:])
            other.remember()
        with pytest.raises(SenderSilent), grown.hold.kept():
            pass
    assert Upload.objects.get().offset == len(DATA)


def test_a_slow_line_is_put_away_now_and_then(
    alice: Person, dataset: Dataset, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.uploads.s3.growth.REST_S", 0.0)
    upload = Upload.objects.create(
        dataset=dataset, person=alice, path="a.bin", length=len(DATA), expires="2030-01-01T00:00Z"
    )
    with growing(upload) as grown:
        grown.growth.write(DATA[:1_000])
        assert grown.growth.is_due
        grown.remember_sure()
        assert Upload.objects.get().offset == 1_000


def test_parts_are_joined_from_the_bucket(alice: Person, dataset: Dataset, bucket: TestBucket, tmp_path: Path) -> None:
    cuts = [DATA[:700_000], DATA[700_000 : PIECE + 100_000], DATA[PIECE + 100_000 :]]
    with served(tmp_path, port=0, **bucket.environment) as port:
        browser = sender(port, alice, dataset)

        def sent(data: bytes) -> str:
            path = begin_part(browser, data)
            assert browser.send(path, 0, data[:400_000]).status == 204
            assert browser.send(path, 400_000, data[400_000:]).offset == len(data)
            return path

        with ThreadPoolExecutor(3) as pool:
            paths = list(pool.map(sent, cuts))
        assert not DataFile.objects.exists()
        assert (made := join(browser, paths)).status == 201, made
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert bucket.keys() == {file.draft_path}
