"""pyoai over the same records: a page by one range of numbers, which is the best it can have."""

import cgi
import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import psycopg
from oaipmh import common, metadata, server

from benchmarks.harvesting.written import pairs

PAGE = 100


class Records:
    """What pyoai asks a repository for."""

    def __init__(self) -> None:
        self._connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def identify(self) -> Any:
        """The six facts."""
        first = datetime(2012, 1, 1)  # noqa: DTZ001 - the library takes no other
        address = "http://127.0.0.1/"
        granularity = "YYYY-MM-DDThh:mm:ssZ"
        return common.Identify("peer", address, "2.0", ["x@example.org"], first, "no", granularity, ["identity"])

    def listRecords(self, cursor: int = 0, batch_size: int = PAGE, **_asked: Any) -> Iterator[Any]:  # noqa: N802
        """The records from one number on."""
        statement = "SELECT doc::text FROM peer_record WHERE n >= %s AND n < %s ORDER BY n"
        for (text,) in self._connection.execute(statement, (cursor, cursor + batch_size)):
            document = json.loads(text)
            told: dict[str, list[str]] = {}
            for name, value in pairs(document):
                told.setdefault(name, []).append(value)
            moment = datetime.fromisoformat(document["modified"][:-1])
            header = common.Header(None, f"oai:peer:{document['id']}", moment, [document["set"]], False)
            yield header, common.Metadata(None, told), None


def _server() -> Any:
    cgi.parse_qs = parse_qs  # type: ignore[attr-defined]  # pyoai 2.5.0 calls it; Python 3.8 took it away
    registry = metadata.MetadataRegistry()
    registry.registerWriter("oai_dc", server.oai_dc_writer)
    return server.BatchingServer(Records(), metadata_registry=registry, resumption_batch_size=PAGE)


_SERVER = _server()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One answer."""
    said = _SERVER.handleRequest(dict(parse_qsl(environ["QUERY_STRING"])))
    body = said.encode() if isinstance(said, str) else said
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
