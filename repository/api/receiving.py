"""One file as the body of a request: written and hashed while it comes, checked against what was promised of it."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from rest_framework.request import Request

from repository.api.problems import DigestDiffers
from repository.errors import FileRefused, Malformed
from repository.models import Dataset, DraftFile
from repository.queries.room import room_in
from repository.queries.unfinished import owner_of
from repository.services.collection import make_room
from repository.uploads.arrivals import Arrival, Received
from repository.uploads.crowding import Share

BLOCK: Final = 256 * 1024
_SHA256: Final = re.compile(r"(?:^|[,\s])sha-256=:([A-Za-z0-9+/=]{1,100}):")
_HEARD_OUT: Final = 16_000_000
"""So much of a refused body is read: a client that sends it hears the answer then."""


def receive_body(request: Request, dataset: Dataset, path: str) -> Received:
    """The file, under ``incoming/``: nobody's yet. Raises ``FileRefused`` or ``Malformed``; nothing is left then."""
    digest, coming = promised_digest(request), announced(request)
    room = room_in(dataset)
    if coming > room.total_bytes and make_room(deposit_id=dataset.deposit_id):
        room = room_in(dataset)
    most = min(room.file_bytes, room.total_bytes)
    if coming > most:
        hear_out(request)
        words = _("“%(path)s” is larger than there is room for, so it was not kept. Ask the help desk for more room.")
        raise FileRefused(words % {"path": path}, code="upload-too-large")
    arrival = Arrival(path, most=most, share=Share(owner_of(dataset), room.total_bytes), coming=coming)
    try:
        for block in blocks(request):
            arrival.write(block)
        if arrival.size < coming:
            words = _("The connection was lost before the end, so it was not kept. Send it again.")
            raise FileRefused(words, code="upload-cut")
        received = arrival.finish()
    except BaseException:
        arrival.abandon()
        raise
    if digest and digest != received.sha256:
        received.close()
        words = _("The bytes of “%(path)s” are not those of the digest, so it was not kept. Send it again.")
        raise DigestDiffers(words % {"path": path})
    return received


def refuse_doubled(request: Request, dataset: Dataset, path: str) -> None:
    """Refuse before it is sent what would be refused when it is whole; the same bytes again are no harm."""
    coming = announced(request)
    if coming and DraftFile.objects.filter(dataset=dataset, path=path).exclude(file__size=coming).exists():
        hear_out(request)
        raise FileRefused(
            _("There is a file “%(path)s” already, so this one was not kept. Choose to replace it, or rename it.")
            % {"path": path},
            code="file-exists",
        )


def announced(request: Request) -> int:
    """Bytes that will come; 0 where that is not said (chunked). Raises ``Malformed``."""
    said = request.headers.get("Content-Length") or "0"
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise Malformed(_("Content-Length must be a number of bytes."), code="length-malformed")
    return int(said)


def promised_digest(request: Request) -> str:
    """The SHA256 (hex) that Repr-Digest or Content-Digest names; nothing where neither is sent."""
    said = [value for name in ("Repr-Digest", "Content-Digest") if (value := request.headers.get(name))]
    if not said:
        return ""
    digests = {_sha256(value) for value in said}
    if len(digests) != 1:
        raise _digest_refused()
    return digests.pop()


def blocks(request: Request) -> Iterator[bytes]:
    """The body as it comes, also where its length was not said, which Django takes for an empty one."""
    is_chunked = "Content-Length" not in request.headers and "Transfer-Encoding" in request.headers
    read: Callable[[int], bytes] = request.META["wsgi.input"].read if is_chunked else request._request.read
    while True:
        try:
            block = read(BLOCK)
        except OSError:
            return
        if not block:
            return
        yield block


def hear_out(request: Request) -> None:
    """Read what a client sends before it listens, up to a bound."""
    heard = 0
    if announced(request) <= _HEARD_OUT:
        for block in blocks(request):
            heard += len(block)
            if heard > _HEARD_OUT:
                return


def _sha256(said: str) -> str:
    found = _SHA256.search(said)
    try:
        digest = b64decode(found[1], validate=True) if found else b""
    except binascii.Error as fault:
        raise _digest_refused() from fault
    if len(digest) != 32:
        raise _digest_refused()
    return digest.hex()


def _digest_refused() -> Malformed:
    words = _("A digest must be one SHA-256 as RFC 9530 writes it: %(form)s.")
    return Malformed(words % {"form": "Repr-Digest: sha-256=:…:"}, code="digest-malformed")
