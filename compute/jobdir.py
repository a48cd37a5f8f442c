"""The folder of a job: `job.json`, `in/`, `out/<N>/`, `status/<N>.json`, `log/`. Read and written without Django.

`asked.json` is a job before its plan; planning writes `job.json`, once. A status is written by the worker alone, whole
or not at all: it is the truth about a task, whatever a scheduler says. Shapes: `Job` and `Status` below, as canonical
JSON.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from compute.processes.base import Context, TaskSpec

MERGE: Final = "merge"
PLAN: Final = "plan"
Which = int | Literal["merge", "plan"]
ErrorType = Literal["InvalidParameterValue", "Data", "OOM", "Timeout", "Lost", "Failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: MB beside the interpreter and its libraries, cores, seconds, MB of one file (0: any)."""

    mem_mb: int
    cpu: int
    wall_s: int
    file_mb: int = 0


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
    said: list[dict[str, Any]] = field(default_factory=list)
    """The message as patterns with details (`compute.refusals.Said`); none where it is no refusal of data."""


def make_private(folder: Path) -> None:
    """A new folder is its account's alone, whatever the umask; one that is there stays as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_folders(folder: Path) -> None:
    """An empty folder of a job."""
    for each in (folder.parent, folder, *(folder / name for name in ("in", "out", "status", "log"))):
        make_private(each)


def write_job(folder: Path, job: Job, *, name: str = "job.json") -> None:
    """Tell the workers."""
    write_whole(folder / name, asdict(job))


def read_job(folder: Path, *, name: str = "job.json") -> Job:
    """What the workers are told. Raises OSError and ValueError."""
    told = read_whole(folder / name)
    tasks = [
        TaskSpec(one["number"], one["spec"], tuple(one["reads"]), tuple(one.get("after", ())))
        for one in told.pop("tasks")
    ]
    return Job(**told | {"tasks": tasks, "limits": Limits(**told["limits"])})


def write_status(folder: Path, status: Status) -> None:
    """Say how a task ended."""
    write_whole(folder / "status" / f"{status.task}.json", asdict(status))


def read_status(folder: Path, task: Which) -> Status | None:
    """How a task ended; None: it has not."""
    try:
        told = read_whole(folder / "status" / f"{task}.json")
    except FileNotFoundError:
        return None
    return Status(**told | {"outputs": [Made(**one) for one in told["outputs"]]})


def read_whole(path: Path) -> Any:
    """What `write_whole` wrote. Raises OSError and ValueError."""
    return json.loads(path.read_bytes())


def write_whole(path: Path, value: Any) -> None:
    """Canonical JSON, there whole or not at all, even where the machine loses power."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as stream:
        stream.write(text.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
