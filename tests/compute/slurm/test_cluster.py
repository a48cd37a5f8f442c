"""A real cluster of one node: arrays, failures, limits, ends, and a dispatcher or a controller that goes away."""

import json
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from compute.backends.base import BackendAway, BackendRefused, Liveness
from compute.backends.retrying import second_try
from compute.backends.slurm.commands import Commands
from compute.backends.slurm.script import merge_batch
from compute.jobdir import MERGE, read_status
from tests.compute.slurm.jobs import backend_of, begun, ended, new_job, submits_until_killed, until
from tests.services.cluster import MAX_ARRAY_SIZE, Cluster


def test_more_tasks_than_an_array_has_room_for_are_done_in_groups_then_merged(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 10)
    backend = backend_of(cluster, tmp_path)

    handle = backend.submit(job)

    assert json.loads((backend.home / f"{job.name}.slurm.json").read_bytes())["per"] == 3
    assert backend.find(job.name) == handle == backend.submit(job)
    assert backend.poll([job.name])[job.name].liveness is Liveness.GONE  # the handle of another backend
    assert ended(backend, handle).liveness is Liveness.DONE
    assert begun(job) == sorted([*map(str, range(10)), MERGE])
    assert backend.find("0" * 8 + job.name[8:]) is None


def test_what_the_cluster_has_is_told_and_more_is_refused_for_good(cluster: Cluster, tmp_path: Path) -> None:
    backend = backend_of(cluster, tmp_path)
    most = backend.capabilities()

    assert (most.max_cpus, most.max_mem_mb, most.max_wall_s) == (8, 8000 - 256, 3600)
    assert most.max_tasks == (MAX_ARRAY_SIZE - 1) * 100
    with pytest.raises(BackendRefused, match="7744 MB of memory at most"):
        backend.submit(new_job(tmp_path / "large", mem_mb=9000))
    nowhere = backend_of(cluster, tmp_path, partition="nowhere").commands
    with pytest.raises(BackendRefused, match=r"[Ii]nvalid partition"):
        nowhere.sbatch(merge_batch(new_job(tmp_path / "small"), nowhere.config, None))


def test_a_task_that_ends_without_a_status_fails_the_job_and_ends_the_rest(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 3, task_0="sleep 300", task_1="echo lost /srv/secret/x.nc >&2; exit 3")
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)

    state = ended(backend, handle)

    assert state.liveness is Liveness.FAILED
    assert dict(state.reasons) == {1: "FAILED"}
    assert "merge" not in begun(job)
    assert backend.logs(handle, 1, "err", 1000) == "lost .../x.nc\n"
    assert second_try(job, state.reasons, backend.capabilities()) is None


def test_what_takes_too_much_memory_is_told_and_may_have_twice_as_much(cluster: Cluster, tmp_path: Path) -> None:
    hungry = "/usr/bin/python3 -c 'import time; kept = b\"x\" * 500_000_000; time.sleep(300)' || exit 1"
    job = new_job(tmp_path / "job", 2, task_1=hungry)
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)

    state = ended(backend, handle)
    again = second_try(job, state.reasons, backend.capabilities())

    assert dict(state.reasons) == {1: "OOM"}
    assert "memory limit" in backend.logs(handle, 1, "err", 1000)
    assert again is not None
    assert (again.limits.mem_mb, again.name) == (128, f"{job.name}-2")
    (job.folder / "in" / "1.sh").unlink()
    assert ended(backend, backend.submit(again)).liveness is Liveness.DONE
    assert begun(job) == ["0", "1", "1", MERGE]  # what was done is not done again


@pytest.mark.drill
def test_what_takes_too_long_is_ended_by_the_cluster(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 1, task_0="sleep 300")
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)
    until(lambda: bool(begun(job)))

    # the shortest limit is a minute, and the controller looks every thirty seconds
    cluster.says("scontrol", "update", f"JobId={handle.split(':')[1]}", "EndTime=now+1")

    assert dict(ended(backend, handle).reasons) == {0: "TIMEOUT"}


def test_a_cancelled_job_leaves_no_process_however_often_it_is_cancelled(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 2, task_0="echo $$ >$folder/pid; sleep 300", task_1="sleep 300")
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)
    until((job.folder / "pid").exists)
    assert backend.poll([handle])[handle].liveness is Liveness.RUNNING

    backend.cancel(handle)
    backend.cancel(job.name)

    assert ended(backend, handle).liveness is Liveness.CANCELLED
    pid = int((job.folder / "pid").read_text())
    until(lambda: not Path(f"/proc/{pid}").exists())
    backend.cancel(handle)


@pytest.mark.parametrize("lived_through", [0, 1, 2])
def test_a_dispatcher_that_is_killed_while_it_submits_leaves_one_job(
    cluster: Cluster, tmp_path: Path, lived_through: int
) -> None:
    job = new_job(tmp_path / "job", 2)
    backend = backend_of(cluster, tmp_path)

    assert submits_until_killed(cluster, tmp_path, job.name, lived_through) == -signal.SIGKILL

    assert (backend.find(job.name) is not None) is (lived_through == 2)
    handle = backend.submit(job)
    assert backend.submit(job) == handle
    assert ended(backend, handle).liveness is Liveness.DONE
    assert begun(job) == ["0", "1", MERGE]


def test_a_controller_that_is_away_fails_no_job_and_is_gone_on_with(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 1, task_0="until [ -e $folder/go ]; do sleep 0.1; done")
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)
    until(lambda: bool(begun(job)))
    known = backend.capabilities()
    backend.commands.config = replace(backend.config, timeout_s=0.3)

    cluster.control.stop()
    try:
        with pytest.raises(BackendAway):
            backend.poll([handle])
        with pytest.raises(BackendAway):
            backend.submit(new_job(tmp_path / "other"))
        assert backend.capabilities() == known
        (job.folder / "go").touch()
        until(lambda: read_status(job.folder, 0) is not None)
    finally:
        cluster.start_control()

    backend.commands.config = backend.config
    assert ended(backend, handle).liveness is Liveness.DONE
    assert begun(job) == ["0", MERGE]


def test_the_json_of_this_version_tells_what_its_text_tells(cluster: Cluster, tmp_path: Path) -> None:
    job = new_job(tmp_path / "job", 3, task_0="sleep 300")
    backend = backend_of(cluster, tmp_path)
    handle = backend.submit(job)
    until(lambda: {"0", "1", "2"} <= set(begun(job)))

    def told() -> list[tuple[str, int, tuple[int, ...]]]:
        return sorted((row.name, row.array, row.elements) for row in backend.commands.squeue([job.name]))

    by_text = told()
    assert isinstance(backend.commands, Commands)
    backend.commands.reads_json = True

    assert by_text == told()
    backend.cancel(handle)
