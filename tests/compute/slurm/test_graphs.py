"""A graph on the cluster: its driver is a job, and asks for workers of Dask from inside it."""

import sys
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from compute.backends.base import BackendRefused, Liveness, Submission
from compute.backends.slurm.backend import SlurmBackend
from compute.backends.slurm.config import SlurmConfig
from compute.jobdir import MERGE, read_status
from compute.processes.base import Process
from tests.compute.jobs import TROUBLES, planned, until
from tests.compute.slurm.jobs import OVER
from tests.services.cluster import Cluster
from tests.services.components import ROOT

PATIENCE_S = 240.0
pytest.importorskip("dask_jobqueue")


@pytest.fixture
def backend(cluster: Cluster, tmp_path: Path) -> SlurmBackend:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/bash\nshift\nexport PYTHONPATH={TROUBLES}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    config = SlurmConfig(conf=cluster.conf, python=str(python), code=str(ROOT), runs_graphs=True)
    return SlurmBackend(config, tmp_path / "home")


def graph(folder: Path, troubles: Process, **given: object) -> Submission:
    job = planned(folder, troubles, str(uuid.uuid4()), tasks=2, chain=True, **given)
    return Submission(job.job, folder, 2, job.limits)


def ended(backend: SlurmBackend, handle: str) -> Liveness:
    until(lambda: backend.poll([handle])[handle].liveness in OVER, limit_s=PATIENCE_S)
    return backend.poll([handle])[handle].liveness


def test_workers_are_jobs_of_the_cluster_and_go_with_the_driver(
    cluster: Cluster, backend: SlurmBackend, tmp_path: Path, troubles: Process
) -> None:
    job = graph(tmp_path / "job", troubles)

    handle = backend.submit(job)

    assert backend.find(job.name) == handle == backend.submit(job)
    assert ended(backend, handle) is Liveness.DONE, (job.folder / "log" / "merge.err").read_text()[-2000:]
    statuses = [read_status(job.folder, which) for which in (0, 1, MERGE)]
    assert [status is not None and status.state for status in statuses] == ["ok"] * 3
    until(lambda: not cluster.says("squeue", "--noheader", f"--name={job.name}-worker"))


def test_a_graph_that_is_cancelled_ends_with_its_workers(
    cluster: Cluster, backend: SlurmBackend, tmp_path: Path, troubles: Process
) -> None:
    job = graph(tmp_path / "job", troubles, how="wait")
    handle = backend.submit(job)
    until((job.folder / "out" / "0" / "waits").exists, limit_s=PATIENCE_S)
    task = int((job.folder / "out" / "0" / "part").read_text())

    backend.cancel(handle)

    assert ended(backend, handle) is Liveness.CANCELLED
    until(lambda: not Path(f"/proc/{task}").exists())
    assert "RUNNING" not in cluster.says("squeue", "--noheader", f"--name={job.name}-worker", "--format=%T")


def test_where_nodes_have_no_dask_a_graph_is_refused(backend: SlurmBackend, tmp_path: Path, troubles: Process) -> None:
    plain = SlurmBackend(replace(backend.config, runs_graphs=False), backend.home)

    with pytest.raises(BackendRefused, match="SLURM_GRAPHS"):
        plain.submit(graph(tmp_path / "job", troubles))
