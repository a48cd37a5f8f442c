"""Jobs as graphs of Dask on this machine: the same folders, the same ends, found again by name."""

import os
import signal
from pathlib import Path

import pytest

from compute.backends.base import Capabilities, Liveness, Submission
from compute.backends.dask.backend import DaskBackend
from compute.backends.local import LocalBackend
from compute.backends.slots import holder_of
from compute.backends.supervisor import LOCK
from compute.jobdir import MERGE, Job, read_status
from compute.processes.base import Process, TaskSpec
from compute.running import first_failed
from tests.compute.jobs import A_JOB, is_alive, planned, until

LIMITS = Capabilities(slots=2, max_tasks=10_000, max_mem_mb=1_000, max_cpus=2, max_wall_s=600)
PATIENCE_S = 240.0
pytest.importorskip("distributed")


@pytest.fixture
def backend(tmp_path: Path) -> DaskBackend:
    return DaskBackend(tmp_path / "backend", LIMITS)


def submission(folder: Path, job: Job) -> Submission:
    return Submission(job.job, folder, len(job.tasks), job.limits)


def ended(backend: LocalBackend, name: str = A_JOB) -> Liveness:
    """How it ended, waited for."""
    over = {Liveness.DONE, Liveness.FAILED, Liveness.CANCELLED, Liveness.GONE}
    until(lambda: backend.poll([name])[name].liveness in over, limit_s=PATIENCE_S)
    return backend.poll([name])[name].liveness


def ok(folder: Path, *tasks: int | str) -> list[bool]:
    """Whether each ended well."""
    statuses = [read_status(folder, task) for task in tasks]  # type: ignore[arg-type]
    return [status is not None and status.state == "ok" for status in statuses]


@pytest.mark.whole_way
def test_a_graph_runs_in_its_order_and_then_the_merge(tmp_path: Path, backend: DaskBackend, troubles: Process) -> None:
    job = planned(tmp_path / "job", troubles, tasks=3, chain=True)

    handle = backend.submit(submission(tmp_path / "job", job))

    assert ended(backend) is Liveness.DONE
    assert ok(tmp_path / "job", 0, 1, 2, MERGE) == [True] * 4
    assert backend.find(job.job) == handle == backend.submit(submission(tmp_path / "job", job))


def test_a_task_beyond_its_memory_fails_the_job_and_ends_what_runs(
    tmp_path: Path, backend: DaskBackend, troubles: Process
) -> None:
    folder = tmp_path / "job"
    job = planned(folder, troubles, how="memory", tasks=3, chain=True)

    backend.submit(submission(folder, job))

    assert ended(backend) is Liveness.FAILED
    failed = first_failed(folder, 3)
    assert failed is not None
    assert (failed.task, failed.error_type) == (0, "OOM")
    assert [read_status(folder, which) for which in (1, 2, MERGE)] == [None] * 3, "what reads it is not begun"


def test_a_lost_worker_ends_the_driver_and_the_next_goes_on(
    tmp_path: Path, backend: DaskBackend, troubles: Process
) -> None:
    folder = tmp_path / "job"
    job = planned(folder, troubles, how="wait")
    backend.submit(submission(folder, job))
    task = waiting(folder)
    os.kill(parent_of(parent_of(task)), signal.SIGKILL)

    assert ended(backend) is Liveness.GONE
    assert backend.find(job.job) is None
    until(lambda: not is_alive(task))
    (folder / "go").touch()
    DaskBackend(tmp_path / "backend", LIMITS).submit(submission(folder, job))

    assert ended(backend) is Liveness.DONE


def test_a_cancelled_job_leaves_no_process(tmp_path: Path, backend: DaskBackend, troubles: Process) -> None:
    folder = tmp_path / "job"
    job = planned(folder, troubles, how="wait")
    backend.submit(submission(folder, job))
    task = waiting(folder)
    pids = [task, parent_of(task), parent_of(parent_of(task)), holder_of(folder / LOCK) or 0]

    backend.cancel(job.job)
    backend.cancel(job.job)

    assert ended(backend) is Liveness.CANCELLED
    until(lambda: not any(is_alive(pid) for pid in pids))


def test_one_machine_runs_graphs_without_dask_too(tmp_path: Path, troubles: Process) -> None:
    job = planned(tmp_path / "job", troubles, tasks=4, chain=True)
    local = LocalBackend(tmp_path / "backend", LIMITS)

    local.submit(submission(tmp_path / "job", job))

    assert ended(local) is Liveness.DONE
    with pytest.raises(ValueError, match="earlier"):
        TaskSpec(1, {}, (), (1,))


def waiting(folder: Path) -> int:
    """The process of a task that waits."""
    until((folder / "out" / "0" / "waits").exists, limit_s=PATIENCE_S)
    return int((folder / "out" / "0" / "part").read_text())


def parent_of(pid: int) -> int:
    """Who began it."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
