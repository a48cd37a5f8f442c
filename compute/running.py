"""One job from its inputs to its outputs on this machine, without the site: for the command and for notebooks.

No Django. The plan and the tasks run apart, under the limits of the estimate, as a job of the site does.
"""

import hashlib
import subprocess
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from compute.jobdir import MERGE, Job, Limits, Made, Status, make_folders, read_job, read_status, write_job
from compute.launching import CODE, command, environment, plan_apart
from compute.placing import copy_hashed, place_file
from compute.processes.base import InputRefused, Inputs, Process, Resources
from compute.processes.inputs import canonical_inputs, canonical_text

FILE_MB: Final = 10_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: outputs with their hashes, or the first task that failed and why."""

    process: str
    version: str
    inputs: dict[str, Any]
    tasks: int
    outputs: list[Made] = field(default_factory=list)
    failed_task: str = ""
    error_type: str = ""
    message: str = ""

    @property
    def value(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def seed_of(inputs: Inputs) -> int:
    """The same inputs draw the same random numbers."""
    return int.from_bytes(hashlib.sha256(canonical_text(inputs)).digest()[:4]) % 2**31


def limits_of(resources: Resources) -> Limits:
    """What one task is held to."""
    file_mb = min(FILE_MB, max(1, resources.scratch_mb))
    return Limits(resources.mem_mb, resources.cpus, resources.walltime_s, file_mb)


def run_process(
    process: Process, given: Mapping[str, Any], files: Sequence[tuple[str, Path]], *, out: Path, slots: int = 1
) -> Outcome:
    """Check, stage, plan, run, merge; outputs are copied into `out`. Raises InputRefused and OSError."""
    with tempfile.TemporaryDirectory(prefix="varve-job-") as made:
        folder = Path(made).resolve()
        make_folders(folder)
        inputs = canonical_inputs(process, {**given, **_staged(process, files, folder)} if files else given)
        job = Job(
            str(uuid.uuid4()), process.id, process.version, inputs, seed_of(inputs), limits_of(process.estimate(inputs))
        )
        write_job(folder, job, name="asked.json")
        return _run(folder, job, out, slots)


def _staged(process: Process, files: Sequence[tuple[str, Path]], folder: Path) -> dict[str, Any]:
    """Files by the input they are given for; more than one of an input are a list."""
    staged: dict[str, list[Any]] = {}
    for name, source in files:
        if name not in process.inputs or not process.inputs[name].media_types:
            raise InputRefused(name, "unknown-input", f"{name} is no input that takes a file.")
        placed = place_file(source, folder, f"{name}/{len(staged.get(name, []))}/{source.name}")
        staged.setdefault(name, []).append(placed.value)
    for name, placed_files in staged.items():
        if process.inputs[name].max_occurs == 1 and len(placed_files) > 1:
            raise InputRefused(name, "maxOccurs", f"{name}: one file is taken.")
    return {name: many if process.inputs[name].max_occurs != 1 else many[0] for name, many in staged.items()}


def _run(folder: Path, job: Job, out: Path, slots: int) -> Outcome:
    plan = plan_apart(folder)
    if plan.state == "error":
        return _failed(job, 0, plan)
    tasks = len(read_job(folder).tasks)
    options = ("--slots-folder", str(folder / "slots"), "--slots", str(slots))
    subprocess.run(
        command("compute.backends.supervisor", str(folder), *options),
        cwd=CODE,
        env=environment(job, folder),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    merge = read_status(folder, MERGE)
    if merge is None or merge.state == "error":
        return _failed(job, tasks, merge or first_failed(folder, tasks))
    for made in merge.outputs:
        _take_out(folder, made, out)
    return Outcome(job.process, job.version, job.inputs, tasks, merge.outputs)


def first_failed(folder: Path, tasks: int) -> Status | None:
    """The task that failed first by its number; None: none says so."""
    told = (read_status(folder, number) for number in range(tasks))
    return next((status for status in told if status is not None and status.state == "error"), None)


def _failed(job: Job, tasks: int, status: Status | None) -> Outcome:
    if status is None:
        return Outcome(job.process, job.version, job.inputs, tasks, [], "", "Lost", "It was ended from outside.")
    error_type = status.error_type or "Failed"
    return Outcome(job.process, job.version, job.inputs, tasks, [], str(status.task), error_type, status.message)


def _take_out(folder: Path, made: Made, out: Path) -> None:
    sha256, _ = copy_hashed(folder / "out" / MERGE / made.name, out / made.name)
    if sha256 != made.sha256:
        raise OSError(f"{made.name} changed after it was made.")
