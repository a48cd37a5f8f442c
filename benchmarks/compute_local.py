"""What a task of the local backend costs beside its own work: `python -m benchmarks.compute_local [TASKS]`.

1,000 tasks that do nothing on one slot, from `submit` to the merge's status, beside the limit of 20 ms a task and,
in the same run, beside a new interpreter for each task (`python -m compute.worker`), which is what a scheduler of a
cluster starts. Then the plan of 10,000 tasks, beside its limit of one second. A zombie that is left is a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.reporting.figures import figure
from compute.backends.base import Capabilities, Liveness, Submission
from compute.backends.local import LocalBackend
from compute.jobdir import Job, make_folders, read_job, write_job
from compute.launching import CODE, command, environment, plan_apart
from compute.processes.echo import Echo
from compute.processes.inputs import canonical_inputs
from compute.running import limits_of

LIMIT_MS: Final = 20.0
PLAN_LIMIT_S: Final = 1.0
PLANNED: Final = 10_000
INTERPRETERS: Final = 20


def main(tasks: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-compute-") as made:
        folder = Path(made)
        job = planned(folder / "job", tasks)
        ours = run_all(folder, job) / tasks * 1000
        peer = interpreters(folder / "job", read_job(folder / "job")) * 1000
        print(figure(f"{tasks} tasks on one slot, a task", unit="ms", ours=[ours], peers=[LIMIT_MS]), flush=True)
        said = f"{tasks} tasks on one slot, a task, beside a new interpreter for each"
        print(figure(said, unit="ms", ours=[ours], peers=[peer]), flush=True)
        if left := zombies():
            raise SystemExit(f"{left} zombies are left")
        started = time.perf_counter()
        planned(folder / "large", PLANNED)
        seconds = time.perf_counter() - started
        print(figure(f"plan of {PLANNED} tasks", unit="s", ours=[seconds], peers=[PLAN_LIMIT_S]), flush=True)


def planned(folder: Path, tasks: int) -> Job:
    """A job that was asked for and planned apart, as the site does it."""
    make_folders(folder)
    process = Echo()
    inputs = canonical_inputs(process, {"tasks": tasks})
    job = Job(folder.name, process.id, process.version, inputs, 1, limits_of(process.estimate(inputs)))
    write_job(folder, job, name="asked.json")
    plan_apart(folder)
    return job


def run_all(folder: Path, job: Job) -> float:
    """Seconds from the submission to the end."""
    limits = Capabilities(slots=1, max_tasks=100_000, max_mem_mb=1_000, max_cpus=1, max_wall_s=600)
    backend = LocalBackend(folder / "backend", limits)
    started = time.perf_counter()
    backend.submit(Submission(job.job, folder / "job", job.inputs["tasks"], job.limits))
    while backend.poll([job.job])[job.job].liveness is not Liveness.DONE:
        time.sleep(0.01)
    return time.perf_counter() - started


def interpreters(folder: Path, job: Job) -> float:
    """Seconds of one task by an interpreter of its own."""
    started = time.perf_counter()
    for number in range(INTERPRETERS):
        told = command("compute.worker", str(folder), "--task", str(number))
        subprocess.run(told, cwd=CODE, env=environment(job, folder), check=True)
    return (time.perf_counter() - started) / INTERPRETERS


def zombies() -> int:
    """Children of ours that nobody asked after."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found += ") Z" in path.read_text() and f" {os.getpid()} " in path.read_text()
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
