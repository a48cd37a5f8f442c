"""Taking what a job made: hashed again, named by the process; nothing of a job that failed is ever taken."""

import logging
import shutil

from compute.backends.base import BackendAway
from compute.jobdir import MERGE, Made, make_private, read_status
from compute.models import Job, JobInput, JobOutput
from compute.placing import UNKNOWN, copy_hashed
from compute.processes.registry import processes
from compute.queries import folder_of, results_of
from compute.services.moves import ERASED, fail_job, locked, move_job
from compute.services.repeating import compare_with_first
from compute.services.where import backend
from compute.states import LIVE, JobState
from repository.errors import TransientFailure
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)


def collect_outputs(*, claim: Claim) -> None:
    """Consumer of ``job.computed``: outputs are copied out of the job's folder, compared with what the merge said."""
    job = Job.objects.get(pk=claim.event.subject_id)
    made: list[Made] = []
    failure = ""
    if job.state == JobState.COLLECTING:
        made, failure = _take(job)
    with claim.complete():
        row = locked(job.pk)
        if row.state != JobState.COLLECTING:
            return
        if JobInput.objects.filter(job=row, file__erased_at__isnull=False).exists():
            failure = ERASED
        if failure:
            fail_job(row, "Data", failure)
        else:
            _register(row, made)
        record_event("job.ended", subject=row, caused_by=claim.event, payload={"outputs": len(made)})
    logger.info("job.collected job=%s outputs=%d failure=%s", job.pk, len(made), failure)


def _take(job: Job) -> tuple[list[Made], str]:
    merge = read_status(folder_of(job), MERGE)
    if merge is None or merge.state != "ok":
        return [], "The merge has no status."
    target = results_of(job)
    shutil.rmtree(target, ignore_errors=True)
    make_private(target.parent)
    for made in merge.outputs:
        sha256, size = copy_hashed(folder_of(job) / "out" / MERGE / made.name, target / made.name)
        if (sha256, size) != (made.sha256, made.bytes):
            return [], f"{made.name} changed after it was made."
    return merge.outputs, ""


def _register(job: Job, made: list[Made]) -> None:
    media_types = {name: output.media_type for name, output in processes()[job.process].outputs.items()}
    for one in made:
        media_type = media_types.get(one.output, UNKNOWN)
        told = {"sha256": one.sha256, "size": one.bytes, "media_type": media_type}
        JobOutput.objects.create(job=job, output=one.output, name=one.name, **told)
    compare_with_first(job)
    move_job(job, JobState.REGISTERING)
    move_job(job, JobState.SUCCEEDED)


def clear_up(*, claim: Claim) -> None:
    """Consumer of ``job.ended``: whatever still runs ends, and what it read and wrote goes; logs stay a while.

    Raises TransientFailure while the backend is away.
    """
    job = Job.objects.get(pk=claim.event.subject_id)
    if job.state not in LIVE:
        try:
            backend().cancel(job.handle or str(job.pk))
        except BackendAway as error:
            raise TransientFailure(str(error), code="backend-away") from error
        for name in ("in", "out", "tmp"):
            shutil.rmtree(folder_of(job) / name, ignore_errors=True)
    with claim.complete():
        pass
