"""Real harvesters wait as long as they are told to, and miss nothing."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from oaipmh_scythe import RetryConfig, Scythe
from sickle import Sickle

from config.lanes import Lanes
from tests.config.laned import Clock, laned

_PAGE = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-21T12:00:00Z</responseDate>
<request verb="ListIdentifiers">http://localhost/oai</request><ListIdentifiers><header>
<identifier>oai:varve.localhost:{number}</identifier><datestamp>2026-03-05T10:11:12Z</datestamp></header>
<resumptionToken>{token}</resumptionToken></ListIdentifiers></OAI-PMH>"""


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Nothing."""


@contextmanager
def endpoint(application: Lanes) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def pages(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A list of nine pages; the token is the number of the next one."""
    number = int(dict(parse_qsl(environ["QUERY_STRING"])).get("resumptionToken", 0))
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
    return [_PAGE.format(number=number, token=number + 1 if number < 8 else "").encode()]


def test_sickle_and_scythe_wait_as_they_are_told_and_miss_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr("sickle.app.time.sleep", clock.sleep)
    monkeypatch.setattr("oaipmh_scythe.client.time.sleep", clock.sleep)
    with endpoint(laned(pages, clock=clock, bytes=1500)) as address:
        harvester = Sickle(address, max_retries=3)
        found = [header.identifier for header in harvester.ListIdentifiers(metadataPrefix="oai_dc")]
        with Scythe(address, retry_config=RetryConfig(max_retries=3)) as scythe:
            read: list[Any] = list(scythe.list_identifiers())
    assert found == [header.identifier for header in read] == [f"oai:varve.localhost:{n}" for n in range(9)]
    assert clock.waits
    assert all(1 <= wait <= 120 for wait in clock.waits)
