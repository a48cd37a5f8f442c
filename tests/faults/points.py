"""The points at which a process can be killed: before each commit, each write outside a transaction and each file
operation, and at the end. Between two points nothing changes that another process could see.
"""

import builtins
import io
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

SYNCS = ("fsync", "fdatasync")
"""Points too, but nothing more: what a process wrote outlives it without them, and the drill has hundreds of runs."""

FILE_OPERATIONS = (
    *("rename", "replace", "link", "symlink", "mkdir", "rmdir", "unlink", "remove"),
    *("write", "pwrite", "fchmod", "chmod", "truncate", "ftruncate", "sendfile", "copy_file_range", "posix_fallocate"),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Points:
    """Counts the points of the main thread while ``watching``; the process kills itself at number ``die_at``."""

    def __init__(self, die_at: int = 0) -> None:
        self.die_at = die_at
        self.passed = 0
        self.watching = False

    def reach(self) -> None:
        """One point."""
        if not self.watching or threading.current_thread() is not threading.main_thread():
            return
        self.passed += 1
        if self.passed == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Watch this process: its files, its commits and what it writes to the database outside transactions."""
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        for name in SYNCS:
            setattr(os, name, lambda descriptor: self.reach())
        for name in FILE_OPERATIONS:
            setattr(os, name, self._before(getattr(os, name)))
        os.open = self._before(os.open, lambda path, flags, *rest, **more: bool(flags & WRITING))
        opening: tuple[Any, ...] = (builtins, io)
        for module in opening:
            module.open = self._before(module.open, _opens_to_write)
        BaseDatabaseWrapper._commit = self._before(BaseDatabaseWrapper._commit)  # type: ignore[attr-defined]
        connection.execute_wrappers.append(self._statement)

    def _before(self, real: Callable[..., Any], counts: Callable[..., bool] | None = None) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if counts is None or counts(*args, **kwargs):
                self.reach()
            return real(*args, **kwargs)

        return call

    def _statement(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not context["connection"].in_atomic_block and not str(sql).lstrip().upper().startswith("SELECT"):
            self.reach()
        return execute(sql, params, many, context)


def _opens_to_write(file: Any, mode: str = "r", *rest: Any, **more: Any) -> bool:
    return any(letter in mode for letter in "wax+")
