"""Jobs and processes as the REST shows them."""

from dataclasses import asdict
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from compute.backends.logs import for_people
from compute.doors.downloads import result_url
from compute.jobdir import MERGE, Status, read_status
from compute.models import Job, JobInput
from compute.processes.base import Process, Resources
from compute.queries import core_hours_given, core_hours_of, folder_of, progress_of
from compute.states import OGC, JobState
from repository.api.links import url
from repository.models import LayerFile, Person

TASKS_MOST: Final = 100
_OF_TASK: Final = ("state", "started", "wall_s", "cpu_s", "peak_rss_mb", "error_type")


def process_line(process: Process) -> dict[str, Any]:
    """In the list."""
    told = {name: getattr(process, name) for name in ("id", "version", "title", "description")}
    lists = {"keywords": list(process.keywords), "modes": list(process.modes)}
    return told | lists | {"url": url("api-compute-process", process.id)}


def process_shown(process: Process) -> dict[str, Any]:
    """With its inputs and outputs, in their order."""
    inputs = [{"name": name, **asdict(spec)} for name, spec in process.inputs.items()]
    outputs = [{"name": name, **asdict(spec)} for name, spec in process.outputs.items()]
    for each in outputs:
        each.pop("schema")
    return process_line(process) | {"inputs": inputs, "outputs": outputs}


def price_shown(price: Resources, person: Person) -> dict[str, Any]:
    """With what is left."""
    left = max(0.0, core_hours_given(person) - core_hours_of(person))
    return asdict(price) | {"core_hours": price.core_hours, "core_hours_left": left}


def job_line(job: Job) -> dict[str, Any]:
    """In the list."""
    plain = ("id", "process", "version", "state", "tasks", "tasks_done", "core_hours", "error_type", "message",
             "created", "started", "ended", "expires")  # fmt: skip
    return {name: getattr(job, name) for name in plain} | {
        "url": url("api-compute-job", job.pk),
        "page": f"{settings.SITE_URL}/compute/jobs/{job.pk}/",
        "status": OGC[JobState(job.state)],
        "progress": progress_of(job),
    }


def job_shown(job: Job) -> dict[str, Any]:
    """Everything."""
    return job_line(job) | {
        **{name: getattr(job, name) for name in ("key", "inputs", "limits", "differing", "return_refusal")},
        "files": _files(job),
        "outputs": [_output(job, each) for each in job.outputs.all()],
        "moves": [{name: getattr(each, name) for name in ("before", "after", "at", "reason")} for each in _moves(job)],
        "ended_tasks": [_task(job, each) for each in _ended(job)],
        "repeats": job.repeats_id,
        "sameness": job.sameness or None,
        "deposit": url("api-deposit", job.deposit_id) if job.deposit_id else None,
    }


def _moves(job: Job) -> Any:
    return job.moves.all()[:TASKS_MOST]


def _files(job: Job) -> list[dict[str, Any]]:
    files = list(job.files.select_related("dataset", "snapshot"))
    layers, kept = {each.snapshot_id for each in files}, {each.file_id for each in files}
    places = LayerFile.objects.filter(snapshot__in=layers, file__in=kept)
    found = places.values_list("snapshot", "file", "path")
    paths: dict[tuple[int | None, int], str] = {(layer, file): path for layer, file, path in found}
    return [_file(each, paths.get((each.snapshot_id, each.file_id))) for each in files]


def _file(file: JobInput, path: str | None) -> dict[str, Any]:
    """``path``: in its layer; None for a file of a draft."""
    layer = file.snapshot.number if file.snapshot else None
    told = {"input": file.name, "path": file.path, "doi": file.dataset.doi, "layer": layer}
    address = None
    if layer is not None and path is not None:
        address = f"{settings.SITE_URL}{reverse('file', args=[file.dataset.suffix, layer, path])}"
    return told | {"url": address, "sha256": file.sha256, "size": file.size}


def _output(job: Job, output: Any) -> dict[str, Any]:
    told = {name: getattr(output, name) for name in ("output", "name", "media_type", "sha256", "size")}
    return told | {"url": result_url(job, output)}


def _ended(job: Job) -> list[Status]:
    """What lies in its folder; a status that cannot be read is left out."""
    found = []
    for which in (*range(min(job.tasks or 0, TASKS_MOST)), MERGE):
        try:
            status = read_status(folder_of(job), which)
        except (OSError, ValueError, TypeError, KeyError):
            continue
        if status is not None:
            found.append(status)
    return found


def _task(job: Job, status: Status) -> dict[str, Any]:
    told = {name: getattr(status, name) for name in _OF_TASK}
    return told | {"task": str(status.task), "message": for_people(status.message, folder_of(job))}
