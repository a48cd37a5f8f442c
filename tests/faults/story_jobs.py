"""What a person who computes does in the drill: asks for a job, looks after it as the scheduler does, ends another."""

import time
from typing import Final

from compute.models import CallMoment, Job, JobCall
from compute.services.ending import dismiss_job
from compute.services.returning import return_as_draft
from compute.services.submitting import submit_job
from compute.services.watching import look_after_jobs
from compute.states import JobState
from tests.faults.cast import who as _who

PATIENCE_S: Final = 60.0


def compute_something() -> None:
    """Two numbers, given back; somebody is to be told."""
    job = submit_job(process_id="echo", given={"numbers": [1, 2]}, actor=_who("alice"))
    for moment in (CallMoment.PROGRESS, CallMoment.SUCCESS):  # of no public network: nobody is called
        JobCall.objects.create(job=job, moment=moment, url="https://127.0.0.1/")


def wait_for_it() -> None:
    """Its times are told as nothing: they are of the machine."""
    end = time.monotonic() + PATIENCE_S
    while not Job.objects.filter(state=JobState.COLLECTING).exists():
        assert time.monotonic() < end, Job.objects.values_list("state", "message")
        look_after_jobs()
        time.sleep(0.02)
    Job.objects.update(core_hours=0)


def think_again_of_it() -> None:
    """Another one is dismissed before anything is done."""
    job = submit_job(process_id="echo", given={"text": "no"}, actor=_who("alice"))
    dismiss_job(job_id=job.pk, actor=_who("alice"))


def deposit_it() -> None:
    """What the first one made becomes a draft."""
    return_as_draft(job_id=Job.objects.get(state=JobState.SUCCEEDED).pk, actor=_who("alice"))


JOBS: Final = (compute_something, wait_for_it, think_again_of_it, deposit_it)
"""In the order of the story."""
