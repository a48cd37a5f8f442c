"""Workers of Dask as jobs of a cluster, asked for from inside it: by dask-jobqueue, for the driver of a graph."""

import os
from math import ceil
from pathlib import Path
from typing import Any, Final

from dask_jobqueue.slurm import SLURMCluster
from distributed.security import Security

from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.script import CHOSEN, LOST_SAID, MARGIN_S, OVERHEAD_MB, WORKER_ENDING, log_of
from compute.jobdir import MERGE, Job, read_whole

WORKER_MB: Final = 256
"""What a worker of Dask takes beside the interpreter of its task."""
DEATH_S: Final = 60


def cluster_of(folder: Path, job: Job, name: str, seconds: int, security: Security) -> SLURMCluster:
    """A scheduler here, and a worker in a job of Slurm for each task that may run at once."""
    config = SlurmConfig(**read_whole(folder / CHOSEN))
    memory = job.limits.mem_mb + OVERHEAD_MB + WORKER_MB
    options: dict[str, Any] = {
        "queue": config.partition or None,
        "account": config.account or None,
        "job_extra_directives": [f"--qos={config.qos}"] if config.qos else [],
        "job_name": f"{name}{WORKER_ENDING}",
        "cores": 1,
        "processes": 1,
        "nanny": False,
        "job_cpu": job.limits.cpu,
        "memory": f"{memory}MB",
        "job_mem": f"{memory}M",
        "walltime": str(ceil((seconds + MARGIN_S) / 60)),
        "python": f"{config.python} -E -s",
        "death_timeout": DEATH_S,
        "job_script_prologue": [f"export VARVE_JOB={name} MALLOC_ARENA_MAX=2", f"cd {config.code}"],
        "log_directory": str(folder / "log"),
        "local_directory": str(folder / "tmp" / "dask"),
        "shebang": "#!/bin/bash",
    }
    node = os.environ.get("SLURMD_NODENAME") or os.uname().nodename
    cluster = SLURMCluster(scheduler_options={"host": node}, protocol="tls://", security=security, **options)
    cluster.scale(jobs=min(len(job.tasks), config.max_parallel))
    return cluster


def tell_lost(folder: Path, name: str) -> None:
    """Where the site looks for why a job of Slurm ended: it may be tried once more."""
    with (folder / "log" / log_of(name, MERGE)).open("a") as log:
        log.write(f"{LOST_SAID}\n")
