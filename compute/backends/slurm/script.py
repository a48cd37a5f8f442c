"""The script that a cluster is given: one fixed template, filled with integers, the job's name and paths chosen by us.

What users say lies in `job.json`, which the worker reads; nothing of it comes here.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from string import Template
from typing import Final

from compute.backends.base import Submission
from compute.backends.slurm.config import SlurmConfig, check_path
from compute.jobdir import MERGE

NAME: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-[2-9])?")
"""A job's UUID; `-2` and so on for another try."""

MERGE_ENDING: Final = "-merge"
WORKER_ENDING: Final = "-worker"
"""Of the jobs that the driver of a graph begins."""
LOST_SAID: Final = "varve: a worker of the graph was lost"
CLAIMS: Final = "claims"
"""Where a task leaves a folder when it begins: of two arrays of one name, sent at once, each task runs once."""
CHOSEN: Final = "slurm.json"
"""What the driver of a graph asks the cluster for."""
OVERHEAD_MB: Final = 256
"""What the interpreter and its libraries take beside the memory of a task."""
MARGIN_S: Final = 60
"""The worker ends a task that is late, and says so; the cluster does it only where the worker could not."""

_SCRIPT: Final = Template("""#!/bin/bash
#SBATCH --job-name=$name
#SBATCH --chdir=$folder
#SBATCH $when
#SBATCH --ntasks=1 --cpus-per-task=$cpus --mem=${mem}M --time=$minutes
#SBATCH --output=$log
#SBATCH --no-requeue --export=ALL$where
set -u
export OMP_NUM_THREADS=$cpus OPENBLAS_NUM_THREADS=$cpus MKL_NUM_THREADS=$cpus MALLOC_ARENA_MAX=2
export LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin HOME=$folder/tmp TMPDIR=$folder/tmp VARVE_JOB=$name
mkdir -p $folder/tmp && cd $code || exit 70
$which
ended=0
for task in $$tasks; do
  grep -qs '"state":"ok"' $folder/status/$$task.json && continue
  mkdir $claims-$$task || { [ -d $claims-$$task ] && continue; exit 71; }
  $python -E -s -m $program >$folder/log/$$task.out 2>$folder/log/$$task.err || ended=$$?
done
exit $$ended
""")

_OF_ELEMENT: Final = Template("""first=$$((SLURM_ARRAY_TASK_ID * $per)) last=$$((SLURM_ARRAY_TASK_ID * $per + $per - 1))
[ $$last -lt $n ] || last=$$(($n - 1))
tasks=$$(seq $$first $$last)""")
"""The rule of `Grouping.tasks`."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which tasks an element of the array does: element i those from i * `per` on, `per` of them at most."""

    n_tasks: int
    per: int

    @property
    def n_elements(self) -> int:
        """How long the array is."""
        return ceil(self.n_tasks / self.per)

    def tasks(self, element: int) -> range:
        """Those of one element."""
        return range(element * self.per, min(self.n_tasks, (element + 1) * self.per))


def grouping_of(n_tasks: int, max_array_size: int) -> Grouping:
    """As few tasks to an element as the cluster allows. Slurm's MaxArraySize is one more than the last index."""
    return Grouping(n_tasks, max(1, ceil(n_tasks / max(1, max_array_size - 1))))


@dataclass(frozen=True, slots=True)
class Batch:
    """What the scheduler is asked for: a script, and what its directives say apart, for who reads none of them."""

    text: str
    name: str
    folder: str
    log: str
    cpus: int
    mem_mb: int
    minutes: int
    array: str = ""
    after: int | None = None


def array_batch(job: Submission, config: SlurmConfig, grouping: Grouping, left: Collection[int]) -> Batch:
    """What does the tasks in `left`, each element its own. Raises ValueError."""
    elements = sorted({task // grouping.per for task in left})
    return _filled(
        job,
        config,
        name=job.name,
        array=f"{ranges(elements)}%{config.max_parallel}",
        log=log_of(job.name, "%a"),
        which=_OF_ELEMENT.substitute(per=grouping.per, n=grouping.n_tasks),
        seconds=job.limits.wall_s * grouping.per,
    )


def merge_batch(job: Submission, config: SlurmConfig, array: int | None) -> Batch:
    """What puts the results together, when the array has ended well (None: it has). Raises ValueError."""
    name, log = f"{job.name}{MERGE_ENDING}", log_of(job.name, MERGE)
    return _filled(job, config, name=name, after=array, log=log, which=f"tasks={MERGE}", seconds=job.limits.wall_s)


def graph_batch(job: Submission, config: SlurmConfig, seconds: int) -> Batch:
    """The driver of a graph, in the merge's place: it asks for workers of its own, and merges. Raises ValueError."""
    name, log = f"{job.name}{MERGE_ENDING}", log_of(job.name, MERGE)
    program = f"compute.backends.dask.driver {job.folder} {job.name} {seconds} --slurm"
    return _filled(job, config, name=name, log=log, which=f"tasks={MERGE}", seconds=seconds, program=program)


def log_of(name: str, element: int | str) -> str:
    """Where Slurm's own words about an element lie, below `log/`."""
    return f"slurm-{name}-{element}.err"


def ranges(numbers: Iterable[int]) -> str:
    """`0-3,7`: rising numbers as Slurm writes them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _filled(
    job: Submission,
    config: SlurmConfig,
    *,
    name: str,
    log: str,
    which: str,
    seconds: int,
    array: str = "",
    after: int | None = None,
    program: str = "",
) -> Batch:
    _check(job, seconds)
    asked = Batch(
        text="",
        name=name,
        folder=check_path(str(_plain(job.folder))),
        log=f"{job.folder}/log/{log}",
        cpus=job.limits.cpu,
        mem_mb=job.limits.mem_mb + OVERHEAD_MB,
        minutes=ceil((seconds + MARGIN_S) / 60),
        array=array,
        after=after,
    )
    text = _SCRIPT.substitute(
        name=name,
        folder=asked.folder,
        when=_when(asked),
        claims=check_path(str(job.folder / CLAIMS / job.name)),
        log=asked.log,
        cpus=asked.cpus,
        mem=asked.mem_mb,
        minutes=asked.minutes,
        where="".join(f" --{option}={value}" for option, value in config.chosen.items()),
        code=config.code,
        which=which,
        python=config.python,
        program=program or f"compute.worker {job.folder} --task $task",
    )
    return replace(asked, text=text)


def _check(job: Submission, seconds: int) -> None:
    if not NAME.fullmatch(job.name):
        raise ValueError("A job is named by its UUID.")
    if any(not isinstance(number, int) for number in (job.limits.cpu, job.limits.mem_mb, seconds)):
        raise TypeError("Limits are whole numbers.")


def _when(asked: Batch) -> str:
    if asked.array:
        return f"--array={asked.array}"
    if asked.after is not None:
        return f"--dependency=afterok:{asked.after} --kill-on-invalid-dep=yes"
    return "--nodes=1"


def _plain(folder: Path) -> Path:
    if not folder.is_absolute() or ".." in folder.parts:
        raise ValueError("The folder of a job is named from the root.")
    return folder
