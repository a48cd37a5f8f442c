"""Where jobs run: one protocol for processes of this machine, a cluster's scheduler, a graph of Dask. No Django.

A backend tells liveness only; how a task ended is read from its status file (`compute.jobdir`). Handles are texts that
a later process of the site can go on with: nothing is kept in memory that could not be found again by the job's name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from compute.jobdir import Limits, Which

Stream = Literal["out", "err"]


class Liveness(StrEnum):
    """What a backend knows of a job: `GONE` is all that is known of one that it no longer lists."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class BackendState:
    """Of a job as a whole; `reasons`: why tasks failed outside their worker (OOM, TIMEOUT, NODE_FAIL, LOST ...).

    `FAILED` is told when nothing of the job runs any more.
    """

    liveness: Liveness
    reasons: Mapping[Which, str]


@dataclass(frozen=True, slots=True)
class Submission:
    """`name` is the job's UUID: a job of that name that is there already is found, never begun twice."""

    name: str
    folder: Path
    n_tasks: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What one job may ask for; `slots`: tasks that run at once."""

    slots: int
    max_tasks: int
    max_mem_mb: int
    max_cpus: int
    max_wall_s: int
    gpus: int = 0


class BackendAway(Exception):
    """The backend does not answer now: nothing is known, nothing was begun for sure; ask again later."""


class BackendRefused(Exception):
    """The backend will never take this job as it is: no such partition, more than any node has. The text says why."""


class Backend(Protocol):
    """All methods but `capabilities` raise BackendAway; cancelling what is not there is no error."""

    name: str

    def submit(self, job: Submission) -> str:
        """Begin the tasks 0 to n-1 and, when all ended well, the merge; a handle. Twice the same name: one job.

        Raises BackendRefused.
        """

    def find(self, name: str) -> str | None:
        """The handle of the job of this name, after a crash between submitting and writing the handle down."""

    def poll(self, handles: Iterable[str]) -> dict[str, BackendState]:
        """What is known of each."""

    def cancel(self, handle: str) -> None:
        """End every process of the job, soon and for sure."""

    def logs(self, handle: str, task: Which, stream: Stream, tail: int) -> str:
        """The last `tail` bytes of what a task said."""

    def capabilities(self) -> Capabilities:
        """What can be asked of it."""
