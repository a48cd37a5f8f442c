"""The folder of the index: one writer at a time, generations that follow one another, the present one by a link."""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import tantivy

from repository.catalogue.findable import Findable
from repository.catalogue.index.documents import document_of
from repository.catalogue.index.fields import LAYOUT, NO_ENTRY, register_analyzers, schema
from repository.errors import TransientFailure

_HEAP: Final = 128 * 1024 * 1024
_PRESENT: Final = "present"


class AnotherWriter(Exception):
    """Another process writes the index."""


class IndexUnavailable(TransientFailure):
    """There is no index that can be read or written: it is not yet made, is damaged, or its disk is full."""

    code = "search-unavailable"


@contextmanager
def failures_told(root: Path) -> Iterator[None]:
    """What the index library says when it cannot go on, a panic of its own included, as `IndexUnavailable`."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise IndexUnavailable(f"{root}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnavailable(f"{root}: {error}") from error


class IndexWriter:
    """Writes documents and how far the database was followed, in one commit; raises IndexUnavailable."""

    def __init__(self, folder: Path, *, heap: int = _HEAP) -> None:
        self.folder = folder
        with failures_told(folder):
            index = _opened(folder)
            self._writer = index.writer(heap, 1)
        self._schema = index.schema

    def put(self, entry: int, found_by: Findable) -> None:
        """Write or replace the document of an entry."""
        self.remove(entry)
        self.add(entry, found_by)

    def add(self, entry: int, found_by: Findable) -> None:
        """Write the document of an entry that the index does not hold."""
        document = document_of(entry, found_by, self._schema)
        with failures_told(self.folder):
            self._writer.add_document(document)

    def remove(self, entry: int) -> None:
        """Take the document of an entry away, where there is one."""
        with failures_told(self.folder):
            self._writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "entry", entry))

    def commit(self, followed: int) -> None:
        """Let readers see all of it; the database was followed up to this change."""
        self.remove(NO_ENTRY)
        mark = tantivy.Document.from_dict({"entry": NO_ENTRY, "followed": followed}, self._schema)
        with failures_told(self.folder):
            self._writer.add_document(mark)
            self._writer.commit()

    def close(self) -> None:
        """Let merges end. What is not committed is lost."""
        with failures_told(self.folder):
            self._writer.wait_merging_threads()

    def abandon(self) -> None:
        """End at once: what is not committed is lost, and the folder is free for another writer."""
        del self._writer


def open_folder(folder: Path) -> tantivy.Index:
    """The index in a folder, for readers; raises IndexUnavailable."""
    with failures_told(folder):
        if not tantivy.Index.exists(str(folder)):
            raise FileNotFoundError(f"{folder} holds no index")
        index = _opened(folder)
        index.config_reader("manual")
        return index


def present_folder(root: Path) -> Path | None:
    """The folder that readers read at present; None where no index was ever whole."""
    generations = _generations(root)
    try:
        return generations / (generations / _PRESENT).readlink()
    except OSError:
        return None


def list_of_segments(folder: Path) -> Path:
    """The file that each commit writes anew, and nothing else but the merging of what it names."""
    return folder / "meta.json"


@contextmanager
def the_only_writer(root: Path) -> Iterator[None]:
    """Among all processes of this machine; raises `AnotherWriter` at once where some process has it."""
    with failures_told(root):
        root.mkdir(parents=True, exist_ok=True)
        handle = os.open(root / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherWriter from error
        yield
    finally:
        os.close(handle)


def new_folder(root: Path) -> Path:
    """An empty folder for the next index; nobody reads it before `make_present`."""
    with failures_told(root):
        folder = _generations(root) / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder


def make_present(root: Path, folder: Path) -> None:
    """Readers read this one from now on, as far as it was committed; those before it are thrown away."""
    link = _generations(root) / f"{_PRESENT}.{folder.name}"
    with failures_told(root):
        link.symlink_to(folder.name)
        link.replace(link.with_name(_PRESENT))
    throw_others_away(root)


def throw_others_away(root: Path) -> None:
    """Remove what is not read: indexes of before, those that were never finished, and those of other layouts."""
    present = present_folder(root)
    kept = {_PRESENT, present.name if present else _PRESENT}
    if present is not None:
        for layout in set(root.glob("layout-*")) - {_generations(root)}:
            shutil.rmtree(layout, ignore_errors=True)
    with suppress(OSError):
        for other in _generations(root).iterdir():
            if other.is_symlink() and other.name not in kept:
                other.unlink()
            elif other.name not in kept:
                shutil.rmtree(other, ignore_errors=True)


def _generations(root: Path) -> Path:
    return root / f"layout-{LAYOUT}"


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index(schema(), path=str(folder))
    register_analyzers(index)
    return index
