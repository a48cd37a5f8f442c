"""Clients that others wrote, against the real site: tuspy, and tus-js-client run by node."""

import hashlib
import random
from pathlib import Path

import pytest
from tusclient.client import TusClient
from tusclient.uploader.uploader import Uploader

from repository.models import DataFile, DraftFile
from repository.uploads.store import DraftStore
from tests.repository.deposits.conftest import kept
from tests.repository.tus.web import Sender

pytestmark = [pytest.mark.django_db(transaction=True)]

NOISE = random.Random(7).randbytes(1_000_000)


def uploader(browser: Sender, path: Path, **more: object) -> Uploader:
    client = TusClient(f"http://localhost:{browser.port}/uploads/", headers=browser.headers)
    metadata = {"filename": path.name, "dataset": str(browser.dataset.key)}
    return client.uploader(str(path), metadata=metadata, **more)


def test_tuspy_sends_in_pieces_and_resumes_where_it_was(browser: Sender, tmp_path: Path, store: DraftStore) -> None:
    source = tmp_path / "cast.bin"
    source.write_bytes(NOISE)
    begun = uploader(browser, source, chunk_size=300_000)
    begun.upload(stop_at=600_000)
    resumed = uploader(browser, source, chunk_size=300_000, url=begun.url, upload_checksum=True)
    assert resumed.get_offset() == 600_000
    resumed.upload()
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(NOISE), hashlib.sha256(NOISE).hexdigest())
    assert DraftFile.objects.get().path == "cast.bin"
    assert kept(store) == {f"drafts/{file.number}"}
