"""A folder of a disk, as the contract suite harms it."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from archive.stores.base import Store
from archive.stores.opening import open_store
from tests.archive.kill_points import dies_at
from tests.archive.stores.kinds import Kind, Trouble


class FolderKind(Kind):
    """Harmed by the means of a disk; what is wrong with a line does not concern it."""

    is_remote = False
    troubles = frozenset({Trouble.AWAY, Trouble.FULL, Trouble.REFUSES, Trouble.ALTERED_SENDING})

    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self) -> Store:
        """The store called ``far``."""
        return open_store("far")

    def read(self, place: str) -> bytes | None:
        """The file's bytes."""
        path = self.root / place
        return path.read_bytes() if path.is_file() else None

    def write(self, place: str, content: bytes) -> None:
        """A new file, as a restoring hand would make it."""
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    def remove(self, place: str) -> None:
        """Unlink it."""
        (self.root / place).unlink()

    def places(self) -> set[str]:
        """All files, hidden ones too."""
        return {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if not path.is_dir()}

    @contextmanager
    def trouble(self, trouble: Trouble) -> Iterator[None]:
        """A file in the place of the folder; a full disk, a mount for reading; a disk that keeps other bytes."""
        if trouble is Trouble.AWAY:
            with self._replaced_by_a_file():
                yield
        elif trouble is Trouble.ALTERED_SENDING:
            with patch.object(os, "posix_fadvise", _rot):
                yield
        else:
            code = errno.ENOSPC if trouble is Trouble.FULL else errno.EROFS
            with patch.object(os, "write", _failing(code)), patch.object(os, "mkdir", _failing(code)):
                yield

    @contextmanager
    def _replaced_by_a_file(self) -> Iterator[None]:
        elsewhere = self.root.with_name("elsewhere")
        if self.root.exists():
            self.root.rename(elsewhere)
        self.root.parent.mkdir(parents=True, exist_ok=True)
        self.root.write_bytes(b"")
        yield
        self.root.unlink()
        if elsewhere.exists():
            elsewhere.rename(self.root)

    def dies_at(self, point: int, work: Callable[[], object]) -> bool:
        """Steps are operations on files."""
        return dies_at(point, work)


def _failing(code: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def _rot(descriptor: int, *_: int) -> None:
    path = Path(f"/proc/self/fd/{descriptor}").readlink()
    if ".incoming" not in path.parts:
        return
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
