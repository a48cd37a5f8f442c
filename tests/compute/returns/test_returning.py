"""What a job made becomes a draft of its owner: once, whole, described, with rights as strict as its inputs'."""

import datetime
from pathlib import Path

import pytest

from compute import consumers
from compute.models import Job
from compute.queries import results_of
from compute.services.returning import return_as_draft
from compute.states import JobState
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import Standing
from repository.models import AccessPolicy, DataFile, Dataset, Delivery, Deposit, LifecycleEvent, Person
from repository.queries.drafts import draft_assessment
from repository.services.deposits import remove_dataset, set_access
from tests.archive.road import stop_before_the_commit
from tests.compute.people import site
from tests.compute.returns.given import BOX, Listing, alice, listing, public_source, returned, succeeded
from tests.factories import make_draft, make_operator, make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db


def test_outputs_become_a_draft_that_can_be_handed_in(site: Path, listing: Listing, alice: Person) -> None:
    dataset, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference], area=BOX, period={"start": "2020-01-01", "end": "2020-12-31"})

    asked = return_as_draft(job_id=job.pk, actor=alice)
    assert asked.deposit is not None
    assert asked.returned_at is None
    job = returned(job)

    assert job.returned_at is not None, job.return_refusal
    draft = asked.deposit.datasets.get()
    assert set(draft.draft_files.values_list("path", "role")) == {
        ("echo.json", "data"), ("count.csv", "data"), ("provenance.json", "document"),
        ("ro-crate-metadata.json", "document"),
    }  # fmt: skip
    assert not draft_assessment(draft).blocking
    layer = dataset.snapshots.get()
    said = draft.draft
    assert [work["identifier"] for work in said["related"]] == [f"{dataset.doi}#{layer.number}"]
    assert {"en", "fr"} == set(said["title"]) == set(said["abstract"]) == set(said["lineage"])
    assert said["place"] == {"boxes": [{"west": 3, "south": 42, "east": 5, "north": 43.5}]}
    assert said["time"] == {"periods": [{"begin": "2020-01-01", "end": "2020-12-31"}]}
    assert said["licence"] == {"spdx": "CC-BY-4.0"}
    assert said["creators"][0]["orcid"] == alice.orcid
    assert draft.access == AccessPolicy.OPEN
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_asking_again_gives_the_same_draft_until_it_is_removed(site: Path, alice: Person) -> None:
    job = succeeded(alice, "echo", text="x")
    first = return_as_draft(job_id=job.pk, actor=alice).deposit
    assert return_as_draft(job_id=job.pk, actor=alice).deposit == first
    returned(job)
    assert return_as_draft(job_id=job.pk, actor=alice).deposit == first
    assert LifecycleEvent.objects.filter(type="job.return_asked").count() == 1
    assert first is not None

    remove_dataset(dataset_key=first.datasets.get().key, actor=alice)
    again = return_as_draft(job_id=job.pk, actor=alice)
    assert again.deposit != first
    assert returned(job).returned_at is not None


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_that_dies_at_any_step_leaves_one_draft(site: Path, alice: Person, times: int) -> None:
    job = succeeded(alice, "echo")
    return_as_draft(job_id=job.pk, actor=alice)
    for _ in range(times):
        due = Delivery.objects.get(consumer="compute.consumers.fill_draft", done_at__isnull=True)
        stop_before_the_commit(due.pk, consumers.fill_draft)
        assert not Dataset.objects.get().draft_files.exists(), "all files or none"
    job = returned(job)

    assert Deposit.objects.count() == 1
    assert Dataset.objects.get().draft_files.count() == 4
    assert LifecycleEvent.objects.filter(type="job.returned").count() == 1


def test_what_is_gone_or_never_was_is_refused_in_words(site: Path, alice: Person) -> None:
    job = succeeded(alice, "echo")
    for state, code in [
        (JobState.EXPIRED, "outputs-expired"), (JobState.FAILED, "job-without-outputs"),
        (JobState.RUNNING, "job-without-outputs"),
    ]:  # fmt: skip
        Job.objects.filter(pk=job.pk).update(state=state)
        with pytest.raises(WrongState) as refused:
            return_as_draft(job_id=job.pk, actor=alice)
        assert refused.value.code == code
    assert not Deposit.objects.exists()

    Job.objects.filter(pk=job.pk).update(state=JobState.SUCCEEDED)
    return_as_draft(job_id=job.pk, actor=alice)
    (results_of(job) / "count.csv").unlink()
    job = returned(job)
    assert job.returned_at is None
    assert "not there any more" in job.return_refusal
    assert not Dataset.objects.get().draft_files.exists()
    (results_of(job) / "count.csv").write_bytes(b"count\n1\n")
    return_as_draft(job_id=job.pk, actor=alice)
    assert returned(job).returned_at is not None


def test_only_its_owner_deposits_a_job(site: Path, alice: Person) -> None:
    job = succeeded(alice, "echo")
    with pytest.raises(Job.DoesNotExist):
        return_as_draft(job_id=job.pk, actor=make_person("bob"))
    with pytest.raises(NotAllowed):
        return_as_draft(job_id=job.pk, actor=make_operator())
    assert not Deposit.objects.exists()


def test_an_erased_input_taints_what_was_made_of_it(site: Path, listing: Listing, alice: Person) -> None:
    dataset, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference])
    return_as_draft(job_id=job.pk, actor=alice)
    DataFile.objects.filter(dataset=dataset).update(erased_at=job.created)

    assert "erased by an order of law" in returned(job).return_refusal
    with pytest.raises(NotAllowed) as refused:
        return_as_draft(job_id=job.pk, actor=alice)
    assert refused.value.code == "file-erased"


def test_a_dataset_that_was_withdrawn_meanwhile_is_told_as_such(site: Path, listing: Listing, alice: Person) -> None:
    dataset, reference = public_source(make_person("bob"))
    job = succeeded(alice, source=[reference])
    Dataset.objects.filter(pk=dataset.pk).update(standing=Standing.WITHDRAWN)
    job = returned(return_as_draft(job_id=job.pk, actor=alice))

    assert job.deposit is not None
    said = job.deposit.datasets.get().draft
    assert "withdrawn since" in said["lineage"]["en"]
    assert "retiré depuis" in said["lineage"]["fr"]
    assert said["related"]


def test_a_draft_of_ones_own_is_told_without_an_address_and_closes_what_is_made(
    site: Path, listing: Listing, alice: Person
) -> None:
    own = make_draft(alice, files={"own.csv": b"a,b\n1,2\n"})
    job = succeeded(alice, source=[{"draft": str(own.key), "path": "own.csv"}])
    job = returned(return_as_draft(job_id=job.pk, actor=alice))

    assert job.deposit is not None
    draft = job.deposit.datasets.get()
    assert draft.access == AccessPolicy.RESTRICTED
    assert "related" not in draft.draft
    assert "a draft of the depositor that is not public" in draft.draft["lineage"]["en"]
    assert own.doi not in str(draft.draft)
    assert draft.draft["provenance"]["sources"][0]["identifier"].startswith("hash://sha256/")
    assert not draft_assessment(draft).blocking


def test_the_embargo_of_an_input_is_that_of_the_draft(site: Path, listing: Listing, alice: Person) -> None:
    own = make_draft(alice, files={"own.csv": b"a,b\n1,2\n"})
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90)
    set_access(dataset_key=own.key, actor=alice, access=AccessPolicy.EMBARGOED, embargo_until=day)
    job = succeeded(alice, source=[{"draft": str(own.key), "path": "own.csv"}])
    job = return_as_draft(job_id=job.pk, actor=alice)

    assert job.deposit is not None
    draft = job.deposit.datasets.get()
    assert (draft.access, draft.embargo_until) == (AccessPolicy.EMBARGOED, day)
