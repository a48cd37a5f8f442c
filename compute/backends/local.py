"""Jobs as processes of this machine: a supervisor for each, found again by its name after any restart of the site."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from compute.backends.base import BackendAway, BackendState, Capabilities, Liveness, Stream, Submission
from compute.backends.logs import tail_of
from compute.backends.slots import holder_of
from compute.backends.supervisor import BEGAN, CANCEL, ENDED, LOCK
from compute.jobdir import Which, read_job, read_whole, write_whole
from compute.launching import CODE, NAME, command, environment

START_S: Final = 60.0
END_S: Final = 10.0
_LOOK_S: Final = 0.02


class LocalBackend:
    """`home` is a folder for notes and slots; a handle is the name of the job."""

    name = "local"
    supervisor = "compute.backends.supervisor"

    def __init__(self, home: Path, limits: Capabilities) -> None:
        self.home, self.limits = home, limits

    def submit(self, job: Submission) -> str:
        """Begin, or go on where a supervisor was lost: tasks that ended well are not done again."""
        self.home.mkdir(parents=True, exist_ok=True)
        write_whole(self._note(job.name), {"folder": str(job.folder)})
        if self.find(job.name) is None:
            kill_leftovers(job.name)
            self._launch(job)
        return job.name

    def _launch(self, job: Submission) -> None:
        options = ("--slots-folder", str(self.home / "slots"), "--slots", str(self.limits.slots), "--detach")
        try:
            subprocess.run(
                command(self.supervisor, str(job.folder), *options),
                cwd=CODE,
                env=environment(read_job(job.folder), job.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=START_S,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise BackendAway(f"The supervisor did not start: {error}") from error

    def find(self, name: str) -> str | None:
        """The job, where it runs or has ended."""
        return name if self._state(name).liveness is not Liveness.GONE else None

    def poll(self, handles: Iterable[str]) -> dict[str, BackendState]:
        """From the lock that a supervisor holds and the note that it leaves."""
        return {handle: self._state(handle) for handle in handles}

    def _state(self, name: str) -> BackendState:
        folder = self._folder(name)
        if folder is None:
            return BackendState(Liveness.GONE, {})
        if holder_of(folder / LOCK) is not None:
            has_begun = (folder / BEGAN).exists()
            return BackendState(Liveness.RUNNING if has_begun else Liveness.QUEUED, {})
        try:
            return BackendState(Liveness(read_whole(folder / ENDED)["liveness"]), {})
        except FileNotFoundError:
            return BackendState(Liveness.GONE, {})

    def cancel(self, handle: str) -> None:
        """Ask the supervisor, then end it and everything that bears the job's name."""
        folder = self._folder(handle)
        if folder is None or not folder.is_dir():
            return
        (folder / CANCEL).touch()
        for number in (signal.SIGTERM, signal.SIGKILL):
            if (pid := holder_of(folder / LOCK)) is not None:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
                _wait_for_end(folder)
        kill_leftovers(handle)
        if not (folder / ENDED).exists():
            write_whole(folder / ENDED, {"liveness": Liveness.CANCELLED.value, "reasons": {}})

    def logs(self, handle: str, task: Which, stream: Stream, tail: int) -> str:
        """The end of `log/<task>.<stream>`, for people."""
        folder = self._folder(handle)
        return tail_of(folder, f"{task}.{stream}", tail) if folder is not None else ""

    def capabilities(self) -> Capabilities:
        """As the operator set them."""
        return self.limits

    def _note(self, name: str) -> Path:
        return self.home / f"{name}.json"

    def _folder(self, name: str) -> Path | None:
        try:
            return Path(read_whole(self._note(name))["folder"])
        except FileNotFoundError:
            return None


def _wait_for_end(folder: Path) -> None:
    until = time.monotonic() + END_S
    while holder_of(folder / LOCK) is not None and time.monotonic() < until:
        time.sleep(_LOOK_S)


def kill_leftovers(name: str) -> None:
    """What a job started and nobody looks after any more: known by a variable of its environment. Never who asks."""
    mark = f"{NAME}={name}".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if int(path.parent.name) != os.getpid() and mark in path.read_bytes().split(b"\0"):
                os.kill(int(path.parent.name), signal.SIGKILL)
