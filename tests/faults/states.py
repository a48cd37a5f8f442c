"""Everything a site holds, taken, compared and put back: the rows of every table, and files byte for byte."""

import email
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.faults.running_jobs import end_jobs, fill_folders

FOLDERS = ("archive", "second", "storage", "vault", "field", "compute", "mails")

DATED = 1_000_000_000
"""When every file of the source of a dataset that grows was written."""

NOT_COMPARED = (
    *("repository_doiattempt", "varve_cache", "varve_registries", "django_session"),
    *("repository_cataloguechange", "repository_mailserver", "repository_webhookattempt"),
)
"""Logs of attempts, where a killed one is one more; what is counted against guessing; when somebody was last here;
what the database itself numbers and dates, for the search index and for the pace of mails."""


@dataclass(frozen=True)
class State:
    """Rows by table as PostgreSQL copies them out, files by place (with their modes), mails by Message-ID."""

    tables: Mapping[str, tuple[bytes, ...]]
    files: Mapping[str, tuple[int, bytes]]
    mails: Mapping[str, frozenset[tuple[str, str, str]]]
    log: bytes

    def differences(self, other: "State") -> list[str]:
        """Where the two are not the same, in words; a Message-ID that says two things is one of them."""
        found = [
            f"{kind} {name}: {_only(mine.get(name), theirs.get(name))} / {_only(theirs.get(name), mine.get(name))}"
            for kind, mine, theirs in self._pairs(other)
            for name in sorted(mine.keys() | theirs.keys())
            if mine.get(name) != theirs.get(name)
        ]
        return found + [f"two mails are {key}" for key, said in other.mails.items() if len(said) > 1]

    def _pairs(self, other: "State") -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
        yield "table", self._compared(), other._compared()
        yield "file", self._kept(), other._kept()
        yield "mail", self.mails, other.mails

    def _kept(self) -> dict[str, tuple[int, bytes]]:
        """Without the folders of jobs, which tell how long everything took; what comes out of them is in the tables."""
        return {name: found for name, found in self.files.items() if not name.startswith("compute/")}

    def _compared(self) -> dict[str, tuple[bytes, ...]]:
        return {name: rows for name, rows in self.tables.items() if name not in NOT_COMPARED}


def _only(mine: Any, theirs: Any) -> str:
    """The rows that only one side has, or what it has else; the beginning of it."""
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        mine = [row for row in mine if row not in theirs]
    return f"{mine!r:.1000}"


def take(root: Path) -> State:
    """What is there now: the database, and the folders below ``root`` (``mails`` among them)."""
    files = {}
    for path in sorted(root.rglob("*")):
        with suppress(FileNotFoundError):  # a job goes on while we look
            if path.is_file():
                files[str(path.relative_to(root))] = (stat.S_IMODE(path.lstat().st_mode), path.read_bytes())
    log = b"".join(content for name, (_, content) in files.items() if name.startswith("mails/"))
    return State(
        tables={table: _rows(table) for table in _tables()},
        files={name: found for name, found in files.items() if not name.startswith("mails/")},
        mails=_mails(log.decode()),
        log=log,
    )


def put_back(state: State, root: Path) -> None:
    """Make the database and the folders be as they were."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN; SET LOCAL session_replication_role = replica")
        for table in _tables():
            rows = state.tables.get(table, ())
            if _rows(table) == rows:
                continue
            cursor.execute(f"DELETE FROM {table}")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(b"".join(rows))
        cursor.execute("COMMIT")
    ContentType.objects.clear_cache()
    end_jobs(root / "compute")
    for place in root.iterdir():
        shutil.rmtree(place, ignore_errors=place.name == "compute")  # a job may still write there
    for name in FOLDERS:
        (root / name).mkdir(exist_ok=True)
    for name, (mode, content) in {**state.files, "mails/before.log": (0o600, state.log)}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.chmod(path, mode)  # noqa: PTH101
        if name.startswith("field/"):
            os.utime(path, (DATED, DATED))
    fill_folders(root / "compute")


def _tables() -> list[str]:
    return [table for table in connection.introspection.table_names() if table != "django_migrations"]


def _rows(table: str) -> tuple[bytes, ...]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return tuple(sorted(b"".join(bytes(block) for block in copy).splitlines(keepends=True)))


def _mails(log: str) -> dict[str, frozenset[tuple[str, str, str]]]:
    """Reader, subject and text by Message-ID: a mail that is sent twice with the same one is one mail."""
    found: dict[str, frozenset[tuple[str, str, str]]] = {}
    for letter in log.split("-" * 79 + "\n"):
        mail = email.message_from_string(letter.strip())
        if mail["Message-ID"]:
            text = "".join(str(part.get_payload()) for part in mail.walk() if not part.is_multipart())
            said = (str(mail["To"]), str(mail["Subject"]), text)
            found[mail["Message-ID"]] = found.get(mail["Message-ID"], frozenset()) | {said}
    return found
