"""A vocabulary from its address: through the one guarded client, whole or not at all, and nowhere else."""

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from repository.errors import PermanentFailure, TransientFailure
from repository.services.vocabulary_files import file_of
from tests.repository.vocabularies.samples import CSV


class Library(BaseHTTPRequestHandler):
    """A server of vocabularies."""

    def do_GET(self) -> None:
        """What lies at the path."""
        body = {"/sea.csv": CSV.encode(), "/sea.csv.gz": gzip.compress(CSV.encode())}.get(self.path.partition("?")[0])
        self.send_response(301 if self.path == "/moved" else 200 if body else 404)
        if self.path == "/moved":
            self.send_header("Location", "http://169.254.169.254/secret")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def library() -> Iterator[str]:
    """The address of a library on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Library)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["/sea.csv", "/sea.csv?version=3", "/sea.csv.gz"])
def test_a_file_is_fetched_and_unpacked(library: str, name: str) -> None:
    with file_of(library + name) as path:
        assert path.read_text("utf-8") == CSV
    assert not path.exists(), "nothing stays behind"


def test_an_address_that_leads_elsewhere_is_told_and_not_followed(library: str) -> None:
    with (
        pytest.raises(PermanentFailure, match=r"leads on to http://169\.254\.169\.254/secret"),
        file_of(f"{library}/moved"),
    ):
        pass


def test_what_is_not_there_or_too_large_is_refused(library: str, settings: Any) -> None:
    with pytest.raises(PermanentFailure, match="404"), file_of(f"{library}/nothing.csv"):
        pass
    settings.VOCABULARY_MAX_BYTES = 20
    with pytest.raises(TransientFailure, match="more than 20 bytes"), file_of(f"{library}/sea.csv"):
        pass


@pytest.mark.parametrize("address", ["http://example.org/sea.csv", "https://user:secret@example.org/sea.csv"])
def test_plain_http_and_passwords_in_addresses_are_refused(address: str) -> None:
    with pytest.raises(PermanentFailure), file_of(address):
        pass


@pytest.mark.django_db
def test_the_command_loads_from_an_address_and_says_when_nobody_answers(library: str) -> None:
    call_command("import_vocabulary", f"{library}/sea.csv", scheme="sea", verbosity=0)
    with pytest.raises(CommandError) as told:
        call_command("import_vocabulary", "http://127.0.0.1:9/sea.csv", scheme="sea")
    assert told.value.returncode == 1
