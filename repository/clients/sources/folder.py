"""A folder of this machine, such as a share of the laboratory that is mounted here. Links in it are never followed.

Whoever writes in the folder may put a link in the place of any part of a path at any moment, so every part is opened
from the descriptor of the one before.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from repository.clients.sources.base import BLOCK, SourceAway, SourceChanging, Write
from repository.series.listing import Found

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class FolderSource:
    """The plain files below a folder. The mark of a file is the time of its last change, in nanoseconds."""

    def __init__(self, root: Path, path: str = "") -> None:
        self._root = root
        self._parts = tuple(part for part in path.split("/") if part)

    def listing(self) -> Iterator[Found]:
        """Every plain file, folder by folder."""
        try:
            waiting: list[tuple[str, ...]] = [()]
            while waiting:
                here = waiting.pop()
                with self._opened(here) as folder, os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append((*here, entry.name))
                        elif entry.is_file(follow_symlinks=False):
                            found = entry.stat(follow_symlinks=False)
                            yield Found("/".join((*here, entry.name)), found.st_size, str(found.st_mtime_ns))
        except OSError as error:
            raise SourceAway(f"The folder cannot be read ({error.strerror}).") from error

    def fetch(self, name: str, write: Write) -> Found:
        """Read a file through one descriptor; who replaces or writes it meanwhile is noticed."""
        *folders, last = name.split("/")
        if {"", ".", ".."} & {*folders, last}:
            raise SourceChanging(f"{name} is no name of this folder.")
        try:
            with self._opened(tuple(folders)) as folder:
                descriptor = os.open(last, _FILE, dir_fd=folder)
                try:
                    before, after = _read(descriptor, name, write)
                    there = os.stat(last, dir_fd=folder, follow_symlinks=False)
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise SourceChanging(f"{name} cannot be read ({error.strerror}).") from error
        if _said(before) != _said(after) or _said(after) != _said(there):
            raise SourceChanging(f"{name} was written while it was read.")
        return Found(name, after.st_size, str(after.st_mtime_ns))

    @contextmanager
    def _opened(self, parts: tuple[str, ...]) -> Iterator[int]:
        """The descriptor of a folder below the path; the root alone, which the operator named, may be a link."""
        descriptor = os.open(self._root, _FOLDER)
        try:
            for part in (*self._parts, *parts):
                inner = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
                os.close(descriptor)
                descriptor = inner
            yield descriptor
        finally:
            os.close(descriptor)


def _read(descriptor: int, name: str, write: Write) -> tuple[os.stat_result, os.stat_result]:
    """What the file was before its first byte and after its last."""
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        raise SourceChanging(f"{name} is no plain file.")
    try:
        while block := os.read(descriptor, BLOCK):
            write(block)
    except OSError as error:
        raise SourceAway(f"{name} cannot be read ({error.strerror}).") from error
    return before, os.fstat(descriptor)


def _said(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
