"""One move of one job: checked against the table, written with its reason, in the caller's transaction."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from compute.models import Job, JobEvent
from compute.states import LIVE, JobState, check_move
from repository.models import Person

ERASED: Final = "A file that it read was erased by an order of law."


def move_job(job: Job, after: JobState, *, actor: Person | None = None, reason: str = "") -> None:
    """Move a locked job. Raises IllegalMove."""
    check_move(JobState(job.state), after)
    now = timezone.now()
    JobEvent.objects.create(job=job, before=job.state, after=after, actor=actor, reason=reason, at=now)
    job.state = after
    if after is JobState.RUNNING:
        job.started = now
    elif after not in LIVE and after is not JobState.EXPIRED:
        job.ended, job.expires = now, now + timedelta(days=settings.COMPUTE_KEEP_DAYS)
    job.save()


def fail_job(job: Job, error_type: str, message: str) -> None:
    """End a locked job with a reason that its owner reads."""
    job.error_type, job.message = error_type, _storable(message)[:2_000]
    move_job(job, JobState.FAILED, reason=f"{error_type}: {job.message}"[:500])


def _storable(text: str) -> str:
    """What files say may hold anything; the database takes no NUL and no half of a character."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def locked(job_id: UUID | str) -> Job:
    """The row, nobody else's until the transaction ends; rows that point to it may be written. Raises DoesNotExist."""
    return Job.objects.select_for_update(of=("self",), no_key=True).select_related("owner").get(pk=job_id)
