"""Handing a prepared job to the backend: under its own name, so that a second time finds the first."""

from compute.backends.base import BackendAway, BackendRefused, Submission
from compute.models import Job
from compute.queries import folder_of
from compute.services.moves import fail_job, locked
from compute.services.submitting import limits_kept
from compute.services.where import backend
from compute.states import JobState
from repository.errors import TransientFailure
from repository.services.deliveries import Claim
from repository.services.events import record_event


def hand_over_job(*, claim: Claim) -> None:
    """Consumer of ``job.staged``: safe to repeat after any stop. Raises TransientFailure while the backend is away."""
    job = Job.objects.get(pk=claim.event.subject_id)
    handle = refusal = ""
    if job.state == JobState.QUEUED and not job.handle:
        try:
            handle = hand_over(job)
        except BackendRefused as error:
            refusal = str(error)
    with claim.complete():
        row = locked(job.pk)
        if refusal and row.state == JobState.QUEUED:
            fail_job(row, "Failed", refusal)
            record_event("job.ended", subject=row, caused_by=claim.event)
        elif handle and not row.handle:
            row.backend, row.handle, row.times_handed = backend().name, handle, row.times_handed + 1
            row.save(update_fields=["backend", "handle", "times_handed"])


def hand_over(job: Job) -> str:
    """The handle, of the job that is there where it was handed over before. Raises TransientFailure, BackendRefused."""
    told = Submission(name=str(job.pk), folder=folder_of(job), n_tasks=job.tasks or 0, limits=limits_kept(job))
    try:
        return backend().submit(told)
    except BackendAway as error:
        raise TransientFailure(str(error), code="backend-away") from error
