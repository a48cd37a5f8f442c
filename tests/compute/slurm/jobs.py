"""Jobs for a cluster whose worker is a few lines of shell: what a task does is told by a file of its own."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from compute.backends.base import BackendAway, BackendState, Liveness, Submission
from compute.backends.slurm.backend import SlurmBackend
from compute.backends.slurm.config import SlurmConfig
from compute.jobdir import Limits, Status, Which, make_folders, write_status
from tests.services.cluster import Cluster
from tests.services.components import ROOT

WORKER = """#!/bin/bash
# called as: python -E -s -m compute.worker FOLDER --task N
folder=$5 task=$7
echo "$task" >>"$folder/begun"
[ -e "$folder/in/$task.sh" ] && . "$folder/in/$task.sh"
sed 's/"task":0/"task":"'"$task"'"/' "$folder/in/ok.json" >"$folder/status/.$task"
mv "$folder/status/.$task" "$folder/status/$task.json"
"""
PATIENCE_S = 60.0
OVER = {Liveness.DONE, Liveness.FAILED, Liveness.CANCELLED, Liveness.GONE}


def told(task: Which = 0, *, error: bool = False) -> Status:
    """How a task ended."""
    day = "2026-11-22T00:00:00Z"
    return Status(task, "error" if error else "ok", 1 if error else 0, day, day, "n1", 0.1, 0.1, 10)


def new_job(folder: Path, n_tasks: int = 1, *, mem_mb: int = 64, **does: str) -> Submission:
    """A folder and what is asked for; `does`: lines of shell by task (`task_1`, `merge`)."""
    make_folders(folder)
    write_status(folder, told())
    (folder / "status" / "0.json").rename(folder / "in" / "ok.json")
    for name, lines in does.items():
        (folder / "in" / f"{name.removeprefix('task_')}.sh").write_text(lines)
    return Submission(str(uuid.uuid4()), folder, n_tasks, Limits(mem_mb, 1, 60))


def backend_of(cluster: Cluster, folder: Path, **given: object) -> SlurmBackend:
    """A backend as a process of the site makes one."""
    worker = folder / "worker"
    if not worker.exists():
        worker.write_text(WORKER)
        worker.chmod(0o755)
    config = SlurmConfig(conf=cluster.conf, python=str(worker), code=str(folder), **given)  # type: ignore[arg-type]
    return SlurmBackend(config, folder / "home")


def until(is_so: Callable[[], bool]) -> None:
    """Wait, with a limit, for what the cluster does."""
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def ended(backend: SlurmBackend, handle: str) -> BackendState:
    """How the job ended; who asks waits until nothing of it runs."""
    states: list[BackendState] = []

    def is_over() -> bool:
        try:
            states.append(backend.poll([handle])[handle])
        except BackendAway:
            return False
        return states[-1].liveness in OVER

    until(is_over)
    return states[-1]


def begun(job: Submission) -> list[str]:
    """Which tasks were begun, each as often as it was."""
    try:
        return sorted((job.folder / "begun").read_text().split())
    except FileNotFoundError:
        return []


def submits_until_killed(cluster: Cluster, folder: Path, name: str, lived_through: int) -> int:
    """A process that submits with an sbatch that kills whoever asks, after so many jobs were taken."""
    commands = folder / "commands"
    commands.mkdir()
    for asks in ("squeue", "scontrol", "sinfo"):
        (commands / asks).symlink_to(f"/usr/bin/{asks}")
    (commands / "sbatch").write_text(
        f"#!/bin/bash\nn=$(cat {folder}/taken 2>/dev/null || echo 0)\n"
        f'[ $n -lt {lived_through} ] || {{ kill -9 $PPID; exit; }}\n/usr/bin/sbatch "$@" || exit\n'
        f"echo $((n + 1)) >{folder}/taken\n[ $((n + 1)) -lt {lived_through} ] || kill -9 $PPID\n"
    )
    (commands / "sbatch").chmod(0o755)
    program = (
        "import sys; from pathlib import Path; from compute.jobdir import Limits\n"
        "from compute.backends.base import Submission; from compute.backends.slurm.backend import SlurmBackend\n"
        "from compute.backends.slurm.config import SlurmConfig\n"
        "at, conf, name = sys.argv[1:]; root = Path(at)\n"
        "config = SlurmConfig(commands=root / 'commands', conf=Path(conf), python=f'{at}/worker', code=at)\n"
        "SlurmBackend(config, root / 'home').submit(Submission(name, root / 'job', 2, Limits(64, 1, 60)))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(cluster.conf), name]
    return subprocess.run(command, check=False, cwd=ROOT, env=dict(os.environ)).returncode
