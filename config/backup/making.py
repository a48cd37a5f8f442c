"""Making a backup: one snapshot of the database, and the bytes that drafts have in that very snapshot."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from config.backup import postgres
from config.backup.container import DUMP, SECRET, BackupError, Writer, written_aside
from config.history import applied_here
from repository.models import DataFile
from repository.uploads.disk import DiskStore
from repository.uploads.store import DraftStore, draft_store

LOCK = 0x7661727665
"""The advisory lock of PostgreSQL that lets one backup run at a time."""
TRIES = 5
"""How often a new snapshot is taken where a draft's file went into a package in the same moment."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: files of drafts, size in bytes; and the drafts' files that are missing or damaged.

    ``elsewhere``: the bucket that keeps the bytes of drafts, where one does; they are not in the backup then.
    """

    drafts: int
    size: int
    faults: tuple[str, ...]
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    number: int
    path: str
    size: int
    sha256: str


def make_backup(target: Path, *, with_secret: bool) -> Made:
    """Write a backup to ``target``, whole or not at all. The site may run. Raises BackupError, OSError."""
    store = draft_store()
    elsewhere = "" if isinstance(store, DiskStore) else settings.STORAGE_URL.partition("?")[0]
    with _alone(), tempfile.TemporaryDirectory(prefix=".varve-dump-", dir=target.parent) as folder:
        dumped = Path(folder) / DUMP
        with _held(store, dumped) as (drafts, held, facts), written_aside(target) as writer:
            with dumped.open("rb") as file:
                writer.add(DUMP, file, size=dumped.stat().st_size)
            faults = tuple(fault for draft in drafts if (fault := _add(writer, draft, held)))
            if with_secret:
                _add_secret(writer)
            writer.close({**facts, "faults": faults})
            kept = sum(name.startswith("drafts/") for name in writer.members)
    return Made(drafts=kept, size=target.stat().st_size, faults=faults, elsewhere=elsewhere)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchall()[0][0]:
            raise BackupError("Another backup is being made.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def _held(store: DraftStore, dumped: Path) -> Iterator[tuple[list[_Draft], Path, dict[str, object]]]:
    """Dump one snapshot; its drafts' files are held by links, so that nothing removes them while they are read.

    What lies in a bucket stays there: it has copies of its own, and is as large as it likes.
    """
    if not isinstance(store, DiskStore):
        with transaction.atomic():
            postgres.dump(dumped, snapshot=_export_snapshot())
            facts = _facts()
        yield [], dumped.parent, facts
        return
    store.root.mkdir(parents=True, exist_ok=True)
    for leftover in store.root.glob("backup.*"):
        shutil.rmtree(leftover, ignore_errors=True)
    held = store.root / f"backup.{uuid.uuid4().hex}"
    try:
        for last in (*[False] * (TRIES - 1), True):
            held.mkdir(mode=0o700)
            with transaction.atomic():
                snapshot = _export_snapshot()
                drafts = [_Draft(*row) for row in _drafts()]
                missing = [draft for draft in drafts if not _hold(store, draft, held)]
                if not missing or last:
                    postgres.dump(dumped, snapshot=snapshot)
                    facts = _facts()
                    break
            shutil.rmtree(held)
        yield drafts, held, facts
    finally:
        shutil.rmtree(held, ignore_errors=True)


def _export_snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchall()[0][0])


def _drafts() -> list[tuple[int, str, int, str]]:
    rows = DataFile.objects.exclude(draft_path="").order_by("number")
    return list(rows.values_list("number", "draft_path", "size", "sha256"))


def _hold(store: DiskStore, draft: _Draft, held: Path) -> bool:
    """Whether the file was there to be held; a file system without links gets a copy."""
    path = store.path_of(draft.path)
    try:
        try:
            os.link(path, held / str(draft.number))
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(path, held / str(draft.number))
    except FileNotFoundError:
        return False
    return True


def _add(writer: Writer, draft: _Draft, held: Path) -> str:
    """Add a draft's file as it is; a sentence where it is missing or not what arrived."""
    path = held / str(draft.number)
    if not path.exists():
        return f"{draft.path} is missing"
    with path.open("rb") as file:
        digest = writer.add(f"drafts/{draft.number}", file, size=path.stat().st_size)
    return "" if digest == draft.sha256 else f"{draft.path} is damaged: its bytes are not those that arrived"


def _add_secret(writer: Writer) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(settings.SECRET_KEY.encode())
        size = file.tell()
        file.seek(0)
        writer.add(SECRET, file, size=size)


def _facts() -> dict[str, object]:
    return {
        "made": timezone.now().isoformat(timespec="seconds"),
        "postgresql": postgres.server_major(),
        "site_url": settings.SITE_URL,
        "doi_prefix": settings.DOI_PREFIX,
        "migrations": sorted(applied_here()),
    }
