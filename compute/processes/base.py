"""What a process is: inputs and outputs by JSON Schema, a price, a plan, tasks as functions of files, a merge.

No Django, no database, no network: the same code runs in the site's workers, on a bare node of a cluster and in a
notebook. Contracts: OGC 18-062r2 for the words of a description, `compute.worker` for how tasks are run.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from compute.refusals import DataRefused as DataRefused  # noqa: PLC0414 - processes find it here
from compute.refusals import InputRefused as InputRefused  # noqa: PLC0414

Inputs = Mapping[str, Any]
"""Inputs of a job as canonical JSON: every default written out, every file named by the path below `in/`."""

Mode = Literal["interactive", "systematic", "virtual", "expert"]
UNBOUNDED: Final = None


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input: `schema` is a fragment of JSON Schema 2020-12; `max_occurs` None: any number (the value is a list).

    `media_types`: the input is a file (or files) of one of these; its value in a job is `{"path", "sha256", "bytes",
    "media_type"}` with the path below `in/`. `is_expert`: the form folds it away; `why` tells why the default is so.
    """

    title: str
    description: str
    schema: Mapping[str, Any]
    min_occurs: int = 1
    max_occurs: int | None = 1
    media_types: tuple[str, ...] = ()
    is_expert: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class OutputSpec:
    """One output: `file_name` is what the process calls it, never the worker."""

    title: str
    description: str
    media_type: str
    file_name: str
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resources:
    """What a job will take at most: cores and MB a task, seconds a task, MB of disk, tasks, bytes read."""

    n_tasks: int = 1
    cpus: int = 1
    mem_mb: int = 512
    walltime_s: int = 600
    scratch_mb: int = 100
    n_input_bytes: int = 0
    gpus: int = 0

    @property
    def core_hours(self) -> float:
        """The most that can be counted against a quota."""
        return (self.n_tasks + 1) * self.cpus * self.walltime_s / 3600


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """One task of a plan: `spec` is plain JSON; `reads` are the paths below `in/` that it reads.

    `after`: earlier tasks whose results it reads; a plan with such tasks is a graph. Raises ValueError.
    """

    number: int
    spec: Mapping[str, Any]
    reads: tuple[str, ...] = ()
    after: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not all(0 <= number < self.number for number in self.after):
            raise ValueError(f"Task {self.number} comes after earlier tasks only.")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a job lies: `folder/in` is read, `folder/out/<N>` is written by task N, `folder/out/merge` by the merge."""

    folder: Path
    inputs: Inputs
    seed: int
    tasks: Sequence[TaskSpec] = ()

    def source(self, path: str) -> Path:
        """A staged file by its path below `in/`."""
        return self.folder / "in" / path

    def out(self, task: int | Literal["merge"]) -> Path:
        """The folder of a task's results."""
        return self.folder / "out" / str(task)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the data before anything is read: for what a form suggests.

    `area` is west, south, east, north (west of more than east: over the antimeridian); `days` are ISO days; `depths`
    metres downwards; `variables` as the data call them, or by their standard names.
    """

    area: tuple[float, float, float, float] | None = None
    days: tuple[str, str] | None = None
    depths: tuple[float, float] | None = None
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a merge made: the output's name of the description, and its file."""

    output: str
    path: Path


class Process(ABC):
    """One version of one process; an instance holds no state. Registered under the entry points `varve.processes`."""

    id: str
    version: str
    title: str
    description: str
    keywords: tuple[str, ...] = ()
    inputs: Mapping[str, InputSpec]
    outputs: Mapping[str, OutputSpec]
    modes: tuple[Mode, ...] = ("interactive",)
    allows_sync: bool = False
    counts_with: str = ""
    """A module whose `read(path, *, name, media_type, inputs)` tells in a confined process what one file has for a
    request (`compute.processes.divand.counting`); none: a form tells no count."""

    def suggest(self, known: Known) -> Mapping[str, Any]:
        """Inputs that suit data of which this is known; areas and periods are suggested by their format anyway."""
        return {}

    def check(self, inputs: Inputs) -> None:  # noqa: B027 - most processes have nothing to add
        """What a schema cannot say. Raises InputRefused; files are not there yet."""

    @abstractmethod
    def estimate(self, inputs: Inputs) -> Resources:
        """What a job with these inputs takes, shown before it starts and enforced after."""

    @abstractmethod
    def plan(self, context: Context) -> list[TaskSpec]:
        """The tasks, numbered from 0, in an order that depends on the inputs and the staged files alone.

        Raises DataRefused.
        """

    @abstractmethod
    def run_task(self, context: Context, task: TaskSpec) -> None:
        """Read `in/`, write `out/<N>/`: a pure function of files. Raises DataRefused."""

    @abstractmethod
    def merge(self, context: Context) -> list[Artifact]:
        """Read `out/<N>/` of all tasks, write `out/merge/`: one artifact for each output made. Raises DataRefused."""
