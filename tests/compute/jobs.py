"""Folders of jobs as the site makes them, for tests of what runs in them."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compute.jobdir import Job, Status, Which, make_folders, write_job
from compute.processes.base import Process
from compute.processes.echo import Echo
from compute.processes.inputs import canonical_inputs
from compute.running import limits_of
from compute.worker import run_one

TROUBLES = Path(__file__).parent / "troubles"
A_JOB = f"a-job-{os.getpid()}"
"""What bears the name of a job ends with it: no two processes of the suite have one name."""


def made_job(folder: Path, process: Process, name: str = A_JOB, **given: Any) -> Job:
    """A folder with a job that was asked for."""
    make_folders(folder)
    inputs = canonical_inputs(process, given)
    job = Job(name, process.id, process.version, inputs, 1, limits_of(process.estimate(inputs)))
    write_job(folder, job, name="asked.json")
    return job


def planned(folder: Path, process: Process | None = None, name: str = A_JOB, **given: Any) -> Job:
    """The same, with its plan."""
    process = process or Echo()
    job = made_job(folder, process, name, **given)
    job.tasks.extend(process.plan(job.context(folder)))
    write_job(folder, job)
    return job


def worked(folder: Path, task: Which) -> Status:
    """A task as a node runs it."""
    return run_one(folder, task, logged=True)


def until(is_so: Callable[[], Any], *, limit_s: float = 60.0) -> None:
    """Wait, with a limit, for what another process does."""
    end = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
