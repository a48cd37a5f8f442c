"""An export as it leaves: a TAR or ZIP archive in pieces, or a new folder. The same entries give the same bytes."""

import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from archive.aip.durable import make_folder, sync_file_system, sync_folder
from archive.exports.content import Entry
from repository.errors import PermanentFailure
from repository.zip_format import CutShort, Member, zip_stream

_BLOCK: Final = 512
_RECORD: Final = 20 * _BLOCK


def tar_stream(entries: Sequence[Entry], *, folder: str, day: date) -> Iterator[bytes]:
    """A POSIX (pax) archive with everything in ``folder``; CutShort where a file gives another number of bytes."""
    total = 0
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    for entry in entries:
        header = _header(entry.under(folder), moment)
        yield header
        size = 0
        for block in entry.read():
            size += len(block)
            yield block
        if size != entry.size:
            raise CutShort(f"{entry.path} gave {size} bytes of {entry.size}")
        padding = -size % _BLOCK
        yield bytes(padding)
        total += len(header) + size + padding
    yield bytes(2 * _BLOCK + -(total + 2 * _BLOCK) % _RECORD)


def _header(member: Member, moment: int) -> bytes:
    info = tarfile.TarInfo(member.path)
    info.size, info.mtime, info.mode = member.size, moment, 0o644
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def write_archive(target: Path, entries: Sequence[Entry], *, folder: str, day: date) -> None:
    """Write ``target`` (``.tar`` or ``.zip``) aside, bring it to the disk, then name it; nothing is left on a failure.

    Raises PermanentFailure ``export-exists`` where something is there, and OSError.
    """
    if target.suffix == ".zip":
        stream = zip_stream([entry.under(folder) for entry in entries], day)
    else:
        stream = tar_stream(entries, folder=folder, day=day)
    _write_file(target, stream)


def write_file_of(target: Path, entry: Entry) -> None:
    """Write one entry as a file of its own, as `write_archive` does."""
    _write_file(target, entry.read())


def _write_file(target: Path, blocks: Iterator[bytes]) -> None:
    _refuse_existing(target)
    part = _aside(target)
    try:
        with part.open("wb") as out:
            for block in blocks:
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        _refuse_existing(target)
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def write_folder(target: Path, entries: Sequence[Entry]) -> None:
    """Write the entries below a new folder; it has its name when all of it is on the disk.

    Raises PermanentFailure ``export-exists`` where something is there, and OSError.
    """
    _refuse_existing(target)
    part = _aside(target)
    make_folder(part.parent)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    for entry in entries:
        place = part / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            for block in entry.read():
                out.write(block)
    sync_file_system(part)
    _refuse_existing(target)
    part.rename(target)
    sync_folder(target.parent)


def _aside(target: Path) -> Path:
    """Where it grows; what a stop left there is replaced."""
    return target.with_name(f".{target.name}.export-part")


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise PermanentFailure(f"{target} is there already: an export replaces nothing.", code="export-exists")
