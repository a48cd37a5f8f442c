"""One connection: negotiation, signing in, then requests one after the other."""

import os
import socketserver
import ssl
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.fakes.irods.codes import (
    AUTHENTICATE,
    MAX_NAME,
    READ,
    STALE,
    SYS_HEADER_READ_LEN_ERR,
    SYS_NO_API_PRIV,
    SYS_UNMATCHED_API_NUM,
    UNIX_FILE_OPEN_ERR,
    USER_PACKSTRUCT_INPUT_ERR,
    WRITE,
)
from tests.fakes.irods.faults import Fault
from tests.fakes.irods.packing import (
    Refused,
    Reply,
    error_stack,
    parse,
    tag,
    text,
)
from tests.fakes.irods.wire import Message, Wire

if TYPE_CHECKING:
    from tests.fakes.irods.catalogue import Catalogue, Replica
    from tests.fakes.irods.server import FakeIrods, ZoneServer


@dataclass
class Opened:
    """An open replica. ``primary``: the one whose close tells the catalogue."""

    descriptor: int
    path: str
    replica: "Replica"
    is_written: bool
    primary: bool
    token: str
    options: dict[str, str] = field(default_factory=dict)


Operation = Callable[["Agent", Element, bytes], Reply]


class Agent(socketserver.BaseRequestHandler):
    """The server's process of one client."""

    server: "ZoneServer"

    def setup(self) -> None:
        """Nobody is signed in."""
        self.fake: FakeIrods = self.server.owner
        self.catalogue: Catalogue = self.fake.catalogue
        self.opened: dict[int, Opened] = {}
        self.cursors: dict[int, tuple[list[int], list[Any]]] = {}
        self.user = self.zone = self.challenge = ""
        self.wire = Wire(self.request, self.fake.faults)
        self.fake.live.add(self.wire)

    def finish(self) -> None:
        """What a client that went away was writing stays unfinished, as with iRODS."""
        for opened in self.opened.values():
            size = os.fstat(opened.descriptor).st_size
            os.close(opened.descriptor)
            if opened.is_written and opened.primary:
                self.catalogue.set_replica(opened.replica, status=STALE, size=size)
                self.fake.tokens.pop(opened.token, None)
        self.wire.end()
        self.fake.live.discard(self.wire)

    def handle(self) -> None:
        """Talk until one end hangs up."""
        try:
            if self._begun():
                while self._answered(self.wire.receive()):
                    pass
        except (ConnectionError, OSError, struct.error, ssl.SSLError):
            return

    def _begun(self) -> bool:
        """Agree on TLS and tell the version; False where there is no agreement."""
        start = ElementTree.fromstring(self.wire.receive().msg)
        self.zone = text(start, "clientRcatZone")
        uses_tls = False
        if "request_server_negotiation" in text(start, "option"):
            self.wire.send("RODS_CS_NEG_T", tag("CS_NEG_PI", status=1, result=self.fake.tls_policy))
            result = text(ElementTree.fromstring(self.wire.receive().msg), "result")
            if "FAILURE" in result:
                return False
            uses_tls = "CS_NEG_USE_SSL" in result
        elif self.fake.tls_policy == "CS_NEG_REQUIRE":
            self.wire.send("RODS_VERSION", "", SYS_HEADER_READ_LEN_ERR)
            return False
        told = {"status": 0, "relVersion": self.fake.version, "apiVersion": "d", "reconnPort": 0, "reconnAddr": ""}
        self.wire.send("RODS_VERSION", tag("Version_PI", **told, cookie=400))
        if uses_tls:
            assert self.fake.tls_context is not None
            self.wire.begin_tls(self.fake.tls_context)
        return True

    def _answered(self, message: Message) -> bool:
        """One request; False where it was the last."""
        if message.kind == "RODS_DISCONNECT":
            return False
        self.fake.calls.append(message.request)
        self.fake.when_asked(message.request)
        fault = self.fake.faults.take(message.request) or Fault(message.request)
        time.sleep(fault.pause_s)
        if fault.is_cut and not fault.works:
            return False
        try:
            if fault.code and not fault.works:
                raise Refused(fault.code, "injected")
            reply = self._done(message, fault)
            if fault.flips and message.request == READ and reply.bs:
                reply = Reply(reply.msg, reply.info, bytes([reply.bs[0] ^ 1]) + reply.bs[1:])
            if fault.is_cut:
                return False
            if fault.code:
                raise Refused(fault.code, "injected")
            self.wire.send("RODS_API_REPLY", reply.msg, reply.info, reply.bs, keeps=fault.keeps)
        except Refused as error:
            stack = error_stack(error.code, error.text) if error.text else ""
            self.wire.send("RODS_API_REPLY", error.body, error.code, error=stack)
        return True

    def _done(self, message: Message, fault: Fault) -> Reply:
        x, bs = parse(message.msg), message.bs
        if any(len(path.text or "") >= MAX_NAME for path in x.iter("objPath")):
            raise Refused(USER_PACKSTRUCT_INPUT_ERR, "path too long")
        operation = self.fake.operations.get(message.request)
        if operation is None:
            raise Refused(SYS_UNMATCHED_API_NUM, f"request {message.request} is not in the fake")
        if not self.user and message.request != AUTHENTICATE:
            raise Refused(SYS_NO_API_PRIV, "not signed in")
        if fault.flips and message.request == WRITE:
            bs = bytes([bs[0] ^ 1]) + bs[1:]
        try:
            return operation(self, x, bs)
        except (ConnectionError, ssl.SSLError):
            raise
        except OSError as error:
            raise Refused(UNIX_FILE_OPEN_ERR - (error.errno or 0)) from None
