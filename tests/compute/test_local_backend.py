"""Jobs as processes of this machine: they outlive who began them, run once, end whole."""

import os
import signal
from pathlib import Path

import pytest

from compute.backends.base import Capabilities, Liveness, Submission
from compute.backends.local import LocalBackend
from compute.backends.slots import Slots, holder_of
from compute.backends.supervisor import LOCK
from compute.jobdir import MERGE, Job, read_status
from compute.processes.base import Process
from compute.running import first_failed
from tests.compute.jobs import A_JOB, is_alive, planned, until

LIMITS = Capabilities(slots=2, max_tasks=10_000, max_mem_mb=1_000, max_cpus=2, max_wall_s=600)


@pytest.fixture
def backend(tmp_path: Path) -> LocalBackend:
    return LocalBackend(tmp_path / "backend", LIMITS)


def submission(folder: Path, job: Job) -> Submission:
    return Submission(job.job, folder, len(job.tasks), job.limits)


def ended(backend: LocalBackend, name: str = A_JOB) -> Liveness:
    """How it ended, waited for."""
    over = {Liveness.DONE, Liveness.FAILED, Liveness.CANCELLED, Liveness.GONE}
    until(lambda: backend.poll([name])[name].liveness in over)
    return backend.poll([name])[name].liveness


def test_tasks_run_and_then_the_merge(tmp_path: Path, backend: LocalBackend) -> None:
    job = planned(tmp_path / "job", numbers=list(range(10)), tasks=5)

    assert backend.submit(submission(tmp_path / "job", job)) == A_JOB

    assert ended(backend) is Liveness.DONE
    merge = read_status(tmp_path / "job", MERGE)
    assert merge is not None
    assert merge.state == "ok"
    assert backend.submit(submission(tmp_path / "job", job)) == A_JOB
    assert read_status(tmp_path / "job", MERGE) == merge, "a job that ended is not begun again"


@pytest.mark.parametrize(("how", "error"), [("memory", "OOM"), ("time", "Timeout"), ("killed", "Failed")])
def test_a_task_beyond_its_limits_fails_the_job(
    tmp_path: Path, backend: LocalBackend, troubles: Process, how: str, error: str
) -> None:
    job = planned(tmp_path / "job", troubles, how=how, seconds=2, tasks=2)

    backend.submit(submission(tmp_path / "job", job))

    assert ended(backend) is Liveness.FAILED
    failed = first_failed(tmp_path / "job", 2)
    assert failed is not None
    assert failed.error_type == error
    assert read_status(tmp_path / "job", MERGE) is None


def test_a_cancelled_job_leaves_no_process(tmp_path: Path, backend: LocalBackend, troubles: Process) -> None:
    folder, job = _waiting(tmp_path, backend, troubles)
    pids = [int((folder / "out" / "0" / "part").read_text()), holder_of(folder / LOCK) or 0]

    backend.cancel(job.job)
    backend.cancel(job.job)
    backend.cancel("no-such-job")

    assert ended(backend) is Liveness.CANCELLED
    assert not any(is_alive(pid) for pid in pids)


def test_a_lost_supervisor_takes_its_tasks_along_and_is_followed_by_another(
    tmp_path: Path, backend: LocalBackend, troubles: Process
) -> None:
    folder, job = _waiting(tmp_path, backend, troubles)
    task = int((folder / "out" / "0" / "part").read_text())
    os.kill(holder_of(folder / LOCK) or 0, signal.SIGKILL)

    assert ended(backend) is Liveness.GONE
    assert backend.find(job.job) is None
    until(lambda: not is_alive(task))
    (folder / "go").touch()
    LocalBackend(tmp_path / "backend", LIMITS).submit(submission(folder, job))

    assert ended(backend) is Liveness.DONE


def test_the_same_name_twice_is_one_job(tmp_path: Path, backend: LocalBackend, troubles: Process) -> None:
    folder, job = _waiting(tmp_path, backend, troubles)
    supervisor = holder_of(folder / LOCK)

    again = LocalBackend(tmp_path / "backend", LIMITS)
    again.submit(submission(folder, job))

    assert holder_of(folder / LOCK) == supervisor
    assert again.find(job.job) == job.job
    assert again.poll([job.job, "other"])["other"].liveness is Liveness.GONE
    again.cancel(job.job)


def test_tasks_that_ended_leave_no_zombie_while_the_job_goes_on(
    tmp_path: Path, backend: LocalBackend, troubles: Process
) -> None:
    job = planned(tmp_path / "job", troubles, how="wait", where="merge", tasks=20)
    backend.submit(submission(tmp_path / "job", job))
    until((tmp_path / "job" / "out" / "merge" / "waits").exists)

    supervisor = holder_of(tmp_path / "job" / LOCK)
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    backend.cancel(job.job)

    assert len(children) == 1, "the merge"


def test_what_a_task_said_is_read_from_its_end(tmp_path: Path, backend: LocalBackend, troubles: Process) -> None:
    job = planned(tmp_path / "job", troubles, how="error")
    backend.submit(submission(tmp_path / "job", job))
    ended(backend)

    assert backend.logs(A_JOB, 0, "err", 40).rstrip().endswith("out/0")
    assert backend.logs(A_JOB, 7, "out", 40) == ""
    assert backend.logs("nothing", 0, "out", 40) == ""


def test_jobs_share_the_slots(tmp_path: Path) -> None:
    mine = Slots(tmp_path, 4, "mine")

    assert mine.take(3) == [0, 1, 2]
    assert mine.take(2) is None
    (tmp_path / "waiting-other").touch()
    assert mine.take(1) is None, "half of the slots are for the other job"
    (tmp_path / "waiting-other").unlink()
    assert mine.take(1) == [3]
    mine.close()
    assert mine.take(9) == [0, 1, 2, 3], "a task of more cores than there are takes all"


def _waiting(tmp_path: Path, backend: LocalBackend, troubles: Process) -> tuple[Path, Job]:
    """A job that runs until a file `go` is there."""
    folder = tmp_path / "job"
    job = planned(folder, troubles, how="wait")
    backend.submit(submission(folder, job))
    until((folder / "out" / "0" / "waits").exists)
    return folder, job
