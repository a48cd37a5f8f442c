"""What the API tells: landing page, conformance, processes by their schemas, jobs by their state (OGC 18-062r2)."""

from typing import Any, Final

from django.conf import settings

from compute.doors.ogc_processes.links import at
from compute.models import Job
from compute.processes.base import InputSpec, OutputSpec, Process
from compute.queries import progress_of
from compute.states import OGC as WORDS
from compute.states import JobState
from repository.ogc_links import HTML, OGC, OPENAPI, link

_CLASSES: Final = ("core", "ogc-process-description", "json", "oas30", "job-list", "callback", "dismiss")
CONFORMS_TO: Final = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    *(f"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/{name}" for name in _CLASSES),
)
"""Not ``html``: the pages of processes and jobs are there for people, and tell less than the documents do."""

_BBOX: Final = {
    "type": "object",
    "format": "ogc-bbox",
    "required": ["bbox"],
    "properties": {
        "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
        "crs": {"type": "string", "default": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
    },
    "additionalProperties": False,
}


def landing() -> dict[str, Any]:
    """`/`."""
    return {
        "title": f"{settings.SITE_NAME}: processes",
        "description": "Processes over published datasets and one's own drafts, by OGC API - Processes 1.0.",
        "links": [
            link("self", at(), title="This document"),
            link("service-desc", at("api"), OPENAPI, "The API (OpenAPI 3.0)"),
            link("service-doc", f"{at('api')}?f=html", HTML, "The API, to be read"),
            link("conformance", at("conformance"), title="What the API conforms to"),
            link(f"{OGC}conformance", at("conformance"), title="What the API conforms to"),
            link(f"{OGC}processes", at("processes"), title="The processes"),
            link(f"{OGC}job-list", at("jobs"), title="Your jobs"),
        ],
    }


def conformance() -> dict[str, Any]:
    """`/conformance`."""
    return {"conformsTo": list(CONFORMS_TO)}


def summary(process: Process) -> dict[str, Any]:
    """A process in the list."""
    modes = (["sync-execute"] if process.allows_sync else []) + ["async-execute", "dismiss"]
    here = at("processes", process.id)
    return {
        "id": process.id,
        "version": process.version,
        "title": process.title,
        "description": process.description,
        "keywords": list(process.keywords),
        "jobControlOptions": modes,
        "outputTransmission": ["value", "reference"],
        "links": [
            link("self", here, title="Its description"),
            link(f"{OGC}execute", f"{here}/execution", title="Run it by POST"),
        ],
    }


def description(process: Process) -> dict[str, Any]:
    """`/processes/<id>`."""
    return summary(process) | {
        "inputs": {name: _input(spec) for name, spec in process.inputs.items()},
        "outputs": {name: _output(spec) for name, spec in process.outputs.items()},
    }


def _input(spec: InputSpec) -> dict[str, Any]:
    most = "unbounded" if spec.max_occurs is None else spec.max_occurs
    told = {"title": spec.title, "description": spec.description, "schema": _schema(spec)}
    return told | {"minOccurs": 0 if "default" in spec.schema else spec.min_occurs, "maxOccurs": most}


def _schema(spec: InputSpec) -> dict[str, Any]:
    """A file is named by a reference: a published dataset, one of its files, or a file of a draft of one's own."""
    if spec.media_types:
        kind = {"type": "string", "enum": list(spec.media_types)}
        properties = {"href": {"type": "string", "format": "uri"}, "type": kind}
        return {"type": "object", "required": ["href"], "properties": properties}
    if spec.schema.get("format") == "ogc-bbox":
        return _BBOX | {name: said for name, said in spec.schema.items() if name not in _BBOX}
    return dict(spec.schema)


def _output(spec: OutputSpec) -> dict[str, Any]:
    """JSON is told by its own schema, everything else by its media type."""
    schema = dict(spec.schema)
    if not schema:
        is_json = spec.media_type.endswith("json")
        kind = {"type": "object"} if is_json else {"type": "string", "contentEncoding": "binary"}
        schema = {**kind, "contentMediaType": spec.media_type}
    return {"title": spec.title, "description": spec.description, "schema": schema}


def status_of(job: Job) -> dict[str, Any]:
    """`/jobs/<id>`: statusInfo."""
    said = {
        "jobID": str(job.pk),
        "processID": job.process,
        "type": "process",
        "status": WORDS[JobState(job.state)],
        "message": job.message or job.get_state_display(),
        "progress": progress_of(job),
        "links": [link("self", at("jobs", str(job.pk)), title="This job"), *_leads(job)],
    }
    moments = {"created": job.created, "started": job.started, "finished": job.ended}
    moments["updated"] = job.ended or job.started or job.created
    return said | {name: when.isoformat() for name, when in moments.items() if when is not None}


def _leads(job: Job) -> list[dict[str, Any]]:
    results = at("jobs", str(job.pk), "results")
    process = link("up", at("processes", job.process), title="Its process")
    page = link("alternate", f"{settings.SITE_URL}/compute/jobs/{job.pk}/", HTML, "Its page")
    if job.state == JobState.SUCCEEDED:
        return [link(f"{OGC}results", results, title="What it made"), process, page]
    if job.state == JobState.FAILED:
        return [link(f"{OGC}exceptions", results, title="Why it failed"), process, page]
    return [process, page]
