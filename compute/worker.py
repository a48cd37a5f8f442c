"""What runs on a node: `python -m compute.worker JOBDIR --task N|merge|plan`. No Django, no network, no secrets.

Reads `job.json` and `in/`, writes `out/<N>/`, then, last and whole, `status/<N>.json`. Exit status 0: done; 1: the
task ended with an error that its status tells; 2: wrong call, no status.
"""

import argparse
import os
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from compute.attempts import Attempt, begin, refuse
from compute.jobdir import MERGE, PLAN, Job, Status, Which, read_job
from compute.processes.base import Process

WRONG_CALL = 2
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class WrongCall(Exception):
    """There is no such job or task: nothing was begun."""


class ProcessAway(Exception):
    """This machine does not have the process, in this version, that the job wants."""


def prepare(folder: Path, *, name: str = "job.json") -> tuple[Job, Process]:
    """The job and its process, imported with as many threads as the job has cores.

    Raises WrongCall and ProcessAway.
    """
    try:
        job = read_job(folder, name=name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongCall(f"{folder} is no folder of a job: {error}") from error
    for variable in THREADS:
        os.environ.setdefault(variable, str(job.limits.cpu))
    from compute.processes.registry import process_named  # after the threads are told: processes import NumPy

    process = process_named(job.process)
    if process is None or process.version != job.version:
        there = f"there is {process.version}" if process else "there is none of that name"
        raise ProcessAway(f"The job wants {job.process} {job.version}; {there}.")
    return job, process


def run_one(folder: Path, task: Which, *, logged: bool = False) -> Status:
    """One task from begin to end; a worker that is told to stop takes its task along. Raises WrongCall."""
    try:
        job, process = prepare(folder, name="asked.json" if task == PLAN else "job.json")
    except ProcessAway as error:
        return refuse(folder, task, str(error))
    if isinstance(task, int) and not 0 <= task < len(job.tasks):
        raise WrongCall(f"There are {len(job.tasks)} tasks, numbered from 0.")
    attempt = begin(folder, job, process, task, logged=logged)
    with _stopped_with(attempt):
        poll = select.poll()
        poll.register(attempt.descriptor, select.POLLIN)
        while not poll.poll(max(1, int(attempt.seconds_left * 1000))):
            if attempt.seconds_left <= 0:
                attempt.kill(late=True)
                break
        return attempt.finish()


@contextmanager
def _stopped_with(attempt: Attempt) -> Iterator[None]:
    """No status is written: who stopped us knows why."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        attempt.kill()
        os._exit(128 + number)

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = [signal.signal(number, stop) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _which(text: str) -> Which:
    if text in {MERGE, PLAN}:
        return text  # type: ignore[return-value]
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, run, tell."""
    parser = argparse.ArgumentParser(prog="python -m compute.worker", description=__doc__)
    parser.add_argument("folder", metavar="JOBDIR", type=Path)
    parser.add_argument("--task", metavar="N|merge|plan", type=_which, required=True)
    told = parser.parse_args(arguments)
    try:
        status = run_one(told.folder.absolute(), told.task)
    except WrongCall as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_CALL
    if status.error_type:
        sys.stderr.write(f"{status.error_type}: {status.message}\n")
    return 0 if status.state == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
