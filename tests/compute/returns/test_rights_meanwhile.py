"""Rights that end between a job and its deposit: what was made is closed, and what may not be read is not told."""

from pathlib import Path

import pytest

from compute.queries import results_of
from compute.services.ending import expire_jobs
from compute.services.returning import return_as_draft
from compute.services.submitting import submit_job
from compute.services.telling import told_of
from compute.staging import access_of
from compute.states import JobState
from repository.lifecycle import Standing
from repository.models import AccessPolicy, DataFile, Dataset, Delivery, DraftFile, Grant, Person
from repository.services.events import record_event
from tests.compute.people import site
from tests.compute.returns.given import Listing, alice, listing, public_source, succeeded
from tests.driver import run_everything_due
from tests.factories import make_draft, make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db


def test_what_is_made_of_a_withdrawn_dataset_is_not_proposed_to_everybody(
    site: Path, listing: Listing, alice: Person
) -> None:
    dataset, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference])
    assert access_of(job.files.select_related("dataset__current_version", "snapshot"))[0] is AccessPolicy.OPEN
    Dataset.objects.filter(pk=dataset.pk).update(standing=Standing.WITHDRAWN)
    job = return_as_draft(job_id=job.pk, actor=alice)

    assert job.deposit is not None
    assert job.deposit.datasets.get().access == AccessPolicy.RESTRICTED


def test_of_a_draft_that_one_no_longer_writes_nothing_new_is_told(site: Path, listing: Listing, alice: Person) -> None:
    shared = make_draft(alice, files={"own.csv": b"a,b\n1,2\n"})
    job = succeeded(alice, source=[{"draft": str(shared.key), "path": "own.csv"}])
    before = told_of(job)
    assert before.origins[0].title == before.origins[0].description["title"]
    Grant.objects.filter(person=alice, deposit=shared.deposit).delete()
    DraftFile.objects.filter(dataset=shared).update(path="secret station.csv")

    told = told_of(job)
    assert told.origins[0].description == {}
    assert told.origins[0].title["en"] == "untitled"
    assert [each.path for each in told.reads] == ["own.csv"]


def test_what_was_made_of_an_erased_file_goes_in_the_night(site: Path, listing: Listing, alice: Person) -> None:
    dataset, reference = public_source(make_person("bob"))
    job, other = succeeded(alice, source=[reference]), succeeded(alice, "echo")
    DataFile.objects.filter(dataset=dataset).update(erased_at=job.created)

    assert expire_jobs() == 1
    assert not results_of(job).exists()
    assert results_of(other).exists()
    assert expire_jobs() == 0


def test_an_erasure_takes_results_at_once_and_ends_what_still_reads_the_file(
    site: Path, listing: Listing, alice: Person
) -> None:
    dataset, reference = public_source(make_person("bob"))
    over, other = succeeded(alice, source=[reference]), succeeded(alice, "echo")
    requests = [{"source": [reference], "text": text} for text in ("once more", "and once more")]
    live, late = (submit_job(process_id="listing", given=given, actor=alice) for given in requests)
    DataFile.objects.filter(dataset=dataset).update(erased_at=over.created)
    record_event("erasure.confirmed", subject=dataset)
    Delivery.objects.exclude(consumer="compute.consumers.end_erased").delete()

    run_everything_due()

    for job in (over, other, live, late):
        job.refresh_from_db()
    assert (over.state, other.state) == (JobState.EXPIRED, JobState.SUCCEEDED)
    assert live.state == late.state == JobState.FAILED
    assert "erased" in live.message
    assert not results_of(over).exists()
    assert results_of(other).exists()
