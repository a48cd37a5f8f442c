"""ORCID, ROR and Crossref on one socket of this machine: their paths, programmed faults, a memory of all questions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fakes.datacite.faults import Fault
from tests.fakes.datacite.sending import send, send_fault
from tests.fakes.registries import entries


@dataclass
class FakeRegistries:
    """A running fake. ``listed``, ``people``, ``works``: what ORCID knows; ``seen``: every question as it came."""

    url: str = ""
    seen: list[str] = field(default_factory=list)
    listed: list[Any] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)
    works: dict[str, Any] = field(default_factory=dict)
    organisations: list[Any] = field(default_factory=lambda: list(entries.ORGANISATIONS))
    funders: list[Any] = field(default_factory=lambda: list(entries.FUNDERS))
    faults: list[Fault | None] = field(default_factory=list)
    """How the next questions end; None: well."""
    raw: bytes | None = None
    """Sent instead of any answer, as JSON."""

    def know(self, orcid: str, family: str | None, given: str | None, *works: Any) -> None:
        """Let ORCID have a person with these employments."""
        names = [each["employment-summary"]["organization"]["name"] for each in works]
        self.listed.append(entries.listed_person(orcid, family, given, *names))
        self.people[orcid] = entries.person(orcid, family, given)
        self.works[orcid] = entries.employments(*works)

    def answer(self, address: str) -> tuple[int, Any]:
        """Status and document of a question."""
        parts = urlsplit(address)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        match parts.path.strip("/").split("/"):
            case ["v3.0", "expanded-search"]:
                found = [each for each in self.listed if _has(query["q"], each)]
                return 200, {"expanded-result": found or None, "num-found": len(found)}
            case ["v3.0", orcid, ("person" | "employments") as part]:
                told = (self.people if part == "person" else self.works).get(orcid)
                return (200, told) if told else (404, {"response-code": 404})
            case ["v2", "organizations"]:
                words = query["query"].split()
                items = [each for each in self.organisations if _named(words, str(each).casefold())]
                return 200, {"number_of_results": len(items), "time_taken": 3, "items": items, "meta": {}}
            case ["v2", "organizations", ror]:
                one = next((each for each in self.organisations if each["id"].endswith(ror)), None)
                return (200, one) if one else (404, {"errors": ["not found"]})
            case ["funders"]:
                items = [each for each in self.funders if _named(query["query"].split(), str(each).casefold())]
                message = {"items-per-page": 20, "total-results": len(items), "items": items}
                return 200, {"status": "ok", "message-type": "funder-list", "message": message}
        return 404, None


def _named(words: list[str], told: str) -> bool:
    return all(word in told for word in words)


def _has(query: str, person: Any) -> bool:
    """Each word of ``(family-name:w* OR ...) AND (...)`` begins a word of the names."""
    names = f"{person['given-names'] or ''} {person['family-names'] or ''}".casefold().split()
    words = [part.partition(":")[2].partition("*")[0] for part in query.split(" AND ")]
    return all(any(name.startswith(word) for name in names) for word in words)


def _handler(fake: FakeRegistries) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Questions are remembered, not printed."""

        def do_GET(self) -> None:
            fake.seen.append(self.path)
            fault = fake.faults.pop(0) if fake.faults else None
            if fault:
                send_fault(self, fault)
            elif fake.raw is not None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(fake.raw)))
                self.end_headers()
                self.wfile.write(fake.raw)
            else:
                send(self, *fake.answer(self.path))

    return Handler


@contextmanager
def running_registries() -> Iterator[FakeRegistries]:
    """A fake that listens on this machine until the block ends."""
    fake = FakeRegistries()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
