"""Before a backend is asked: the folder, the files with rights asked again, the plan."""

import logging
import shutil
import subprocess

from django.db import transaction

from compute.jobdir import PLAN, Status, make_folders, read_job, write_job
from compute.jobdir import Job as Told
from compute.launching import plan_apart
from compute.models import Job
from compute.queries import folder_of
from compute.running import seed_of
from compute.services.moves import fail_job, locked, move_job
from compute.services.submitting import limits_kept
from compute.staging import place_inputs
from compute.states import JobState
from compute.worker import WrongCall
from repository.errors import NotAllowed, PermanentFailure
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)


class Unprepared(Exception):
    """The job ends here; its owner reads why."""

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(message)
        self.error_type, self.message = error_type, message


def prepare_job(*, claim: Claim) -> None:
    """Consumer of ``job.submitted``. Raises TransientFailure where a file is away."""
    job = _begun(claim.event.subject_id)
    failure, tasks = None, 0
    if job.state == JobState.STAGING:
        try:
            tasks = _prepare(job)
        except Unprepared as error:
            failure = error
    with claim.complete():
        row = locked(job.pk)
        if row.state != JobState.STAGING:
            return
        if failure is not None:
            fail_job(row, failure.error_type, failure.message)
            record_event("job.ended", subject=row, caused_by=claim.event)
            return
        row.tasks = tasks
        move_job(row, JobState.QUEUED)
        record_event("job.staged", subject=row, caused_by=claim.event, payload={"tasks": tasks})
    logger.info("job.staged job=%s tasks=%d", job.pk, tasks)


@transaction.atomic
def _begun(job_id: str) -> Job:
    """Seen as being prepared, also when it is begun again."""
    job = locked(job_id)
    if job.state == JobState.CREATED:
        move_job(job, JobState.STAGING)
    return job


def _prepare(job: Job) -> int:
    """How many tasks. Raises Unprepared, TransientFailure."""
    folder = folder_of(job)
    shutil.rmtree(folder, ignore_errors=True)
    make_folders(folder)
    try:
        place_inputs(job.owner, folder, list(job.files.select_related("file", "dataset__current_version")))
    except (NotAllowed, PermanentFailure) as error:
        raise Unprepared("Data", error.sentence) from error
    told = Told(str(job.pk), job.process, job.version, job.inputs, seed_of(job.inputs), limits_kept(job))
    write_job(folder, told, name="asked.json")
    status = _planned(job)
    if status.state == "error":
        raise Unprepared(status.error_type or "Failed", status.message)
    return len(read_job(folder).tasks)


def _planned(job: Job) -> Status:
    try:
        return plan_apart(folder_of(job))
    except (WrongCall, subprocess.TimeoutExpired) as error:
        logger.warning("job.unplanned job=%s task=%s reason=%s", job.pk, PLAN, error)
        raise Unprepared("Failed", "The plan could not be made.") from error
