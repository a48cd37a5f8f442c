"""Who looks after one job of this machine: `python -m compute.backends.supervisor JOBDIR`, one for each job.

It imports the process once and forks each task, so that a task costs milliseconds; it outlives the site's own
processes. Its lock `supervisor.lock` tells that it lives, `ended.json` how the job ended; both are read by `local`.
"""

import argparse
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from compute.attempts import Attempt, begin, refuse
from compute.backends.base import Liveness
from compute.backends.slots import Slots, hold
from compute.jobdir import MERGE, Job, Which, read_status, write_whole
from compute.outputs import are_there
from compute.processes.base import Process
from compute.worker import ProcessAway, prepare

LOCK: Final = "supervisor.lock"
ENDED: Final = "ended.json"
BEGAN: Final = "began"
CANCEL: Final = "cancel"
LOOK_MS: Final = 500
WAIT_MS: Final = 50


class Supervisor:
    """The tasks of one job, as many at once as there are slots; the merge when all ended well."""

    def __init__(self, folder: Path, job: Job, process: Process, slots: Slots) -> None:
        self.folder, self.job, self.process, self.slots = folder, job, process, slots
        self.running: dict[int, tuple[Attempt, list[int]]] = {}
        self.poll = select.poll()
        self.done: set[Which] = set()
        self.is_stopped = False

    def run(self) -> Liveness:
        """All tasks that have not ended well before, then the merge."""
        signal.signal(signal.SIGTERM, self._stop)
        ended = self._run_all(deque(range(len(self.job.tasks))))
        if ended is Liveness.DONE:
            ended = self._run_all(deque([MERGE]))
        self.slots.close()
        return ended

    def _stop(self, number: int, frame: Any) -> None:
        self.is_stopped = True

    def _run_all(self, left: "deque[Which]") -> Liveness:
        self.done |= {task for task in left if is_done(self.folder, task)}
        left = deque(task for task in left if task not in self.done)
        has_failed = False
        while left or self.running:
            if self._is_cancelled() or has_failed:
                self._drop()
                return Liveness.CANCELLED if not has_failed else Liveness.FAILED
            is_waiting = self._start(left)
            ended = self._look(WAIT_MS if is_waiting else LOOK_MS)
            if ended:
                self._start(left)  # the next ones work while these are hashed
            statuses = [attempt.finish() for attempt in ended]
            self.done |= {status.task for status in statuses if status.state == "ok"}
            has_failed = any(status.state == "error" for status in statuses)
        return Liveness.FAILED if has_failed else Liveness.DONE

    def _is_cancelled(self) -> bool:
        return self.is_stopped or (self.folder / CANCEL).exists()

    def _start(self, left: "deque[Which]") -> bool:
        """Begin what there is room for; whether something waits for room."""
        while (task := self._ready(left)) is not None:
            slots = self.slots.take(self.job.limits.cpu)
            if slots is None:
                return True
            left.remove(task)
            attempt = begin(self.folder, self.job, self.process, task, logged=True)
            self.poll.register(attempt.descriptor, select.POLLIN)
            self.running[attempt.descriptor] = attempt, slots
        return False

    def _ready(self, left: "deque[Which]") -> Which | None:
        """The first whose results to be read are there; None: none is left, or those that are wait for what runs."""
        return next((task for task in left if task == MERGE or self.done.issuperset(self._after(task))), None)

    def _after(self, task: Which) -> tuple[int, ...]:
        return self.job.tasks[int(task)].after

    def _look(self, most_ms: int) -> list[Attempt]:
        """Wait for ends or for a limit; what ended, its slots given back."""
        left = [attempt.seconds_left * 1000 for attempt, _ in self.running.values()]
        ready = self.poll.poll(max(0, min([most_ms, *left])))
        for attempt, _ in self.running.values():
            if attempt.seconds_left <= 0:
                attempt.kill(late=True)
        ended = []
        for descriptor, _ in ready:
            attempt, slots = self.running.pop(descriptor)
            self.poll.unregister(descriptor)
            self.slots.give(slots)
            ended.append(attempt)
        return ended

    def _drop(self) -> None:
        for attempt, slots in self.running.values():
            attempt.forget()
            self.slots.give(slots)
        self.running.clear()


def is_done(folder: Path, task: Which) -> bool:
    """Whether it ended well, and what it made is still there."""
    status = read_status(folder, task)
    return status is not None and status.state == "ok" and are_there(folder, status)


def note_end(folder: Path, ended: Liveness) -> Liveness:
    """Say how the job ended."""
    write_whole(folder / ENDED, {"liveness": ended.value, "reasons": {}})
    return ended


def supervise(folder: Path, *, slots_folder: Path, slots: int) -> Liveness:
    """Run the job of this folder to its end and write how it ended."""
    try:
        job, process = prepare(folder)
    except ProcessAway as error:
        refuse(folder, MERGE, str(error))
        ended = Liveness.FAILED
    else:
        (folder / BEGAN).touch()
        ended = Supervisor(folder, job, process, Slots(slots_folder, slots, job.job)).run()
    return note_end(folder, ended)


def _detach(folder: Path) -> None:
    """Go on as a child of nobody, in a session of its own; who called is answered when the lock is held."""
    told, tells = os.pipe()
    if os.fork():
        os.close(tells)
        os.read(told, 1)
        os._exit(0)
    os.setsid()
    if hold(folder / LOCK) is None or (folder / ENDED).exists():
        os._exit(0)
    log = os.open(folder / "log" / "supervisor.err", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.write(log, f"supervisor {os.getpid()} began\n".encode())
    os.write(tells, b".")
    os.close(tells)
    os.close(told)


def told_by(description: str | None, arguments: Sequence[str] | None) -> tuple[Path, Path, int]:
    """Job, folder of slots, how many; gone apart where that is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", metavar="JOBDIR", type=Path)
    parser.add_argument("--slots-folder", type=Path, required=True)
    parser.add_argument("--slots", type=int, default=1)
    parser.add_argument("--detach", action="store_true", help="answer when it has begun, and go on apart")
    told = parser.parse_args(arguments)
    folder = told.folder.absolute()
    if told.detach:
        _detach(folder)
    return folder, told.slots_folder.absolute(), told.slots


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, detach if told, run."""
    folder, slots_folder, slots = told_by(__doc__, arguments)
    return 0 if supervise(folder, slots_folder=slots_folder, slots=slots) is Liveness.DONE else 1


if __name__ == "__main__":
    sys.exit(main())
