"""Jobs: the list, asking for one, all that is known of it, ending it; what it made as a draft; the same again."""

from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compute.backends.logs import tail_of
from compute.doors.rest import shapes, showing
from compute.doors.rest.processes import SCOPE
from compute.doors.rest.refused import told
from compute.models import Job
from compute.queries import folder_of
from compute.services.ending import remove_job
from compute.services.repeating import reproduce_job
from compute.services.returning import return_as_draft
from compute.services.submitting import submit_job
from repository.api.authentication import person_of
from repository.api.base import WRITE, ApiView
from repository.api.bodies import read_body
from repository.api.links import url
from repository.api.paging import cursor_of, limit_of, next_url, not_ours
from repository.api.parameters import CURSOR, LIMIT
from repository.errors import Malformed

_TAIL: Final = 16_384
_MERGE: Final = "merge"
TASK = OpenApiParameter("task", str, description="Its number, `merge` (which is taken where none is named) or `plan`.")
STREAM = OpenApiParameter("stream", enum=["out", "err"], description="`err` where none is named.")


class Jobs(ApiView):
    """`/compute/jobs/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SCOPE, "POST": SCOPE}

    @extend_schema(operation_id="listJobs", parameters=[LIMIT, CURSOR], responses=shapes.JobPage)
    def get(self, request: Request) -> Response:
        """Your jobs, the newest first."""
        limit = limit_of(request)
        rows = list(_after(request, _own(request)).order_by("-created", "-pk")[: limit + 1])
        last = rows[limit - 1] if len(rows) > limit else None
        next_page = next_url(request, [last.created.isoformat(), str(last.pk)]) if last else None
        return Response({"results": [showing.job_line(each) for each in rows[:limit]], "next": next_page})

    @extend_schema(operation_id="submitJob", request=shapes.JobInput, responses={201: shapes.JobShape})
    def post(self, request: Request) -> Response:
        """Ask for a job. The same request again is answered with the job that is there."""
        asked = read_body(request, shapes.JobInput)
        with told(in_body=True):
            job = submit_job(process_id=asked["process"], given=asked["inputs"], actor=person_of(request))
        return _made(job)


class OneJob(ApiView):
    """`/compute/jobs/<id>/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SCOPE, "DELETE": SCOPE}

    @extend_schema(operation_id="readJob", responses=shapes.JobShape)
    def get(self, request: Request, job_id: UUID) -> Response:
        """Everything that is known of a job."""
        return Response(showing.job_shown(_job(request, job_id)))

    @extend_schema(operation_id="removeJob", responses={200: shapes.JobShape})
    def delete(self, request: Request, job_id: UUID) -> Response:
        """End a job; of one that is over, remove what it made. Its record stays."""
        job = _job(request, job_id)
        return Response(showing.job_shown(remove_job(job_id=job.pk, actor=person_of(request))))


class Log(ApiView):
    """`/compute/jobs/<id>/log/`."""

    scopes: ClassVar[dict[str, str]] = {"GET": SCOPE}

    @extend_schema(operation_id="readLog", parameters=[TASK, STREAM], responses=shapes.LogShape)
    def get(self, request: Request, job_id: UUID) -> Response:
        """The end of what a task said."""
        job = _job(request, job_id)
        task, stream = request.query_params.get("task", _MERGE), request.query_params.get("stream", "err")
        is_number = task.isascii() and task.isdecimal() and len(task) < 8
        if stream not in ("out", "err") or not (is_number or task in (_MERGE, "plan")):
            words = _("`task` is a number, `merge` or `plan`; `stream` is `out` or `err`.")
            raise Malformed(words, code="log-unknown")
        text = tail_of(folder_of(job), f"{task}.{stream}", _TAIL)
        return Response({"task": task, "stream": stream, "text": text})


class Returned(ApiView):
    """`/compute/jobs/<id>/deposit/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    scopes_too: ClassVar[dict[str, str]] = {"POST": SCOPE}

    @extend_schema(operation_id="depositJob", request=None, responses={201: shapes.JobShape})
    def post(self, request: Request, job_id: UUID) -> Response:
        """Make a draft deposit of what a job made, with where it comes from. Asked again, the same one."""
        job = _job(request, job_id)
        with told():
            returned = return_as_draft(job_id=job.pk, actor=person_of(request))
        answer = Response(showing.job_shown(returned), status=201)
        answer["Location"] = url("api-deposit", returned.deposit_id)
        return answer


class Again(ApiView):
    """`/compute/jobs/<id>/reproduce/`."""

    scopes: ClassVar[dict[str, str]] = {"POST": SCOPE}

    @extend_schema(operation_id="reproduceJob", request=None, responses={201: shapes.JobShape})
    def post(self, request: Request, job_id: UUID) -> Response:
        """Compute a job again with the same inputs and files, and compare what comes out."""
        job = _job(request, job_id)
        with told():
            return _made(reproduce_job(job_id=job.pk, actor=person_of(request)))


def _own(request: Request) -> QuerySet[Job]:
    """A token opens its person's own jobs, also an operator's."""
    return Job.objects.filter(owner=person_of(request))


def _job(request: Request, job_id: UUID) -> Job:
    with told():
        return _own(request).get(pk=job_id)


def _made(job: Job) -> Response:
    answer = Response(showing.job_shown(job), status=201)
    answer["Location"] = url("api-compute-job", job.pk)
    return answer


def _after(request: Request, jobs: QuerySet[Job]) -> Any:
    key = cursor_of(request, str, str)
    if key is None:
        return jobs
    try:
        created, last = datetime.fromisoformat(key[0]), UUID(key[1])
    except ValueError as fault:
        raise not_ours() from fault
    return jobs.filter(Q(created__lt=created) | Q(created=created, pk__lt=last))
