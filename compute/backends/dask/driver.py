"""Who looks after one job as a graph of Dask: `python -m compute.backends.dask.driver JOBDIR`, one for each job.

The same lock and notes as a supervisor's. A worker of Dask that is lost is no end of the job: the driver goes, and the
next one does what had not ended well. Everything that it began ends with it, by the name in its environment.
"""

import os
import queue
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NoReturn

import dask
from distributed import Client, Future, LocalCluster
from distributed.security import Security

from compute.attempts import refuse
from compute.backends.base import Liveness
from compute.backends.dask.secrecy import security_of
from compute.backends.dask.working import TaskFailed, work
from compute.backends.local import kill_leftovers
from compute.backends.supervisor import BEGAN, CANCEL, is_done, note_end, told_by
from compute.jobdir import MERGE, Job, Which
from compute.worker import ProcessAway, prepare

LOOK_S: Final = 0.5
START_S: Final = 300
_SETTINGS: Final = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.comm.timeouts.connect": START_S,
    "distributed.worker.memory.terminate": False,
    "distributed.admin.tick.limit": "1h",
}
"""A task is never begun twice by Dask itself; a busy machine is no fault."""


class Lost(Exception):
    """A worker of Dask went away."""


class Driver:
    """The graph of one job, then its merge."""

    def __init__(self, folder: Path, job: Job, client: Client, slots: tuple[str, int]) -> None:
        self.folder, self.job, self.client, self.slots = folder, job, client, slots
        self.ended: queue.SimpleQueue[Future[None]] = queue.SimpleQueue()
        self.is_stopped = False

    def run(self) -> Liveness:
        """All tasks that have not ended well before, each after those that it reads. Raises Lost."""
        signal.signal(signal.SIGTERM, self._stop)
        futures: dict[Which, Future[None]] = {}
        for task in self.job.tasks:
            if not is_done(self.folder, task.number):
                futures[task.number] = self._submit(task.number, [futures[n] for n in task.after if n in futures])
        ended = self._wait(len(futures))
        if ended is Liveness.DONE and not is_done(self.folder, MERGE):
            self._submit(MERGE, [])
            ended = self._wait(1)
        return ended

    def _submit(self, task: Which, after: Iterable[Future[None]]) -> Future[None]:
        key = f"{self.job.job}-{task}"
        future: Future[None] = self.client.submit(
            work, str(self.folder), task, *self.slots, *after, key=key, pure=False
        )
        future.add_done_callback(self.ended.put)
        return future

    def _wait(self, count: int) -> Liveness:
        while count:
            if self.is_stopped or (self.folder / CANCEL).exists():
                return Liveness.CANCELLED
            try:
                future = self.ended.get(timeout=LOOK_S)
            except queue.Empty:
                continue
            count -= 1
            if future.status == "finished":
                continue
            error = future.exception()
            if isinstance(error, TaskFailed):
                return Liveness.FAILED
            raise Lost(str(error))
        return Liveness.DONE

    def _stop(self, number: int, frame: Any) -> None:
        self.is_stopped = True


def drive(folder: Path, begin: Callable[[Job, Path, Security], Any], slots: tuple[str, int]) -> Liveness:
    """Run the job of this folder to its end, on the cluster that is begun, and write how it ended. Raises Lost."""
    try:
        job, _ = prepare(folder)
    except ProcessAway as error:
        refuse(folder, MERGE, str(error))
        return note_end(folder, Liveness.FAILED)
    dask.config.set(_SETTINGS)
    aside = folder / "tmp" / "dask"
    try:
        security = security_of(aside)
        cluster = begin(job, aside, security)
        (folder / BEGAN).touch()
        try:
            ended = Driver(folder, job, Client(cluster, security=security), slots).run()
        finally:
            if not slots[1]:
                cluster.close()  # workers elsewhere are no leftovers of this machine
    finally:
        for _twice in range(2):  # what one began while it was ended is found the second time
            kill_leftovers(job.job)
    return note_end(folder, ended)


def on_this_machine(job: Job, aside: Path, security: Security, slots: int) -> LocalCluster:
    """Workers that listen on loopback."""
    workers = max(1, min(slots // job.limits.cpu, len(job.tasks)))
    options = {"n_workers": workers, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    return LocalCluster(**options, memory_limit=0, local_directory=str(aside), security=security)


def on_slurm(folder: Path, name: str, seconds: int) -> Liveness:
    """From inside a job of the cluster."""
    from compute.backends.dask.on_slurm import cluster_of, tell_lost

    def begin(job: Job, aside: Path, security: Security) -> Any:
        return cluster_of(folder, job, name, seconds, security)

    try:
        return drive(folder, begin, ("", 0))
    except Lost:
        tell_lost(folder, name)
        raise


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Parse, detach if told, run; gone at once, since Dask would look for workers that were ended."""
    arguments = sys.argv[1:] if arguments is None else arguments
    code = 1
    try:
        if arguments[-1] == "--slurm":
            on_slurm(Path(arguments[0]), arguments[1], int(arguments[2]))
        else:
            folder, slots_folder, slots = told_by(__doc__, arguments)
            drive(folder, partial(on_this_machine, slots=slots), (str(slots_folder), slots))
        code = 0  # how it ended is told by files; the cluster is only told whether its driver did its work
    except Exception:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
