"""Starting our own Python apart: the code's folder, a bare environment without a secret, threads as told."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from compute.jobdir import PLAN, Job, Status, read_job, read_status
from compute.worker import THREADS, WrongCall

CODE: Final = Path(__file__).resolve().parents[1]
NAME: Final = "VARVE_JOB"
"""The variable by which every process of a job is known."""
_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "TZ")
"""What the operator may set for processes; `PYTHONPATH`: where processes of other packages lie."""
PATIENCE_S: Final = 60


def command(module: str, *arguments: str) -> list[str]:
    """To be run in the folder CODE."""
    return [sys.executable, "-s", "-m", module, *arguments]


def environment(job: Job, folder: Path) -> dict[str, str]:
    """What a task sees: nothing of the site's settings. Temporary files go to the job's own folder."""
    aside = folder / "tmp"
    aside.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    threads = {name: str(job.limits.cpu) for name in THREADS}
    own = {"LANG": "C.UTF-8", "HOME": str(aside), "TMPDIR": str(aside), "MALLOC_ARENA_MAX": "2", NAME: job.job}
    return kept | threads | own


def plan_apart(folder: Path) -> Status:
    """Plan the job of `asked.json` in a process of its own, under its limits. Raises WrongCall."""
    job = read_job(folder, name="asked.json")
    log = folder / "log" / f"{PLAN}.err"
    with log.open("wb") as stream:
        subprocess.run(
            command("compute.worker", str(folder), "--task", PLAN),
            cwd=CODE,
            env=environment(job, folder),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            timeout=job.limits.wall_s + PATIENCE_S,
            check=False,
        )
    status = read_status(folder, PLAN)
    if status is None:
        raise WrongCall(f"The plan has no status; its log is {log.name}.")
    return status
