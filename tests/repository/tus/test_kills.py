"""The web process killed again and again, wherever it is: in a PATCH, in a beginning, in taking a file in."""

import hashlib
import http.client
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from benchmarks.harvesting.servers import free_port
from repository.models import DataFile, Dataset, DraftFile, Person, Upload
from repository.services.collection import collect_orphans
from repository.services.tus_joining import sweep_uploads
from repository.uploads.disk import DiskStore
from tests.repository.tus.forked import Forked
from tests.repository.tus.web import Said, Sender, sender
from tests.services.stores import kept

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

CHANCE = random.Random(2026)
SIZES = (400_000, 1_500_000, 3_000_000)


def whole(answer: Said) -> Said:
    """An answer whose end came too: the kill may fall between two of its headers."""
    if "x-request-id" not in answer.headers or (answer.status != 204 and "content-length" not in answer.headers):
        raise ConnectionError("cut")
    return answer


class Client:
    """Somebody who sends file after file, and after every loss asks how much is there."""

    def __init__(self, browser: Sender) -> None:
        self.browser = browser
        self.sent: dict[str, bytes] = {}
        self.path = ""
        self.ended = 0

    def go_on(self) -> None:
        """One try: begin a file, or ask where it is and send the rest. Raises OSError or HTTPException when cut."""
        name = f"{self.ended:03}.bin"
        if not self.path:
            content = self.sent.setdefault(name, random.Random(name).randbytes(SIZES[self.ended % 3]))
            self.path = whole(self.browser.begin(name, len(content))).path
        here = whole(self.browser.head(self.path))
        assert here.status == 200, here
        rest = self.sent[name][here.offset :]
        if rest:
            answer = self.browser.send(self.path, here.offset, rest[: CHANCE.choice((200_000, 5_000_000))])
            assert whole(answer).status == 204, answer
        if whole(self.browser.head(self.path)).offset == len(self.sent[name]):
            self.path, self.ended = "", self.ended + 1

    def is_between_files(self) -> bool:
        """Whether the last file was told to be whole."""
        return not self.path and len(self.sent) == self.ended


def one_life(client: Client) -> None:
    """A server is started, killed after a moment, and the client sends as long as it lives."""
    server = Forked(client.browser.port)
    killer = server.kill_after(CHANCE.uniform(0.02, 0.25))
    try:
        while killer.is_alive():
            client.go_on()
    except (OSError, http.client.HTTPException):
        pass
    killer.join()


@pytest.mark.parametrize("kills", [10, pytest.param(100, marks=pytest.mark.drill)])
def test_kills_of_the_web_process_cost_no_byte(alice: Person, dataset: Dataset, store: DiskStore, kills: int) -> None:
    client = Client(sender(free_port(), alice, dataset))
    for _life in range(kills):
        one_life(client)
    server = Forked(client.browser.port)
    while not client.is_between_files():
        client.go_on()
    server.kill()
    wanted = {name: hashlib.sha256(content).hexdigest() for name, content in client.sent.items()}
    assert len(wanted) >= max(1, kills // 25)
    assert dict(DraftFile.objects.values_list("path", "file__sha256")) == wanted
    for place in DraftFile.objects.select_related("file"):
        assert store.path_of(place.file.draft_path).read_bytes() == client.sent[place.path]
    later = timezone.now() + timedelta(days=30)
    sweep_uploads(now=later)
    collect_orphans(now=later)
    assert kept(store) == {f"drafts/{file.number}" for file in DataFile.objects.all()}
    assert not Upload.objects.exists()
