"""What a task left in its folder: hashed, named by the process, links refused. Nothing is believed of a worker."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from compute.jobdir import MERGE, PLAN, Made, Status, Which
from compute.processes.base import Process

MAX_FILES: Final = 10_000


class OutputsRefused(Exception):
    """Something lies in the folder that no task may leave there, or an output is missing."""


def collect(folder: Path, process: Process, task: Which, artifacts: list[list[str]]) -> tuple[list[Made], list[str]]:
    """What was made, in the order of names, and the names that nobody asked for. Raises OutputsRefused and OSError."""
    if task == PLAN:
        return [], []
    out = folder / "out" / str(task)
    names = _regular_files(out)
    if task != MERGE:
        return [_made(out, name) for name in names], []
    told = _told(out, process, artifacts)
    missing = sorted(set(told) - set(names))
    if missing:
        raise OutputsRefused(f"It says that it made {missing[0]}, which is not there.")
    return [_made(out, name, told[name]) for name in sorted(told)], [name[:200] for name in names if name not in told][
        :20
    ]


def are_there(folder: Path, status: Status) -> bool:
    """Whether what a task made is still as it was told: after a loss of power it may not be."""
    out = folder / "out" / str(status.task)
    try:
        return all(_made(out, made.name, made.output) == made for made in status.outputs)
    except OSError:
        return False


def _told(out: Path, process: Process, artifacts: list[list[str]]) -> dict[str, str]:
    """File name -> output, as the process' description says."""
    told = {}
    for output, path in artifacts:
        if output not in process.outputs:
            raise OutputsRefused(f"{output} is no output of {process.id}.")
        name = process.outputs[output].file_name
        if Path(path) != out / name:
            raise OutputsRefused(f"The output {output} is a file {name}.")
        told[name] = output
    return told


def _regular_files(out: Path) -> list[str]:
    found: list[str] = []
    for here, folders, files in os.walk(out, followlinks=False):
        for name in [*folders, *files]:
            path = Path(here, name)
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise OutputsRefused(f"{path.relative_to(out)} is neither a file nor a folder; links are refused.")
            if stat.S_ISREG(mode):
                found.append(path.relative_to(out).as_posix())
        if len(found) > MAX_FILES:
            raise OutputsRefused(f"One task makes at most {MAX_FILES} files.")
    return sorted(found)


def _made(out: Path, name: str, output: str = "") -> Made:
    """Hashed from the disk; what a job is for is made to stay there, what lies between may be made again."""
    descriptor = os.open(out / name, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        size = os.fstat(stream.fileno()).st_size
        if output:
            os.fsync(stream.fileno())
    return Made(name, digest, size, output)
