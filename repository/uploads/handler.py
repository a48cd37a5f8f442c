"""Django's door for uploads: a body streams to disk and is hashed in the same pass, never held in memory."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from repository.errors import FileRefused
from repository.uploads.arrivals import Arrival, Received
from repository.uploads.crowding import Share
from repository.uploads.names import path_of


@dataclass(frozen=True, slots=True)
class Room:
    """How much may still come: bytes of one file, bytes in all, and number of files (None: any number)."""

    file_bytes: int
    total_bytes: int
    files: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not kept, and why, in words for the person who sent it."""

    path: str
    sentence: str


class IncomingFile(UploadedFile):
    """What ``request.FILES`` holds: a file that arrived whole. Closing it (the end of the request) leaves no debris."""

    def __init__(self, received: Received) -> None:
        super().__init__(name=received.path.rpartition("/")[2], content_type=received.media_type, size=received.size)
        self.received = received

    def close(self) -> None:
        """Remove the bytes if nobody took them."""
        self.received.close()


class IncomingUploadHandler(FileUploadHandler):
    """Writes each file under ``incoming/``. What is refused is skipped, not stored, and told in ``refusals``."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest | None = None, *, room: Room, owner: str = "") -> None:
        """``owner``: for whom the bytes come; what arrives for them in other requests counts too."""
        super().__init__(request)
        self.refusals: list[Refusal] = []
        self.was_cut = False
        self.room = room
        self._share = Share(owner, room.total_bytes) if owner else None
        self._coming = 0
        self._taken = 0
        self._count = 0
        self._arrival: Arrival | None = None

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's own name)
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Note how much the sender says will come."""
        self._coming = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a place for the next file. Raises ``SkipFile`` for a name or a number of files that is refused."""
        super().new_file(*args, **kwargs)
        name = self.file_name or ""
        try:
            path = path_of(name)
            self._count += 1
            if self.room.files is not None and self._count > self.room.files:
                raise FileRefused(self._too_many())
            self._arrival = self._open(path)
        except FileRefused as error:
            self._refuse(name, error.sentence)
            raise SkipFile from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write and hash a chunk. Raises ``SkipFile`` where the file becomes too large."""
        if self._arrival is None:
            return
        try:
            self._arrival.write(raw_data)
        except FileRefused as error:
            self._refuse(self._arrival.path, error.sentence)
            raise SkipFile from error

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand over a whole file, or nothing where it is refused."""
        arrival, self._arrival = self._arrival, None
        if arrival is None:
            return None
        try:
            received = arrival.finish()
        except FileRefused as error:
            self._refuse(arrival.path, error.sentence)
            return None
        self._taken += received.size
        return IncomingFile(received)

    def upload_interrupted(self) -> None:
        """The body ended in the middle of a file: what came of it is dropped."""
        if self._arrival is not None:
            self._refuse(
                self._arrival.path, _("The connection was lost before the end, so it was not kept. Send it again.")
            )
        self.was_cut = True
        self.discard()

    def discard(self) -> None:
        """Drop a file that did not end. To be called when parsing is over, however it ended."""
        if self._arrival is not None:
            self._arrival.abandon()
            self._arrival = None

    def _open(self, path: str) -> Arrival:
        most = min(self.room.file_bytes, self.room.total_bytes - self._taken)
        # what is larger than the deposit's room is refused when it passes it, and the disk has place for that much
        coming = min(max(self._coming - self._taken, 0), most)
        return Arrival(path, most=most, share=self._share, coming=coming)

    def _refuse(self, path: str, sentence: str) -> None:
        self.refusals.append(Refusal(path, sentence))
        self.discard()

    def _too_many(self) -> str:
        most = self.room.files or 0
        return ngettext(
            "There is room for %(most)d more file only, so it was not kept.",
            "There is room for %(most)d more files only, so it was not kept.",
            most,
        ) % {"most": most}
