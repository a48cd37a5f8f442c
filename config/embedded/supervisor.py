"""The one process that starts, watches, restarts and stops the children of an embedded site.

It has one thread on purpose: the kernel's leash (PR_SET_PDEATHSIG) is held by the thread that started a child.
"""

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from config.embedded.child import Child, Program

POLL_S = 0.1
START_PATIENCE_S = 60.0
TRIES_AT_START = 4


class StartFailed(Exception):
    """The site cannot start; the text is one line for the person who starts it."""


class StopAsked(Exception):
    """Ctrl-C or SIGTERM came while the site was starting."""


@contextmanager
def sole_supervisor(lock: Path) -> Iterator[None]:
    """Hold the lock file as long as this process lives. Raises StartFailed when somebody else holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise StartFailed(
                f"Varve already runs from {lock.parent.parent} (process {holder}): "
                "stop it first, or give another VARVE_HOME and PORT."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class Supervisor:
    """Children in the order of their start; they are stopped in the opposite order, stage by stage."""

    def __init__(self, *, logs: Path, say: Callable[[str], None]) -> None:
        self._logs = logs
        self._say = say
        self._stages: list[list[Child]] = []
        self._stopping = False

    def listen(self) -> None:
        """Take Ctrl-C and SIGTERM as a wish to stop; a second one changes nothing."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)

    def start(self, programs: Sequence[Program]) -> None:
        """Start one stage: programs that do not need each other."""
        stage = [Child(program, self._logs / f"{program.name}.log") for program in programs]
        self._stages.append(stage)
        for child in stage:
            child.start()

    def wait_for(self, what: str, ready: Callable[[], bool], patience_s: float = START_PATIENCE_S) -> None:
        """Watch the children until `ready` answers true. Raises StartFailed or StopAsked."""
        until = time.monotonic() + patience_s
        while not ready():
            self.watch()
            for child in self._children():
                if child.deaths >= TRIES_AT_START:
                    raise StartFailed(f"{child.program.name} does not start ({child.log}): {child.last_line()}")
            if self._stopping:
                raise StopAsked
            if time.monotonic() > until:
                raise StartFailed(f"{what} does not answer after {patience_s:.0f} s: see {self._logs}.")
            time.sleep(POLL_S)

    def run_once(self, program: Program) -> int:
        """Run a program to its end while the others are watched; its exit status. Raises StopAsked."""
        child = Child(program, self._logs / f"{program.name}.log")
        child.start()
        try:
            while (status := child.ended()) is None:
                self.watch()
                if self._stopping:
                    raise StopAsked
                time.sleep(POLL_S)
        finally:
            child.stop()
        return status

    def watch(self) -> None:
        """Start again what has ended, after a pause that grows while it keeps ending."""
        for child in self._children():
            status = child.ended()
            if status is not None and not self._stopping:
                self._say(f"{child.program.name} ended ({_ending(status)}); it is started again.")
            if not self._stopping and child.is_due():
                child.start()

    def watch_until_asked_to_stop(self) -> None:
        """The long part of a supervisor's life."""
        while not self._stopping:
            self.watch()
            time.sleep(POLL_S)

    def stop(self) -> None:
        """Stop the stages, the last one first; within a stage all are asked before any is waited for."""
        self._stopping = True
        for stage in reversed(self._stages):
            for child in stage:
                child.ask_to_stop()
            for child in stage:
                child.stop()
        self._stages.clear()

    def _children(self) -> list[Child]:
        return [child for stage in self._stages for child in stage]

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _ending(status: int) -> str:
    if status >= 0:
        return f"status {status}"
    return f"signal {-status}, {signal.Signals(-status).name}"
