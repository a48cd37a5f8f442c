"""The operator changes one setting, and the same job runs on the cluster: same results, and a second try."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compute.backends.slurm.config import SlurmConfig
from compute.models import Job
from compute.processes.base import Process
from compute.queries import folder_of
from compute.services.ending import dismiss_job
from compute.services.where import backend
from compute.states import LIVE, JobState
from tests.compute.jobs import TROUBLES, until
from tests.compute.people import LIMITS, asked, turned
from tests.factories import make_person
from tests.services.cluster import Cluster
from tests.services.components import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_cluster(cluster: Cluster, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """A site whose jobs run on the cluster; its nodes have the process that goes wrong too."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/bash\nshift\nexport PYTHONPATH={TROUBLES}\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    settings.COMPUTE_FOLDER, settings.COMPUTE_LIMITS = tmp_path / "compute", LIMITS
    settings.COMPUTE_BACKEND = "slurm"
    settings.SLURM = SlurmConfig(conf=cluster.conf, python=str(python), code=str(ROOT))
    yield settings
    for job in Job.objects.all():
        backend().cancel(job.handle or str(job.pk))


def over(job: Job) -> Job:
    """Turn after turn until it is over, without asking the cluster all the time."""

    def is_over() -> bool:
        time.sleep(0.2)
        return turned(job).state not in LIVE

    until(is_over)
    return turned(job)


@pytest.mark.whole_way
def test_the_same_request_gives_the_same_bytes_here_and_on_a_cluster(on_cluster: Any) -> None:
    jobs = []
    for name, person in (("slurm", make_person("alice")), ("local", make_person("bob"))):
        on_cluster.COMPUTE_BACKEND = name
        jobs.append(over(asked(person, numbers=[1.5, 2, 3], tasks=2, text="$(id); `id` 'x")))

    assert [(job.state, job.backend, job.tasks_done) for job in jobs] == [
        (JobState.SUCCEEDED, "slurm", 2),
        (JobState.SUCCEEDED, "local", 2),
    ]
    assert jobs[0].outputs.get().sha256 == jobs[1].outputs.get().sha256


def test_a_job_that_wants_more_memory_gets_twice_as_much_once(on_cluster: Any, troubles: Process) -> None:
    job = over(asked(make_person("alice"), "troubles", how="memory", memory=128))

    assert (job.state, job.times_handed, job.limits["mem_mb"]) == (JobState.SUCCEEDED, 2, 256)


def test_a_job_that_is_dismissed_ends_on_the_cluster_too(on_cluster: Any, troubles: Process) -> None:
    alice = make_person("alice")
    job = asked(alice, "troubles", how="wait")
    turned(job)
    until((folder_of(job) / "out" / "0" / "waits").exists)
    pid = int((folder_of(job) / "out" / "0" / "part").read_text())

    dismiss_job(job_id=job.pk, actor=alice)

    assert over(job).state == JobState.DISMISSED
    until(lambda: not Path(f"/proc/{pid}").exists())
