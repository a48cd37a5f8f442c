"""The folder of the index: made or opened, one writer at a time, readers that see the newest commit."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy

from repository.catalogue.findable import Findable
from repository.catalogue.index.documents import document_of
from repository.catalogue.index.fields import LAYOUT, NO_ENTRY, register_analyzers, schema

_HEAP: Final = 128 * 1024 * 1024


class AnotherWriter(Exception):
    """Another process writes the index."""


class IndexWriter:
    """Writes documents and how far the database was followed, in one commit. `writing` gives one."""

    def __init__(self, index: tantivy.Index, *, heap: int = _HEAP) -> None:
        self._writer = index.writer(heap, 1)
        self._schema = index.schema

    def put(self, entry: int, found_by: Findable) -> None:
        """Write or replace the document of an entry."""
        self.remove(entry)
        self.add(entry, found_by)

    def add(self, entry: int, found_by: Findable) -> None:
        """Write the document of an entry that the index does not hold."""
        self._writer.add_document(document_of(entry, found_by, self._schema))

    def remove(self, entry: int) -> None:
        """Take the document of an entry away, where there is one."""
        self._writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "entry", entry))

    def clear(self) -> None:
        """Take everything away."""
        self._writer.delete_all_documents()

    def commit(self, followed: int) -> None:
        """Let readers see all of it; the database was followed up to this change."""
        self.remove(NO_ENTRY)
        self._writer.add_document(tantivy.Document.from_dict({"entry": NO_ENTRY, "followed": followed}, self._schema))
        self._writer.commit()

    def close(self) -> None:
        """Let merges end."""
        self._writer.wait_merging_threads()


def open_index(root: Path) -> tantivy.Index:
    """The index below a folder, made empty where there is none of this layout."""
    folder = _folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), path=str(folder))
    register_analyzers(index)
    index.config_reader("manual")
    return index


def list_of_segments(root: Path) -> Path:
    """The file that each commit writes anew, and nothing else but the merging of what it names."""
    return _folder(root) / "meta.json"


def _folder(root: Path) -> Path:
    return root / f"layout-{LAYOUT}"


@contextmanager
def writing(root: Path, index: tantivy.Index, *, heap: int = _HEAP) -> Iterator[IndexWriter]:
    """The one writer; raises `AnotherWriter` at once where some process has it. What is not committed is lost."""
    handle = os.open(root / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWriter from error
        writer = IndexWriter(index, heap=heap)
        yield writer
        writer.close()
    finally:
        os.close(handle)
