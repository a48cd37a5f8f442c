"""A job computed again is a new job of its own, compared with the first by the hash of each output."""

import json
from pathlib import Path

import pytest

from compute.models import Job
from compute.processes.echo import Echo
from compute.queries import verdict_of
from compute.services.repeating import compare_with_first, reproduce_job
from compute.services.submitting import submit_job
from compute.states import JobState
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, Person
from tests.compute.people import asked, ended, published, site
from tests.compute.returns.given import Listing, alice, finished, listing, succeeded
from tests.factories import make_draft, make_operator, make_person

__all__ = ["alice", "listing", "site"]
pytestmark = pytest.mark.django_db


def compared(job: Job, contents: dict[str, bytes] | None = None) -> Job:
    """As the collector does at its end."""
    finished(job, contents)
    compare_with_first(job)
    job.save()
    return job


def test_the_same_request_computed_again_gives_the_same_to_the_byte(site: Path, alice: Person) -> None:
    first = ended(asked(alice, numbers=[1, 2]))
    again = reproduce_job(job_id=first.pk, actor=alice)

    assert again != first
    assert (again.key, again.inputs) == (first.key, first.inputs)
    assert reproduce_job(job_id=first.pk, actor=alice) == again, "while it runs there is one"
    waiting = verdict_of(again)
    assert waiting is not None
    assert waiting.is_equal is None
    again = ended(again)
    verdict = verdict_of(again)
    assert verdict is not None
    assert (verdict.first, verdict.is_equal, verdict.differing, verdict.other_version) == (first, True, (), False)
    assert verdict_of(first) is None
    assert asked(alice, numbers=[1, 2]) == first, "the same request is still the first job"


def test_outputs_that_differ_are_named(site: Path, alice: Person) -> None:
    first = succeeded(alice, "echo")
    other = {"echo.json": json.dumps({"numbers": [9]}).encode(), "more.csv": b"x\n"}
    verdict = verdict_of(compared(reproduce_job(job_id=first.pk, actor=alice), other))

    assert verdict is not None
    assert verdict.is_equal is False
    assert verdict.differing == ("count.csv", "echo.json", "more.csv")
    assert Job.objects.filter(sameness="different").count() == 1


def test_a_repetition_of_a_repetition_is_compared_with_the_first(site: Path, alice: Person) -> None:
    first = succeeded(alice, "echo")
    second = compared(reproduce_job(job_id=first.pk, actor=alice))
    third = reproduce_job(job_id=second.pk, actor=alice)
    assert third.repeats == first
    Job.objects.filter(pk=first.pk).update(state=JobState.EXPIRED)
    verdict = verdict_of(compared(third))
    assert verdict is not None
    assert verdict.is_equal, "hashes stay when outputs are removed"


def test_another_version_of_the_process_is_told(site: Path, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    first = succeeded(alice, "echo")
    monkeypatch.setattr(Echo, "version", "2.0.0")
    verdict = verdict_of(reproduce_job(job_id=first.pk, actor=alice))
    assert verdict is not None
    assert verdict.other_version


def test_rights_are_asked_again(site: Path, listing: Listing, alice: Person) -> None:
    dataset = make_draft(make_person("bob"), files={"a.csv": b"a\n1\n"})
    published(dataset)
    first = succeeded(alice, source=[{"dataset": dataset.suffix, "path": "a.csv"}])
    again = reproduce_job(job_id=first.pk, actor=alice)
    assert list(again.files.values_list("name", "path", "sha256")) == list(
        first.files.values_list("name", "path", "sha256")
    )
    Job.objects.filter(pk=again.pk).update(state=JobState.FAILED)

    DataFile.objects.filter(dataset=dataset).update(erased_at=first.created)
    refuse("file-erased", first, alice)
    DataFile.objects.filter(dataset=dataset).update(erased_at=None)
    Dataset.objects.filter(pk=dataset.pk).update(standing=Standing.WITHDRAWN)
    refuse("files-closed", first, alice)


def refuse(code: str, job: Job, person: Person) -> None:
    with pytest.raises((NotAllowed, WrongState)) as refused:
        reproduce_job(job_id=job.pk, actor=person)
    assert refused.value.code == code


def test_who_may_not_see_a_job_does_not_repeat_it(site: Path, alice: Person) -> None:
    first = succeeded(alice, "echo")
    with pytest.raises(Job.DoesNotExist):
        reproduce_job(job_id=first.pk, actor=make_person("bob"))
    oscar = make_operator()
    assert reproduce_job(job_id=first.pk, actor=oscar).owner == oscar
    running = submit_job(process_id="echo", given={"text": "x"}, actor=alice)
    refuse("job-without-outputs", running, alice)
    alice.is_active = False
    refuse("not-allowed", first, alice)
