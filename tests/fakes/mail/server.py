"""SMTP as RFC 5321 has it, as far as a client of one line at a time needs it; what it took is kept in memory."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any


@dataclass
class MailBox:
    """What a server took, and how it behaves: address -> code of its refusal; ``data_code`` after the text."""

    mails: list[tuple[str, Message]] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)
    data_code: int = 250
    lines: int = 0
    """How often somebody connected."""

    @property
    def readers(self) -> list[str]:
        """Whom the mails went to, in their order."""
        return [address for address, _mail in self.mails]


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        """One connection, to its end."""
        self.server.box.lines += 1
        self._say("220 varve.test")
        self.readers: list[str] = []
        while line := self.rfile.readline():
            verb = line.decode("ascii", "replace").strip()
            if verb.upper().startswith("QUIT"):
                self._say("221 bye")
                return
            self._answer(verb)

    def _answer(self, verb: str) -> None:
        box, upper = self.server.box, verb.upper()
        if upper.startswith("EHLO"):
            self._say("250 varve.test")
        elif upper.startswith("RCPT"):
            address = verb.partition("<")[2].partition(">")[0]
            code = box.refuses.get(address, 250)
            if code == 250:
                self.readers.append(address)
            self._say(f"{code} said so")
        elif upper.startswith("DATA"):
            self._say("354 go on")
            self._take(box)
        else:
            if upper.startswith(("MAIL", "RSET")):
                self.readers = []
            self._say("250 fine")

    def _take(self, box: MailBox) -> None:
        text = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            text += line.removeprefix(b".") if line.startswith(b"..") else line
        if box.data_code == 250:
            box.mails += [(reader, message_from_bytes(text)) for reader in self.readers]
        self._say(f"{box.data_code} said so")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, box: MailBox) -> None:
        self.box = box
        super().__init__(("127.0.0.1", port), _Talk)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no fault."""


@contextmanager
def mail_server(box: MailBox, *, port: int = 0) -> Iterator[int]:
    """The port of a server that takes mail into the box, until the block ends; then nobody listens there."""
    server = _Server(port, box)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
