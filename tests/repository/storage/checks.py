"""What the tests of storage look at."""

import hashlib
from typing import BinaryIO


def sum_of(stream: BinaryIO) -> str:
    """The SHA256 of what is left of a stream."""
    digest = hashlib.sha256()
    while block := stream.read(1 << 18):
        digest.update(block)
    return digest.hexdigest()
