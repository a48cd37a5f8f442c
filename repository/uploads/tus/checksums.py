"""The checksum of one PATCH (tus 1.0, checksum extension): what the client says, and what came."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Final

from repository.uploads.tus.refusals import ChecksumDiffers, HeaderMalformed

ALGORITHMS: Final = ("sha256", "sha1", "md5")


class Promise:
    """A checksum that was promised: give it every byte, then ``keep`` it."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._digest = hashlib.new(algorithm, usedforsecurity=False)
        self._expected = expected

    def update(self, block: bytes) -> None:
        """Take the next bytes."""
        self._digest.update(block)

    def keep(self) -> None:
        """Raise ``ChecksumDiffers`` where other bytes came, or fewer."""
        if self._digest.digest() != self._expected:
            raise ChecksumDiffers("The bytes are not those of the checksum, so none of them was kept. Send them again.")


def promise_of(headers: Mapping[str, str]) -> Promise | None:
    """What Upload-Checksum says, if it is there. Raises ``HeaderMalformed`` for an algorithm that is not offered."""
    said = headers.get("Upload-Checksum", "").strip()
    if not said:
        return None
    algorithm, _space, encoded = said.partition(" ")
    if algorithm not in ALGORITHMS:
        raise HeaderMalformed(f"Upload-Checksum must use one of {', '.join(ALGORITHMS)}.")
    try:
        expected = base64.b64decode(encoded.strip(), validate=True)
    except binascii.Error as fault:
        raise HeaderMalformed("Upload-Checksum must hold base64.") from fault
    if len(expected) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise HeaderMalformed("Upload-Checksum has another length than its algorithm.")
    return Promise(algorithm, expected)
