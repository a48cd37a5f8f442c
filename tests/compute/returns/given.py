"""A process that reads files and names them, and jobs of it that succeeded without a backend."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.utils import timezone

from compute.models import Job
from compute.processes import registry
from compute.processes.base import Artifact, Context, InputSpec, OutputSpec
from compute.processes.echo import Echo
from compute.queries import results_of
from compute.services.submitting import submit_job
from compute.states import JobState
from repository.models import Dataset, Delivery, Person
from repository.services.files import open_draft
from tests.compute.people import published
from tests.driver import run_everything_due
from tests.factories import make_draft, make_person

TABLE = b"station,oxygen\nA1,251.2\n"
BOX = {"bbox": [3, 42, 5, 43.5], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}


class Listing(Echo):
    """Echo of files: what was read stands in what is made."""

    id = "listing"
    title = "Listing"
    inputs = Echo.inputs | {
        "source": InputSpec("Source", "Tables.", {"type": "object"}, 1, None, media_types=("text/csv",)),
        "period": InputSpec("Period", "When.", {"type": "object", "format": "period"}, 0),
    }
    outputs = Echo.outputs | {"count": OutputSpec("Count", "How many.", "text/csv", "count.csv")}

    def merge(self, context: Context) -> list[Artifact]:
        """Also a table."""
        made = super().merge(context)
        path = context.out("merge") / "count.csv"
        path.write_text("count\n1\n")
        return [*made, Artifact("count", path)]


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listing]:
    """There beside our own."""
    monkeypatch.setitem(registry._OWN, Listing.id, (__name__, Listing.__name__))
    registry.processes.cache_clear()
    yield Listing()
    registry.processes.cache_clear()


def succeeded(person: Person, process: str = "listing", **given: Any) -> Job:
    """A job whose outputs lie where the collector puts them, without a run."""
    return finished(submit_job(process_id=process, given=given, actor=person))


def finished(job: Job, contents: Mapping[str, bytes] | None = None) -> Job:
    """The same for a job that was asked for."""
    Delivery.objects.filter(event__subject_type="job").delete()
    contents = contents or {"echo.json": b'{"numbers": []}', "count.csv": b"count\n1\n"}
    results_of(job).mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (results_of(job) / name).write_bytes(content)
        told = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        kind = "application/json" if name.endswith("json") else "text/csv"
        job.outputs.create(output=name.partition(".")[0], name=name, media_type=kind, **told)
    job.state, job.started, job.ended, job.tasks, job.backend = (
        JobState.SUCCEEDED,
        job.created,
        timezone.now(),
        1,
        "local",
    )
    job.save()
    return job


def returned(job: Job) -> Job:
    """After everything that waits."""
    run_everything_due()
    job.refresh_from_db()
    return job


def bytes_of(job: Job, name: str) -> bytes:
    """A file of the draft."""
    assert job.deposit is not None
    with open_draft(job.deposit.datasets.get().draft_files.get(path=name).file) as stream:
        return stream.read()


def public_source(author: Person, **fields: Any) -> tuple[Dataset, dict[str, Any]]:
    """A public dataset of one table, and a reference to the table."""
    dataset = make_draft(author, files={"data/oxygen.csv": TABLE})
    published(dataset, **fields)
    return dataset, {"dataset": dataset.suffix, "path": "data/oxygen.csv"}


@pytest.fixture
def alice() -> Person:
    """Who asks for jobs."""
    return make_person("alice", orcid="0000-0002-1825-0097", affiliation="Observatory of Banyuls")
