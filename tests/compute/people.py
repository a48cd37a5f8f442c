"""Jobs of people, on the local backend, brought to their end as the scheduler does."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from compute.backends.base import Capabilities
from compute.models import Job
from compute.queries import folder_of
from compute.services.submitting import submit_job
from compute.services.watching import look_after_jobs
from compute.services.where import backend
from compute.states import LIVE, JobState
from repository.lifecycle import Standing
from repository.models import Dataset, LayerFile, Person, Snapshot
from tests.driver import run_everything_due

LIMITS = Capabilities(slots=2, max_tasks=1_000, max_mem_mb=1_000, max_cpus=2, max_wall_s=600)


@pytest.fixture
def site(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A place for jobs; whatever still runs at the end is ended."""
    settings.COMPUTE_FOLDER, settings.COMPUTE_LIMITS = tmp_path / "compute", LIMITS
    yield settings.COMPUTE_FOLDER
    for path in (tmp_path / "compute" / "backend").glob("*.json"):
        backend().cancel(path.stem)


def asked(person: Person, process: str = "echo", **given: Any) -> Job:
    """A job."""
    return submit_job(process_id=process, given=given, actor=person)


def turned(job: Job) -> Job:
    """One turn of the scheduler."""
    run_everything_due()
    look_after_jobs()
    job.refresh_from_db()
    return job


def ended(job: Job, *, limit_s: float = 120.0) -> Job:
    """Turn after turn until it is over, with what its end brings."""
    end = time.monotonic() + limit_s
    while turned(job).state in LIVE:
        assert time.monotonic() < end, (job.state, job.message)
        time.sleep(0.02)
    return turned(job)


def published(dataset: Dataset, **fields: Any) -> Snapshot:
    """A layer of a draft's files as if it had gone the whole road, without the road."""
    number = Snapshot.objects.count() + 900_000
    now = timezone.now()
    layer = Snapshot.objects.create(number=number, dataset=dataset, date=now.date(), published_at=now)
    for place in dataset.draft_files.all():
        LayerFile.objects.create(snapshot=layer, file=place.file, path=place.path)
    Dataset.objects.filter(pk=dataset.pk).update(standing=Standing.PUBLIC, datestamp=now, **fields)
    dataset.refresh_from_db()
    return layer


def begun(job: Job) -> int:
    """How many supervisors the backend began for it."""
    return (folder_of(job) / "log" / "supervisor.err").read_text().count(" began\n")


def states_of(job: Job) -> list[str]:
    """Where it went."""
    return [JobState(after).value for after in job.moves.values_list("after", flat=True)]
