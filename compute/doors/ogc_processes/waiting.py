"""Waiting for a job that is asked for synchronously: with a limit, and by few requests at once.

Where a process can be run both ways, a request without ``Prefer`` is answered synchronously
(`/req/core/process-execute-default-execution-mode`): a 201 is then no answer. What is not over in time goes on as a
job; the same request asks for the same job again.
"""

import time
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings

from compute.doors.ogc_processes.links import at
from compute.doors.ogc_processes.refused import Unanswered
from compute.models import Job
from compute.states import LIVE

AT_ONCE: Final = 2
"""Requests of one web process that wait; its other threads go on serving."""
_TURNS: Final = BoundedSemaphore(AT_ONCE)
_STEP_S: Final = 0.1


def wait_for(job: Job) -> None:
    """Return when the job is over. Raises Unanswered (503) where it is not in time."""
    if job.state not in LIVE:
        return
    if not _TURNS.acquire(blocking=False):
        raise _later(job, "Too many requests wait for their results now.")
    try:
        end = time.monotonic() + settings.COMPUTE_SYNC_S
        while time.monotonic() < end:
            time.sleep(_STEP_S)
            job.refresh_from_db()
            if job.state not in LIVE:
                return
    finally:
        _TURNS.release()
    raise _later(job, "The job is not over yet.")


def _later(job: Job, why: str) -> Unanswered:
    monitor = at("jobs", str(job.pk))
    words = f"{why} It goes on: look at {monitor}, send the same request again, or send Prefer: respond-async."
    headers = {"Retry-After": "5", "Link": f'<{monitor}>; rel="monitor"'}
    return Unanswered(503, "not-in-time", words, headers=headers, jobID=str(job.pk))
