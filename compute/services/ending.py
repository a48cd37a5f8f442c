"""Ending jobs by hand and by time: dismissed by who may, expired when their days are over. Records stay."""

import shutil
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from compute.models import Job, JobInput
from compute.queries import folder_of, jobs_visible_to, results_of
from compute.services.moves import ERASED, fail_job, locked, move_job
from compute.states import LIVE, JobState
from repository.models import Person
from repository.services.deliveries import Claim
from repository.services.events import record_event


@transaction.atomic
def dismiss_job(*, job_id: UUID, actor: Person, reason: str = "") -> Job:
    """End a job; one that is over stays as it is. Raises Job.DoesNotExist also for another person's."""
    jobs_visible_to(actor).get(pk=job_id)
    job = locked(job_id)
    if job.state not in LIVE:
        return job
    move_job(job, JobState.DISMISSED, actor=actor, reason=reason)
    record_event("job.ended", subject=job, actor=actor, reason=reason, payload={"dismissed": True})
    return job


def remove_job(*, job_id: UUID, actor: Person) -> Job:
    """End a job, or take away what it made where it is over; the record stays. Raises Job.DoesNotExist."""
    with transaction.atomic():
        job = dismiss_job(job_id=job_id, actor=actor)
        is_over = job.state in {JobState.SUCCEEDED, JobState.FAILED}
        if is_over:
            move_job(job, JobState.EXPIRED, actor=actor, reason="removed")
    if is_over:
        _remove_files(job)
    return job


def expire_jobs() -> int:
    """Remove outputs and logs whose days are over, or which hold what an order of law erased; how many jobs."""
    tainted = JobInput.objects.filter(file__erased_at__isnull=False).values("job")
    is_over = Q(expires__lte=timezone.now()) | Q(pk__in=tainted)
    over = Job.objects.filter(is_over).exclude(state__in=[*LIVE, JobState.EXPIRED])
    count = 0
    for job_id in over.values_list("pk", flat=True)[:1_000]:
        with transaction.atomic():
            job = locked(job_id)
            if job.state in LIVE or job.state == JobState.EXPIRED:
                continue
            move_job(job, JobState.EXPIRED, reason="its days are over")
        _remove_files(job)
        count += 1
    return count


def end_erased(*, claim: Claim) -> None:
    """Consumer of ``erasure.confirmed``: what was made of an erased file goes at once; what still reads one ends.

    A job that ends meanwhile by itself is left to the night.
    """
    tainted = Job.objects.filter(pk__in=JobInput.objects.filter(file__erased_at__isnull=False).values("job"))
    found = list(tainted.exclude(state=JobState.EXPIRED).order_by("pk"))
    removed = {job.pk for job in found if job.state not in LIVE}
    for job in found:
        if job.pk in removed:
            _remove_files(job)
    with claim.complete():
        for job in map(locked, (job.pk for job in found)):
            if job.state in LIVE:
                fail_job(job, "Data", ERASED)
                record_event("job.ended", subject=job)
            elif job.pk in removed and job.state != JobState.EXPIRED:
                move_job(job, JobState.EXPIRED, reason="it read a file that was erased")


def _remove_files(job: Job) -> None:
    for folder in (results_of(job), folder_of(job)):
        shutil.rmtree(folder, ignore_errors=True)
