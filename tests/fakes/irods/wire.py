"""Messages on a socket: a length, a header that tells three more lengths, and what they measure."""

import socket
import ssl
import struct
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.fakes.irods.faults import Faults
from tests.fakes.irods.packing import number, tag, text, unmask

_PIECE = 1 << 20


class Message(NamedTuple):
    """What came: type, message, bytes, and the number of the request."""

    kind: str
    msg: bytes
    bs: bytes
    request: int


class Wire:
    """One connection, server's side. Raises ConnectionError where the other end is gone or a fault cuts it."""

    def __init__(self, line: socket.socket, faults: Faults) -> None:
        self.line, self._faults = line, faults

    def read(self, count: int) -> bytes:
        """So many bytes."""
        found = bytearray()
        while len(found) < count:
            block = self.line.recv(min(count - len(found), self._most()))
            if not block or not self._faults.came(len(block)):
                raise ConnectionError
            found += block
        return bytes(found)

    def _most(self) -> int:
        left = self._faults.bytes_left
        return _PIECE if left is None else max(1, min(left, _PIECE))

    def read_header(self) -> Element:
        """The header of a message."""
        return ElementTree.fromstring(self.read(struct.unpack(">i", self.read(4))[0]))

    def receive(self) -> Message:
        """The next message."""
        header = self.read_header()
        msg, _, bs = (self.read(number(header, name)) for name in ("msgLen", "errorLen", "bsLen"))
        return Message(text(header, "type"), msg, bs, number(header, "intInfo"))

    def send(
        self, kind: str, said: str = "", info: int = 0, bs: bytes = b"", *, error: str = "", keeps: int | None = None
    ) -> None:
        """A message; ``keeps`` of its bytes get through, then the connection is lost."""
        msg, stack = unmask(said).encode(), error.encode()
        sizes = {"msgLen": len(msg), "errorLen": len(stack), "bsLen": len(bs), "intInfo": info}
        header = tag("MsgHeader_PI", type=kind, **sizes).encode()
        whole = struct.pack(">i", len(header)) + header + msg + stack + bs
        self.line.sendall(whole if keeps is None else whole[:keeps])
        if keeps is not None:
            raise ConnectionError

    def is_left(self) -> bool:
        """Whether the other end is gone, which this end has not noticed yet."""
        try:
            return not self.line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except (OSError, ValueError):
            return True

    def begin_tls(self, context: ssl.SSLContext) -> None:
        """Wrap the connection, and take the client's settings and shared secret in (nothing is done with them)."""
        self.line = context.wrap_socket(self.line, server_side=True)
        self.read_header()
        self.read(number(self.read_header(), "msgLen"))

    def end(self) -> None:
        """Say goodbye where TLS wants it, and hang up."""
        try:
            self.line.settimeout(1.0)
            if isinstance(self.line, ssl.SSLSocket):
                self.line.unwrap()
            self.line.shutdown(socket.SHUT_RDWR)
        except (OSError, ValueError):
            return
