"""The bytes of what a job made: for its owner and operators, whole or in part, until its days are over."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compute.doors.entrance import TooOften, asker_of, jobs_of
from compute.models import Job, JobOutput
from compute.queries import results_of
from compute.states import JobState
from repository.api.problems import bare
from repository.errors import TransientFailure
from repository.views.files import Span, disposition, parse_range, read_span
from repository.views.public_headers import is_known_by, repr_digest


class ResultAway(TransientFailure):
    """The file of an output is not there, or it has another size: an operator has to look."""

    code = "result-away"


@require_safe
def compute_result(request: HttpRequest, job_id: UUID, name: str) -> HttpResponseBase:
    """`/compute/jobs/<id>/results/<name>`."""
    try:
        asker = asker_of(request)
    except TooOften as often:
        answer = bare(429, "too-many")
        answer["Retry-After"] = str(often.wait_s)
        return answer
    job = jobs_of(asker).filter(pk=job_id).first()
    output = JobOutput.objects.filter(job=job, name=name).first() if job else None
    if job is None or output is None:
        raise Http404("no such result")
    if job.state == JobState.EXPIRED:
        return bare(410, code="result-expired")
    return file_answer(request, job, output)


def result_url(job: Job, output: JobOutput) -> str:
    """Where the bytes of an output are."""
    return f"{settings.SITE_URL}{reverse('compute-result', args=[job.pk, output.name])}"


def file_answer(request: HttpRequest, job: Job, output: JobOutput) -> HttpResponseBase:
    """The file of an output; ``Range``, ``If-None-Match`` and ``If-Range`` by its SHA256. Raises ResultAway."""
    etag = f'"{output.sha256}"'
    response = HttpResponseNotModified() if is_known_by(request, etag) else _bytes(request, job, output, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if response.status_code in (200, 206):
        response["Repr-Digest"] = repr_digest(bytes.fromhex(output.sha256))
        response["Content-Disposition"] = disposition(output.name)
    return response


def _bytes(request: HttpRequest, job: Job, output: JobOutput, etag: str) -> HttpResponseBase:
    path = results_of(job) / output.name
    try:
        source = path.open("rb")
    except OSError as error:
        raise ResultAway(_("This result cannot be given now. Try again later.")) from error
    wanted = request.headers.get("Range", "").strip() if request.method == "GET" else ""
    is_part = wanted.startswith("bytes=") and "," not in wanted
    is_part = is_part and request.headers.get("If-Range", etag).strip() == etag
    span = parse_range(wanted, output.size) if is_part else Span(0, output.size - 1)
    if span is None:
        source.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{output.size}"})
    response: HttpResponseBase
    if request.method != "HEAD":
        blocks = read_span(source, span)
        response = StreamingHttpResponse(blocks, content_type=output.media_type, status=206 if is_part else 200)
    else:
        source.close()
        response = HttpResponse(content_type=output.media_type)
    response["Content-Length"] = str(span.length)
    if is_part:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{output.size}"
    return response
