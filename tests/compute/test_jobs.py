"""A job of a person: from the request to its outputs, once, within quotas, dismissed in any state."""

import json
from pathlib import Path
from typing import Any

import pytest

from compute.models import Job
from compute.processes.base import InputRefused, Process
from compute.queries import core_hours_of, folder_of, jobs_visible_to, results_of
from compute.services.ending import dismiss_job
from compute.services.submitting import NoSuchProcess, price_of
from compute.states import LIVE, JobState
from repository.errors import NotAllowed, WrongState
from repository.models import Allowance, Delivery
from tests.compute.people import asked, ended, site, states_of, turned
from tests.compute.test_job_moves import a_job
from tests.factories import make_operator, make_person

__all__ = ["site"]
pytestmark = pytest.mark.django_db


def test_a_request_becomes_outputs(site: Path) -> None:
    alice = make_person("alice")
    job = ended(asked(alice, numbers=[3, 1, 2], tasks=2, text="$(id); é"))

    assert job.state == JobState.SUCCEEDED, job.message
    assert states_of(job)[:3] == ["created", "staging", "queued"]
    assert states_of(job)[-3:] == ["collecting", "registering", "succeeded"]
    output = job.outputs.get()
    made = json.loads((results_of(job) / output.name).read_text())
    assert made == {"numbers": [3, 1, 2], "text": "$(id); é"}
    assert (job.tasks, job.tasks_done) == (2, 2)
    assert 0 < job.core_hours < 0.01, "what was used, no longer the estimate"
    assert not (folder_of(job) / "in").exists()
    assert not Delivery.objects.filter(done_at__isnull=True).exists()
    assert asked(alice, numbers=[3, 1, 2], tasks=2, text="$(id); é") == job, "a result that is there is not made twice"


def test_the_same_request_is_one_job_for_one_person(site: Path) -> None:
    alice, bob = make_person("alice"), make_person("bob")

    first = asked(alice, text="x", tasks=1)
    assert asked(alice, tasks=1.0, text="x", numbers=[]) == first
    other = asked(bob, text="x")
    assert other != first
    assert other.key == first.key
    dismiss_job(job_id=first.pk, actor=alice)
    assert asked(alice, text="x") != first


@pytest.mark.parametrize(
    ("how", "where", "error"),
    [("memory", "task", "OOM"), ("time", "task", "Timeout"), ("data", "plan", "Data"), ("killed", "merge", "Failed")],
)
def test_a_job_that_fails_says_why_and_registers_nothing(
    site: Path, troubles: Process, how: str, where: str, error: str
) -> None:
    job = ended(asked(make_person("alice"), "troubles", how=how, where=where, seconds=1))

    assert (job.state, job.error_type) == (JobState.FAILED, error), job.message
    assert str(site) not in job.message
    assert not job.outputs.exists()
    assert not results_of(job).exists()
    assert not (folder_of(job) / "out").exists()


@pytest.mark.parametrize("state", sorted(JobState))
def test_a_job_is_dismissed_in_any_state_and_twice_is_once(site: Path, state: JobState) -> None:
    alice = make_person("alice")
    job = a_job(state, owner=alice)

    first = dismiss_job(job_id=job.pk, actor=alice, reason="no longer needed")
    assert first.state == (JobState.DISMISSED if state in LIVE else state)
    assert dismiss_job(job_id=job.pk, actor=alice).state == first.state
    assert job.moves.count() == (1 if state in LIVE else 0)


def test_a_job_that_runs_ends_when_it_is_dismissed(site: Path, troubles: Process) -> None:
    alice = make_person("alice")
    job = asked(alice, "troubles", how="wait")
    while turned(job).state != JobState.RUNNING:
        assert job.state in LIVE, job.message

    dismiss_job(job_id=job.pk, actor=alice)

    assert turned(job).state == JobState.DISMISSED
    assert not (folder_of(job) / "out").exists()
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_another_persons_job_is_not_there(site: Path) -> None:
    job = asked(make_person("alice"))

    with pytest.raises(Job.DoesNotExist):
        dismiss_job(job_id=job.pk, actor=make_person("bob"))
    assert not jobs_visible_to(None).exists()
    assert jobs_visible_to(make_operator()).get() == job


def test_quotas_hold(site: Path, settings: Any) -> None:
    alice = make_person("alice")
    settings.COMPUTE_JOBS_MOST = 2
    asked(alice, text="1")
    asked(alice, text="2")
    assert core_hours_of(alice) == pytest.approx(2 * 2 * 60 / 3600)

    _refused("too-many-jobs", alice, text="3")
    settings.COMPUTE_JOBS_MOST = 9
    _refused("job-too-large", alice, tasks=1_001)
    Allowance.objects.create(person=alice, core_hours=0)
    _refused("core-hours-spent", alice, text="3")
    assert price_of(process_id="echo", given={}, actor=alice).core_hours > 0


def test_what_is_wrong_is_refused_before_anything_is_kept(site: Path) -> None:
    alice = make_person("alice")
    with pytest.raises(NoSuchProcess):
        asked(alice, "no/such")
    with pytest.raises(InputRefused) as refused:
        asked(alice, tasks=0)
    assert (refused.value.input, refused.value.rule) == ("tasks", "minimum")
    alice.is_active = False
    with pytest.raises(NotAllowed):
        asked(alice)
    assert not Job.objects.exists()


def _refused(code: str, person: Any, **given: Any) -> None:
    with pytest.raises(WrongState) as refused:
        asked(person, **given)
    assert refused.value.code == code
