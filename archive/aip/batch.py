"""Many small files taken into a stage at once: each hashed as it is written, all brought to the disk together.

A stage is nobody's package: its files are trusted by their SHA256 alone until its manifest is written, and that comes
after `sync_file_system`. So they need no fsync and no rename each, which cost far more than their bytes.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from archive.aip.archiving import SourceFile
from archive.aip.durable import FixityMismatch
from archive.aip.small_files import SMALL, Small
from repository.errors import PermanentFailure

MANY: Final = 32
"""Fewer files are brought to the disk one by one: everything else that waits for that disk has not to wait for them."""


def small_files(files: Iterable[SourceFile]) -> list[Small]:
    """Those that are worth a batch; none where there are few of them.

    Raises PermanentFailure ``source-missing`` for a source that is not a file.
    """
    found = [
        (str(file.source), file.name, file.sha256)
        for file in files
        if isinstance(file.source, Path) and size_of_source(file.source) <= SMALL
    ]
    return found if len(found) >= MANY else []


def size_of_source(source: Path) -> int:
    """Bytes of a regular file; PermanentFailure ``source-missing`` for anything else."""
    try:
        status = os.stat(source, follow_symlinks=False)  # noqa: PTH116 - Path.stat costs twice as much
    except FileNotFoundError:
        status = None
    if status is None or not stat.S_ISREG(status.st_mode):
        raise PermanentFailure(f"There is no file {source} to archive.", code="source-missing")
    return status.st_size


def all_taken(found: Iterable[tuple[Small, str] | None]) -> None:
    """FixityMismatch where `take_small` came upon a file with another SHA256."""
    for (source, _name, expected), other in filter(None, found):
        name = Path(source).name
        raise FixityMismatch(f"{name} has SHA256 {other}, expected {expected}: it is not archived.")
