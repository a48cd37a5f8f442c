"""A file sent by tus over a plain socket, made on the way: what a client of tus does at its best."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client

from benchmarks.sending.wire import blocks_of
from repository.models import Person
from repository.services.deposits import create_deposit
from repository.uploads.permits import permit_for
from repository.uploads.tus.headers import BODY_TYPE, VERSION, metadata_text


@dataclass(frozen=True)
class TusErrand:
    """The dataset that files are sent to, and what every request carries."""

    port: int
    dataset: str
    headers: dict[str, str]

    def begin(self, name: str, size: int) -> str:
        """The path of a new upload."""
        metadata = metadata_text({"filename": name, "dataset": self.dataset})
        answer = self._ask("POST", "/uploads/", {"Upload-Length": str(size), "Upload-Metadata": metadata})
        return urlsplit(str(answer["Location"])).path

    def offset_of(self, path: str) -> int:
        """How much is there."""
        return int(str(self._ask("HEAD", path, {})["Upload-Offset"]))

    def send(self, name: str, size: int) -> float:
        """Send a whole file in one PATCH; the seconds from its creation to the answer."""
        started = time.perf_counter()
        path = self.begin(name, size)
        body = (bytes(block) for block in blocks_of(size))
        self._ask("PATCH", path, {"Upload-Offset": "0", "Content-Type": BODY_TYPE, "Content-Length": str(size)}, body)
        return time.perf_counter() - started

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | None = None
    ) -> http.client.HTTPMessage:
        line = http.client.HTTPConnection("localhost", self.port, timeout=900)
        try:
            line.request(method, path, body=body, headers=self.headers | headers)
            answer = line.getresponse()
            if answer.status >= 300:
                raise ConnectionError(f"{method} {path} answered {answer.status} {answer.read()!r}")
            return answer.headers
        finally:
            line.close()


def open_errand(person: Person, port: int) -> TusErrand:
    """Open a deposit for a person, as a browser that is signed in."""
    dataset = create_deposit(actor=person).datasets.get()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.get("/deposits/")
    cookies = "; ".join(f"{name}={value.value}" for name, value in browser.cookies.items())
    headers = {"Cookie": cookies, "Upload-Permit": permit_for(person, dataset.key), "Tus-Resumable": VERSION}
    return TusErrand(port, str(dataset.key), headers)
