"""A file of a zone as a stream, on a session of its own."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO, Final, cast

from archive.stores.irods.failures import answered
from repository.clients.irods.failures import FAILURES
from repository.clients.irods.opened import Opened, opened_for_reading
from repository.clients.irods.sessions import Sessions, hang_up

_BUFFER: Final = 1024 * 1024


class _Reading(io.RawIOBase):
    """What is read comes from the opened replica; closing hangs up."""

    def __init__(self, url: str, session: Any, opened: Opened) -> None:
        self._url, self._session, self._opened = url, session, opened

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with answered(self._url):
            return self._opened.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        with answered(self._url):
            found = self._opened.read(len(view))
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        if not self.closed:
            hang_up(self._session)
        super().close()


def stream_of(url: str, sessions: Sessions, path: str, hierarchies: Sequence[str]) -> BinaryIO:
    """The bytes of the first of the replicas that can be opened, each named by where it lies.

    Raises what opening the last of them raises; reading raises TransientFailure where the line breaks.
    """
    for place, hierarchy in enumerate(hierarchies):
        session = sessions.new()
        try:
            opened = opened_for_reading(session, path, hierarchy)
        except FAILURES:
            hang_up(session)
            if place == len(hierarchies) - 1:
                raise
        else:
            return cast("BinaryIO", io.BufferedReader(_Reading(url, session, opened), _BUFFER))
    raise ValueError("no replica")
