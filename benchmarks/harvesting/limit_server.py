"""The limit: whole <record> texts, rendered beforehand, over a keyset on one index, from plain WSGI without Django.

It checks no argument, signs no token and knows one format and no set: no correct provider can do less for a page.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from psycopg.types.string import TextBinaryLoader

PAGE = 100

_OPENING = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" '
    b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><responseDate>2026-01-01T00:00:00Z</responseDate>'
    b'<request verb="ListRecords" metadataPrefix="oai_dc">http://127.0.0.1/oai</request><ListRecords>'
)
_CLOSING = b"</ListRecords></OAI-PMH>\n"
_STATEMENT = (
    "SELECT n, record, to_char(modified AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM \"limit_{format}\" "
    "WHERE (modified, n) > (%s, %s) ORDER BY modified, n LIMIT %s"
)
_STATEMENTS = {f"/{name}": _STATEMENT.format(format=name) for name in ("oai_dc", "iso19115-3")}
_held = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One page after the position in the token, which is the plain text ``<datestamp>!<number>``."""
    token = dict(parse_qsl(environ["QUERY_STRING"])).get("resumptionToken", "1900-01-01T00:00:00!-1")
    modified, number = token.split("!")
    statement = _STATEMENTS[environ["PATH_INFO"]]
    rows = _connection().execute(statement, (f"{modified}Z", int(number), PAGE), binary=True).fetchall()
    following = f"{rows[-1][2]}!{rows[-1][0]}" if len(rows) == PAGE else ""
    body = b"".join(
        (
            _OPENING,
            "".join([row[1] for row in rows]).encode(),
            f"<resumptionToken>{following}</resumptionToken>".encode(),
            _CLOSING,
        )
    )
    start_response("200 OK", [("Content-Type", "text/xml; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def _connection() -> psycopg.Connection[Any]:
    """This thread's connection; statements are prepared at their first use."""
    if not hasattr(_held, "connection"):
        made = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=1)
        made.adapters.register_loader("text", TextBinaryLoader)
        _held.connection = made
    found: psycopg.Connection[Any] = _held.connection
    return found
