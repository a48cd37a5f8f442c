"""Answers as bytes on the wire, the bad ones too."""

import contextlib
import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.fakes.datacite.faults import Fault, Kind

TYPE = "application/vnd.api+json; charset=utf-8"


def send(to: BaseHTTPRequestHandler, status: int, told: Any, headers: tuple[tuple[str, str], ...] = ()) -> None:
    """A whole answer."""
    body = b"" if told is None else json.dumps(told).encode()
    with contextlib.suppress(OSError):
        to.send_response(status)
        to.send_header("Content-Type", TYPE)
        to.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)


def send_fault(to: BaseHTTPRequestHandler, fault: Fault) -> None:
    """What a fault makes of an answer; the connection ends with it."""
    to.close_connection = True
    with contextlib.suppress(OSError):
        match fault.kind:
            case Kind.STATUS:
                told = {"errors": [{"status": str(fault.status), "title": fault.title}]}
                send(to, fault.status, told, fault.headers)
            case Kind.SILENCE:
                time.sleep(fault.seconds)
            case Kind.CUT:
                _begin(to, length=1000)
                to.wfile.write(b'{"data":{"id":"10.')
            case Kind.GARBAGE:
                _begin(to, length=15)
                to.wfile.write(b"<html>Hi</html>")
            case Kind.DRIP:
                _begin(to, length=1_000_000)
                until = time.monotonic() + fault.seconds
                while time.monotonic() < until:
                    to.wfile.write(b" ")
                    to.wfile.flush()
                    time.sleep(0.05)


def _begin(to: BaseHTTPRequestHandler, *, length: int) -> None:
    to.send_response(200)
    to.send_header("Content-Type", TYPE)
    to.send_header("Content-Length", str(length))
    to.end_headers()
