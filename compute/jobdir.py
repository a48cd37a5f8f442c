"""The folder of a job: `job.json`, `in/`, `out/<N>/`, `status/<N>.json`, `log/`. Read and written without Django.

`job.json` is written once. A status is written by the worker alone, whole or not at all: it is the truth about a task,
whatever a scheduler says. Shapes: `Job` and `Status` below, as canonical JSON.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from compute.processes.base import Context, TaskSpec

MERGE: Final = "merge"
Which = int | Literal["merge"]
ErrorType = Literal["InvalidParameterValue", "Data", "OOM", "Timeout", "Lost", "Failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: MB of address space, cores, seconds."""

    mem_mb: int
    cpu: int
    wall_s: int


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is told: inputs are canonical, `tasks` are those of the plan."""

    job: str
    process: str
    version: str
    inputs: dict[str, Any]
    seed: int
    limits: Limits
    tasks: list[TaskSpec] = field(default_factory=list)

    def context(self, folder: Path) -> Context:
        """What a process is given."""
        return Context(folder, self.inputs, self.seed, self.tasks)


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a task: name below `out/<N>/`, SHA256, bytes; `output` of the process for those of the merge."""

    name: str
    sha256: str
    bytes: int
    output: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How a task ended. Seconds are of the worker's own monotonic clock, times are UTC."""

    task: Which
    state: Literal["ok", "error"]
    exit: int
    started: str
    finished: str
    host: str
    wall_s: float
    cpu_s: float
    peak_rss_mb: int
    outputs: list[Made] = field(default_factory=list)
    error_type: ErrorType | None = None
    message: str = ""


def make_folders(folder: Path) -> None:
    """An empty folder of a job."""
    for name in ("in", "out", "status", "log"):
        (folder / name).mkdir(parents=True, exist_ok=True)


def write_job(folder: Path, job: Job) -> None:
    """Tell the workers."""
    write_whole(folder / "job.json", asdict(job))


def read_job(folder: Path) -> Job:
    """What the workers are told. Raises OSError and ValueError."""
    told = json.loads((folder / "job.json").read_bytes())
    tasks = [TaskSpec(one["number"], one["spec"], tuple(one["reads"])) for one in told.pop("tasks")]
    return Job(**told | {"tasks": tasks, "limits": Limits(**told["limits"])})


def write_status(folder: Path, status: Status) -> None:
    """Say how a task ended."""
    write_whole(folder / "status" / f"{status.task}.json", asdict(status))


def read_status(folder: Path, task: Which) -> Status | None:
    """How a task ended; None: it has not."""
    try:
        told = json.loads((folder / "status" / f"{task}.json").read_bytes())
    except FileNotFoundError:
        return None
    return Status(**told | {"outputs": [Made(**one) for one in told["outputs"]]})


def write_whole(path: Path, value: Any) -> None:
    """Canonical JSON, there whole or not at all, even where the machine loses power."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as stream:
        stream.write(text.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
