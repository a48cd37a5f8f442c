"""Where a vocabulary comes from: a file of this machine, or an https address through the guarded client."""

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from repository.clients.outgoing import OutgoingClient
from repository.vocabularies.entries import VocabularyRefused

TIMEOUT_S: Final = 120.0
_ASKED: Final = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, text/csv;q=0.7, */*;q=0.1"
_PIECE: Final = 1024 * 1024


@contextmanager
def file_of(source: str) -> Iterator[Path]:
    """The file of a path or an address, unpacked where it is gzipped. Raises ``VocabularyRefused``, ``NoAnswer``."""
    with tempfile.TemporaryDirectory(prefix="varve-vocabulary-") as folder:
        path = _fetched(source, Path(folder)) if _is_address(source) else Path(source)
        if not path.is_file():
            raise VocabularyRefused(f"There is no file {source}.")
        yield _unpacked(path, Path(folder))


def _is_address(source: str) -> bool:
    return source.startswith(("https://", "http://"))


def _fetched(address: str, folder: Path) -> Path:
    parts = urlsplit(address)
    client = OutgoingClient(
        base_url=f"{parts.scheme}://{parts.netloc}", timeout_s=TIMEOUT_S, largest_answer=settings.VOCABULARY_MAX_BYTES
    )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    answer = client.request("GET", path, headers={"Accept": _ASKED})
    if 300 <= answer.status < 400:
        raise VocabularyRefused(
            f"{address} leads on to {answer.headers.get('location', 'nowhere')}. Give that address."
        )
    if answer.status != 200:
        raise VocabularyRefused(f"{address} answered with {answer.status}.")
    fetched = folder / "fetched"
    fetched.write_bytes(answer.body)
    return fetched


def _unpacked(path: Path, folder: Path) -> Path:
    """The file itself, or what a gzipped one holds, no more of it than a vocabulary may have."""
    with path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return path
    unpacked, size = folder / "unpacked", 0
    try:
        with gzip.open(path) as packed, unpacked.open("wb") as file:
            while piece := packed.read(_PIECE):
                size += len(piece)
                if size > settings.VOCABULARY_MAX_BYTES:
                    raise VocabularyRefused("The gzipped file holds more than VOCABULARY_MAX_BYTES allows.")
                file.write(piece)
    except (OSError, EOFError) as error:
        raise VocabularyRefused(f"The gzipped file is damaged: {error}.") from error
    return unpacked
