"""A SHA256 that can be laid aside and taken up again, in another process too: so no byte of an upload is hashed twice.

Python's own cannot. The state is OpenSSL's ``SHA256_CTX`` (openssl/sha.h: eight words, a counter, a block, two numbers;
the same in 1.1 and 3), tried once against Python's own; where there is no such library ``CAN_REST`` is false.
"""

import ctypes
import hashlib
from ctypes.util import find_library
from typing import Any, Final

STATE_SIZE: Final = 112
"""Bytes of a state that is laid aside."""


class RestingSha256:
    """SHA256 from the beginning, or from a ``state`` that ``rest`` gave."""

    def __init__(self, state: bytes = b"") -> None:
        self._state = ctypes.create_string_buffer(state, STATE_SIZE)
        if not state:
            _LIBRARY.SHA256_Init(self._state)

    def update(self, data: memoryview | bytes, /) -> None:
        """Take the next bytes; other threads go on meanwhile."""
        view = memoryview(data)
        block: Any = _unchanging(view) if view.readonly else (ctypes.c_char * len(view)).from_buffer(view)
        _LIBRARY.SHA256_Update(self._state, block, ctypes.c_size_t(len(view)))

    def rest(self) -> bytes:
        """The state, to go on from later."""
        return self._state.raw

    def hexdigest(self) -> str:
        """The checksum of all that was taken, in lower-case hexadecimal; more may still come."""
        found, aside = ctypes.create_string_buffer(32), ctypes.create_string_buffer(self._state.raw, STATE_SIZE)
        _LIBRARY.SHA256_Final(found, aside)
        return found.raw.hex()


def _unchanging(view: memoryview) -> bytes:
    """What a view shows, copied only where it is a part of something."""
    whole = view.obj
    return whole if isinstance(whole, bytes) and view.contiguous and len(whole) == len(view) else bytes(view)


def _library() -> Any:
    for name in ("libcrypto.so.3", "libcrypto.so.1.1", find_library("crypto")):
        try:
            found = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if found is not None and hasattr(found, "SHA256_Update"):
            return found
    return None


def _agrees() -> bool:
    """Whether two halves, with a rest between, have the checksum that Python finds."""
    halves = (b"varve" * 37, b"layer" * 53)
    first = RestingSha256()
    first.update(halves[0])
    second = RestingSha256(first.rest())
    second.update(halves[1])
    return second.hexdigest() == hashlib.sha256(b"".join(halves)).hexdigest()


_LIBRARY: Any = _library()
CAN_REST: Final = _LIBRARY is not None and _agrees()
"""Whether this machine can lay a checksum aside. Where it cannot, an upload is hashed once, when it is whole."""
