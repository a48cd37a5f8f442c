"""Files of hundreds of megabytes through the plain form, sent to granian over a socket."""

import http.client
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.sending.errands import Errand, open_form
from benchmarks.sending.memory import peak_of_web_server
from benchmarks.sending.wire import digest_of, send
from repository.models import DataFile, DraftFile
from repository.uploads.disk import DiskStore, disk_store
from tests.factories import make_person
from tests.services.processes import wait_until
from tests.services.stores import kept

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MB = 1_000_000
MOST_MEMORY = 200 * MB


@dataclass(frozen=True)
class Web:
    """A web server over the test's database and store, and a form that is open in a browser."""

    port: int
    errand: Errand
    store: DiskStore


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    environment = {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "STORAGE_URL": settings.STORAGE_URL,
    }
    port = free_port()
    with running(site(port), port=port, path="/healthz", environment=environment, logs=tmp_path):
        yield Web(port, open_form(make_person("lena")), disk_store())


def arrives(web: Web, size: int) -> None:
    """A file of this size arrives whole, with little memory, and nothing else is left."""
    answer = send(web.port, web.errand.path, cookies=web.errand.cookies, size=size)
    assert (answer.status, answer.location.endswith("/files/")) == (302, True)
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (size, digest_of(size))
    assert kept(web.store) == {f"drafts/{file.number}"}
    assert received_again(web, file) == (size, file.sha256)
    assert peak_of_web_server(web.port) < MOST_MEMORY


def received_again(web: Web, file: DataFile) -> tuple[int, str]:
    """Size and SHA256 of the file as its depositor downloads it."""
    dataset = web.errand.dataset
    asking = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    path = reverse("deposit-file", args=[dataset.deposit_id, dataset.key, file.number])
    asking.request("GET", path, headers={"Host": "localhost", "Cookie": web.errand.cookies})
    answer, size, digest = asking.getresponse(), 0, sha256()
    while block := answer.read(MB):
        size += len(block)
        digest.update(block)
    asking.close()
    return size, digest.hexdigest()


def test_a_file_of_300_megabytes_arrives_whole_with_little_memory(web: Web) -> None:
    arrives(web, 300 * MB)


def test_a_connection_cut_in_the_middle_of_a_large_file_leaves_no_debris(web: Web) -> None:
    send(web.port, web.errand.path, cookies=web.errand.cookies, size=300 * MB, cut_after=100 * MB)
    assert wait_until(lambda: kept(web.store) == set() and web.store.incoming.exists())
    assert not DraftFile.objects.exists()


@pytest.mark.marathon
@pytest.mark.timeout(600)
def test_a_file_of_5_gigabytes_arrives_whole_with_little_memory(web: Web) -> None:
    arrives(web, 5_000 * MB)
