"""The one second try that a job gets on a cluster: after a node that went away, or with twice the memory.

On this machine there is none: its limit is the operator's, and no node of it goes away alone.
"""

import logging
from dataclasses import asdict, replace

from compute.backends.base import BackendAway, BackendState, Liveness, Submission
from compute.backends.retrying import second_try
from compute.backends.slurm.backend import SlurmBackend
from compute.jobdir import MERGE, Which, read_job, read_status, write_job
from compute.models import Job
from compute.queries import folder_of
from compute.services.submitting import limits_kept
from compute.services.where import backend
from compute.states import JobState

logger = logging.getLogger(__name__)


def second_try_of(job: Job, state: BackendState) -> Submission | None:
    """What may do better than the first try of a job that failed; None: nothing, or it had its second one."""
    if state.liveness is not Liveness.FAILED or job.backend != SlurmBackend.name:
        return None
    name = job.handle.partition(":")[0]
    told = Submission(name=name, folder=folder_of(job), n_tasks=job.tasks or 0, limits=limits_kept(job))
    return second_try(told, dict(state.reasons) | _errors_of(job), backend().capabilities())


def try_again(job: Job, again: Submission) -> None:
    """Tell the workers what they may take now, and begin what had not ended well. Raises BackendRefused.

    Safe to repeat: until the new handle is kept the job is found as failed, and its second try by its name.
    """
    write_job(again.folder, replace(read_job(again.folder), limits=again.limits))
    try:
        handle = backend().submit(again)
    except BackendAway as error:
        logger.warning("backend.away reason=%s", error)
        return
    kept = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING]).update(
        handle=handle, limits=asdict(again.limits), times_handed=job.times_handed + 1
    )
    if not kept:
        backend().cancel(handle)
    logger.warning("job.tried_again job=%s memory_mb=%d", job.pk, again.limits.mem_mb)


def _errors_of(job: Job) -> dict[Which, str]:
    statuses = (read_status(folder_of(job), which) for which in (*range(job.tasks or 0), MERGE))
    return {status.task: status.error_type or "Failed" for status in statuses if status and status.state == "error"}
