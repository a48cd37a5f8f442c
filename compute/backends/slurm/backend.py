"""The cluster as a backend: `compute.backends.base.Backend` by Slurm's commands."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from compute.backends.base import BackendAway, BackendRefused, BackendState, Capabilities, Liveness, Stream, Submission
from compute.backends.logs import tail_of
from compute.backends.slurm.capacity import FORM, capacity_of, max_array_size_of
from compute.backends.slurm.commands import Commands
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.judging import Case, Handle, state_of
from compute.backends.slurm.queue import Row
from compute.backends.slurm.script import (
    CLAIMS,
    MERGE_ENDING,
    NAME,
    OVERHEAD_MB,
    Grouping,
    array_script,
    grouping_of,
    log_of,
    merge_script,
)
from compute.jobdir import MERGE, Which, write_whole

DEFAULT_ARRAY: Final = 1001
"""Slurm's own MaxArraySize, for as long as the cluster has not answered."""


class SlurmBackend:
    """Nothing of a job is kept here: its name finds it in the queue, its folder says what became of it."""

    name = "slurm"

    def __init__(self, config: SlurmConfig, commands: Commands | None = None) -> None:
        self.config = config
        self.commands = commands or Commands(config)
        self._max_array: int | None = None
        self._known = Capabilities(config.max_parallel, (DEFAULT_ARRAY - 1) * 100, 4096, 1, 3600)

    def submit(self, job: Submission) -> str:
        """Begin what is not done, or go on where another process of the site was stopped while it began."""
        if not NAME.fullmatch(job.name):
            raise BackendRefused("A job is named by its UUID.")
        rows = self._rows([job.name])
        found = self._found(job.name, rows) or (None if rows else self._ended(job))
        return str(found or self._begin(job, next((row.array for row in rows), None)))

    def _ended(self, job: Submission) -> Handle | None:
        """The job where it began under this name, ended, and was forgotten by the queue."""
        note = _note(job.folder, job.name)
        if not note.exists():
            return None
        states = {which: state_of(job.folder, which) for which in (MERGE, *range(job.n_tasks))}
        if states[MERGE] != "ok" and "error" not in states.values():
            return None
        return Handle(job.name, str(job.folder), 0, 0, **_read(note))

    def _begin(self, job: Submission, array: int | None) -> Handle:
        """The array, where there is none yet, and the merge."""
        grouping = self._noted(job)
        try:
            if array is None:
                array = self._begin_array(job, grouping)
            merge = self.commands.sbatch(merge_script(job, self.config, array))
        except (ValueError, TypeError) as error:
            raise BackendRefused(str(error)) from error
        return Handle(job.name, str(job.folder), array or 0, merge, grouping.n_tasks, grouping.per)

    def _begin_array(self, job: Submission, grouping: Grouping) -> int | None:
        """None where every task has ended well: only the merge is left."""
        self._refuse_more_than_there_is(job)
        left = [task for task in range(job.n_tasks) if state_of(job.folder, task) != "ok"]
        claims = job.folder / CLAIMS
        claims.mkdir(exist_ok=True)
        for which in (*left, MERGE):
            (job.folder / "status" / f"{which}.json").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                (claims / f"{job.name}-{which}").rmdir()
        (job.folder / "absent.json").unlink(missing_ok=True)
        return self.commands.sbatch(array_script(job, self.config, grouping, left)) if left else None

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
        note = _note(job.folder, job.name)
        try:
            told = _read(note)
        except FileNotFoundError:
            grouping = grouping_of(job.n_tasks, self._array_size())
            write_whole(note, {"n_tasks": grouping.n_tasks, "per": grouping.per})
            return grouping
        return Grouping(**told)

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
        return Handle(name, merge.folder, array, merge.job, **_read(_note(Path(merge.folder), name)))

    def poll(self, handles: Iterable[str]) -> dict[str, BackendState]:
        """One question for all. What is left of a job with a failed task is ended here."""
        asked = {text: Handle.of(text) for text in handles}
        rows = self._rows([handle.name for handle in asked.values()])
        return {text: self._state(handle, rows) for text, handle in asked.items()}

    def _state(self, handle: Handle, rows: list[Row]) -> BackendState:
        own = [row for row in rows if row.name in handle.names and row.array in {handle.array, handle.merge}]
        try:
            judged = Case(handle, own, grace_s=self.config.grace_s).judge()
        except FileNotFoundError:
            return BackendState(Liveness.GONE, {})
        if judged.is_over:
            self.commands.scancel(sorted({row.array for row in own}))
        return judged.state

    def cancel(self, handle: str) -> None:
        """A handle, or the name of a job that began and has none yet.

        Slurm asks the processes to end, and after its KillWait ends them.
        """
        name = Handle.of(handle).name if handle.startswith("{") else handle
        if NAME.fullmatch(name):
            self.commands.scancel({row.array for row in self._rows([name])})

    def logs(self, handle: str, task: Which, stream: Stream, tail: int) -> str:
        """What the task said; on `err` also what Slurm said of its element."""
        told = Handle.of(handle)
        folder = Path(told.folder)
        said = tail_of(folder, f"{task}.{stream}", tail)
        if stream == "out" or len(said) >= tail:
            return said
        element = task if isinstance(task, str) else task // told.per
        return tail_of(folder, log_of(told.name, element), tail - len(said)) + said

    def capabilities(self) -> Capabilities:
        """What the partition's largest nodes have; while the cluster is away, what was known of it last."""
        try:
            size = self._array_size()
            told = self.commands.sinfo(FORM)
            self._known = capacity_of(told, size, slots=self.config.max_parallel, overhead_mb=OVERHEAD_MB)
        except BackendAway:
            pass
        return self._known

    def _array_size(self) -> int:
        if self._max_array is None:
            self._max_array = max_array_size_of(self.commands.scontrol("config"))
        return self._max_array

    def _rows(self, names: Iterable[str]) -> list[Row]:
        return self.commands.squeue(text for name in names for text in (name, f"{name}{MERGE_ENDING}"))


def _note(folder: Path, name: str) -> Path:
    return folder / f"slurm-{name}.json"


def _read(note: Path) -> dict[str, int]:
    return {name: int(told) for name, told in json.loads(note.read_bytes()).items()}
