"""Results of a job, as its request wanted them: raw or as a document, each by value or by reference (7.13)."""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from compute.doors.downloads import ResultAway, file_answer, result_url
from compute.doors.ogc_processes.answers import send
from compute.doors.ogc_processes.refused import Unanswered
from compute.models import Job, JobOutput
from compute.queries import results_of
from compute.states import JobState

IN_LINE_MOST: Final = 10 * 2**20
"""Bytes of an output that a document has in itself; a larger one is told by its address."""
_BLOCK: Final = 2**18
_FAULTS: Final = {"InvalidParameterValue": 400, "Data": 422}

Wanted = list[tuple[JobOutput, bool]]
"""Outputs, and whether each is wanted by reference."""


def check_there(job: Job) -> None:
    """Raise Unanswered for a job without results: not over yet, failed, dismissed, expired."""
    match JobState(job.state):
        case JobState.SUCCEEDED:
            return
        case JobState.FAILED:
            status = _FAULTS.get(job.error_type, 500)
            raise Unanswered(status, job.error_type or "Failed", job.message)
        case JobState.DISMISSED | JobState.EXPIRED:
            raise Unanswered(410, "results-gone", "The job was dismissed, or the days of its results are over.")
        case _:
            raise Unanswered(404, "result-not-ready", "The job is not over yet.")


def results_answer(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Raises Unanswered."""
    check_there(job)
    wanted = _wanted(job)
    if not wanted:
        return HttpResponse(status=204)
    if job.answering.get("response") == "document":
        return send(results_document(job))
    if all(by_href for _output, by_href in wanted):
        links = ", ".join(f'<{result_url(job, one)}>; rel="{one.output}"; type="{one.media_type}"' for one, _ in wanted)
        return HttpResponse(status=204, headers={"Link": links})
    if len(wanted) == 1:
        return file_answer(request, job, wanted[0][0])
    return _related(job, wanted)


def results_document(job: Job) -> dict[str, Any]:
    """Each output that is wanted, by value or by reference."""
    return {output.output: _value(job, output, by_href) for output, by_href in _wanted(job)}


def _wanted(job: Job) -> Wanted:
    """What was named, in the order of the process; all by value where nothing was."""
    named = job.answering.get("outputs")
    made = list(job.outputs.all())
    if named is None:
        return [(output, False) for output in made]
    return [(output, named[output.output] == "reference") for output in made if output.output in named]


def _value(job: Job, output: JobOutput, by_href: bool) -> Any:
    """In a document: JSON as such where it is no object, else qualified by its media type (7.11.2.4)."""
    if by_href or output.size > IN_LINE_MOST:
        return {"href": result_url(job, output), "type": output.media_type, "rel": "item", "title": output.name}
    data = _file(job, output).read_bytes()
    qualified: dict[str, Any] = {"mediaType": output.media_type}
    try:
        if output.media_type.endswith("json"):
            value = json.loads(data)
            return qualified | {"value": value} if isinstance(value, dict) else value
        if output.media_type.startswith("text/"):
            return qualified | {"value": data.decode()}
    except ValueError:
        pass
    return qualified | {"value": b64encode(data).decode(), "encoding": "base64"}


def _file(job: Job, output: JobOutput) -> Path:
    path = results_of(job) / output.name
    if not path.is_file():
        raise ResultAway(_("This result cannot be given now. Try again later."))
    return path


def _related(job: Job, wanted: Wanted) -> StreamingHttpResponse:
    """Several at once: multipart/related (RFC 2387), each part with the name of its output."""
    files = {output.pk: _file(job, output) for output, by_href in wanted if not by_href}
    boundary = uuid4().hex
    return StreamingHttpResponse(
        _parts(job, wanted, files, boundary), content_type=f'multipart/related; boundary="{boundary}"'
    )


def _parts(job: Job, wanted: Wanted, files: dict[int, Path], boundary: str) -> Iterator[bytes]:
    for output, by_href in wanted:
        head = f"--{boundary}\r\nContent-ID: <{output.output}>\r\nContent-Type: {output.media_type}\r\n"
        if by_href:
            yield f"{head}Content-Location: {result_url(job, output)}\r\n\r\n\r\n".encode()
            continue
        yield f"{head}Content-Length: {output.size}\r\n\r\n".encode()
        with files[output.pk].open("rb") as source:
            while block := source.read(_BLOCK):
                yield block
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()
