"""Looking after what a backend has: progress, ends, and jobs that it no longer knows."""

import logging

from django.db import transaction

from compute.backends.base import BackendAway, BackendRefused, BackendState, Liveness
from compute.jobdir import MERGE, Status, Which, read_status
from compute.models import Job
from compute.queries import folder_of, jobs_to_look_after
from compute.running import first_failed
from compute.services.handing import hand_over
from compute.services.moves import fail_job, locked, move_job
from compute.services.retrying import second_try_of, try_again
from compute.services.where import backend
from compute.states import JobState
from repository.errors import TransientFailure
from repository.services.events import record_event

logger = logging.getLogger(__name__)

MOST_HANDED = 3
"""A job that is lost is handed over again: what had ended well is not done twice."""


def look_after_jobs() -> int:
    """Ask the backend about everything that it has; how many jobs. A backend that is away is asked later."""
    jobs = {job.handle: job for job in jobs_to_look_after()}
    if not jobs:
        return 0
    try:
        states = backend().poll(list(jobs))
    except BackendAway as error:
        logger.warning("backend.away reason=%s", error)
        return 0
    for handle, job in jobs.items():
        try:
            _look_after(job, states.get(handle, BackendState(Liveness.GONE, {})))
        except (OSError, ValueError, TypeError, KeyError):
            logger.exception("job.unreadable job=%s", job.pk)
            _end(job, "Lost", "What its tasks left cannot be read.")
    return len(jobs)


def _look_after(job: Job, state: BackendState) -> None:
    """The truth about an end is in the status files; the backend tells only whether there will be more of them."""
    if state.liveness in {Liveness.QUEUED, Liveness.RUNNING}:
        _note_progress(job, is_running=state.liveness is Liveness.RUNNING)
        return
    merge = read_status(folder_of(job), MERGE)
    if merge is not None and merge.state == "ok":
        _end(job, "", "")
    elif state.liveness is Liveness.GONE and job.times_handed < MOST_HANDED and not _has_failed(job):
        _hand_over_again(job)
    elif (again := second_try_of(job, state)) is not None:
        try:
            try_again(job, again)
        except BackendRefused as error:
            _end(job, "Failed", str(error))
    else:
        _end(job, *_reason(job, state))


def _has_failed(job: Job) -> bool:
    return first_failed(folder_of(job), job.tasks or 0) is not None or read_status(folder_of(job), MERGE) is not None


def _note_progress(job: Job, *, is_running: bool) -> None:
    done = sum(1 for path in (folder_of(job) / "status").glob("*.json") if path.stem.isdigit())
    if done == job.tasks_done and (job.state == JobState.RUNNING or not is_running):
        return
    with transaction.atomic():
        row = locked(job.pk)
        if row.state not in {JobState.QUEUED, JobState.RUNNING}:
            return
        row.tasks_done = done
        if row.state == JobState.QUEUED and is_running:
            move_job(row, JobState.RUNNING)
        else:
            row.save(update_fields=["tasks_done"])


def _hand_over_again(job: Job) -> None:
    logger.warning("job.lost job=%s times=%d", job.pk, job.times_handed)
    Job.objects.filter(pk=job.pk).update(times_handed=job.times_handed + 1)
    try:
        Job.objects.filter(pk=job.pk).update(handle=hand_over(job))
    except (TransientFailure, BackendRefused) as error:
        logger.warning("backend.away reason=%s", error)


def _reason(job: Job, state: BackendState) -> tuple[str, str]:
    """Why it failed: what the task itself says, else what the backend knows."""
    status = read_status(folder_of(job), MERGE) or first_failed(folder_of(job), job.tasks or 0)
    if status is not None and status.error_type is not None:
        return status.error_type, status.message
    for task, reason in state.reasons.items():
        kinds = {"OOM": "OOM", "TIMEOUT": "Timeout", "FAILED": "Failed"}
        return kinds.get(reason, "Lost"), f"Task {task}: {reason}"
    return "Lost", "It was ended from outside."


def _end(job: Job, error_type: str, message: str) -> None:
    told = [_status(job, task) for task in (*range(job.tasks or 0), MERGE)]
    with transaction.atomic():
        row = locked(job.pk)
        if row.state not in {JobState.QUEUED, JobState.RUNNING}:
            return
        row.tasks_done = sum(1 for status in told[:-1] if status is not None and status.state == "ok")
        seconds = sum(status.wall_s for status in told if status is not None)
        row.core_hours = seconds * row.limits["cpu"] / 3600
        if error_type:
            fail_job(row, error_type, message)
            record_event("job.ended", subject=row, payload={"error": error_type})
        else:
            move_job(row, JobState.COLLECTING)
            record_event("job.computed", subject=row)


def _status(job: Job, task: Which) -> Status | None:
    """What cannot be read counts as not there."""
    try:
        return read_status(folder_of(job), task)
    except (OSError, ValueError, TypeError, KeyError):
        return None
