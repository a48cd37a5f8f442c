"""The fake as a server: JSON:API bodies, Basic authentication, paging, programmed faults, a memory of all requests."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.fakes.datacite.faults import Fault
from tests.fakes.datacite.rules import Account, Doi, Refused, Registry
from tests.fakes.datacite.sending import send, send_fault

NO_ACCOUNT = Account("", "", ())


@dataclass
class Seen:
    """One request, and the status that was meant as its answer."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: dict[str, Any] | None
    status: int = 0

    @property
    def doi(self) -> str:
        """The DOI that it is about."""
        attributes = ((self.body or {}).get("data") or {}).get("attributes") or {}
        return self.path.removeprefix("/dois/") if self.path != "/dois" else str(attributes.get("doi", ""))


@dataclass
class FakeDataCite:
    """A running fake: what it holds (``registry``), what it saw (``seen``), and what it will do next."""

    registry: Registry
    bad_credentials: int = 401
    seen: list[Seen] = field(default_factory=list)
    url: str = ""
    when_asked: Callable[[Seen], None] | None = None
    """Called after the work is done and before the answer is sent."""
    _next: list[tuple[str, Fault]] = field(default_factory=list)

    def next(self, *faults: Fault, method: str = "") -> None:
        """Let the next requests (of a method, or any) end so."""
        self._next.extend((method, fault) for fault in faults)

    def forget_faults(self) -> None:
        """Be well again."""
        self._next.clear()

    def asked(self, method: str) -> list[Seen]:
        """The requests of one method."""
        return [seen for seen in self.seen if seen.method == method]

    def fault_for(self, method: str) -> Fault | None:
        """The next programmed fault for this method, used up."""
        for place, (wanted, fault) in enumerate(self._next):
            if wanted in ("", method):
                del self._next[place]
                return fault
        return None

    def work(self, seen: Seen) -> tuple[int, Any]:
        """Do what is asked; status and body of the true answer."""
        with self.registry.lock:
            try:
                return self._work(seen)
            except Refused as error:
                told = {"status": str(error.status), "source": error.source, "title": error.title}
                return error.status, {"errors": [{name: text for name, text in told.items() if text}]}

    def _work(self, seen: Seen) -> tuple[int, Any]:
        if seen.path == "/heartbeat":
            return 200, "OK"
        account = self._account(seen)
        name = seen.path.removeprefix("/dois/") if seen.path.startswith("/dois/") else ""
        attributes = ((seen.body or {}).get("data") or {}).get("attributes") or {}
        match seen.method, bool(name):
            case "GET", True:
                return 200, {"data": _resource(self.registry.show(account, name))}
            case "GET", False if seen.path == "/dois":
                return 200, self._page(account, seen.query)
            case _ if account is None:
                raise Refused(self.bad_credentials, "Bad credentials.")
            case "POST", False if seen.path == "/dois":
                return 201, {"data": _resource(self.registry.create(account, attributes))}
            case "PUT", True:
                found, is_new = self.registry.update(account, name, attributes)
                return (201 if is_new else 200), {"data": _resource(found)}
            case "DELETE", True:
                self.registry.delete(account, name)
                return 204, None
        raise Refused(404, "The resource you are looking for doesn't exist.")

    def _account(self, seen: Seen) -> Account | None:
        """Who asks; nobody where nothing is said, and a refusal where it is wrong."""
        header = seen.headers.get("authorization", "")
        if not header.startswith("Basic "):
            return None
        user, _, password = base64.b64decode(header[6:]).decode().partition(":")
        account = self.registry.sign_in(user, password)
        if account is None:
            raise Refused(self.bad_credentials, "Bad credentials.")
        return account

    def _page(self, account: Account | None, query: dict[str, str]) -> dict[str, Any]:
        found = self.registry.listed(account, client=query.get("client-id", ""), prefix=query.get("prefix", ""))
        size, cursor = int(query.get("page[size]", "25")), int(query.get("page[cursor]", "1"))
        shown = found[(cursor - 1) * size : cursor * size]
        following = urlencode({**query, "page[cursor]": str(cursor + 1)})
        links = {"self": f"{self.url}/dois"} | (
            {"next": f"{self.url}/dois?{following}"} if len(found) > cursor * size else {}
        )
        only = query.get("fields[dois]")
        return {
            "data": [_resource(doi, only.split(",") if only else None) for doi in shown],
            "meta": {"total": len(found)},
            "links": links,
        }


def _resource(doi: Doi, only: list[str] | None = None) -> dict[str, Any]:
    prefix, _, suffix = doi.doi.partition("/")
    attributes = {
        "doi": doi.doi,
        "prefix": prefix,
        "suffix": suffix,
        "url": doi.url or None,
        "xml": base64.b64encode(doi.xml).decode() or None,
        "state": doi.state,
        "isActive": doi.state == "findable",
        "metadataVersion": max(doi.changes - 1, 0),
        "schemaVersion": "http://datacite.org/schema/kernel-4" if doi.xml else None,
        "created": doi.created,
        "updated": doi.updated,
    }
    shown = {name: value for name, value in attributes.items() if only is None or name in only}
    client = {"data": {"id": doi.owner.lower(), "type": "clients"}}
    return {"id": doi.doi, "type": "dois", "attributes": shown, "relationships": {"client": client}}


def _handler(fake: FakeDataCite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are remembered, not printed."""

        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen = Seen(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), headers, _json(body))
            fake.seen.append(seen)
            fault = fake.fault_for(seen.method)
            seen.status, told = fake.work(seen) if fault is None or fault.works else (fault.status, None)
            if fake.when_asked:
                fake.when_asked(seen)
            if fault is None:
                send(self, seen.status, told)
            else:
                send_fault(self, fault)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

    return Handler


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body) if body else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def running_datacite(*accounts: Account, port: int = 0) -> Iterator[FakeDataCite]:
    """A fake that listens on this machine until the block ends."""
    fake = FakeDataCite(Registry(*accounts))
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(fake))
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
