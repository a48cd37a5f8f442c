"""The cluster as a backend: `compute.backends.base.Backend` by Slurm's commands, or by its slurmrestd."""

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from compute.backends.base import BackendAway, BackendRefused, BackendState, Capabilities, Liveness, Stream, Submission
from compute.backends.logs import tail_of
from compute.backends.slurm.capacity import FOREVER_S, capacity_of
from compute.backends.slurm.commands import Commands
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.judging import Case, Handle, state_of
from compute.backends.slurm.queue import Row
from compute.backends.slurm.rest import Rest
from compute.backends.slurm.script import (
    CHOSEN,
    CLAIMS,
    MARGIN_S,
    MERGE_ENDING,
    NAME,
    OVERHEAD_MB,
    WORKER_ENDING,
    Grouping,
    array_batch,
    graph_batch,
    grouping_of,
    log_of,
    merge_batch,
)
from compute.jobdir import MERGE, Which, read_job, write_whole

CAPACITY_S: Final = 300.0
"""How long what the cluster has is not asked again."""
UNKNOWN: Final = Capabilities(slots=1, max_tasks=100_000, max_mem_mb=10**6, max_cpus=1000, max_wall_s=FOREVER_S)
"""Until the cluster answers for the first time nobody is refused for wanting too much."""


class SlurmBackend:
    """`home` is a folder for notes: where a job lies, and how its tasks are grouped. All else the cluster knows."""

    name = "slurm"

    def __init__(self, config: SlurmConfig, home: Path, rest: Rest | None = None) -> None:
        self.config, self.home = config, home
        self.commands: Commands | Rest = rest or Commands(config)
        self._max_array: int | None = None

    def submit(self, job: Submission) -> str:
        """Begin what is not done, or go on where another process of the site was stopped while it began."""
        if not NAME.fullmatch(job.name):
            raise BackendRefused("A job is named by its UUID.")
        rows = self._rows([job.name])
        found = self._found(job.name, rows) or (None if rows else self._ended(job))
        return str(found or self._begin(job, next((row.array for row in rows), None)))

    def _ended(self, job: Submission) -> Handle | None:
        """The job where it began under this name, ended, and was forgotten by the queue."""
        if self._note(job.name) is None:
            return None
        states = {which: state_of(job.folder, which) for which in (MERGE, *range(job.n_tasks))}
        if states[MERGE] != "ok" and "error" not in states.values():
            return None
        return Handle(job.name, 0, 0)

    def _begin(self, job: Submission, array: int | None) -> Handle:
        """The array, where there is none yet, and the merge."""
        grouping = self._noted(job)
        try:
            if _is_graph(job.folder):
                return Handle(job.name, 0, self._begin_graph(job))
            if array is None:
                array = self._begin_array(job, grouping)
            merge = self.commands.sbatch(merge_batch(job, self.config, array))
        except (ValueError, TypeError) as error:
            raise BackendRefused(str(error)) from error
        return Handle(job.name, array or 0, merge)

    def _begin_array(self, job: Submission, grouping: Grouping) -> int | None:
        """None where every task has ended well: only the merge is left."""
        self._refuse_more_than_there_is(job)
        left = [task for task in range(job.n_tasks) if state_of(job.folder, task) != "ok"]
        self._clear(job, left)
        return self.commands.sbatch(array_batch(job, self.config, grouping, left)) if left else None

    def _clear(self, job: Submission, left: list[int]) -> None:
        """Nothing is told, and nothing claimed, of what is to be done."""
        claims = job.folder / CLAIMS
        claims.mkdir(exist_ok=True)
        for which in (*left, MERGE):
            (job.folder / "status" / f"{which}.json").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                (claims / f"{job.name}-{which}").rmdir()
        (job.folder / "absent.json").unlink(missing_ok=True)

    def _begin_graph(self, job: Submission) -> int:
        """Its driver, which runs inside the cluster as the scheduler of Dask must."""
        if not self.config.runs_graphs:
            raise BackendRefused("Its tasks read each other's results: that wants SLURM_GRAPHS, or another backend.")
        self._refuse_more_than_there_is(job)
        self._clear(job, [task for task in range(job.n_tasks) if state_of(job.folder, task) != "ok"])
        told = {option: getattr(self.config, option) for option in ("partition", "account", "qos", "python", "code")}
        write_whole(job.folder / CHOSEN, told | {"max_parallel": self.config.max_parallel})
        seconds = min(job.limits.wall_s * (job.n_tasks + 1), self.capabilities().max_wall_s - MARGIN_S)
        return self.commands.sbatch(graph_batch(job, self.config, max(job.limits.wall_s, seconds)))

    def _refuse_more_than_there_is(self, job: Submission) -> None:
        most = self.capabilities()
        asked = {
            "cores": (job.limits.cpu, most.max_cpus),
            "MB of memory": (job.limits.mem_mb, most.max_mem_mb),
            "seconds": (job.limits.wall_s, most.max_wall_s),
            "tasks": (job.n_tasks, most.max_tasks),
        }
        for what, (wanted, there) in asked.items():
            if wanted > there:
                raise BackendRefused(f"The cluster gives {there} {what} at most; the job wants {wanted}.")

    def _noted(self, job: Submission) -> Grouping:
        """How tasks are grouped, decided once for each name: written down before anything begins."""
        known = self._note(job.name)
        if known is not None:
            return known[1]
        grouping = grouping_of(job.n_tasks, self._array_size())
        self.home.mkdir(parents=True, exist_ok=True)
        note = {"folder": str(job.folder), "n_tasks": grouping.n_tasks, "per": grouping.per}
        write_whole(self._note_of(job.name), note)
        return grouping

    def _note(self, name: str) -> tuple[Path, Grouping] | None:
        try:
            told = json.loads(self._note_of(name).read_bytes())
        except FileNotFoundError:
            return None
        return Path(told["folder"]), Grouping(told["n_tasks"], told["per"])

    def _note_of(self, name: str) -> Path:
        return self.home / f"{name}.slurm.json"

    def find(self, name: str) -> str | None:
        """Only what began as a whole: where the merge is not there yet, `submit` goes on."""
        if not NAME.fullmatch(name):
            return None
        found = self._found(name, self._rows([name]))
        return str(found) if found else None

    def _found(self, name: str, rows: list[Row]) -> Handle | None:
        merge = next((row for row in rows if row.name == f"{name}{MERGE_ENDING}"), None)
        if merge is None:
            return None
        array = next((row.array for row in rows if row.name == name), 0)
        return Handle(name, array, merge.job)

    def poll(self, handles: Iterable[str]) -> dict[str, BackendState]:
        """What is left of a job with a failed task is ended here."""
        asked = {text: Handle.of(text) for text in handles}
        rows = self.commands.squeue_of(handle for handle in asked.values() if handle)
        return {text: self._state(handle, rows) for text, handle in asked.items()}

    def _state(self, handle: Handle | None, rows: list[Row]) -> BackendState:
        if handle is None:
            return BackendState(Liveness.GONE, {})
        own = [row for row in rows if row.name in handle.names and row.array in {handle.array, handle.merge}]
        note = self._note(handle.name)
        if note is None or not (note[0] / "status").is_dir():
            return BackendState(Liveness.GONE, {})
        judged = Case(handle, *note, own, grace_s=self.config.grace_s).judge()
        if judged.is_over:
            self.commands.scancel(sorted({row.array for row in own}))
        return judged.state

    def cancel(self, handle: str) -> None:
        """A handle, or the name of a job that began and has none yet.

        Slurm asks the processes to end, and after its KillWait ends them.
        """
        name = handle.partition(":")[0]
        if NAME.fullmatch(name):
            self.commands.scancel({row.array for row in self._rows([name])})

    def logs(self, handle: str, task: Which, stream: Stream, tail: int) -> str:
        """What the task said; on `err` also what Slurm said of its element."""
        name = handle.partition(":")[0]
        note = self._note(name)
        if note is None:
            return ""
        folder, grouping = note
        said = tail_of(folder, f"{task}.{stream}", tail)
        if stream == "out" or len(said) >= tail:
            return said
        element = task if isinstance(task, str) else task // grouping.per
        return tail_of(folder, log_of(name, element), tail - len(said)) + said

    def capabilities(self) -> Capabilities:
        """What the partition's largest nodes have. The answer is kept: who looks at a form does not wait for it."""
        kept = self.home / "cluster.json"
        with suppress(OSError, TypeError, ValueError):
            if time.time() - kept.stat().st_mtime < CAPACITY_S:
                return _read(kept)
        try:
            size = self._array_size()
            known = capacity_of(self.commands.kinds(), size, slots=self.config.max_parallel, overhead_mb=OVERHEAD_MB)
        except BackendAway:
            return _read(kept) if kept.exists() else UNKNOWN
        self.home.mkdir(parents=True, exist_ok=True)
        write_whole(kept, asdict(known))
        return known

    def _array_size(self) -> int:
        if self._max_array is None:
            self._max_array = self.commands.max_array_size()
        return self._max_array

    def _rows(self, names: Iterable[str]) -> list[Row]:
        endings = ("", MERGE_ENDING, WORKER_ENDING)
        return self.commands.squeue(f"{name}{ending}" for name in names for ending in endings)


def _is_graph(folder: Path) -> bool:
    with suppress(FileNotFoundError):
        return any(task.after for task in read_job(folder).tasks)
    return False


def _read(kept: Path) -> Capabilities:
    return Capabilities(**json.loads(kept.read_bytes()))
