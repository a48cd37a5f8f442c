"""The same request once more, with more of what it lacked."""

from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from compute.models import Job, JobInput
from compute.queries import jobs_visible_to
from compute.services.submitting import submit_job
from compute.states import JobState
from repository.errors import WrongState
from repository.models import DraftFile, LayerFile, Person

MORE: Final = 2
_LACKED: Final = {"OOM": ("mem_mb", "mem_mb"), "Timeout": ("walltime_s", "wall_s")}
"""Kind of error -> the field of the price, and that of the limits."""


def more_of(job: Job) -> dict[str, int]:
    """What a second try may take at least, where more of it may help."""
    if job.state != JobState.FAILED or job.error_type not in _LACKED:
        return {}
    name, limit = _LACKED[job.error_type]
    return {name: int(job.limits[limit]) * MORE}


def start_again(*, job_id: UUID, actor: Person) -> Job:
    """A new job of the same request, with twice the memory or time where that was the cause.

    Raises Job.DoesNotExist also for another person's, and as `submit_job`.
    """
    job = jobs_visible_to(actor).filter(owner=actor).get(pk=job_id)
    if job.state not in {JobState.FAILED, JobState.DISMISSED, JobState.EXPIRED}:
        raise WrongState(_("This job is not over yet, or has its results."))
    return submit_job(process_id=job.process, given=given_of(job), actor=actor, at_least=more_of(job))


def given_of(job: Job) -> dict[str, Any]:
    """What was asked for, with its files as references. Raises WrongState where a file is nowhere any more."""
    given = dict(job.inputs)
    files: dict[str, list[dict[str, Any]]] = {}
    for one in job.files.select_related("dataset", "snapshot"):
        reference = reference_to(one)
        if reference is None:
            raise WrongState(_("A file that it read is not there any more."))
        files.setdefault(one.name, []).append(reference)
    for name, references in files.items():
        given[name] = references if isinstance(given[name], list) else references[0]
    return given


def reference_to(one: JobInput) -> dict[str, Any] | None:
    """As `compute.staging` reads it, of the layer that was read; None where the file stands nowhere any more."""
    if one.snapshot is not None:
        places = LayerFile.objects.filter(snapshot=one.snapshot, file_id=one.file_id)
        path = places.values_list("path", flat=True).first()
        return {"dataset": one.dataset.suffix, "path": path, "layer": one.snapshot.number} if path else None
    path = DraftFile.objects.filter(dataset=one.dataset, file_id=one.file_id).values_list("path", flat=True).first()
    return {"draft": str(one.dataset.key), "path": path} if path else None
