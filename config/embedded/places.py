"""Where the embedded parts keep their state, sockets and logs: a pure function of VARVE_HOME and the user.

Nothing is created before `prepare`.
"""

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SOCKET_PATH_LIMIT = 100
"""A unix socket's path may have 107 bytes on Linux; some room is left for the lock files beside it."""


class PlacesError(Exception):
    """A folder that must be private to this user is not; the text is one line for the person who starts the site."""


@dataclass(frozen=True)
class Places:
    """The folders and addresses of one embedded site."""

    home: Path

    @property
    def run(self) -> Path:
        """Lock file and, where the path is short enough, the sockets."""
        return self.home / "run"

    @property
    def lock(self) -> Path:
        """Held by the supervisor as long as it lives."""
        return self.run / "serve.lock"

    @property
    def address(self) -> Path:
        """The address of the site that was served last, for commands in another terminal."""
        return self.home / "address"

    @property
    def log(self) -> Path:
        """One file for each child process."""
        return self.home / "log"

    @property
    def postgres(self) -> Path:
        """The data folder of the embedded database."""
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        """A folder whose sockets have a path short enough for the kernel."""
        if len(os.fsencode(self.run / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_LIMIT:
            return self.run
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path("/tmp") / f"varve-{os.getuid()}-{name}"  # noqa: S108  (its owner and mode are checked)

    @property
    def broker_socket(self) -> Path:
        """The socket of the embedded redis-server."""
        return self.sockets / "broker.sock"

    @property
    def database_url(self) -> str:
        """The address of the embedded database."""
        return f"postgres://varve@{quote(str(self.sockets), safe='')}/varve"

    @property
    def broker_url(self) -> str:
        """The address of the embedded broker."""
        return f"redis+socket://{self.broker_socket}"

    def prepare(self) -> None:
        """Make the folders; the socket folder belongs to this user alone. Raises PlacesError.

        From here on this process and its children make nothing that others may read: drafts, mail and files under
        embargo lie in the home, which may itself be open to everybody.
        """
        os.umask(0o077)
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.run, self.log):
            folder.mkdir(exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PlacesError(f"{self.sockets} must be a folder of this user: remove it and start again.")
        self.sockets.chmod(0o700)

    def tidy(self) -> None:
        """Remove the short socket folder, which lies outside the home, when nothing is left in it."""
        if self.sockets != self.run:
            with suppress(OSError):
                self.sockets.rmdir()
