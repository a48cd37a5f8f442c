"""What a person who computes does in the drill: asks for a job, looks after it as the scheduler does, ends another."""

import time
from typing import Any, Final

from compute.models import CallMoment, Job, JobCall, ProductKind
from compute.services.ending import dismiss_job
from compute.services.keeping import keep_job, keep_product
from compute.services.returning import return_as_draft
from compute.services.submitting import submit_job
from compute.services.watching import look_after_jobs
from compute.states import JobState
from repository.lifecycle import Standing
from repository.models import Allowance, Dataset
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


def keep_it() -> None:
    """Its request stays; each table of a public dataset is to be computed too, for which no core-hours are left."""
    alice = _who("alice")
    keep_job(job_id=Job.objects.get(state=JobState.SUCCEEDED).pk, actor=alice, kind=ProductKind.VIRTUAL, title="Echo")
    Allowance.objects.update_or_create(person=alice, defaults={"core_hours": 0})
    dataset = Dataset.objects.filter(standing=Standing.PUBLIC, access="open").order_by("pk")[0]
    given = {"variable": "oxygen", "bbox": {"bbox": [3, 42, 5, 43]}, "years": [2000, 2001]}
    told: dict[str, Any] = {"kind": ProductKind.SYSTEMATIC, "title": "Fields", "process_id": "divand", "given": given}
    keep_product(actor=alice, dataset=dataset.suffix, takes="observations", also_past=True, **told)


JOBS: Final = (compute_something, wait_for_it, think_again_of_it, deposit_it, keep_it)
"""In the order of the story."""
