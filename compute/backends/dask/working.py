"""What a worker of Dask does: one task of a job, by our own worker in a process of its own, under the job's limits."""

import subprocess
import time
from pathlib import Path
from typing import Final

from compute.backends.slots import Slots
from compute.jobdir import Which, read_job, read_status
from compute.launching import CODE, command, environment

_LOOK_S: Final = 0.05


class TaskFailed(Exception):
    """Its status tells why: what comes after it is not begun."""


def work(folder: str, task: Which, slots_folder: str, slots: int, *after: None) -> None:
    """Wait for cores of this machine, then do it. Raises TaskFailed."""
    place = Path(folder)
    job = read_job(place)
    cores = Slots(Path(slots_folder), slots, job.job) if slots else None  # of a cluster they are the worker's own
    while cores is not None and cores.take(job.limits.cpu) is None:
        time.sleep(_LOOK_S)
    try:
        with (place / "log" / f"{task}.out").open("wb") as out, (place / "log" / f"{task}.err").open("wb") as err:
            subprocess.run(
                command("compute.worker", folder, "--task", str(task)),
                cwd=CODE,
                env=environment(job, place),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=False,
            )
    finally:
        if cores is not None:
            cores.close()
    status = read_status(place, task)
    if status is None or status.state != "ok":
        raise TaskFailed(f"{task}")
