"""A folder of this machine, such as a share of the laboratory that is mounted here. Links in it are never followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from repository.clients.sources.base import BLOCK, SourceAway, SourceChanging, Write
from repository.series.listing import Found


class FolderSource:
    """The plain files below a folder. The mark of a file is the time of its last change, in nanoseconds."""

    def __init__(self, root: Path, path: str = "") -> None:
        self._root = root
        self._top = root / path if path else root

    def listing(self) -> Iterator[Found]:
        """Every plain file, folder by folder."""
        try:
            self._check_inside(self._top)
            yield from self._below(self._top, "")
        except OSError as error:
            raise SourceAway(f"The folder cannot be read ({error.strerror}).") from error

    def _below(self, folder: Path, start: str) -> Iterator[Found]:
        waiting = [(folder, start)]
        while waiting:
            here, before = waiting.pop()
            with os.scandir(here) as entries:
                for entry in entries:
                    name = f"{before}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((Path(entry.path), f"{name}/"))
                    elif entry.is_file(follow_symlinks=False):
                        found = entry.stat(follow_symlinks=False)
                        yield Found(name, found.st_size, str(found.st_mtime_ns))

    def fetch(self, name: str, write: Write) -> Found:
        """Read a file through one descriptor; who replaces or writes it meanwhile is noticed."""
        place = self._top / name
        try:
            self._check_inside(place.parent)
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise SourceChanging(f"{name} cannot be read ({error.strerror}).") from error
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise SourceChanging(f"{name} is no plain file.")
            while block := os.read(descriptor, BLOCK):
                write(block)
            after, there = os.fstat(descriptor), place.lstat()
        except OSError as error:
            raise SourceAway(f"{name} cannot be read ({error.strerror}).") from error
        finally:
            os.close(descriptor)
        if _said(before) != _said(after) or _said(after) != _said(there):
            raise SourceChanging(f"{name} was written while it was read.")
        return Found(name, after.st_size, str(after.st_mtime_ns))

    def _check_inside(self, place: Path) -> None:
        """A link that leads out of the folder opens nothing."""
        if not place.resolve(strict=True).is_relative_to(self._root.resolve(strict=True)):
            raise SourceAway("The path leads out of the folder.")


def _said(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
