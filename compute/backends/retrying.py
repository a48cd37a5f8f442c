"""Whether a job that failed on its backend is tried once more, and with what. Pure; the services decide when."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from compute.backends.base import Capabilities, Submission
from compute.jobdir import Which

_PASSING: Final = frozenset({"NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "LOST", "LAUNCH_FAILED"})
"""Of the cluster, not of the task."""
_SECOND: Final = "-2"
_UUID_LETTERS: Final = 36


def second_try(job: Submission, reasons: Mapping[Which, str], most: Capabilities) -> Submission | None:
    """The same job once more, under a name of its own, or None: it failed.

    `reasons`: of each task that failed, BackendState's or the error type of its status. All of them must be such that
    another try may do better: a node that went away, or (OOM) less memory than the backend can give, then twice.
    """
    told = set(reasons.values())
    if not told or len(job.name) > _UUID_LETTERS or not told <= _PASSING | {"OOM"}:
        return None
    again = replace(job, name=f"{job.name}{_SECOND}")
    if "OOM" not in told:
        return again
    memory = min(2 * job.limits.mem_mb, most.max_mem_mb)
    if memory <= job.limits.mem_mb:
        return None
    return replace(again, limits=replace(job.limits, mem_mb=memory))
