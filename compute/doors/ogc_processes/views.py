"""The addresses of the API: each parses, calls one query or service, and answers."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from compute.doors.entrance import Asker, asker_of, jobs_of
from compute.doors.ogc_processes import documents, openapi
from compute.doors.ogc_processes.answers import answering, send
from compute.doors.ogc_processes.links import at
from compute.doors.ogc_processes.listing import limit_of, next_of, selected
from compute.doors.ogc_processes.pages import api_page, conformance_page, leads_to
from compute.doors.ogc_processes.refused import Unanswered, no_such_job
from compute.doors.ogc_processes.request import asked_of
from compute.doors.ogc_processes.results import check_there, results_answer
from compute.doors.ogc_processes.waiting import wait_for
from compute.models import Job
from compute.processes.registry import processes
from compute.services.ending import remove_job
from compute.services.submitting import process_of, submit_job
from repository.api.parsing import MOST_BYTES, read_json
from repository.ogc_links import OPENAPI, link


@answering("GET", page=leads_to("compute"))
def landing(request: HttpRequest) -> HttpResponseBase:
    """`/ogcapi/processes/`."""
    return send(documents.landing())


@answering("GET", page=conformance_page)
def conformance(request: HttpRequest) -> HttpResponseBase:
    """`/conformance`."""
    return send(documents.conformance())


@answering("GET", page=api_page)
def api(request: HttpRequest) -> HttpResponseBase:
    """`/api`: the OpenAPI document."""
    return send(openapi.document(), OPENAPI)


@answering("GET", page=leads_to("compute"))
def process_list(request: HttpRequest) -> HttpResponseBase:
    """`/processes`."""
    limit, after = limit_of(request.GET), request.GET.get("after", "")
    found = [process for name, process in processes().items() if name > after]
    links = [link("self", at("processes"), title="The processes")]
    if len(found) > limit:
        links.append(link("next", f"{at('processes')}?limit={limit}&after={found[limit - 1].id}", title="More"))
    return send({"processes": [documents.summary(each) for each in found[:limit]], "links": links})


@answering("GET", page=leads_to("compute-process", "process_id"))
def process(request: HttpRequest, process_id: str) -> HttpResponseBase:
    """`/processes/<id>`."""
    return send(documents.description(process_of(process_id)))


@answering("POST")
def execution(request: HttpRequest, process_id: str) -> HttpResponseBase:
    """`/processes/<id>/execution`."""
    person, wanted = asker_of(request).required(), process_of(process_id)
    asked = asked_of(wanted, _body(request))
    job = submit_job(process_id=process_id, given=asked.inputs, actor=person, answering=asked.kept(), calls=asked.calls)
    is_preferred = _prefers_async(request)
    if is_preferred or not wanted.allows_sync:
        return _accepted(job, is_preferred=is_preferred)
    wait_for(job)
    response = results_answer(request, job)
    monitor = f'<{at("jobs", str(job.pk))}>; rel="monitor"'
    response["Link"] = f"{response['Link']}, {monitor}" if "Link" in response else monitor
    return response


@answering("GET", page=leads_to("compute-jobs"))
def job_list(request: HttpRequest) -> HttpResponseBase:
    """`/jobs`: one's own."""
    asker = asker_of(request)
    asker.required()
    limit = limit_of(request.GET)
    rows = list(selected(jobs_of(asker), request.GET)[: limit + 1])
    links = [link("self", at("jobs"), title="Your jobs")]
    if len(rows) > limit:
        links.append(link("next", next_of(request.GET, rows[limit - 1]), title="Older ones"))
    return send({"jobs": [documents.status_of(each) for each in rows[:limit]], "links": links})


@answering("GET", "DELETE", page=leads_to("compute-job", "job_id"))
def job(request: HttpRequest, job_id: str) -> HttpResponseBase:
    """`/jobs/<id>`; by DELETE it ends, and what it made is removed."""
    asker = asker_of(request)
    found = _job(asker, job_id)
    if request.method == "DELETE":
        found = remove_job(job_id=found.pk, actor=asker.required())
    return send(documents.status_of(found))


@answering("GET", page=leads_to("compute-job", "job_id"))
def results(request: HttpRequest, job_id: str) -> HttpResponseBase:
    """`/jobs/<id>/results`."""
    found = _job(asker_of(request), job_id)
    check_there(found)
    return results_answer(request, found)


@answering("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, path: str) -> HttpResponseBase:
    """Whatever else is asked for below the API."""
    raise Unanswered(404, "not-found", "There is nothing here.")


def _job(asker: Asker, job_id: str) -> Job:
    """One of one's own. Raises Unanswered for everything else."""
    asker.required()
    try:
        found = jobs_of(asker).filter(pk=UUID(job_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise no_such_job()
    return found


def _body(request: HttpRequest) -> object:
    """The JSON of a request, read no further than it may be long. Raises Unanswered, BodyInvalid."""
    if not (request.content_type or "").endswith("json"):
        raise Unanswered(415, "unsupported-media-type", "A body is JSON, with Content-Type: application/json.")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Unanswered(413, "body-too-large", f"A body has at most {MOST_BYTES} bytes; larger inputs are files.")
    return read_json(body)


def _prefers_async(request: HttpRequest) -> bool:
    """RFC 7240: preferences with commas, each perhaps with parameters."""
    said = request.headers.get("Prefer", "").lower().split(",")
    return any(each.partition(";")[0].strip() == "respond-async" for each in said)


def _accepted(job: Job, *, is_preferred: bool) -> HttpResponseBase:
    applied = {"Preference_Applied": "respond-async"} if is_preferred else {}
    return send(documents.status_of(job), status=201, Location=at("jobs", str(job.pk)), **applied)
