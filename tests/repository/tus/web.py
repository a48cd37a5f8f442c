"""The real site under granian, and a small client that speaks tus over plain HTTP, so that a test sees every header."""

import http.client
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client

from benchmarks.harvesting.servers import free_port, running, site
from repository.models import Dataset, Person
from repository.uploads.permits import permit_for
from repository.uploads.tus.headers import BODY_TYPE, VERSION, metadata_text
from tests.services.processes import all_gone, descendants


@dataclass(frozen=True)
class Said:
    """An answer: its status, its headers in lower case, its text."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def offset(self) -> int:
        """Upload-Offset."""
        return int(self.headers["upload-offset"])

    @property
    def path(self) -> str:
        """The path of Location."""
        return urlsplit(self.headers["location"]).path


class Speaks:
    """Whoever speaks tus for a dataset. ``_`` in the name of a header stands for ``-``."""

    dataset: Dataset

    def ask(self, method: str, path: str = "/uploads/", body: bytes = b"", **headers: str) -> Said:
        """One request."""
        raise NotImplementedError

    def metadata(self, name: str, **more: str) -> str:
        """Upload-Metadata for a file of this name."""
        return metadata_text({"filename": name, "dataset": str(self.dataset.key), **more})

    def begin(self, name: str, length: int, **headers: str) -> Said:
        """Create an upload."""
        given = {"Upload_Length": str(length), "Upload_Metadata": self.metadata(name)} | headers
        return self.ask("POST", "/uploads/", b"", **given)

    def send(self, path: str, offset: int, body: bytes, **headers: str) -> Said:
        """PATCH."""
        return self.ask("PATCH", path, body, **({"Upload_Offset": str(offset), "Content_Type": BODY_TYPE} | headers))

    def head(self, path: str) -> Said:
        """HEAD."""
        return self.ask("HEAD", path)


@dataclass(frozen=True)
class Sender(Speaks):
    """A browser of one person, with the permit of one dataset, before the site at a port."""

    port: int
    dataset: Dataset
    cookies: str
    permit: str

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Cookie": self.cookies, "Upload-Permit": self.permit, "Tus-Resumable": VERSION}

    def ask(self, method: str, path: str = "/uploads/", body: bytes = b"", **headers: str) -> Said:
        """One request over a socket."""
        line = http.client.HTTPConnection("localhost", self.port, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.request(method, path, body=body or None, headers=self.headers | given)
            return said(line.getresponse())
        finally:
            line.close()


@dataclass(frozen=True)
class Direct(Speaks):
    """The same without a server in between."""

    client: Client
    dataset: Dataset
    permit: str

    def ask(self, method: str, path: str = "/uploads/", body: bytes = b"", **headers: str) -> Said:
        """One request to the application."""
        given = {"Tus_Resumable": VERSION, "Upload_Permit": self.permit} | headers
        kind = given.pop("Content_Type", "")
        extra = {f"HTTP_{name.upper()}": value for name, value in given.items()}
        extra["CONTENT_TYPE"] = kind
        answer = self.client.generic(method, path, body, **extra)  # type: ignore[arg-type]
        return Said(answer.status_code, {name.lower(): value for name, value in answer.items()}, answer.text)


def said(answer: HTTPResponse) -> Said:
    """What came back. Raises RemoteDisconnected where a server was killed between its status and its headers."""
    headers = {name.lower(): value for name, value in answer.getheaders()}
    if "content-type" not in headers and "tus-resumable" not in headers:
        raise RemoteDisconnected(f"the answer of status {answer.status} ended within its headers")
    return Said(answer.status, headers, answer.read().decode(errors="replace"))


def sender(port: int, person: Person, dataset: Dataset) -> Sender:
    """A browser in which somebody is signed in."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.get("/deposits/")
    cookies = "; ".join(f"{name}={value.value}" for name, value in browser.cookies.items())
    return Sender(port, dataset, cookies, permit_for(person, dataset.key))


@contextmanager
def served(folder: Path, *, port: int = 0, **more: str) -> Iterator[int]:
    """The port of the site over the test's database and store."""
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    port = port or free_port()
    environment = {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        **{name: getattr(settings, name) for name in ("STORAGE_URL", "STORAGE_ACCESS_KEY", "STORAGE_SECRET_KEY")},
        "SITE_URL": f"http://localhost:{port}",
        **more,
    }
    with running(site(port), port=port, path="/healthz", environment=environment, logs=folder):
        yield port


def kill_web(port: int) -> None:
    """kill -9 of the web server at a port, with all that it started."""
    roots = [each for each in descendants(os.getpid()) if f"--port {port}" in each.command]
    tree = roots + [below for root in roots for below in descendants(root.pid)]
    for each in tree:
        with suppress(ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    assert tree
    assert not all_gone(tree)
