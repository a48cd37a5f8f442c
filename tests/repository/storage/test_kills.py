"""The web process killed at each step between it and the bucket, after the step was done and before it heard so."""

import hashlib
import http.client
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from benchmarks.harvesting.servers import free_port
from repository.models import DataFile, Dataset, Person, Upload
from repository.services.collection import collect_orphans
from repository.services.files import open_draft
from repository.services.tus_joining import sweep_uploads
from repository.uploads.s3.pieces import PIECE
from tests.fakes.s3.line import Fault, Line
from tests.repository.storage.checks import sum_of
from tests.repository.tus.forked import Forked
from tests.repository.tus.web import Sender, sender
from tests.services.s3_bucket import TestBucket

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

DATA = random.Random(9).randbytes(2 * PIECE + 400_000)
STEP = PIECE - 300_000


class Killed:
    """A client that sends in steps, and starts the server again whenever it was killed."""

    def __init__(self, browser: Sender) -> None:
        self.browser = browser
        self.server = Forked(browser.port)
        self.lives = 1

    def kill(self) -> None:
        """kill -9, from whatever thread."""
        self.server.kill()

    def tried(self, act: Callable[[], object]) -> None:
        """Do it; where the server is gone, start it again."""
        try:
            act()
        except (OSError, http.client.HTTPException):
            self.server = Forked(self.browser.port)
            self.lives += 1

    def send(self, path: str, data: bytes, *, step: int = STEP) -> None:
        """Until all is there; never more is told than is there."""
        told = [0]

        def go_on() -> None:
            told.append(self.browser.head(path).offset)
            if piece := data[told[-1] : told[-1] + step]:
                self.browser.send(path, told[-1], piece)

        while told[-1] < len(data):
            self.tried(go_on)


@pytest.mark.parametrize(
    "sort",
    [
        "piece",
        "complete",
        "head",
        *(pytest.param(sort, marks=pytest.mark.drill) for sort in ("begin", "put", "get", "remove")),
    ],
)
def test_a_kill_at_any_step_costs_no_byte(
    alice: Person, dataset: Dataset, line: Line, bucket: TestBucket, sort: str
) -> None:
    client = Killed(sender(free_port(), alice, dataset))
    line.faults = [Fault(sort, times=2, after=client.kill)]
    path = client.browser.begin("a.bin", len(DATA)).path
    client.send(path, DATA)
    assert client.browser.head(path).offset == len(DATA)
    client.kill()
    assert client.lives > 1
    all_is_there_and_nothing_else(bucket)


def all_is_there_and_nothing_else(bucket: TestBucket) -> None:
    """The one file has its bytes, and once the collectors have run it is alone in the bucket."""
    file = DataFile.objects.get()
    assert (file.size, file.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    with open_draft(file) as stream:
        assert sum_of(stream) == file.sha256
    later = timezone.now() + timedelta(days=30)
    sweep_uploads(now=later)
    collect_orphans(now=later)
    assert bucket.keys() == {file.draft_path}
    assert not Upload.objects.exists()


@pytest.mark.parametrize("landed", [2, *(pytest.param(landed, marks=pytest.mark.drill) for landed in (1, 3))])
def test_a_kill_while_pieces_fly_costs_no_byte_though_a_later_one_had_landed(
    alice: Person, dataset: Dataset, line: Line, bucket: TestBucket, landed: int
) -> None:
    client = Killed(sender(free_port(), alice, dataset))
    slow = [Fault("piece", number=landed - 1, pause_s=0.5)] if landed > 1 else []
    line.faults = [Fault("piece", number=landed, after=client.kill), *slow]
    path = client.browser.begin("a.bin", len(DATA)).path
    client.send(path, DATA, step=len(DATA))
    client.kill()
    assert client.lives == 2
    all_is_there_and_nothing_else(bucket)


@pytest.mark.drill
def test_kills_at_random_moments_cost_no_byte(alice: Person, dataset: Dataset, bucket: TestBucket) -> None:
    chance = random.Random(2026)
    client = Killed(sender(free_port(), alice, dataset))
    path = client.browser.begin("a.bin", len(DATA)).path
    for _life in range(20):
        client.server.kill_after(chance.uniform(0.02, 0.3))

        def sent() -> None:
            here = client.browser.head(path).offset
            client.browser.send(path, here, DATA[here : here + 900_000])

        while client.lives == _life + 1:
            client.tried(sent)
    client.send(path, DATA)
    client.kill()
    assert DataFile.objects.get().sha256 == hashlib.sha256(DATA).hexdigest()
