"""M2: whoever is killed where, there is one computation, and the job ends as it should."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from compute import consumers
from compute.backends.slots import holder_of
from compute.backends.supervisor import LOCK
from compute.processes.base import Process
from compute.queries import folder_of
from compute.services.watching import look_after_jobs
from compute.states import JobState
from repository.models import Delivery
from repository.services.deliveries import run_delivery
from tests.archive.road import stop_before_the_commit
from tests.compute.jobs import until
from tests.compute.people import asked, begun, ended, site, turned
from tests.driver import run_everything_due
from tests.factories import make_person

__all__ = ["site"]
pytestmark = pytest.mark.django_db


def due(consumer: str) -> int:
    """The delivery that waits for a consumer."""
    return Delivery.objects.get(consumer=f"compute.consumers.{consumer}", done_at__isnull=True).pk


@pytest.mark.parametrize("consumer", ["prepare_job", "hand_over_job", "collect_outputs"])
def test_a_worker_that_dies_before_it_can_say_so_computes_nothing_twice(site: Path, consumer: str) -> None:
    job = asked(make_person("alice"), numbers=[1], tasks=1)
    for _ in range(1_000_000):
        if Delivery.objects.filter(consumer=f"compute.consumers.{consumer}", done_at__isnull=True).exists():
            break
        turned_once(job)
    stop_before_the_commit(due(consumer), getattr(consumers, consumer))

    assert ended(job).state == JobState.SUCCEEDED, job.message
    assert begun(job) == 1
    assert job.outputs.count() == 1


def turned_once(job: object) -> None:
    """One delivery only, so that the next one is still to be done."""
    first = Delivery.objects.filter(done_at__isnull=True).order_by("pk").first()
    if first is not None:
        run_delivery(delivery_id=first.pk)
    look_after_jobs()


def test_a_supervisor_that_is_killed_is_followed_by_another(site: Path, troubles: Process) -> None:
    job = asked(make_person("alice"), "troubles", how="wait")
    run_everything_due()
    until((folder_of(job) / "out" / "0" / "waits").exists)
    os.kill(holder_of(folder_of(job) / LOCK) or 0, signal.SIGKILL)
    until(lambda: holder_of(folder_of(job) / LOCK) is None)
    (folder_of(job) / "go").touch()

    assert ended(job).state == JobState.SUCCEEDED, job.message
    assert (job.times_handed, begun(job)) == (2, 2)


def test_a_job_whose_folder_is_gone_is_lost(site: Path, troubles: Process) -> None:
    job = asked(make_person("alice"), "troubles", how="wait")
    run_everything_due()
    until((folder_of(job) / "out" / "0" / "waits").exists)
    os.kill(holder_of(folder_of(job) / LOCK) or 0, signal.SIGKILL)
    until(lambda: holder_of(folder_of(job) / LOCK) is None)
    shutil.rmtree(folder_of(job))

    assert ended(job).state == JobState.FAILED
    assert turned(job).error_type == "Lost"
