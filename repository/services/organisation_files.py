"""Where a dump of organisations comes from: a file of this machine or an https address, plain, gzipped or zipped."""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

from django.conf import settings

from repository.clients.outgoing import OutgoingClient
from repository.vocabularies.organisations import OrganisationsRefused

TIMEOUT_S: Final = 900.0


@contextmanager
def dump_of(source: str) -> Iterator[BinaryIO]:
    """The JSON of a path or an address, unpacked while it is read. Raises ``OrganisationsRefused``, ``NoAnswer``."""
    with tempfile.TemporaryDirectory(prefix="varve-organisations-") as folder:
        is_address = source.startswith(("https://", "http://"))
        path = _fetched(source, Path(folder)) if is_address else Path(source)
        if not path.is_file():
            raise OrganisationsRefused(f"There is no file {source}.")
        try:
            with _opened(path) as file:
                yield cast("BinaryIO", Bounded(file, settings.ORGANISATIONS_MAX_BYTES))
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise OrganisationsRefused(f"The packed file is damaged: {error}.") from error


class Bounded(RawIOBase):
    """A file of which no more than so many bytes are read: what is packed small may be endless."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        super().__init__()
        self._file, self._left = file, most

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ``OrganisationsRefused`` beyond the bound."""
        piece = self._file.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise OrganisationsRefused("The file holds more than ORGANISATIONS_MAX_BYTES allows.")
        return piece


def _fetched(address: str, folder: Path) -> Path:
    parts = urlsplit(address)
    client = OutgoingClient(
        base_url=f"{parts.scheme}://{parts.netloc}",
        timeout_s=TIMEOUT_S,
        largest_answer=settings.ORGANISATIONS_MAX_BYTES,
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    fetched = folder / "fetched"
    with fetched.open("wb") as file:
        answer = client.request("GET", path, headers={"Accept": "application/zip, application/json"}, into=file)
    if 300 <= answer.status < 400:
        leads = answer.headers.get("location", "nowhere")
        raise OrganisationsRefused(f"{address} leads on to {leads}. Give that address.")
    if answer.status != 200:
        raise OrganisationsRefused(f"{address} answered with {answer.status}.")
    return fetched


def _opened(path: Path) -> Any:
    with path.open("rb") as file:
        first = file.read(4)
    if first[:2] == b"\x1f\x8b":
        return gzip.open(path)
    return _member(path) if first == b"PK\x03\x04" else path.open("rb")


@contextmanager
def _member(path: Path) -> Iterator[IO[bytes]]:
    """The JSON in a zip archive: of the newest schema, where it holds several. Nothing is unpacked to the disk."""
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.infolist() if each.filename.endswith(".json") and not each.is_dir()]
        names.sort(key=lambda each: ("_schema_v2" not in each.filename, each.filename))
        if not names:
            raise OrganisationsRefused("The archive holds no JSON file, so it is no data dump of ROR.")
        try:
            file = archive.open(names[0])
        except RuntimeError as error:  # a password, or a way of packing that Python does not know
            raise OrganisationsRefused(f"The packed file cannot be opened: {error}.") from error
        with file:
            yield file
